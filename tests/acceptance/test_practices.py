"""Alike practices over judged pairs, the matrix, themes and copies over the samples."""

from __future__ import annotations

import re
import shutil

import pytest

from assistant.config import Settings
from assistant.records import Evidence
from assistant.service import open_assistant
from benchmarks import traps
from benchmarks.practices import dense, final, measure, read_items, wanted
from tests.acceptance.conftest import ROOT, SHARED, made

pytestmark = pytest.mark.acceptance
SAMPLES = ROOT / "data" / "samples"
NAMED = re.findall(
    "[“「](.+?)[”」]", "".join(p.read_text("utf-8", "ignore") for p in SAMPLES.glob("*.[mt]*"))
)


def mean(rows, key):
    return sum(r[key] for r in rows) / len(rows)


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """(item, figures of the final method, of the dense ranking) of every judged item."""
    libraries, rows = {}, []
    for item in read_items():
        if item.corpus not in libraries:
            libraries[item.corpus] = made(ROOT / item.corpus, tmp_path_factory)
        library = libraries[item.corpus]
        what = wanted(library, item)
        figures = [measure(item, method(library, what)) for method in (final, dense)]
        rows.append((item, *figures))
    return rows


def test_every_pair_is_judged_with_traps():
    pairs = [i for i in read_items() if i.group == "pairs" and i.corpus == "data/samples"]
    assert len(pairs) >= 20
    for item in pairs:
        assert item.gold, item.id
        assert len(item.negatives) >= 2, item.id


def test_alike_practices_are_found_and_traps_stay_behind(measured):
    pairs = [f for item, f, _ in measured if item.group == "pairs"]
    assert mean(pairs, "ndcg") >= 0.8
    assert mean(pairs, "recall@5") >= 0.8
    assert mean(pairs, "negatives_in_top5") <= 0.3
    assert mean(pairs, "right_passage@5") >= 0.75


@pytest.mark.shared
def test_the_development_questions(measured):
    dev = [f for item, f, _ in measured if item.group == "dev"]
    assert mean(dev, "ndcg") >= 0.8
    assert mean(dev, "recall@5") >= 0.8
    assert mean(dev, "negatives_in_top5") <= 0.1


def test_traps_that_no_word_list_knows_are_reported_by_halves():
    """Half of the items was never looked at; what is reached is little, and said in the report."""
    figures = traps.made_up()["final"]
    assert figures["seen"]["found"] >= 0.9
    assert figures["held"]["found"] >= 0.8
    assert figures["seen"]["before"] >= 0.4


def test_traps_in_the_samples_stay_behind_the_practice(samples):
    items = [i for i in traps.read_confusions() if i.corpus == "data/samples"]
    assert len(items) >= 20
    figures = traps.means(items, lambda _: samples, traps.by_likeness)
    assert min(figures[half]["before"] for half in ("seen", "held")) >= 0.9


def test_every_passage_stands_in_its_document_and_every_mark_on_its_words(samples):
    found = samples.similar("和青石镇“田间小课堂”类似的宣讲做法还有哪些单位？")
    assert found.practice.excluded == ("青石镇",)
    assert "田间小课堂" in found.practice.source.passage
    for hit in found.hits:
        text = samples.document(hit.citation.document_id).text
        assert text[hit.citation.start : hit.citation.end] == hit.citation.passage
        assert hit.organisation != "青石镇"
        for s in hit.shared:
            assert found.practice.text[slice(*s.query)] == s.query_text
        assert hit.citation.passage[slice(*hit.adds_span)] == hit.adds


def test_a_chunk_is_compared_with_the_other_organisations(samples):
    (document,) = [d for d in samples.documents() if d.organisation == "云岭县农业农村局"]
    chunk = next(c for c in samples.document(document.id).chunks if "下基层服务1340" in c.text)
    found = samples.similar_to(chunk.id)
    assert found.hits
    assert "云岭县农业农村局" not in {h.organisation for h in found.hits}


def test_asking_twice_gives_the_same(samples):
    first, second = (samples.similar("开展义诊") for _ in range(2))
    assert first.hits == second.hits
    assert samples.compare(["义诊"]).rows == samples.compare(["义诊"]).rows


def test_the_matrix_knows_who_visited_how_many_households(samples):
    matrix = samples.compare(["走访慰问"])
    figures = {r.organisation: r.figures[0].written for r in matrix.rows if r.figures[0]}
    assert figures["柳林街道"] == "118户"
    assert figures["梅岭乡"] == "87户"
    assert figures["南溪镇"] == "142户"
    verdicts = {r.organisation: r.cells[0].evidence for r in matrix.rows}
    assert verdicts["云岭县水利局"] is Evidence.NOT_FOUND


def test_the_whole_matrix_has_a_cell_for_every_organisation_and_theme(samples):
    matrix = samples.compare()
    assert [r.organisation for r in matrix.rows] == sorted(n for n, _ in samples.organisations())
    assert all(len(r.cells) == len(matrix.themes) for r in matrix.rows)


def test_what_many_do_and_what_one_alone_does(samples):
    found = samples.themes()
    labels = ["".join(t.label) for t in found.common]
    assert {"走访慰问", "开展志愿服务", "举办读书班", "划分网格"} <= set(labels)
    assert all(len(t.organisations) >= 3 for t in found.common)
    alone = {t.label[0]: t.organisations for t in found.alone}
    assert alone["三榜公示"] == ("云岭县水利局",)
    assert "田间小课堂" not in alone  # others sit down with villagers too
    assert any(len(name) > 3 and name not in NAMED for name in alone)


def kept(before, after):
    """Share of the passages of each theme that stand in one theme afterwards, on average."""
    places = [{(p.document, p.start, p.end) for p in t.passages} for t in after]
    shares = [
        max(len({(p.document, p.start, p.end) for p in t.passages} & held) for held in places)
        / len(t.passages)
        for t in before
    ]
    return sum(shares) / len(shares)


def themes_before_and_after(folder, left_out, tmp_path):
    """The themes of a folder without one file, and with it."""
    files = tmp_path / "files"
    shutil.copytree(folder, files)
    (tmp_path / "aside").mkdir()
    (away,) = [p for p in files.rglob("*") if p.name == left_out]
    place = tmp_path / "aside" / left_out
    away.rename(place)
    library = open_assistant(Settings(library=tmp_path / "library"))
    library.index([files])
    before = library.themes().common
    place.rename(away)
    library.index([files])
    return before, library.themes().common


@pytest.mark.parametrize(
    "left_out", ["梅岭乡2021年党史学习教育工作总结.txt", "云岭县农业农村局2022年工作总结.md"]
)
def test_the_themes_stay_when_a_document_is_added(tmp_path, left_out):
    before, after = themes_before_and_after(ROOT / "data" / "samples", left_out, tmp_path)
    assert kept(before, after) >= 0.9
    assert {t.label for t in before} & {t.label for t in after}


@pytest.mark.shared
def test_the_themes_of_real_reports_stay_when_one_is_added(tmp_path):
    folder = SHARED / "corpora" / "real" / "gov-provinces-2025-docx"
    left_out = sorted(p.name for p in folder.rglob("*.docx"))[0]
    before, after = themes_before_and_after(folder, left_out, tmp_path)
    assert kept(before, after) >= 0.9


def test_set_phrases_of_two_organisations_are_reported(samples):
    groups = [set(g.organisations) for g in samples.duplicates()]
    assert {"青石镇", "南溪镇"} in groups
