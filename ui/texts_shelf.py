"""Every word of the library's place: health report, removals, sections, storage; see `texts`."""

from __future__ import annotations

from ui.language import Text

# ---------------------------------------------------------------- the health report

HEALTH_TITLE = Text("健康报告", "Health report")
HEALTH_SUMMARY = Text(
    "{files} 个文件，{documents} 份材料：{states}", "{files} files, {documents} documents: {states}"
)
HEALTH_COUNT = Text("{count} 个{state}", "{count} {state}")
HEALTH_ALL = Text("全部 {count}", "All {count}")
STATES = {
    "unreadable": Text("未读出", "unreadable"),
    "partial": Text("部分读出", "partly read"),
    "odd": Text("待核对", "to check"),
    "mended": Text("有修补", "repaired"),
    "sound": Text("完好", "sound"),
}
STATE_HINTS = {
    "unreadable": Text(
        "没有读出文字，照原因处理后重新添加", "No text; follow the reason, then add it again"
    ),
    "partial": Text("有一部分没有读出", "Part of it could not be read"),
    "odd": Text("读出来了，有可疑的地方请核对", "Read, but something looks odd"),
    "mended": Text(
        "去掉了目录、广告或修好了格式，内容完整", "Cleaned or repaired; nothing is missing"
    ),
    "sound": Text("全部读出，没有可疑的地方", "Read whole, nothing odd"),
}
REMARKS = {
    "lost": Text("未读全", "not whole"),
    "odd": Text("待核对", "to check"),
    "mended": Text("已修补", "repaired"),
    "noted": Text("说明", "note"),
}
HEALTH_EXPORT = Text("导出报告", "Export")
HEALTH_FILE = Text("健康报告", "health report")
FILTER_LABEL = Text("按状态筛选", "Filter by state")
FILES_HEAD = (
    Text("选择", "Select"),
    Text("状态", "State"),
    Text("单位", "Organisation"),
    Text("标题", "Title"),
    Text("年度", "Year"),
    Text("文件", "File"),
    Text("操作", "Actions"),
)
FILES_NONE = Text(
    "没有符合条件的文件。换个词，或点“全部”。", "No such file. Try other words, or “All”."
)
FILES_PAGE = Text("第 {first}–{last} 个，共 {count} 个", "{first}–{last} of {count}")
FILES_PREVIOUS = Text("上一页", "Previous")
FILES_NEXT = Text("下一页", "Next")
FILES_MORE = Text("等 {count} 份", "and more, {count} in all")
FILES_MORE_UNITS = Text("等 {count} 个单位", "and more, {count} in all")
PICK = Text("选择“{file}”", "Select “{file}”")
PICK_ALL = Text("选中本页", "Select this page")
PICKED = Text("已选 {count} 个", "{count} selected")
REMOVE_PICKED = Text("移除所选", "Remove selected")
DETAILS = Text("详情", "Details")
DETAILS_OF = Text("“{file}”的详情", "Details of “{file}”")
REMOVE_OF = Text("移除“{file}”", "Remove “{file}”")
CORRECT_OF = Text("更正《{title}》", "Correct “{title}”")

# ---------------------------------------------------------------- an empty library

FIRST_TITLE = Text("资料库是空的，三步就能用起来", "The library is empty: three steps")
FIRST_STEPS = (
    Text(
        "把工作总结拖到上面的框里：单个文件、整个文件夹、.zip 都可以，几百份一起也行。",
        "Drop summaries above: files, whole folders or a .zip, hundreds at once.",
    ),
    Text(
        "看读入进度，可以暂停或取消；读完这里会列出每个文件读得怎么样、哪里要核对。",
        "Watch them being read; then every file is listed with how it was read.",
    ),
    Text(
        "到“问答”提问，到“互鉴”“对照”看各单位的做法，每句话都能点开原文。",
        "Ask, learn and compare; every sentence opens its source.",
    ),
)
FIRST_SAFE = Text(
    "材料只留在这台电脑上。放错了随时可以移除，7 天内还能恢复。",
    "The files stay on this machine. What was added by mistake can be removed, and restored.",
)

# ---------------------------------------------------------------- one file

FACT_ORGANISATION = Text("单位", "Organisation")
FACT_TITLE = Text("标题", "Title")
FACT_PERIOD = Text("年度", "Year")
PERIOD_YEARS = Text("{period}（按 {years} 查找）", "{period} (found by {years})")
FACT_DATE = Text("成文日期", "Date")
FACT_FOUND = Text("读到的内容", "What was found")
FACT_UNKNOWN = Text("未识别", "unknown")
FOUND = Text(
    "{headings} 个标题，{characters} 字，{chunks} 个片段，{figures} 处数字",
    "{headings} headings, {characters} characters, {chunks} chunks, {figures} figures",
)
FACT_ROLES = Text("章节类别", "Sections by role")
ROLE_COUNT = Text("{role} {count}", "{role} {count}")
BY_HAND = Text("人工更正", "corrected by hand")
TAKE_BACK = Text("撤销", "Undo")
TAKE_BACK_OF = Text("撤销对“{what}”的更正", "Undo the correction of “{what}”")
SECTIONS = Text("章节与类别（{count}）", "Sections and roles ({count})")
SECTIONS_HOW = Text(
    "读错了类别就在这里改：马上生效，下级章节一起改，重新读入也不会丢。",
    "Change a wrong role here: it holds at once, for sections below it and for later readings.",
)
SECTION_ROLE = Text("“{section}”的类别", "Role of “{section}”")
SECTION_START = Text("（开头，标题之前）", "(before the first heading)")
GONE_LINES = Text("清理掉的 {count} 行", "{count} lines taken out")
GONE_HOW = Text(
    "这些行不算正文，没有进入检索。每行都写明理由和原来的位置，点位置可看原文。",
    "These lines are no part of the text. Each has its reason and place; a click opens the text.",
)
GONE_NONE = Text("没有清理掉任何一行。", "No line was taken out.")
GONE_UNKNOWN = Text(
    "这个文件读入时还没有记录清理掉的行；重新添加这个文件就能看到。",
    "Removed lines were not recorded when this file was read. Add it again to see them.",
)
GONE_AFTER = Text("第 {paragraph} 段“{words}”之后", "after paragraph {paragraph}, “{words}”")
GONE_AFTER_WORDS = Text("“{words}”之后", "after “{words}”")
GONE_START = Text("开头", "at the start")
GONE_PAGE = Text("第 {page} 页", "page {page}")
GONE_MORE = Text("另有 {count} 行，见导出的报告", "{count} more; see the exported report")

