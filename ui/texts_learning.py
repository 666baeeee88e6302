"""The words of 互鉴 and 对照, as `ui.texts` holds those of the rest of the page."""

from __future__ import annotations

from ui.language import Text as Text

# ---------------------------------------------------------------- 互鉴: alike practices

EMPTY = Text(
    "资料库还是空的。先到“资料库”添加材料，这里就能比较。",
    "The library is empty. Add documents first.",
)
SIMILAR_TITLE = Text("别的单位怎么做", "How others do it")
SIMILAR_HOW = Text(
    "写下一种做法，或从下面挑一种；也可以在原文里选中一段，点“找类似做法”。"
    "每个单位先列最接近的一处，相同和相近的说法都标出来。",
    "Write a practice, take one from below, or select a passage in a document. "
    "One passage per organisation, what is shared is marked.",
)
SIMILAR_LABEL = Text("做法", "Practice")
SIMILAR_PLACEHOLDER = Text(
    "例如：组织老党员、退役军人组成宣讲队，利用农闲在村头院落开讲",
    "For example: veterans speak in village courtyards after the harvest",
)
SIMILAR_SHOW = Text("找相近的做法", "Find alike")
SIMILAR_LIKE = Text("找类似做法", "Find alike")
SIMILAR_LIKE_HINT = Text("在别的单位里找与这一段相近的做法", "Find this practice elsewhere")
SIMILAR_SELECTED = Text("用选中的文字找类似做法", "Find practices like the selection")
SIMILAR_COMPARED = Text("比照的做法", "Compared with")
SIMILAR_FROM = Text("出自{organisation}", "from {organisation}")
SIMILAR_COUNT = Text(
    "{found} 个单位有相近的做法，{not_found} 个未见",
    "{found} organisations with something alike, {not_found} not found",
)
SIMILAR_UNREADABLE = Text("，另有 {files} 个文件未读出", "; {files} files could not be read")
SIMILAR_NONE = Text(
    "其他单位的材料里没有见到相近的做法。换一种说法，写清楚谁、做什么、怎么做，再试一次。",
    "Nothing alike was found. Say who does what and how, in other words.",
)
SIMILAR_STRENGTH = Text("相近：{strength}", "Likeness: {strength}")
SIMILAR_STRENGTHS = {
    "强": Text("做的是同一类事，做法也接近", "The same kind of thing, done alike"),
    "中": Text("部分相同，请看原文判断", "Partly the same; please read the passage"),
    "弱": Text("只有个别地方相近，仅供参考", "Alike in places only"),
}
SIMILAR_WHY = Text(
    "为什么是“{strength}”：原做法的关键词句说到了 {carried}%；"
    "整句意思的接近程度 {cosine}%；在全库排序中为最高分的 {place}%。",
    "Why: {carried}% of the practice's words are covered; the meaning is {cosine}% alike; "
    "{place}% of the best rank.",
)
SIMILAR_NEAR = Text("相近的说法", "Like words")
SIMILAR_PAIR = Text("{practice} ≈ {passage}（{strength}）", "{practice} ≈ {passage} ({strength})")
SIMILAR_PAIR_HINT = Text("与“{practice}”相近（{strength}）", "like “{practice}” ({strength})")
SIMILAR_ADDS = Text("这家多了", "This one adds")
SIMILAR_COPIES = Text("与{organisations}的文字几乎相同", "nearly the same text as {organisations}")
SIMILAR_SIDE = Text("和比照的做法对着看", "Side by side")
SIMILAR_MORE = Text("这家还有 {count} 处", "{count} more here")
SIMILAR_FURTHER = Text("再看 {count} 个单位", "{count} more organisations")
SIMILAR_NOT_FOUND = Text(
    "未见相近做法的 {count} 个单位（只表示材料里没写到）",
    "{count} organisations not found (not written is not the same as not done)",
)
SIMILAR_OPEN = Text("看原文", "Open")
SIMILAR_COPY = Text("复制引文", "Copy the citation")
SIMILAR_COPIED = Text("“{passage}”{reference}", "“{passage}” {reference}")
SIMILAR_WAIT = Text("正在逐个单位比较……", "Comparing every organisation…")
SIMILAR_EXPORT = Text("与“{practice}”相近的做法", "Practices like “{practice}”")
SIMILAR_COLUMNS = (
    Text("序号", "No."),
    Text("单位", "Organisation"),
    Text("相近程度", "Likeness"),
    Text("原文", "Passage"),
    Text("相同和相近的说法", "Shared"),
    Text("这家多了", "Adds"),
    Text("出处", "Source"),
)
EXPORT_WORD = Text("导出 Word", "Word")
EXPORT_EXCEL = Text("导出 Excel", "Excel")
PRACTICES_TITLE = Text("从资料库里挑一种做法", "Take a practice of the library")
PRACTICES_FIND = Text("按单位或做法的名称查找", "Find by organisation or name")
PRACTICES_NONE = Text(
    "没有找到起了名字的做法。可以直接在上面写。", "No named practice was found. Write one above."
)
PRACTICES_MORE = Text(
    "列出了前 {shown} 种，共 {count} 种；请用上面的框查找。", "{shown} of {count}; please search."
)

# ---------------------------------------------------------------- 互鉴: what the library holds

