"""A view of a library against a library that never held what the view does not see.

Every public method of `Assistant` has a case here, found by introspection: a new method without a
case fails. The questions are aimed at the hidden material, which is ours and fictional, with words
that stand nowhere else; what the view gives must not hold a word of it that was not asked, and
must be what the library without it gives.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import shutil
from collections.abc import Mapping

import numpy as np
import pytest

from assistant.config import Settings
from assistant.corrections import Correction, Place
from assistant.errors import AssistantError, NotInView, UnknownDocument, UnknownOrganisation
from assistant.groups import Ungrouped
from assistant.practice_records import SimilarPractices
from assistant.records import Answer, Filters, Outcome, Request, Role
from assistant.service import Assistant, open_assistant
from assistant.why_records import Explained
from tests.integration.conftest import SAMPLES

pytestmark = pytest.mark.integration

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


# ---------------------------------------------------------------- two libraries and a view


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The demonstration corpus with hidden files among it."""
    folder = tmp_path_factory.mktemp("材料") / "全部"
    shutil.copytree(SAMPLES, folder)
    secret = folder / HIDDEN
    secret.mkdir()
    (secret / "雾凇县稽查大队.md").write_text(REPORT, encoding="utf-8")
    (secret / "另一个市局.md").write_text(MASKED, encoding="utf-8")
    (secret / "空白件.txt").write_bytes(b"")
    (secret / "已移除.md").write_text(MASKED.replace("2020", "2019"), encoding="utf-8")
    meiling = next(SAMPLES.glob("梅岭乡*"))
    # a hidden copy that would speak for the visible one, and a copy of a visible one
    shutil.copy(meiling, folder / f"01抄件{meiling.suffix}")
    shutil.copy(next(SAMPLES.glob("桃花坞*")), secret / "桃花坞.md")
    return folder


@pytest.fixture(scope="module")
def whole(files, tmp_path_factory):
    made = open_assistant(Settings(library=tmp_path_factory.mktemp("库")))
    made.put_in_group("领导", [HIDDEN, "01抄件.txt"])
    made.index([files])
    made.remove([f"{HIDDEN}/已移除.md"])
    corrected = next(d for d in made.documents() if "雾凇" in d.title)
    made.correct(corrected.id, Correction(title=f"{corrected.title}（星灯巡夜）"))
    names = [name for name, _ in made.organisations() if "**市**局" in name]
    assert len(names) == 2  # told apart by what only one of them may be known by
    yield made
    made.close()


