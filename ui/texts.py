"""Every word that a user of the page sees, Chinese with English beside.

A `Text` is the Chinese string itself; its `en` is the English wording, kept beside it so that
neither is changed without the other. Names in braces are filled with `str.format`. The words of
errors stand in `ui.error_words`, those of the command line in `ui.cli_texts`.
"""

from __future__ import annotations

from ui.error_words import UNEXPECTED as UNEXPECTED
from ui.error_words import UPLOAD_REASONS as UPLOAD_REASONS
from ui.error_words import message as message
from ui.language import Text as Text

# ---------------------------------------------------------------- the window

BRAND = Text("互鉴", "Hujian")
TITLE = Text("互鉴 · 工作总结问答", "Hujian · answers from work summaries")
TAGLINE = Text(
    "在工作总结里找做法，每句话都有出处", "Practices in work summaries, each with its source"
)
OFFLINE = Text("本机运行，不联网", "Runs on this machine, offline")
HOLDINGS = Text(
    "{documents} 份材料 · {organisations} 个单位",
    "{documents} documents · {organisations} organisations",
)
HOLDINGS_EMPTY = Text("资料库是空的", "The library is empty")
DARK = Text("深色 / 浅色", "Dark / light")
OTHER_LANGUAGE = Text("English", "中文")  # the name of the language that is not shown
OTHER_LANGUAGE_CODE = Text("en", "zh-CN")
CLOSE = Text("关闭", "Close")
OPENING = Text("互鉴正在打开……", "Hujian is opening…")
PLACE_CHAT = Text("问答", "Ask")
PLACE_SIMILAR = Text("互鉴", "Learn")
PLACE_MATRIX = Text("对照", "Compare")
PLACE_LIBRARY = Text("资料库", "Library")

# ---------------------------------------------------------------- chat

CHAT_LABEL = Text("对话", "Conversation")
BOX_LABEL = Text("问题", "Question")
BOX_PLACEHOLDER = Text("写下问题，按回车发送", "Write a question; Enter sends it")
SEND = Text("发送", "Send")
NEW_CHAT = Text("新对话", "New conversation")
FILTER_ORGANISATION = Text("单位", "Organisation")
FILTER_YEAR = Text("年度", "Year")
FILTER_ROLE = Text("章节", "Section")
FILTER_ANY = Text("不限", "any")
WELCOME = Text("想从这些总结里知道什么？", "What would you like to know from these summaries?")
WELCOME_SCOPE = Text(
    "已读入 {organisations} 个单位的 {documents} 份材料。"
    "回答只用材料里的原话，点编号就能看到原文。",
    "{documents} documents of {organisations} organisations. "
    "Answers quote them; a number opens the text.",
)
WELCOME_EXAMPLES = Text("可以这样问", "For example")
WELCOME_EMPTY = Text("先放进几份工作总结", "Add a few work summaries first")
WELCOME_EMPTY_HOW = Text(
    "打开“资料库”，把 Word、WPS、PDF、OFD 或文本文件拖进去，读完就能在这里提问。"
    "材料只留在这台电脑上。",
    "Open the library and drop Word, WPS, PDF, OFD or text files in. They stay on this machine.",
)
WELCOME_EMPTY_LINK = Text("去资料库添加材料", "Add documents")
SEARCHING = Text("正在 {documents} 份材料里查找……", "Searching {documents} documents…")
ASK_FIRST = Text("请先写下问题。", "Write a question first.")
QUESTION_TOO_LONG = Text(
    "问题太长了（最多 {limit} 字），请写得短一些。",
    "The question is too long ({limit} characters at most).",
)

# ---------------------------------------------------------------- an answer

