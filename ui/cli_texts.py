"""Every word of the command line, Chinese with English beside (see `ui.texts`)."""

from __future__ import annotations

from ui.texts import Text

USAGE = Text("用法：", "usage: ")
ARGUMENTS = Text("参数", "arguments")
OPTIONS = Text("选项", "options")
USAGE_OPTIONS = Text("[选项]", "[options]")
ACTION = Text("操作", "action")
COMMANDS = Text("命令", "commands")
COMMAND = Text("命令", "command")
HELP = Text("显示这份帮助", "show this help")
VERSION = Text("显示版本号", "show the version")
TRY_HELP = Text("查看帮助：{command} --help", "for help: {command} --help")

ABOUT = Text(
    "互鉴：在工作总结里找做法、数次数、看问题，每句话都有出处；在本机离线运行。",
    "Hujian: practices, counts and problems in work summaries, each with its source; offline.",
)
EPILOGUE = Text(
    "先用 hujian index 文件夹 入库，再用 hujian ask “问题” 提问，或用 hujian serve 打开网页。\n"
    "退出码：0 完成；1 没有找到或部分失败；2 用法有误。",
    "First `hujian index FOLDER`, then `hujian ask QUESTION`, or `hujian serve` for the page.\n"
    "Exit status: 0 done; 1 nothing found or partly failed; 2 wrong use.",
)

HELP_INDEX = Text("把文件或文件夹读入资料库", "read files and folders into the library")
HELP_INSPECT = Text(
    "看看读入程序从文件里读出了什么（不入库）", "show what the readers make of files"
)
HELP_ASK = Text("提问，得到带出处的回答", "ask a question")
HELP_DOCUMENTS = Text("列出资料库里的材料", "list the documents")
HELP_ORGANISATIONS = Text("列出资料库里的单位", "list the organisations")
HELP_REMOVE = Text("把文件移出资料库", "take files out of the library")
HELP_CORRECT = Text(
    "更正读错的单位、标题、时期、日期或章节类别；重新入库也不会丢",
    "correct organisation, title, period, date or a section's role; survives re-indexing",
)
HELP_RESTORE = Text(
    "撤销移除：把移除的文件恢复回来，不用原文件", "bring removed files back without their originals"
)
HELP_HEALTH = Text(
    "健康报告：每个文件读得怎么样、哪里要核对", "how every file was read and what to check"
)
HELP_VERIFY = Text("检查资料库是否完好", "check the library")
HELP_REBUILD = Text(
    "用库里的原文重建全部索引（换了模型或词表之后）", "rebuild all indexes from the stored texts"
)
HELP_SERVE = Text("打开问答网页（默认只在本机能访问）", "serve the page")
HELP_DOCTOR = Text("显示版本、模型和资料库的情况", "show versions, model and library")

ARG_LIBRARY = Text(
    "资料库文件夹（默认：用户数据目录）", "library folder (default: user data folder)"
)
ARG_JSON = Text("每行输出一个 JSON 对象", "print one JSON object a line")
ARG_PATHS = Text("文件或文件夹", "files or folders")
ARG_QUESTION = Text("要问的问题", "question")
METAVAR_QUESTION = Text("问题", "QUESTION")
ARG_BATCH = Text(
    "从文件逐行读入问题（JSON Lines），逐行回答", "answer the questions of a JSON Lines file"
)
ARG_ORGANISATION = Text("只看这个单位（可写多次）", "only this organisation (repeatable)")
ARG_YEAR = Text("只看这一年（可写多次）", "only this year (repeatable)")
ARG_ROLE = Text("只看这类章节：{roles}（可写多次）", "only sections of this role (repeatable)")
ARG_NAMES = Text("文件名，照 hujian documents 所列", "file names as `hujian documents` lists them")
ARG_REMOVED = Text("同时列出清理掉的行和理由", "also list the lines that cleaning took out")
ARG_RESTORED = Text(
    "要恢复的文件，照 hujian restore --list 所列（不写则恢复最近一次移除的）",
    "files as `hujian restore --list` names them (default: the last removal)",
)
ARG_TRASH = Text("列出可以恢复的文件", "list what can be brought back")
ARG_HEALTH_EXPORT = Text(
    "把报告写到这个 .xlsx 或 .csv 文件", "write the report to an .xlsx or .csv file"
)
ARG_CORRECTED = Text(
    "要更正的文件，照 hujian documents 所列", "file name as `hujian documents` lists it"
)
ARG_ORDINAL = Text(
    "文件里的第几份材料，从 1 数（默认 1）", "which document of the file, from 1 (default 1)"
)
ARG_NEW_ORGANISATION = Text("正确的单位名称", "the right organisation")
ARG_NEW_TITLE = Text("正确的标题", "the right title")
ARG_NEW_PERIOD = Text("正确的时期，例如 2024年上半年", "the right period")
ARG_NEW_YEAR = Text("内容所属的年份（可写多次）", "year of the content (repeatable)")
ARG_NEW_DATE = Text("成文日期，例如 2025-01-20", "date, such as 2025-01-20")
ARG_SECTION = Text(
    "要更正类别的章节标题；上级标题写在前面（可写多次），配合 --role",
    "heading of the section, outer headings first (repeatable), with --role",
)
ARG_NEW_ROLE = Text("章节的类别：{roles}", "role of the section")
ARG_LIST = Text("列出已有的更正", "list what was corrected")
ARG_RESET = Text("撤销这份材料的全部更正", "take back all corrections of the document")
METAVAR_COUNT = Text("序号", "N")
METAVAR_VALUE = Text("内容", "VALUE")
METAVAR_HEADING = Text("标题", "HEADING")
ARG_HOST = Text("监听地址（默认 127.0.0.1）", "address (default 127.0.0.1)")
ARG_PORT = Text("端口（默认 7860）", "port (default 7860)")
ARG_IF_EMPTY = Text(
    "资料库为空时先读入这个文件夹", "when the library is empty, index this folder first"
)
METAVAR_FOLDER = Text("文件夹", "FOLDER")
METAVAR_PATH = Text("路径", "PATH")
METAVAR_NAME = Text("名称", "NAME")
METAVAR_YEAR = Text("年份", "YEAR")
METAVAR_FILE = Text("文件", "FILE")
METAVAR_PORT = Text("端口", "PORT")
METAVAR_ADDRESS = Text("地址", "ADDRESS")

