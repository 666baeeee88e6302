"""Every word that the composed answers use beside the quoted passages."""

from __future__ import annotations

LISTING = "**{found} 个单位有记载**（共核对 {total} 个单位）："
SIMILAR = "**{found} 个单位有相近的做法**（按相近程度排列）："
COMPARISON = "**{found} 个单位有记载**（共核对 {total} 个单位）："
LARGEST = "最多的是 **{name}**（{figure}）。{found} 个单位写明了数量："
SECTION = "**{name}**《{title}》——{heading}："
NAMED = "**{name}**：{text}"
TITLED = "{name}《{title}》"
ITEM = "- **{name}**：{text}{marks}"
YEAR = "- **{year}年**{name}：{text}"
YEAR_OF = "（{name}）"
ITEM_FIGURE = "- **{name}**：**{figure}**（{text}）{marks}"
COMMON = (
    "**{groups} 类在两个以上的单位都有**（{total} 个单位写了这方面的内容，每类以一条原话为题）："
)
COMMON_GROUP = "{number}. **{label}**（{count} 个单位：{names}）"
COMMON_ITEM = "{name}{mark}"
POINT = "{number}. {text}{mark}"
PARAGRAPH = "{text}{mark}"
MORE = "（另有 {count} 处相关原文，见出处）"
CORPUS = "资料库里有 **{documents} 份材料**，来自 {organisations} 个单位："
CORPUS_ITEM = "- **{name}**：《{title}》{period}（{file}）"

COVERAGE = "{total} 个单位：{found} 个有记载，{not_found} 个未见"
COVERAGE_UNREADABLE = "，{files} 份材料未读出"
SEARCHED = "在 {documents} 份材料中查找"
SEARCHED_UNREADABLE = "，另有 {files} 个文件未读出"

NONE_FOUND = "未找到依据：{reason}"
NO_TOPIC = "问题里没有可以查找的内容，请写明想知道的事情。"
SMALL_TALK = (
    "您好。请直接写想从材料里知道的事情，例如“哪些单位开展了义诊？”“青石镇存在哪些问题？”。"
)
EMPTY_LIBRARY = "资料库是空的，请先添加材料。"
UNKNOWN_ORGANISATION = "材料里没有“{names}”。"
NOTHING_NEAR = "材料里没有写到“{topic}”。"
NOT_IN_SCOPE = "在“{scope}”的材料里没有写到“{topic}”。"
NO_FIGURE = "写到了相关内容，但没有写明数量。"
MASKED_FIGURE = "写到了相关内容，但数字在原文里被遮盖（如“{written}”），无法得知。"
NO_PERSON = "写到了相关内容，但没有写姓名。"
NO_PLACES = "没有符合条件的单位或年份的材料。"
NO_SECTION = "“{scope}”的材料里没有写到{role}。"

COLUMNS_EVIDENCE = ("单位", "原文", "出处")
COLUMNS_FIGURES = ("单位", "数量", "出处")
NOT_FOUND = "未见"

PLACE = "第 {paragraph} 段"
PLACE_PAGE = "第 {page} 页，第 {paragraph} 段"
SOMEWHERE = "正文"
ELLIPSIS = "……"
EXAMPLES = (
    "哪些单位{practice}？",
    "{organisation}存在哪些问题？",
    "{organisation}下一步有什么打算？",
    "各单位{item}多少{measure}？",
)
