"""The words of `hujian eval`, Chinese with English beside."""

from __future__ import annotations

from ui.language import Text

HELP_EVAL = Text(
    "用自己的问题检验回答：评价过的问答自动成为考题，改动前后可以比较",
    "test the answers with questions of your own, before and after a change",
)
ARG_FILE = Text(
    "考题文件（JSON Lines）；不写时用资料库里的 eval.jsonl，并先收进网页上评价过的问答",
    "questions (JSON Lines); without it those of the library, rated answers collected first",
)
ARG_COLLECT = Text(
    "只把评价过的问答收进资料库的 eval.jsonl，不提问", "only collect the rated answers"
)
ARG_SAVE = Text("把这次的结果存成文件，留待以后比较", "keep this run in a file")
ARG_AGAINST = Text(
    "与以前存下的结果比较，列出变好和变差的题；有变差的，退出码为 1",
    "compare with a kept run; exit status 1 where a question got worse",
)

NONE = Text(
    "还没有考题。请在网页上给回答点“有用”或“不对”（可写明哪里不对），再运行 hujian eval；"
    "或者写一个考题文件，运行 hujian eval 考题.jsonl（格式见 docs/contract.md）。",
    "No questions yet. Rate answers on the page, or write a file of questions.",
)
EMPTY = Text(
    "资料库是空的，没有材料可以回答。请先运行 hujian index 文件夹。", "The library is empty."
)
COLLECTED = Text(
    "从评价过的问答里收进 {count} 题，存在 {file}。", "Collected {count} questions into {file}."
)
TOO_LITTLE = Text(
    "有 {count} 条“不对”说的是列出的单位，却没写哪个单位不对或漏了，没法当考题；"
    "请在网页上重新点“不对”并写明单位。",
    "{count} rated lists do not say which organisation is wrong or missing; rate them again.",
)
NOT_BOTH = Text("--collect 只用于资料库自己的考题，不能同时写考题文件", "--collect takes no file")
UNREADABLE = Text("读不了文件 {file}：{detail}", "cannot read {file}: {detail}")
UNWRITABLE = Text("写不了文件 {file}：{detail}", "cannot write {file}: {detail}")
AT_LINE = Text("{file} 第 {line} 行：{message}", "{file}, line {line}: {message}")
NOT_JSON = Text("不是 JSON 对象", "not a JSON object")
TWICE = Text("{file} 里有两题的编号都是“{id}”，请改掉一个", "{file} has the id {id} twice")
NOT_A_RUN = Text("{file} 不是 hujian eval --save 存下的结果，请换一个文件", "{file} is no kept run")
SAVED = Text("结果已存到 {file}。", "Kept in {file}.")
ABSENT = Text(
    "提醒：有 {count} 题的依据材料不在这个资料库里（例如 {id}：{file}）。",
    "Note: the documents of {count} questions are not in this library (such as {id}: {file}).",
)

HEAD = (
    Text("类别", "kind"), Text("题数", "n"), Text("得分", "score"), Text("检索到", "recall"),
    Text("引到", "cited"), Text("引得准", "precision"), Text("单位齐", "coverage"),
)  # fmt: skip
ALL = Text("合计", "all")
KINDS = {
    "fact": Text("事实", "fact"),
    "number": Text("数量", "number"),
    "figure": Text("数量", "figure"),
    "list": Text("列举", "list"),
    "listing": Text("列举", "listing"),
    "compare": Text("比较", "compare"),
    "comparison": Text("比较", "comparison"),
    "problem": Text("问题", "problem"),
    "plan": Text("打算", "plan"),
    "section": Text("问题或打算", "section"),
    "howto": Text("做法", "howto"),
    "similar": Text("相近做法", "similar"),
    "corpus": Text("库里有什么", "corpus"),
    "followup": Text("追问", "followup"),
    "paraphrase": Text("换个说法", "paraphrase"),
    "colloquial": Text("口语", "colloquial"),
    "typo": Text("错别字", "typo"),
    "masked": Text("被遮盖", "masked"),
    "traditional": Text("繁体", "traditional"),
    "english": Text("英文", "english"),
    "unanswerable": Text("不该答的", "unanswerable"),
}
SCORE = Text(
    "总分 {score:.1f}（各类得分的平均，满分 100）", "Score {score:.1f} (mean over kinds, of 100)"
)
REFUSALS = Text(
    "该拒答的 {wanted} 题，拒了 {right} 题；该回答的 {unwanted} 题，误拒 {wrong} 题。",
    "Of {wanted} to refuse, {right} refused; of {unwanted} to answer, {wrong} refused.",
)
MISSED = Text("没有全对的题（{count}）：", "Not wholly right ({count}):")
MISSED_LINE = Text("  {score:.2f}  {id}  {question}", "  {score:.2f}  {id}  {question}")
FAULT = Text("（没有问成：{fault}）", " (not asked: {fault})")
AND_MORE = Text("  ……另有 {count} 题，用 --json 看全部", "  … {count} more, see --json")
AGAINST = Text(
    "与 {file} 相比（同样的 {shared} 题）：平均 {before:.3f} → {after:.3f}，"
    "变好 {better} 题，变差 {worse} 题。",
    "Against {file} ({shared} shared): mean {before:.3f} → {after:.3f}, "
    "{better} better, {worse} worse.",
)
WORSE = Text("变差：", "Worse:")
BETTER = Text("变好：", "Better:")
CHANGE_LINE = Text(
    "  {before:.2f} → {after:.2f}  {id}  {question}",
    "  {before:.2f} → {after:.2f}  {id}  {question}",
)
