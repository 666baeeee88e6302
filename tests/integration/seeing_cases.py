"""What a view is asked for beside a library that never held the rest, and how the two are compared.

The hidden material is ours and fictional, with words that stand nowhere else.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping

import numpy as np

from assistant.errors import AssistantError
from assistant.records import Filters, Request, Role

HIDDEN = "机密"
MARKERS = (
    "雾凇", "稽查大队", "鎏金哨", "7391", "八十八里坡", "星灯巡夜", "1967年", "机密", "01抄件",
    "空白件", "另一个市局", "曲蓼",
)  # fmt: skip

REPORT = """# 雾凇县稽查大队1967年工作总结

一、主要做法

建立鎏金哨巡查点，开展“星灯巡夜”行动，走访慰问困难群众7391户，在八十八里坡开展义诊77场。
由曲蓼任组长，组织宣讲队开设“田间小课堂”，用方言宣讲党史故事，群众听得懂、记得住。

二、存在问题

一是鎏金哨人手不足。二是“星灯巡夜”覆盖面不广。

三、下一步打算

一是扩建鎏金哨。二是把“星灯巡夜”推广到八十八里坡。
"""
MASKED = """# **市**局2020年工作总结

一、主要做法

**市**局不是另一个市局，在雾凇建立鎏金哨，走访慰问7391户。
"""
QUESTIONS = (
    "雾凇县稽查大队走访慰问了多少户？",
    "雾凇县稽查大队存在哪些问题？",
    "雾松县稽查大队下一步有什么打算？",  # 松 for 凇: a slip of the pen where the name is known
    "wusong 稽查 1967年做了什么？",
    "哪些单位建立了鎏金哨？",
    "哪些单位开展了“星灯巡夜”行动？",
    "各单位走访慰问了多少户？",
    "哪个单位走访慰问的户数最多？",
    "哪些单位开展了义诊？",
    "八十八里坡在哪里？",
    "曲蓼是谁？",
    "1967年开展了哪些工作？",
    "雾凇县稽查大队和青石镇的宣讲有什么不同？",
    "青石镇和柳林街道的宣讲有什么不同？",
    "和雾凇县稽查大队“星灯巡夜”类似的做法还有哪些单位？",
    "和青石镇“田间小课堂”类似的宣讲做法还有哪些单位？",
    "库里有哪些材料？",
    "有多少个单位开展了宣讲？",
    "青石镇存在哪些问题？",
    "**市**局开展了哪些活动？",
    "梅岭乡开展了哪些宣讲？",
    "走访7391户的是哪个单位？",
)


# ---------------------------------------------------------------- what is compared

VARIES = {
    "score", "scores", "parts", "elapsed_ms", "path", "rank", "similarity", "generation", "cosine",
}  # fmt: skip


def plain(value, but=frozenset()):
    """A record as JSON values, without the fields named."""
    if dataclasses.is_dataclass(value):
        pairs = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        return {k: plain(v, but) for k, v in pairs.items() if k not in but}
    if isinstance(value, Mapping):
        return [[plain(k, but), plain(v, but)] for k, v in value.items()]
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [plain(v, but) for v in value]
    return value


def rendered(value):
    """A record as text, without the question and what is measured (0.7391 s)."""
    but = VARIES - {"path"} | {"question"}
    text = json.dumps(plain(value, but), default=str)
    return json.dumps(json.loads(text, parse_float=lambda _: 0), ensure_ascii=False)


def outcome(work, *arguments, **named):
    """What a call gives, or the error it ends with."""
    try:
        return work(*arguments, **named)
    except AssistantError as error:
        return type(error).__name__, str(error).replace(str(getattr(error, "path", "")), "")


def leaked(value, asked=""):
    """The markers that stand in a result and were not asked about."""
    text = rendered(value)
    return [m for m in MARKERS if m in text and m not in asked]


# Per public method: the calls that the view and the bare library are both asked for, as
# (arguments, named arguments); the markers in them may be echoed.
CALLS = {
    "ask": [((Request(q),), {}) for q in QUESTIONS]
    + [
        ((Request("那星灯巡夜呢？", history=("雾凇县稽查大队做了什么？",)),), {}),
        ((Request("走访了多少户？", filters=Filters(organisations=("雾凇县稽查大队",))),), {}),
        ((Request("走访了多少户？", filters=Filters(organisations=("雾凇",))),), {}),
        ((Request("做了什么？", filters=Filters(years=(1967,))),), {}),
        ((Request("有什么不足？", filters=Filters(roles=(Role.PROBLEMS,))),), {}),
    ],
    "explain": [((Request(q),), {}) for q in QUESTIONS],
    "documents": [((), {})],
    "organisations": [((), {})],
    "examples": [((), {}), ((100,), {})],
    "status": [((), {})],
    "verify": [((), {})],
    "corrections": [((), {})],
    "health": [((), {})],
    "trash": [((), {})],
    "file_health": [((f"{HIDDEN}/雾凇县稽查大队.md",), {}), ((f"{HIDDEN}/空白件.txt",), {})],
    "removed_lines": [((f"{HIDDEN}/雾凇县稽查大队.md",), {})],
    "restore": [(([f"{HIDDEN}/已移除.md"],), {})],
    "similar": [
        (("开展“星灯巡夜”行动，由鎏金哨走访",), {}),
        (("和雾凇县稽查大队“星灯巡夜”类似的做法还有哪些单位？",), {}),
        (("组织宣讲队开设田间小课堂，用方言宣讲党史故事", 50), {}),
    ],
    "compare": [(((),), {}), ((["鎏金哨", "星灯巡夜", "走访慰问", "义诊"],), {})],
    "themes": [((), {})],
    "duplicates": [((), {})],
    "common_soon": [((), {})],
    "alone_soon": [((), {})],
    "duplicates_soon": [((), {})],
    "known_themes": [((), {})],
    "named_practices": [((), {})],
    "prepare": [((), {})],
}
# Methods whose results are ours to judge, each with a test of its own below.
OTHERS = {
    "search": "test_a_ranking_holds_only_rows_of_the_view",
    "document": "test_a_hidden_document_is_not_found_by_its_id",
    "similar_to": "test_a_hidden_document_is_not_found_by_its_id",
    "similar_to_passage": "test_a_hidden_document_is_not_found_by_its_id",
    "index": "test_files_are_brought_only_where_the_view_sees",
    "remove": "test_what_is_hidden_cannot_be_removed_or_corrected",
    "correct": "test_what_is_hidden_cannot_be_removed_or_corrected",
    "reset": "test_what_is_hidden_cannot_be_removed_or_corrected",
    "take_back": "test_what_is_hidden_cannot_be_removed_or_corrected",
    "place_of": "test_a_hidden_document_is_not_found_by_its_id",
    "empty_trash": "test_a_view_refuses_what_concerns_the_whole",
    "storage": "test_a_view_refuses_what_concerns_the_whole",
    "rebuild": "test_a_view_refuses_what_concerns_the_whole",
    "groups": "test_a_view_knows_its_own_groups_alone",
    "put_in_group": "test_a_view_refuses_what_concerns_the_whole",
    "take_out_of_group": "test_a_view_refuses_what_concerns_the_whole",
    "show_ungrouped": "test_a_view_refuses_what_concerns_the_whole",
    "seen_by": "test_a_view_of_a_view_sees_what_both_see",
    "close": "test_closing_a_view_leaves_the_whole_open",
}