ERROR = Text("错误：{message}", "error: {message}")
ERROR_MISSING = Text("缺少参数：{names}", "missing: {names}")
ERROR_UNKNOWN = Text("不认识的参数：{names}", "unknown: {names}")
ERROR_CHOICE = Text("没有“{value}”这个命令", "no command {value}")
ERROR_ONE_OF = Text(
    "“{name}”不能是“{value}”，只能是：{choices}", "{name} cannot be {value}; choose {choices}"
)
ERROR_NO_VALUE = Text("“{name}”后面要写一个值", "{name} needs a value")
ERROR_NUMBER = Text(
    "“{name}”的值“{value}”不对，要写范围内的整数",
    "{name} needs a whole number in range, not {value}",
)
ERROR_VALUE = Text("“{name}”的值不对：{value}", "wrong value for {name}: {value}")
ERROR_ASK = Text(
    "请写一个问题，或用 --batch 指定问题文件（二者选一）", "give a question or --batch, not both"
)
ERROR_BATCH = Text("{file} 第 {line} 行：{message}", "{file}, line {line}: {message}")
ERROR_BATCH_FILE = Text("读不了问题文件 {file}：{detail}", "cannot read {file}: {detail}")
NOT_JSON = Text("不是 JSON 对象", "not a JSON object")
INTERRUPTED = Text(
    "已中断；资料库保持中断前的内容。", "Interrupted; the library is as it was before."
)

