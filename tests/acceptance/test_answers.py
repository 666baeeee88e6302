"""The demonstration questions over the demonstration corpus, end to end.

Floors are a little below what was measured when they were set (CHANGELOG), so that they fail
when something breaks and not when a synonym moves.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.config import Settings
from assistant.records import Request, Status
from assistant.service import open_assistant
from tests.acceptance.conftest import ROOT, SHARED, read_lines, request_of
from ui.contract import answer_to_json

pytestmark = pytest.mark.acceptance

REAL_FLOOR = 87
# odd numbers were worked with, even ones held out longer
FRESH_FLOORS = [((0, 1), 77), ((1,), 84), ((0,), 69)]
LAST_FLOOR = 80
BLIND_FLOOR = 78  # first run 65.9
SECOND_BLIND_FLOOR = 69  # first run 71.3; never worked with
ABSENT_MOST = [("samples", 5), ("seeds", 6), ("real", 15)]  # of 22, 21, 29
SEED_FLOORS = [("s1", 92), ("s2", 84)]  # worked with; held out (first run 81.9)


@pytest.fixture(scope="session")
def answered(samples):
    """(gold item, answer) of every question of data/eval."""
    items = read_lines(ROOT / "data" / "eval" / "questions.jsonl")
    return [(item, samples.ask(request_of(item))) for item in items]


def test_every_citation_stands_in_its_document_word_for_word(samples, answered):
    checked = 0
    for item, answer in answered:
        for citation in answer.citations:
            text = samples.document(citation.document_id).text
            assert text[citation.start : citation.end] == citation.passage, item["id"]
            checked += 1
    assert checked > len(answered)


def test_every_hit_stands_in_its_document_word_for_word(samples, answered):
    for item, answer in answered:
        for hit in answer.hits[:5]:
            text = samples.document(hit.document_id).text
            assert text[hit.start : hit.chunk.end] == hit.passage, item["id"]


def test_citations_are_numbered_by_first_use_and_every_marker_has_one(answered):
    for item, answer in answered:
        numbers = [c.n for c in answer.citations]
        assert numbers == list(range(1, len(numbers) + 1)), item["id"]
        assert all(f"[{n}]" in answer.text for n in numbers), item["id"]
        first = [answer.text.index(f"[{n}]") for n in numbers]
        assert first == sorted(first), item["id"]


def test_the_verdicts_add_up_to_all_organisations(samples, answered):
    names = {name for name, _ in samples.organisations()}
    for item, answer in answered:
        if item["kind"] == "list" and answer.organisations:
            judged = [o.name for o in answer.organisations]
            assert len(judged) == len(set(judged)), item["id"]
            assert set(judged) == names, item["id"]


def test_the_right_place_is_cited(answered):
    """At least nine in ten answered facts and numbers cite the gold file and quote."""
    right = total = 0
    for item, answer in answered:
        if item["kind"] not in {"fact", "number"} or answer.status is Status.NO_EVIDENCE:
            continue
        total += 1
        places = {(g["file"], _letters(g["quote"])[:12]) for g in item["gold"]}
        right += any(
            c.document == file and quote in _letters(c.passage)
            for c in answer.citations
            for file, quote in places
        )
    assert right / total >= 0.9


def test_what_has_no_evidence_is_refused(answered):
    unanswerable = [a for item, a in answered if item["kind"] == "unanswerable"]
    refused = sum(a.status is Status.NO_EVIDENCE for a in unanswerable)
    assert refused / len(unanswerable) >= 0.85
    answerable = [a for item, a in answered if item["kind"] != "unanswerable"]
    falsely = sum(a.status is Status.NO_EVIDENCE for a in answerable)
    assert falsely / len(answerable) <= 0.1


@pytest.mark.parametrize(
    ("before", "then", "organisation"),
    [
        ("青石镇划分了多少个网格？", "养老互助站呢？", "青石镇"),
        ("青石镇划分了多少个网格？", "跑腿代办员呢？", "柳林街道"),  # 青石镇 has none
        ("青石镇2021年办了多少场田间小课堂？", "板凳课堂呢？", "梅岭乡"),
        ("青石镇2021年办了多少场田间小课堂？", "火星基地呢？", None),  # nobody has
    ],
)
def test_the_same_of_another_thing_is_asked_of_whoever_has_it(samples, before, then, organisation):
    answer = samples.ask(Request(then, (before,)))
    assert {c.organisation for c in answer.citations} == ({organisation} if organisation else set())


def test_asking_twice_gives_the_same_answer(samples, answered):
    for item, answer in answered[::7]:
        again = samples.ask(request_of(item))
        assert (again.text, again.citations) == (answer.text, answer.citations)


def test_eight_threads_get_the_answers_that_one_gets(samples, answered):
    chosen = answered[::4]
    with ThreadPoolExecutor(8) as pool:
        again = list(pool.map(lambda pair: samples.ask(request_of(pair[0])), chosen))
    assert [a.text for a in again] == [a.text for _, a in chosen]


# ---------------------------------------------------------------- with ../shared


def _grader():
    """The module ../shared/eval/grade.py."""
    spec = importlib.util.spec_from_file_location("grade", SHARED / "eval" / "grade.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["grade"] = module
    spec.loader.exec_module(module)
    return module


def _graded(assistant, gold, corpus):
    """What grade.py says of the answers to a gold file."""
    items = _grader().read_gold(gold)
    return _graded_items(items, _answers(assistant, items), corpus)


def _answers(assistant, items):
    """The answers to gold items, as grade.py takes them."""
    return [answer_to_json(assistant.ask(request_of(item))) for item in items]


def _graded_items(items, answers, corpus):
    """What grade.py says of the answers to these items; others are left out."""
    grade = _grader()
    wanted = {item["id"] for item in items}
    kept = [answer for answer in answers if answer["id"] in wanted]
    return grade.grade_answers(items, kept, grade.name_table(items, ()), corpus)


@pytest.mark.shared
def test_the_development_questions_over_the_seeds(seeds):
    result = _graded(seeds, SHARED / "eval" / "dev_gold.jsonl", SHARED / "corpora" / "seeds")
    overall = result["overall"]
    assert result["score"] >= 92
    assert overall["hit@10"]["value"] >= 0.90
    assert overall["citation_verbatim"]["value"] == 1.0
    assert overall["refusal_rate"]["value"] >= 0.85


@pytest.mark.shared
def test_our_own_questions_over_the_samples(samples):
    corpus = ROOT / "data" / "samples"
    result = _graded(samples, ROOT / "data" / "eval" / "questions.jsonl", corpus)
    assert result["score"] >= 93
    assert result["overall"]["citation_verbatim"]["value"] == 1.0


@pytest.mark.shared
def test_the_questions_over_public_reports(real):
    gold = ROOT / "tests" / "acceptance" / "real_questions.jsonl"
    result = _graded(real, gold, SHARED / "corpora" / "real")
    assert result["score"] >= REAL_FLOOR
    assert result["overall"]["hit@10"]["value"] >= 0.93
    assert result["overall"]["citation_verbatim"]["value"] == 1.0


@pytest.fixture(scope="session")
def fresh(real):
    """(gold items, answers) of the questions written by someone who had not seen the program."""
    items = _grader().read_gold(ROOT / "tests" / "acceptance" / "fresh_questions.jsonl")
    return items, _answers(real, items)


@pytest.mark.shared
@pytest.mark.parametrize(("half", "floor"), FRESH_FLOORS)
def test_the_fresh_questions_over_public_reports(fresh, half, floor):
    items, answers = fresh
    chosen = [item for item in items if _number(item) % 2 in half]
    result = _graded_items(chosen, answers, SHARED / "corpora" / "real")
    assert result["score"] >= floor
    assert result["overall"]["citation_verbatim"]["value"] == 1.0
    assert not result["missing"]


@pytest.mark.shared
def test_the_last_questions_over_public_reports(real):
    gold = ROOT / "tests" / "acceptance" / "last_questions.jsonl"
    result = _graded(real, gold, SHARED / "corpora" / "real")
    assert result["score"] >= LAST_FLOOR
    assert result["overall"]["citation_verbatim"]["value"] == 1.0


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "floor"), [("blind", BLIND_FLOOR), ("second_blind", SECOND_BLIND_FLOOR)]
)
def test_the_blind_questions_over_public_reports(real, name, floor):
    gold = ROOT / "tests" / "acceptance" / f"{name}_questions.jsonl"
    result = _graded(real, gold, SHARED / "corpora" / "real")
    assert result["score"] >= floor
    assert result["overall"]["citation_verbatim"]["value"] == 1.0


@pytest.mark.shared
@pytest.mark.parametrize(("author", "floor"), SEED_FLOORS)
def test_questions_over_the_seeds_by_authors_who_had_not_seen_the_program(seeds, author, floor):
    items = _grader().read_gold(ROOT / "tests" / "acceptance" / "seed_questions.jsonl")
    chosen = [item for item in items if item["id"].startswith(author)]
    result = _graded_items(chosen, _answers(seeds, chosen), SHARED / "corpora" / "seeds")
    assert result["score"] >= floor
    assert result["overall"]["citation_verbatim"]["value"] == 1.0
    assert not result["missing"]


def _number(item):
    """The number at the end of an item's id."""
    return int(item["id"].rsplit("-", 1)[1])


