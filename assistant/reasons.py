"""Every sentence that reading says to a user: why a file was not read, and what looks odd.

Each reason names the cause and what to do. Codes of removed lines have their words here too.
"""

from __future__ import annotations

# ---------------------------------------------------------------- why a file was not read
EMPTY = "文件是空的（0 字节）。请重新从来源处拷贝一份。"
BLANK = "文件里没有文字。如果确有内容，请打开后另存为 .docx 或 .txt 再导入。"
TOO_LARGE = (
    "文件有 {size} MB，超过 {limit} MB 的上限。请拆分成几个文件，或在设置里调高 max_file_mb。"
)
NOT_A_FILE = "不是普通文件（可能是文件夹、链接或设备），没有读取。"
NO_ACCESS = "没有权限或无法打开（{detail}）。请检查文件权限，关闭正在使用它的程序后重试。"
LOCK_FILE = (
    "这是 Office 打开文件时留下的临时锁文件，没有正文。关闭 Word/WPS 后它会自动消失，可以忽略。"
)
HIDDEN_FILE = "隐藏文件，没有读取。"
UNKNOWN = (
    "不认识的文件格式（{suffix}）。"
    "可导入：.docx .doc .wps .pdf .ofd .xlsx .csv .html .md .txt .zip。请另存为其中一种。"
)
BINARY = (
    "内容不是文字（二进制数据或编码无法识别）。请用原来的程序打开后另存为 .docx 或 UTF-8 的 .txt。"
)
WRONG_SUFFIX = "扩展名是 {suffix}，内容实际是{actual}，读不出文字。请改回正确的扩展名或重新导出。"
ENCRYPTED = "文件有密码或加密保护，读不出文字。请在原程序里取消密码后另存一份再导入。"
BROKEN = "文件已损坏或不完整，无法打开（{detail}）。请用 Word/WPS 打开并修复，另存后再导入。"
BOMB = "压缩内容异常（展开后超过 {limit} MB 或文件过多），为安全没有读取。请确认来源后重新导出。"
DANGEROUS_XML = "文件里有不该出现的 XML 声明（DTD/实体），为安全没有读取。请用 Word/WPS 另存一份。"
SCAN = (
    "这是扫描件（{pages} 页里没有文字层），需要先做文字识别（OCR）。"
    "可安装识别组件后重新导入：pip install 'hujian[ocr]'；或用 WPS 等识别后另存为文字版。"
)
BROKEN_IMAGE = "图片损坏、不完整或者大得离谱，打不开。请重新扫描，或者另存为普通大小的图片后再试。"
IMAGE = (
    "这是图片，需要先做文字识别（OCR）。"
    "可安装识别组件后重新导入：pip install 'hujian[ocr]'；或识别后另存为 .docx 或 .txt。"
)
OLD_OFFICE = "旧版 Office 文件（{kind}），没有找到正文。请用 Word/WPS 另存为 .docx 再导入。"
OLD_SHEET = "旧版表格（.xls），不能直接读取。请用 Excel/WPS 另存为 .xlsx 再导入。"
PRESENTATION = "演示文稿，不是总结正文。如需导入，请把文字另存为 .docx 或 .txt。"
NO_CONTENT = "只有链接、目录或说明，没有正文，没有当作总结收入。"
TEMPLATE = "像是没有填写的模板，没有当作总结收入。"
ARCHIVE_EMPTY = "没有可导入的文件。"
ARCHIVE_NOTHING = "压缩包里没有读出任何材料（{detail}）请解压后检查里面的文件。"
NESTED_ARCHIVE = "压缩包里的压缩包，没有打开。请先解压再导入。"
TIMEOUT = "读取超过 {seconds} 秒，已停止。请检查文件是否异常，或拆分后再导入。"

CRASHED = "读取时程序异常退出，已跳过。请确认文件没有损坏，用原程序另存一份后再导入。"
OUT_OF_SIGHT = "这个位置的材料您看不见，所以没有读入。请改名、换一个文件夹，或请管理员来做。"
OUT_OF_GROUP = (
    "库里另有一份同名而内容不同的“{file}”，它分了组；这份照读会落在组外，所以没有读入。"
    "请改名，或先给它分组：hujian group add 组名 {name}"
)