STRENGTH = Text("依据{strength}", "Evidence: {strength}")
STRENGTH_HINTS = {
    "强": Text("多路检索一致，原文直接回答了问题", "All rankings agree; the text answers directly"),
    "中": Text("原文相关，请点开核对", "The text is related; please check it"),
    "弱": Text("只找到接近的内容，请谨慎使用", "Only near matches; use with care"),
}
NO_EVIDENCE = Text("未找到依据", "No evidence")
NO_EVIDENCE_HINT = Text(
    "材料里没有能回答这个问题的原文，所以不作答。", "Nothing in the documents answers this."
)
PASSAGE = Text("原文", "Passage")
NEAREST = Text("最接近的原文（不代表回答）", "Nearest passages (not an answer)")
SOURCES = Text("出处 {count} 处", "{count} sources")
ALSO_IN = Text("（同样的材料另见：{files}）", " (the same report also in: {files})")
HOW_FOUND = Text("怎么找到的", "How it was found")
SCOPE = Text("按", "Read as")
WITHOUT = Text("去掉“{value}”再问", "Ask again without “{value}”")
NARROW = Text("缩小范围再问", "Ask again within")
ALONE = Text("不看上文，重新问", "Ask again without what came before")
WORDS = Text("检索词", "Words searched")
EXPANSIONS = Text("同义扩展", "Synonyms tried")
SEARCHED = Text("查找范围", "Searched")
SEARCHED_VALUE = Text("{documents} 份材料", "{documents} documents")
SEARCHED_UNREADABLE = Text(
    "{documents} 份材料，另有 {files} 个文件未读出", "{documents} documents; {files} unreadable"
)
ELAPSED = Text("用时", "Time")
ELAPSED_VALUE = Text("{ms} 毫秒", "{ms} ms")
ANSWER_LABEL = Text("回答", "Answer")
COPY_ANSWER = Text("复制回答", "Copy the answer")
PRINT = Text("打印", "Print")
COPY_REFERENCE = Text("复制引用", "Copy the citation")
SKIP = Text("跳到提问框", "Go to the question")
COPY_SOURCES = Text("复制出处", "Copy the sources")
COPIED = Text("已复制", "Copied")
ORGANISATIONS_JUDGED = Text("{count} 个单位逐一核对", "{count} organisations judged")
EVIDENCE_NAMES = {
    "found": Text("有记载", "recorded"),
    "not_found": Text("未见", "not found"),
    "unreadable": Text("未读出", "unreadable"),
}
CITATION_HINT = Text("看原文：{title}", "Open: {title}")
REFERENCE = Text(
    "〔{organisation}《{title}》{section}{place}〕", "[{organisation}{title}{section}{place}]"
)

# ---------------------------------------------------------------- exports and conversations

EXPORT_SOURCES = Text("出处", "Sources")
EXPORT_ANSWER = Text("回答", "Answer")
EXPORT_COLUMNS = (
    Text("编号", "No."),
    Text("单位", "Organisation"),
    Text("标题", "Title"),
    Text("章节", "Section"),
    Text("位置", "Place"),
    Text("原文", "Passage"),
    Text("文件", "File"),
)
PRINT_SOURCES = Text("出处（原文照录）", "Sources, quoted in full")
PRINT_NOTE = Text(
    "互鉴于 {when} 打印；资料库第 {generation} 版，{documents} 份材料。{strength}；{coverage}。"
    "引文均为原文，请核对后使用。",
    "Printed by Hujian on {when}; library generation {generation}, {documents} documents. "
    "{strength}; {coverage}. Quotations are verbatim; please check before use.",
)
EXPORT_NOTE = Text(
    "互鉴于 {when} 从 {documents} 份材料中整理，依据{strength}；{coverage}。"
    "引文均为原文，请核对后使用。",
    "Made by Hujian on {when} from {documents} documents; evidence {strength}; {coverage}.",
)
EXPORTS = {
    "docx": Text("导出 Word", "Word"),
    "xlsx": Text("导出 Excel", "Excel"),
    "md": Text("导出 Markdown", "Markdown"),
}
FOLLOW_UPS_LABEL = Text("接着问", "Ask next")
FOLLOW_UPS = {
    "存在问题": Text("{organisation}存在哪些问题？", "What problems does {organisation} have?"),
    "下一步打算": Text("{organisation}下一步有什么打算？", "What does {organisation} plan next?"),
    "成效": Text("{organisation}取得了哪些成效？", "What did {organisation} achieve?"),
    "主要做法": Text("{organisation}有哪些主要做法？", "What did {organisation} do?"),
}
FOLLOW_UP_ELSEWHERE = Text("别的单位有没有类似的做法？", "Did others do something alike?")
RATE_GOOD = Text("有用", "Useful")
RATE_BAD = Text("不对", "Wrong")
RATED = Text("记下了，谢谢", "Noted, thank you")
HISTORY = Text("历史对话", "Conversations")
HISTORY_SEARCH = Text("在标题和问题里查找", "Find in titles and questions")
HISTORY_NONE = Text("还没有对话", "No conversations yet")
HISTORY_RENAME = Text("改名", "Rename")
HISTORY_NEW_NAME = Text("新名称", "New name")
HISTORY_DELETE = Text("删除", "Delete")
HISTORY_CONFIRM = Text(
    "删除对话“{title}”？删除后不能恢复。", "Delete “{title}”? This cannot be undone."
)
HISTORY_LINE = Text("{changed} · {turns} 问", "{changed} · {turns} questions")

# ---------------------------------------------------------------- a document beside the chat

SOURCE_PANEL = Text("原文", "Source")
SOURCE_OUTLINE = Text("章节", "Outline")
SOURCE_PREVIOUS = Text("上一处", "Previous")
SOURCE_NEXT = Text("下一处", "Next")
SOURCE_POSITION = Text("引文 {k} / {total}", "Citation {k} / {total}")
SOURCE_PAGE = Text("第 {page} 页", "Page {page}")
SOURCE_NO_ORGANISATION = Text("未识别单位", "Organisation unknown")
SOURCE_CLOSE = Text("关闭", "Close")

# ---------------------------------------------------------------- library