ERROR_CORRECT = Text("请写出要更正的文件，或用 --list 列出已有的更正", "name a file, or use --list")
ERROR_SECTION = Text(
    "--section 和 --role 要一起用；“{file}”里没有“{section}”这个标题，或者不止一个",
    "--section and --role go together; {file} has no heading {section}, or several",
)
CORRECT_DONE = Text(
    "已更正“{file}”第 {ordinal} 份：《{title}》 单位：{organisation} 时期：{period} 日期：{date}",
    "Corrected {file}, document {ordinal}: {title}, {organisation}, {period}, {date}",
)
CORRECT_RESET = Text(
    "已撤销“{file}”第 {ordinal} 份材料的更正。", "Took back the corrections of {file}, {ordinal}."
)
CORRECT_LINE = Text("{file} 第 {ordinal} 份：{changes}", "{file}, document {ordinal}: {changes}")
CORRECT_NONE = Text("还没有更正。", "Nothing was corrected.")
CORRECTED = {
    "organisation": Text("单位", "organisation"),
    "title": Text("标题", "title"),
    "period": Text("时期", "period"),
    "years": Text("年份", "years"),
    "date": Text("日期", "date"),
}
STAGES = {
    "read": Text("读文件", "reading"),
    "keep": Text("整理材料", "sorting"),
    "encode": Text("计算向量", "encoding"),
    "write": Text("写索引", "writing"),
}
INDEX_DONE = Text(
    "完成：新增 {added}，替换 {replaced}，未变 {unchanged}，移除 {removed}，未读出 {failed}；"
    "共 {documents} 份材料、{chunks} 个片段，用时 {seconds:.1f} 秒。",
    "Done: {added} added, {replaced} replaced, {unchanged} unchanged, {removed} removed, "
    "{failed} failed; {documents} documents, {chunks} chunks, {seconds:.1f} s.",
)
INDEX_FAILED = Text("  未读出 {file}：{reason}", "  not read {file}: {reason}")
INDEX_TWINS = Text(
    "其中 {count} 份与另一份是同一份报告，问答时只算一份（hujian documents 里有说明）。",
    "{count} of them repeat another and are answered once (see hujian documents).",
)
REMOVE_DONE = Text(
    "已移除：{files}。{days} 天内可用 hujian restore 恢复。",
    "Removed: {files}. `hujian restore` brings them back within {days} days.",
)
RESTORE_DONE = Text("已恢复：{files}", "Restored: {files}")
TRASH_LINE = Text("{file}（{until} 前可恢复）", "{file} (until {until})")
TRASH_NONE = Text(
    "没有可以恢复的文件（移除后保留 {days} 天）。", "Nothing to bring back (kept {days} days)."
)
HEALTH_LINE = Text(
    "{state}  {file}（{documents} 份材料）", "{state}  {file} ({documents} documents)"
)
HEALTH_NOTE = Text("    {note}", "    {note}")
HEALTH_EXPORTED = Text("报告已写到 {file}", "The report is in {file}")
ERROR_EXPORT = Text(
    "“{file}”的扩展名不对，请写成 .xlsx 或 .csv", "{file}: write an .xlsx or .csv file"
)
REBUILD_DONE = Text(
    "索引已重建：{documents} 份材料、{chunks} 个片段，用时 {seconds:.1f} 秒。",
    "Rebuilt: {documents} documents, {chunks} chunks, {seconds:.1f} s.",
)
VERIFY_GOOD = Text(
    "资料库完好：第 {generation} 版，{documents} 份材料，{chunks} 个片段。",
    "Sound: generation {generation}, {documents} documents, {chunks} chunks.",
)
VERIFY_BAD = Text("资料库有 {count} 处问题：", "{count} faults:")
DOCUMENT_LINE = Text(
    "{organisation}《{title}》 {period} · {file} · {chunks} 个片段",
    "{organisation}, {title}, {period}, {file}, {chunks} chunks",
)
DOCUMENT_TWIN = Text("（与 {file} 是同一份报告）", " (the same report as {file})")
ORGANISATION_LINE = Text("{name} · {count} 份材料", "{name}, {count} documents")
NO_ORGANISATION = Text("（未识别单位）", "(organisation unknown)")
NO_DOCUMENTS = Text(
    "资料库是空的。用 hujian index 文件夹 入库。", "The library is empty. Use hujian index FOLDER."
)
INSPECT_FILE = Text("{file}（{format}）：{count} 份材料", "{file} ({format}): {count} documents")
INSPECT_UNREADABLE = Text("{file}：未读出——{reason}", "{file}: not read: {reason}")
INSPECT_DOCUMENT = Text(
    "  《{title}》 单位：{organisation} 时期：{period} 日期：{date} {chunks} 个片段",
    "  {title}, {organisation}, {period}, {date}, {chunks} chunks",
)
INSPECT_NOTE = Text("  注意：{note}", "  note: {note}")
INSPECT_REMOVED = Text("  清理（{reason}）：{text}", "  removed ({reason}): {text}")
UNKNOWN = Text("不详", "unknown")
SOURCES = Text("出处：", "Sources:")
SOURCE_LINE = Text("[{n}] {reference} {document}", "[{n}] {reference} {document}")
SOURCE_ALSO = Text("（另见 {files}）", " (also in {files})")
NEAREST = Text("最接近的原文（不是回答）：", "Nearest passages (not an answer):")
NEAREST_LINE = Text("· {organisation}：{text}……", "· {organisation}: {text}…")
REFUSAL_FOOT = Text("检索词：{words}", "words searched: {words}")
ANSWER_FOOT = Text("依据：{strength}　检索词：{words}", "evidence: {strength}, words: {words}")
SERVE_BUILD = Text(
    "资料库是空的，先读入演示材料（{folder}）……", "The library is empty; indexing {folder} first…"
)
SERVE_READY = Text(
    "互鉴已就绪，请在浏览器打开 {url} （按 Ctrl+C 停止）", "Ready at {url} (Ctrl+C stops)"
)
SERVE_STARTING = Text("正在启动网页……", "Starting the page…")
DOCTOR = Text(
    "互鉴 {version} · Python {python} · {machine}\n"
    "分词：{segmenter}\n向量模型：{model}（{dim} 维，版本 {revision}）\n"
    "sentence-transformers：{transformers}\n资料库：{library}\n"
    "  第 {generation} 版，{documents} 份材料，{organisations} 个单位，{chunks} 个片段，"
    "{unreadable} 个文件未读出",
    "Hujian {version}, Python {python}, {machine}",
)
NOT_INSTALLED = Text("未安装（需要时：pip install 'hujian[models]'）", "not installed")

