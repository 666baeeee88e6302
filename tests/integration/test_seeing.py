"""A view of a library against a library that never held what the view does not see.

Every public method of `Assistant` has a case here, found by introspection: a new method without a
case fails. The questions are aimed at the hidden material, which is ours and fictional, with words
that stand nowhere else; what the view gives must not hold a word of it that was not asked, and
must be what the library without it gives.
"""

from __future__ import annotations

import dataclasses
import inspect
import shutil

import pytest

from assistant.config import Settings
from assistant.corrections import Correction, Place
from assistant.errors import NotInView, UnknownDocument, UnknownOrganisation
from assistant.groups import Ungrouped
from assistant.practice_records import SimilarPractices
from assistant.records import Answer, Filters, Outcome, Request, Role
from assistant.service import Assistant, open_assistant
from assistant.why_records import Explained
from tests.integration.conftest import SAMPLES
from tests.integration.seeing_cases import (
    CALLS,
    HIDDEN,
    MARKERS,
    MASKED,
    OTHERS,
    QUESTIONS,
    REPORT,
    VARIES,
    leaked,
    outcome,
    plain,
    rendered,
)

pytestmark = pytest.mark.integration

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
        return comparable(result.answer), rounded(plain(why, VARIES | {"parts"}))
    return plain(result, VARIES)


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
    assert plain(view.similar_to(chunk.id), VARIES) == plain(bare.similar_to(chunk.id), VARIES)
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