@pytest.fixture(scope="module")
def view(whole):
    return whole.seen_by(frozenset())


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The library in which the hidden files never were."""
    made = open_assistant(Settings(library=tmp_path_factory.mktemp("库")))
    made.index([SAMPLES])
    yield made
    made.close()


@pytest.fixture(scope="module")
def hidden(whole, view):
    """A hidden document, and the id of its first chunk."""
    seen = {d.id for d in view.documents()}
    summary = next(d for d in whole.documents() if d.id not in seen and "雾凇" in d.title)
    return whole.document(summary.id)


# ---------------------------------------------------------------- what is compared

_VARIES = {
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
    but = _VARIES - {"path"} | {"question"}
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


def test_every_public_method_has_a_case():
    public = {n for n, _ in inspect.getmembers(Assistant, callable) if not n.startswith("_")}
    assert public == CALLS.keys() | OTHERS.keys()
    assert not CALLS.keys() & OTHERS.keys()
    assert {n for n in OTHERS.values() if n not in globals()} == set()


CASES = [(name, i) for name, calls in CALLS.items() for i in range(len(calls))]


@pytest.mark.parametrize(("name", "i"), CASES)
def test_nothing_hidden_is_said(view, name, i):
    arguments, named = CALLS[name][i]
    assert leaked(outcome(getattr(view, name), *arguments, **named), repr(arguments)) == []


@pytest.mark.parametrize(("name", "i"), CASES)
def test_it_is_what_a_library_without_the_hidden_files_says(view, bare, name, i):
    arguments, named = CALLS[name][i]
    seen = outcome(getattr(view, name), *arguments, **named)
    alone = outcome(getattr(bare, name), *arguments, **named)
    assert comparable(seen) == comparable(alone)


def comparable(result):
    """What of a result does not rest on BM25, whose frequencies are of the whole library."""
    if isinstance(result, SimilarPractices):
        result = dataclasses.replace(result, hits=frozenset(h.organisation for h in result.hits))
    if isinstance(result, Answer):
        result = dataclasses.replace(result, hits=len(result.hits))
    if isinstance(result, Explained):
        why = result.why
        odds = sorted(o.organisation for o in why.odds)
        why = dataclasses.replace(why, odds=odds, hits=len(why.hits))
        return comparable(result.answer), rounded(plain(why, _VARIES | {"parts"}))
    return plain(result, _VARIES)


def rounded(value):
    """The same with numbers to four digits: float32 sums differ by their order beyond that."""
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(one) for one in value]
    return round(value, 4) if isinstance(value, float) else value


def test_the_markers_are_there_where_they_may_be_seen(whole, hidden):
    everyone = whole.seen_by(frozenset({"领导"}))
    assert leaked([everyone.documents(), everyone.status(), everyone.ask(Request(QUESTIONS[1]))])
    assert "7391户" in everyone.ask(Request(QUESTIONS[0])).text
    assert everyone.document(hidden.id) == hidden
    texts = rendered([whole.document(d.id) for d in whole.documents()]) + rendered(whole.status())
    assert [m for m in MARKERS if m not in texts] == []
    assert leaked(everyone.corrections())


# ---------------------------------------------------------------- one by one


@pytest.mark.parametrize("text", ["鎏金哨 星灯巡夜", "雾凇县稽查大队", "走访慰问7391户"])
def test_a_ranking_holds_only_rows_of_the_view(view, text):
    ranking = view.search(text)
    rows = view._current().generation.rows
    assert len(ranking) == len(rows)
    assert sorted(ranking.rows.tolist()) == list(range(len(rows)))
    assert leaked([rows[r] for r in ranking.rows.tolist()]) == []


@pytest.mark.parametrize("filters", [Filters(years=(2021,)), Filters(roles=(Role.PLANS,))])
def test_filters_number_the_same_chunks(view, bare, filters):
    seen, alone = (
        [a._current().generation.rows[r].chunk.id for r in sorted(a.search("宣讲", filters).rows)]
        for a in (view, bare)
    )
    assert seen == alone
    assert seen


def test_a_hidden_document_is_not_found_by_its_id(view, hidden):
    for work, known, unknown in (
        (view.document, hidden.id, "没有"),
        (view.similar_to, hidden.chunks[0].id, "没有"),
        (view.place_of, hidden.id, "没有"),
        (lambda identity: view.similar_to_passage(identity, (0, 20)), hidden.id, "没有"),
    ):
        errors = []
        for identity in (known, unknown):
            with pytest.raises(UnknownDocument) as caught:
                work(identity)
            errors.append((type(caught.value), caught.value.detail == identity))
        assert errors[0] == errors[1]


def test_a_name_that_only_hidden_files_have_is_an_unknown_name(view, whole):
    request = Request("做了什么？", filters=Filters(organisations=("雾凇县稽查大队",)))
    with pytest.raises(UnknownOrganisation):
        view.ask(request)
    assert whole.ask(request)


def test_a_seen_document_is_the_one_of_the_whole(view, whole, bare):
    for summary in view.documents():
        assert view.document(summary.id) == whole.document(summary.id)
    document = bare.document(bare.documents()[-1].id)
    chunk = document.chunks[-1]
    assert plain(view.similar_to(chunk.id), _VARIES) == plain(bare.similar_to(chunk.id), _VARIES)
    asked = (document.id, (chunk.start, chunk.end))
    seen, alone = (a.similar_to_passage(*asked) for a in (view, bare))
    assert comparable(seen) == comparable(alone)
    assert leaked(seen) == []


def test_raw_values_do_not_tell_how_large_the_whole_is(view, whole):
    request = Request("哪些单位开展了宣讲？")

    def best(assistant):
        places = assistant.explain(request).why.hits
        return {p.best for w in places if w.chunk for p in w.chunk.parts if p.name == "bm25"}

    assert best(view) == {1.0}
    assert min(best(whole)) > 1
    for place in view.explain(request).why.hits:
        points = sum(p.points for p in place.chunk.parts)
        assert points == pytest.approx(place.chunk.score, rel=1e-4)
        bm25 = place.chunk.parts[0]
        assert bm25.points == pytest.approx(place.chunk.share * bm25.raw, rel=1e-6)


def test_a_view_knows_its_own_groups_alone(whole, view):
    assert view.groups().places == {}
    assert whole.seen_by(frozenset({"领导", "无"})).groups() == whole.groups()


def test_a_view_of_a_view_sees_what_both_see(whole, view):
    leaders = frozenset({"领导"})
    assert len(whole.seen_by(leaders).documents()) == len(whole.documents())
    assert view.seen_by(leaders).documents() == view.documents()
    assert whole.seen_by(leaders).seen_by(frozenset()).documents() == view.documents()


def test_a_view_refuses_what_concerns_the_whole(whole):
    view = whole.seen_by(frozenset({"领导"}))
    for work in (
        view.rebuild,
        view.empty_trash,
        view.storage,
        lambda: view.put_in_group("领导", ["青石镇"]),
        lambda: view.take_out_of_group("领导"),
        lambda: view.show_ungrouped(Ungrouped.EVERYONE),
    ):
        with pytest.raises(NotInView):
            work()


def test_what_is_hidden_cannot_be_removed_or_corrected(whole, view, hidden):
    before = whole.documents()
    for work in (
        lambda: view.remove([hidden.file]),
        lambda: view.remove([before[0].file, f"{HIDDEN}/空白件.txt"]),
        lambda: view.correct(hidden.id, Correction(title="改")),
        lambda: view.take_back(hidden.id, "title"),
        lambda: view.reset(Place(hidden.file, 0)),
    ):
        with pytest.raises(UnknownDocument):
            work()
    assert whole.documents() == before


def test_files_are_brought_only_where_the_view_sees(files, tmp_path, tmp_path_factory):
    folder = tmp_path / "材料"
    shutil.copytree(files, folder)
    whole = open_assistant(Settings(library=tmp_path_factory.mktemp("库")))
    whole.put_in_group("领导", [HIDDEN, "01抄件.txt"])
    whole.index([folder])
    view = whole.seen_by(frozenset())
    (folder / HIDDEN / "雾凇县稽查大队.md").unlink()
    (folder / HIDDEN / "另一个市局.md").write_text("# 甲乡2021年工作总结\n\n办学。\n", "utf-8")
    (folder / HIDDEN / "新.md").write_text("# 甲乡2021年工作总结\n\n办学。\n", "utf-8")
    (folder / "甲乡.md").write_text("# 甲乡2021年工作总结\n\n一、做法\n\n办学3所。\n", "utf-8")
    before = whole.documents()
    report = view.index([folder])
    outcomes = {f.file: f.outcome for f in report.files}
    assert outcomes["甲乡.md"] is Outcome.ADDED
    # what is there, what is new and what is changed is refused alike; what is gone is not said
    refused = {f.file for f in report.files if f.outcome is Outcome.FAILED}
    secret = {
        f"{HIDDEN}/{n}" for n in ("另一个市局.md", "新.md", "空白件.txt", "桃花坞.md", "已移除.md")
    }
    assert refused == secret | {"01抄件.txt"}
    assert f"{HIDDEN}/雾凇县稽查大队.md" not in outcomes
    assert len({f.reason for f in report.files if f.outcome is Outcome.FAILED}) == 1
    assert [d for d in whole.documents() if d.file != "甲乡.md"] == before
    whole.close()


def test_closing_a_view_leaves_the_whole_open(whole, view):
    view.close()
    assert view.documents()
    assert whole.documents()


def test_a_view_that_sees_nothing_is_an_empty_library(whole, tmp_path):
    library = tmp_path / "库"
    shutil.copytree(whole.settings.library, library)
    made = open_assistant(Settings(library=library))
    made.show_ungrouped(Ungrouped.ADMINISTRATORS)
    view = made.seen_by(frozenset({"无"}))
    emptied = open_assistant(Settings(library=tmp_path / "空"))
    emptied.index([SAMPLES])
    emptied.remove(list(dict.fromkeys(d.file for d in emptied.documents())))
    emptied.empty_trash()
    for name, calls in CALLS.items():
        for arguments, named in calls:
            seen, alone = (outcome(getattr(a, name), *arguments, **named) for a in (view, emptied))
            assert comparable(seen) == comparable(alone), (name, arguments)
    assert len(view.search("宣讲")) == 0
    made.close()
    emptied.close()