# ---------------------------------------------------------------- what looks odd
NOTE_ENCODING = "按 {encoding} 编码读取。"
NOTE_BAD_BYTES = "有 {count} 处字节无法识别，已用“�”代替。"
NOTE_SUFFIX = "扩展名是 {suffix}，按内容当作{actual}读取。"
NOTE_WRAPS = "原文按固定宽度换行，已接成段落。"
NOTE_SPLIT = "一个文件里有 {count} 份材料，已分开。"
NOTE_TOC = "去掉了目录（{count} 行）。"
NOTE_ADS = "去掉了广告、付费标记或网页残留（{count} 行）。"
NOTE_NO_HEADINGS = "没有识别出章节标题。"
NOTE_NO_ORGANISATION = "没有识别出单位，可以更正：hujian correct 文件 --organisation 单位。"
NOTE_NO_DATE = "没有找到成文日期。"
NOTE_NO_TITLE = "没有找到标题，用文件名代替。"
NOTE_GAP = "章节序号不连续：“{before}”之后是“{after}”。"
NOTE_MASKED = "单位名称被隐去（{name}），按原样保留，不与其他单位合并。"
NOTE_PAGES = "只读取了前 {read} 页，共 {pages} 页。"
NOTE_SCANNED_PAGES = "有 {count} 页没有文字层（可能是扫描页），没有读出。"
NOTE_RECOGNISED = "由扫描页识别出文字（{count} 页），可能有个别错字，引用时请核对原件。"
NOTE_ROWS = "表格只读取了前 {count} 行。"
NOTE_TRUNCATED = "文字超过 {count} 万字，只读取了前面的部分。"
NOTE_PART_BROKEN = "文件的{part}损坏，已跳过，其余部分照常读取。"
NOTE_ARCHIVE = "压缩包里有 {count} 个文件没有读出。"
NOTE_DESCRIBES = "像是关于某份材料的决议、新闻或说明，不是单位自己的总结。"
NOTE_TWIN = "与“{file}”是同一份报告，问答时只算一份，出处里两处都列出。"

NOTE_KEPT_OLD = "最近一次读入没有成功，回答仍用先前读入的内容。{reason}"

# what the health report says of a document as it stands now, corrections included
HEALTH_NO_ORGANISATION = "没有识别出单位，请更正。"
HEALTH_NO_PERIOD = "没有识别出年度，请更正。"
HEALTH_SHORT = "正文很短（{count} 字），请核对是否读全。"
HEALTH_TWIN = "与“{file}”是同一份报告，问答时只算一份，出处里两处都列出。"
HEALTH_ALSO_IN = "同一份报告另见“{files}”，出处里都列出。"
# what was lost, what was mended, what looks odd; the other notes tell nothing to act upon
LOST = (
    NOTE_BAD_BYTES, NOTE_PAGES, NOTE_SCANNED_PAGES, NOTE_ROWS, NOTE_TRUNCATED, NOTE_PART_BROKEN,
    NOTE_ARCHIVE,
)  # fmt: skip
MENDED = (NOTE_SUFFIX, NOTE_WRAPS, NOTE_TOC, NOTE_ADS, NOTE_RECOGNISED)
ODD = (NOTE_NO_TITLE, NOTE_GAP, NOTE_DESCRIBES, NOTE_KEPT_OLD)
# said of a document when it was read, and anew of what is known of it now
AS_READ = (NOTE_NO_HEADINGS, NOTE_NO_ORGANISATION, NOTE_NO_DATE, NOTE_TWIN)

# ---------------------------------------------------------------- codes of removed lines
REMOVED = {
    "ad": "广告",
    "paywall": "付费标记",
    "web": "网页残留",
    "contents": "目录",
    "page": "页码",
    "running_head": "页眉页脚",
    "source": "来源",
    "licence": "版权说明",
    "markup": "排版标记",
    "image": "图片",
    "collection": "汇编总标题",
    "notes": "编者注",
}