# ---------------------------------------------------------------- removals

REMOVED_ONE = Text("已移除“{file}”", "Removed “{file}”")
REMOVED_MANY = Text("已移除 {count} 个文件", "Removed {count} files")
UNDO = Text("撤销", "Undo")
BROUGHT_BACK = Text("已恢复", "Restored")
TRASH = Text("最近移除的文件（{count}）", "Removed lately ({count})")
TRASH_HOW = Text(
    "移除后 {days} 天内可以恢复，不用重新上传；到期后在下一次改动资料库时从磁盘清除。",
    "For {days} days a removed file can be restored without uploading it again.",
)
TRASH_UNTIL = Text(
    "{removed} 移除，{until} 前可恢复", "removed {removed}, restorable until {until}"
)
TRASH_RESTORE = Text("恢复", "Restore")
TRASH_RESTORE_OF = Text("恢复“{file}”", "Restore “{file}”")
TRASH_RESTORE_ALL = Text("全部恢复", "Restore all")
TRASH_EMPTY = Text("彻底清除", "Delete for good")
TRASH_CONFIRM = Text(
    "彻底清除 {count} 个移除的文件？清除后不能恢复，只能重新上传。",
    "Delete {count} removed files for good? They can then only be uploaded again.",
)
TRASH_EMPTIED = Text("已彻底清除", "Deleted for good")

# ---------------------------------------------------------------- storage and version

STORAGE = Text("存放与版本", "Storage and version")
STORAGE_FACTS = {
    "path": Text("存放位置", "Folder"),
    "size": Text("占用空间", "Size on disk"),
    "generation": Text("版次", "Generation"),
    "encoder": Text("向量模型", "Embedding model"),
    "tokenizer": Text("分词", "Segmentation"),
    "format": Text("格式版本", "Format version"),
}
STORAGE_SIZE = Text("{size}（当前版次 {current}）", "{size} ({current} the current generation)")
STORAGE_GENERATION = Text("第 {generation} 版，{created} 生成", "{generation}, made {created}")
STORAGE_ENCODER = Text("{name}，版本 {revision}", "{name}, revision {revision}")

# ---------------------------------------------------------------- jobs

JOB_PAUSE = Text("暂停", "Pause")
JOB_RESUME = Text("继续", "Resume")
JOB_DISMISS = Text("放弃", "Dismiss")
JOB_TAKE = Text("读入已收到的 {count} 个", "Read the {count} received")
JOB_TAKE_UP = Text("继续读入（{count} 个文件）", "Read on ({count} files)")
JOB_HINTS = {
    "stalled": Text(
        "传文件的页面关掉或刷新了。可以先读入已经收到的，其余的重新选择。",
        "The sending page was closed. Read what arrived, then choose the rest again.",
    ),
    "paused": Text(
        "暂停期间资料库不能做别的改动；提问照常。",
        "While paused, the library cannot be changed otherwise; questions work as usual.",
    ),
    "interrupted": Text(
        "程序中途停止了，资料库还是原来的内容，传来的文件都在。",
        "The program was stopped on the way; the library is unchanged, the files are kept.",
    ),
    "answering": Text(
        "读入期间照常可以提问，回答来自已经在库里的材料。",
        "Questions are answered meanwhile from what the library already holds.",
    ),
}
LIBRARY_BUSY = Text(
    "正在读入材料，这时不能改动资料库。请等它读完，或先取消读入再试。",
    "Files are being read. Wait until that is done, or cancel it, then try again.",
)

# ---------------------------------------------------------------- the exported report

REPORT_SHEET = Text("文件", "Files")
REPORT_GONE_SHEET = Text("清理掉的行", "Removed lines")
REPORT_COLUMNS = (
    Text("文件", "File"),
    Text("状态", "State"),
    Text("原因和说明", "Reasons and notes"),
    Text("格式", "Format"),
    Text("大小（字节）", "Bytes"),
    Text("标题", "Title"),
    Text("单位", "Organisation"),
    Text("年度", "Years"),
    Text("时期", "Period"),
    Text("成文日期", "Date"),
    Text("标题数", "Headings"),
    Text("字数", "Characters"),
    Text("片段数", "Chunks"),
    Text("数字数", "Figures"),
    Text("章节类别", "Sections by role"),
    Text("清理掉的行数", "Lines taken out"),
    Text("人工更正", "Corrected by hand"),
)
REPORT_GONE_COLUMNS = (
    Text("文件", "File"),
    Text("理由", "Reason"),
    Text("原来的位置", "Place"),
    Text("页", "Page"),
    Text("内容", "Line"),
)