LIBRARY_ADD = Text("添加材料", "Add documents")
LIBRARY_DROP = Text("把文件、文件夹拖到这里，或者", "Drop files or folders here, or")
LIBRARY_CHOOSE = Text("选择文件", "Choose files")
LIBRARY_CHOOSE_FOLDER = Text("选择文件夹", "Choose a folder")
LIBRARY_FORMATS = Text(
    "支持 Word、WPS 文字、PDF、OFD、Excel、网页、Markdown、纯文本，以及装着它们的 .zip；"
    "单个文件不超过 {limit} MB。材料只留在这台电脑上。",
    "Word, WPS, PDF, OFD, Excel, web pages, Markdown, plain text, or a .zip of them; "
    "up to {limit} MB a file. They stay on this machine.",
)
LIBRARY_SEARCH = Text("按单位、标题或文件名查找", "Find by organisation, title or file")
LIBRARY_NONE = Text(
    "还没有材料。把工作总结拖到上面的框里就行。", "No documents yet. Drop some above."
)
LIBRARY_DUPLICATE = Text("与另一份相同", "same as another")
LIBRARY_CORRECT = Text("更正", "Correct")
CORRECT_TITLE = Text("更正读入的结果", "Correct what was read")
CORRECT_HOW = Text(
    "改好后马上生效，以后重新读入同一个文件也照此办理；原文不变。",
    "It holds at once and for later readings of the file; the text stays as it is.",
)
CORRECT_SAVE = Text("保存", "Save")
CORRECT_RESET = Text("恢复读入的结果", "Back to what was read")
CORRECT_CANCEL = Text("不改了", "Cancel")
CORRECT_YEARS = Text("年度（如 2021、2022）", "Years (such as 2021, 2022)")
CORRECT_DATE = Text("成文日期（如 2022-01-05）", "Date (such as 2022-01-05)")
CORRECTED = Text("已更正", "Corrected")
CORRECT_RESTORED = Text("已恢复", "Restored")
LIBRARY_DELETE = Text("移除", "Remove")
LIBRARY_FACTS = (
    Text("材料", "Documents"),
    Text("单位", "Organisations"),
    Text("片段", "Chunks"),
    Text("版次", "Generation"),
)

# ---------------------------------------------------------------- a job

JOB_TITLE = {
    "uploading": Text("正在传入文件", "Receiving files"),
    "stalled": Text("上传停下了", "The upload has stopped"),
    "waiting": Text("排队中", "Waiting"),
    "running": Text("正在读入", "Reading"),
    "paused": Text("已暂停", "Paused"),
    "interrupted": Text("上次没有读完", "Not finished last time"),
    "done": Text("已读完", "Done"),
    "cancelled": Text("已取消，资料库没有改动", "Cancelled; the library is unchanged"),
    "failed": Text("没有完成", "Not finished"),
}
JOB_REFUSALS = Text("有文件没有收下", "Some files were refused")
JOB_COUNT = Text("{done} / {total} 个文件", "{done} / {total} files")
JOB_RECEIVED = Text("已收到 {count} 个文件", "{count} files received")
JOB_CANCEL = Text("取消", "Cancel")
JOB_CLOSE = Text("知道了", "Dismiss")
JOB_SUMMARY = Text(
    "新增 {added}，替换 {replaced}，未变 {unchanged}，未读出 {failed}",
    "{added} added, {replaced} replaced, {unchanged} unchanged, {failed} failed",
)
JOB_PROGRESS = Text("读入进度", "Progress")
JOB_STAGES = {
    "lock": Text("等另一个程序写完资料库", "Waiting for another program"),
    "read": Text("读文件", "Reading files"),
    "keep": Text("整理材料", "Sorting"),
    "encode": Text("计算向量", "Encoding"),
    "write": Text("写入资料库", "Writing"),
}
OUTCOMES = {
    "added": Text("新增", "added"),
    "replaced": Text("已替换", "replaced"),
    "unchanged": Text("未变", "unchanged"),
    "removed": Text("已移除", "removed"),
    "failed": Text("未读出", "failed"),
}
OUTCOME_DETAIL = Text(
    "{documents} 份材料，{chunks} 个片段", "{documents} documents, {chunks} chunks"
)

# ---------------------------------------------------------------- errors

UPLOAD_REFUSED = Text("“{name}”没有收下：{reason}", "“{name}” was refused: {reason}")
NO_SERVER = Text(
    "和互鉴的连接断了。请确认程序窗口还开着，然后刷新本页。",
    "The connection to Hujian is lost. Check that the program still runs, then reload.",
)
FORBIDDEN = Text("不允许这样访问。请从互鉴自己的页面操作。", "Not allowed. Use Hujian's own page.")
NOT_FOUND = Text("没有这个页面。", "No such page.")
BAD_JSON = Text("请求不是 JSON 对象。", "The request is not a JSON object.")
TOO_LARGE = Text("请求太大。", "The request is too large.")