HELP_SIMILAR = Text("找其他单位的相近做法", "find similar practices of other organisations")
HELP_COMPARE = Text("单位 × 主题对照表（可存为 Excel）", "organisations × themes (Excel on demand)")
HELP_THEMES = Text(
    "这批材料里大家在做什么、只有一家在做什么", "what many do, and what one alone does"
)
HELP_DUPLICATES = Text("列出不同单位之间文字相近的段落", "paragraphs that read nearly the same")
ARG_PRACTICE = Text(
    "做法的描述，或“和某单位某做法类似的”问法", "a description, or a question that names it"
)
ARG_CHUNK = Text("片段编号：找与这一段相近的做法", "id of a chunk to compare with")
ARG_LIMIT = Text("最多列出几个单位（默认 10）", "at most so many organisations (default 10)")
ARG_THEMES = Text("主题（不写则用资料库的全部主题）", "themes (default: all of the library's)")
ARG_XLSX = Text(
    "把对照表、数量和出处存为这个 .xlsx 文件", "write matrix, figures and sources to a file"
)
METAVAR_PRACTICE = Text("做法", "PRACTICE")
METAVAR_CHUNK = Text("编号", "ID")
METAVAR_LIMIT = Text("个数", "N")
METAVAR_THEME = Text("主题", "THEME")
ERROR_SIMILAR = Text(
    "请写一段做法，或用 --chunk 指定片段（二者选一）", "give a practice or --chunk, not both"
)
ERROR_XLSX = Text("写不了 {file}：{detail}", "cannot write {file}: {detail}")
SIMILAR_SOURCE = Text("比照：{reference}\n  {passage}", "compared with: {reference}\n  {passage}")
SIMILAR_HIT = Text(
    "{rank}. {organisation}（{strength}）\n   {passage}",
    "{rank}. {organisation} ({strength})\n   {passage}",
)
SIMILAR_SHARED = Text("   相同：{words}", "   shared: {words}")
SIMILAR_PAIR = Text("{practice}≈{passage}（{strength}）", "{practice}≈{passage} ({strength})")
SIMILAR_ADDS = Text("   另有：{adds}", "   adds: {adds}")
SIMILAR_NONE = Text("没有找到其他单位的相近做法。", "No similar practice was found.")
SIMILAR_COUNT = Text(
    "{found} 个单位有相近做法，{not_found} 个未见，{unreadable} 个文件未读出。",
    "{found} found, {not_found} not found, {unreadable} files not read.",
)
MATRIX_ORGANISATION = Text("单位", "organisation")
MATRIX_SHEET = Text("对照表", "matrix")
FIGURES_SHEET = Text("数量", "figures")
SOURCES_SHEET = Text("出处", "sources")
SOURCE_COLUMNS = (
    Text("编号", "no."), Text("单位", "organisation"), Text("材料", "document"),
    Text("章节", "section"), Text("位置", "place"), Text("原文", "passage"), Text("文件", "file"),
)  # fmt: skip
MATRIX_PASSAGE = Text(
    "[{n}] {organisation} · {theme}：{passage} {reference}",
    "[{n}] {organisation} · {theme}: {passage} {reference}",
)
MATRIX_CELL = Text("{strength} [{n}] {passage}", "{strength} [{n}] {passage}")
FIGURE_CELL = Text("{written} [{n}]", "{written} [{n}]")
VERDICTS = {
    "found": Text("有记载", "found"),
    "not_found": Text("未见", "not found"),
    "unreadable": Text("未读出", "not read"),
}
THEMES_COMMON = Text("大家在做的：", "In common:")
THEMES_ALONE = Text("只有一家在做的：", "One alone:")
THEME_LINE = Text(
    "{label} · {count} 个单位：{organisations}", "{label}, {count} organisations: {organisations}"
)
THEME_ALONE_LINE = Text("{label} · {organisation}：{passage}", "{label}, {organisation}: {passage}")
DUPLICATES_LINE = Text(
    "文字相近 {similarity:.0%}：{organisations}\n  {passage}",
    "{similarity:.0%} alike: {organisations}\n  {passage}",
)
DUPLICATES_NONE = Text(
    "没有发现不同单位之间文字相近的段落。", "No paragraphs read nearly the same."
)