@pytest.mark.shared
def test_the_ingest_gold_of_the_samples(samples):
    from assistant.inspection import inspect_files
    from ui.contract import report_to_json

    grade = _grader()
    reports = [report_to_json(r) for r in inspect_files([ROOT / "data" / "samples"])]
    golds = read_lines(ROOT / "data" / "eval" / "inspect.jsonl")
    result = grade.grade_ingest(golds, reports)
    assert result["score"] >= 95
    assert _by_part(result)["organisation"] >= 0.97


def _by_part(result):
    return defaultdict(float, {k: v["value"] or 0.0 for k, v in result["parts"].items()})


def _letters(text):
    return "".join(c for c in text if c.isalnum())


def test_preparing_changes_no_answer_and_an_empty_library_prepares_nothing(samples, tmp_path):
    empty = open_assistant(Settings(library=tmp_path))
    empty.prepare()
    assert empty.status().documents == 0
    fresh = open_assistant(Settings(library=samples.settings.library))
    fresh.prepare()
    question = Request("哪些单位开展了义诊？")
    places = [c.passage for c in samples.ask(question).citations]
    assert places
    assert [c.passage for c in fresh.ask(question).citations] == places


@pytest.mark.parametrize(
    ("name", "most"),
    [
        pytest.param(*pair, marks=[] if pair[0] == "samples" else pytest.mark.shared)
        for pair in ABSENT_MOST
    ],
)
def test_what_nothing_stands_of_is_refused_though_no_organisation_is_named(name, most, request):
    items = read_lines(ROOT / "tests" / "acceptance" / f"absent_{name}.jsonl")
    assistant = request.getfixturevalue(name)
    answers = {i["question"]: assistant.ask(request_of(i)) for i in items}
    answered = [q for q, a in answers.items() if a.status is not Status.NO_EVIDENCE]
    assert len(answered) <= most, answered