OVERVIEW_WAIT = Text(
    "正在归纳全部材料，单位多时要几十秒；好了会自己显示，可以先做别的。",
    "Working through all documents; this appears by itself when it is done.",
)
COMMON_TITLE = Text("这批材料里大家在做什么", "What many do")
COMMON_HOW = Text(
    "三个以上单位都写到的事，名称用的是材料自己的词；按单位个数排列。",
    "What three or more organisations tell of, named in their own words.",
)
COMMON_COUNT = Text("{count} 个单位", "{count} organisations")
COMMON_COPIES = Text("另有 {count} 处文字几乎相同，没有重复计入", "{count} near copies left out")
COMMON_NONE = Text(
    "材料还太少，没有三个以上单位都写到的事。", "Too few documents: nothing is told by three."
)
ALONE_TITLE = Text("只有一家在做的", "What one alone does")
ALONE_HOW = Text(
    "别的单位没有写到相近的事。这里只比较写进材料的内容，没写到不等于没做。",
    "No other organisation tells of anything near. Not written is not the same as not done.",
)
ALONE_NONE = Text("没有见到只有一家在做的事。", "Nothing that one alone does.")
SAME_TITLE = Text("文字几乎相同的段落", "Nearly the same paragraphs")
SAME_HOW = Text(
    "不同单位之间字句几乎一样的段落。可能出自同一份通知或通用的写法；这里不判断谁先谁后。",
    "Paragraphs of several organisations in nearly the same words; who was first is not judged.",
)
SAME_NONE = Text("没有发现不同单位之间文字几乎相同的段落。", "No paragraphs read nearly the same.")
SAME_GROUP = Text(
    "{organisations} · 相同程度 {similarity}%", "{organisations}, {similarity}% alike"
)

# ---------------------------------------------------------------- 对照

MATRIX_TITLE = Text("哪个单位做了什么", "Who records what")
MATRIX_HOW = Text(
    "点主题增减列，也可以写自己的主题。每一格都核对过这个单位的全部材料："
    "点开就是原文；“未见”只表示材料里没写到，不等于没做；“未读出”是文件没能读出来。",
    "Click themes to add or remove columns, or write your own. Every cell opens its passage; "
    "“not found” means not written, not not done.",
)
MATRIX_THEMES = Text("主题", "Themes")
MATRIX_OWN = Text("自己的主题，如：暖心食堂", "A theme of your own")
MATRIX_ADD = Text("加一列", "Add")
MATRIX_ALL = Text("全部主题", "All themes")
MATRIX_CLEAR = Text("全部去掉", "None")
MATRIX_QUOTES = Text("显示引文", "Show quotations")
MATRIX_QUESTION = Text("哪些单位开展了{theme}？", "Which organisations did {theme}?")
MATRIX_CAPTION = Text(
    "{organisations} 个单位 × {themes} 个主题。强、中、弱是依据的强弱，不是工作的好坏。",
    "{organisations} organisations × {themes} themes. Strength is that of the evidence.",
)
MATRIX_ORGANISATION = Text("单位", "Organisation")
MATRIX_SHARE = Text("{found} / {all}", "{found} / {all}")
MATRIX_SHARE_HINT = Text(
    "{all} 个单位里 {found} 个有记载", "on record in {found} of {all} organisations"
)
MATRIX_CELL_HINT = Text("{organisation} · {theme}：{passage}", "{organisation}, {theme}: {passage}")
MATRIX_NONE = Text("请至少选一个主题。", "Choose a theme.")
MATRIX_WAIT = Text("正在逐个单位核对……", "Going through every organisation…")
MATRIX_REGION = Text("对照表，可左右滚动", "The matrix; it scrolls")
MATRIX_HOW_READ = Text("每个主题按哪些说法找", "What each theme looks for")
MATRIX_EDIT = Text(
    "想改主题：到“设置”里改（存为资料库文件夹里的 themes.toml），存好就生效。",
    "To change the themes go to Settings (kept as themes.toml in the library folder).",
)
MATRIX_OF_ROLES = Text("取“{roles}”章节的第一句", "the first sentence of “{roles}” sections")
MATRIX_EXPORT = Text("导出 Excel（含出处）", "Excel with sources")
FIGURES_TITLE = Text("数量", "Figures")
FIGURES_HOW = Text(
    "取自上表引文里的数。只有同一主题、同一量词、句子里写明是这件事的数才相加，"
    "加数都列在下面；没有写数量的留空。",
    "Numbers of the passages above. Only like ones are added; every addend is shown.",
)
FIGURES_REGION = Text("数量表，可左右滚动", "The figures; they scroll")
FIGURES_SUM = Text("合计", "Sum")
FIGURES_TOTAL = Text("{about}{total}{measure}", "{about}{total}{measure}")
FIGURES_ABOUT = Text("约", "about ")
FIGURES_ADDENDS = Text("＝ {addends}", "= {addends}")
FIGURES_ADDEND = Text("{organisation} {written}", "{organisation} {written}")
FIGURES_YEARS = Text(
    "这些材料年度不一（{years}），合计只供参考。", "The years differ ({years}); sums are a hint."
)


def script_words() -> dict[str, str]:
    """What the scripts of these places say by themselves."""
    return {
        "comparing": SIMILAR_WAIT,
        "checking": MATRIX_WAIT,
        "selected": SIMILAR_SELECTED,
    }
