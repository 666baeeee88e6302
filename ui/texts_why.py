"""The words of an explanation, for the page and the terminal; Chinese with English beside."""

from __future__ import annotations

from ui.language import Text

WHY = Text("为什么", "Why")
WHY_TITLE = Text("为什么是这个回答", "Why this answer")
CHANGED = Text(
    "这次提问之后资料库或问答规则有变化，下面说明的是现在的结果。",
    "The library or the rules have changed since; this explains today's answer.",
)
REASONS = Text("依据{strength}，因为：", "Evidence {strength}, because:")
REASONS_NONE = Text("没有作答，因为：", "Not answered, because:")
GROUND_SENTENCE = Text(
    "最能回答问题的引文得 {score:.2f} 分（{strong:.2f} 起为强，{medium:.2f} 起为中）",
    "the citation that answers best scores {score:.2f} (strong from {strong:.2f}, "
    "medium from {medium:.2f})",
)
GROUND_LIKENESS = Text(
    "最相近的一条得 {score:.2f} 分（{strong:.2f} 起为强，{medium:.2f} 起为中）",
    "the most alike scores {score:.2f} (strong from {strong:.2f}, medium from {medium:.2f})",
)
GROUND_SECTION = Text(
    "照录的是材料里“{role}”一类的章节，不靠词语相似",
    "sections of the kind {role} are quoted as they stand",
)
ABOUT_DOCUMENT = Text(
    "回答说的是资料库本身或材料的标题、落款，不靠词语相似",
    "the answer is about the library or a document's own particulars",
)
NEAREST_SAYS = Text(
    "最接近的一段只说到所问内容的 {carried:.0%}，还有 {missing:.0%} 前后文里也没有",
    "the nearest passage says {carried:.0%} of what was asked; {missing:.0%} is nowhere near it",
)
NOTHING_NEAR = Text("没有一段材料与问题相关", "no passage is related to the question")
SAYS = Text(
    "[{n}] 说到所问内容的 {carried:.0%}，其中原词 {literal:.0%}{missing}",
    "[{n}] says {carried:.0%} of what was asked, {literal:.0%} in the very words{missing}",
)
SAYS_MISSING = Text("；{missing:.0%} 前后文里也没有", "; {missing:.0%} is not near it either")
SAYS_BY = Text("“{word}”是按“{by}”找到的", "“{word}” was found by “{by}”")
NOT_THERE = Text(
    "引文和前后文里都没有“{words}”", "“{words}” stands neither in the citation nor near it"
)
NOT_NEAR = Text("最接近的一段里没有“{words}”", "the nearest passage does not say “{words}”")
AGREE = Text(
    "[{n}] 在 {candidates} 个候选片段里排第 {rank}：{ranks}",
    "[{n}] is number {rank} of {candidates} candidates: {ranks}",
)
PART_RANK = Text("{name}第 {rank}", "{name} number {rank}")
PART_NOTHING = Text("{name}没有命中", "{name} none")
PARTS = {
    "bm25": Text("字面（BM25）", "words (BM25)"),
    "cosine": Text("整段语义（余弦）", "meaning (cosine)"),
    "max_sim": Text("逐词语义（MaxSim）", "word by word (MaxSim)"),
}
TRIED = Text("试过的说法", "Also tried")
TRIED_NONE = Text("没有需要另试的说法", "nothing")
CITATION = Text("[{n}] {reference}", "[{n}] {reference}")
HIT = Text("最接近的第 {n} 段：{reference}", "Nearest passage {n}: {reference}")
WORDS = {
    "passage": Text("引文里有", "in the passage"),
    "around": Text("前后文或标题里有", "near it"),
    "nowhere": Text("没有", "not there"),
}
WORD_BY = Text("{word}（写作“{by}”）", "{word} (as “{by}”)")
SCORE = Text(
    "检索得分 {score:.2f}，按“{searched}”查找", "score {score:.2f}, searched as “{searched}”"
)
SCORE_SHARE = Text("（同义说法，按 {share:.0%} 计）", " (synonyms, counted {share:.0%})")
BY_ROLE = Text(
    "没有经过检索：它属于问题所问的“{role}”章节", "not searched: a section of the kind {role}"
)
PART_HEAD = (
    Text("检索", "Ranking"), Text("名次", "Rank"), Text("原始值", "Raw"), Text("得分", "Points"),
)  # fmt: skip
PART_LINE = Text(
    "{name}：{points:.2f} 分（原始值 {raw:.3f}，第 {rank}）",
    "{name}: {points:.2f} (raw {raw:.3f}, number {rank})",
)
PAIR_HEAD = (
    Text("所问", "Asked"), Text("材料里最近的词", "Nearest there"), Text("相近", "Cosine"),
    Text("权重", "Weight"),
)  # fmt: skip
PAIR_LINE = Text(
    "{asked}→{found} {cosine:.2f}（权重 {weight:.0%}）",
    "{asked}→{found} {cosine:.2f} (weight {weight:.0%})",
)
ODDS = Text(
    "每个单位有记载的可能性（{threshold:.0%} 起算有记载）",
    "How likely each organisation has a record (from {threshold:.0%} on it counts)",
)
ODDS_TOO_LITTLE = Text(
    "全库最接近的句子说到的也太少，所以一律不算有记载",
    "even the nearest sentence of the library says too little, so none counts",
)
ODDS_HEAD = (
    Text("单位", "Organisation"), Text("可能性", "Probability"),
    Text("最好的一句", "Best sentence"), Text("凭什么", "By what"),
)  # fmt: skip
SAME_CHUNK = Text("与上一条在同一片段，检索得分相同", "in the same chunk as the one above")
ODDS_LINE = Text(
    "{organisation} {probability:.0%}：{passage}（{features}）",
    "{organisation} {probability:.0%}: {passage} ({features})",
)
ODDS_MORE = Text("另有 {count} 个单位可能性更低", "{count} more, less likely")
FEATURES = {
    "score": Text("说到 {value:.0%}", "says {value:.0%}"),
    "literal": Text("原词 {value:.0%}", "very words {value:.0%}"),
    "rank": Text("检索分是最高的 {value:.0%}", "search score {value:.0%} of the best"),
    "relative": Text("是最好一句的 {value:.0%}", "{value:.0%} of the best sentence"),
    "scattered": Text(
        "别的单位整句写了，它没有", "others write the whole phrase, this one does not"
    ),
}

ARG_EXPLAIN = Text(
    "说明为什么：对上的词、各路检索的得分、同义说法、强弱的理由",
    "say why: words matched, parts of the score, synonyms, reasons of the strength",
)
