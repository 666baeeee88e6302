"""Ingestion against gold by eye: the real files of ../shared (short snippets only), our samples."""

import dataclasses
import importlib.util
import json

import pytest

from assistant.reading import read_file, supported
from tests.conftest import ROOT, SHARED

GOLD = ROOT / "tests" / "acceptance" / "ingest_gold.jsonl"
REAL = SHARED / "corpora" / "real"
SEEDS = SHARED / "corpora" / "seeds"

pytestmark = pytest.mark.acceptance


def as_line(report):
    """A report as `hujian inspect --json` gives it."""
    line = {"file": report.file, "readable": report.readable, "reason": report.reason}
    line["documents"] = [
        {
            "title": d.title,
            "organisation": d.organisation,
            "aliases": list(d.aliases),
            "period": d.period,
            "date": d.date,
            "text": d.text,
            "chunks": len(d.chunks),
            "headings": [{"level": h.level, "text": h.text} for h in d.headings],
        }
        for d in report.documents
    ]
    return line


def load_grade():
    """The grader of ../shared as a module."""
    spec = importlib.util.spec_from_file_location("grade", SHARED / "eval" / "grade.py")
    grade = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(grade)
    return grade


@pytest.mark.shared
def test_the_figures_on_real_files():
    grade = load_grade()
    golds = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    reports = [as_line(read_file(REAL / gold["file"], gold["file"])) for gold in golds]
    result = grade.grade_ingest(golds, reports)
    value = {name: part["value"] for name, part in result["parts"].items()}
    assert result["score"] >= 99
    assert value["headings"] >= 0.95
    assert value["organisation"] >= 0.97
    assert value["must_include"] >= 0.99
    assert value["leak_rate"] <= 0.02


def test_the_figures_on_our_samples():
    if not SHARED.is_dir():
        pytest.skip("the grader is in ../shared")
    gold = ROOT / "data" / "eval" / "inspect.jsonl"
    golds = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    folder = ROOT / "data" / "samples"
    reports = [as_line(read_file(folder / gold["file"], gold["file"])) for gold in golds]
    result = load_grade().grade_ingest(golds, reports)
    assert result["score"] >= 97


def role_at(document, place):
    """The role of the section under a heading at a place of the text, or that holds the place."""
    after = (s.role for s in document.sections if s.end > place)
    return next(after, None)


def test_the_roles_of_sections_against_labels_by_eye():
    folder = ROOT / "data" / "samples"
    lines = (ROOT / "data" / "eval" / "roles.jsonl").read_text(encoding="utf-8").splitlines()
    labels = [json.loads(line) for line in lines]
    reports = {f: read_file(folder / f, f) for f in {label["file"] for label in labels}}
    wrong = []
    for label in labels:
        found = [
            role_at(d, d.text.index(label["heading"]) + len(label["heading"]))
            for d in reports[label["file"]].documents
            if label["heading"] in d.text
        ]
        if label["role"] not in found:
            wrong.append((label, found))
    assert len(labels) > 200
    assert len(wrong) <= 0.05 * len(labels), wrong


@pytest.mark.shared
def test_no_real_file_crashes_or_vanishes():
    files = [p for p in REAL.rglob("*") if p.is_file() and supported(p)]
    assert len(files) > 80
    for path in files:
        report = read_file(path, path.relative_to(REAL).as_posix())
        assert report.documents or report.reason, path
        for document in report.documents:
            for chunk in document.chunks:
                assert document.text[chunk.start : chunk.end] == chunk.text


@pytest.mark.shared
@pytest.mark.parametrize(
    ("prefix", "organisations"),
    [
        (
            "000",
            [
                "太原市医疗保险管理服务中心",
                "曹碑镇",
                "东官庄镇",
                "罐垭乡",
                "惠东县水利局",
                "晋城街道",
                "三明市三元区城市管理局",
                "宣城市城市管理综合执法局",
                "桑柘镇",
            ],
        ),
        ("001", ["**市**局"]),
        ("002", ["市（区）"]),
        ("003", ["区市政中心"]),
        ("004", ["市XXX局"]),
    ],
)
def test_the_organisations_of_the_seeds(prefix, organisations):
    path = next(SEEDS.glob(f"{prefix}_*"))
    report = read_file(path, path.name)
    assert [d.organisation for d in report.documents] == organisations
    text = "\n".join(d.text for d in report.documents)
    for leak in ("paidbegin", "素材库", "代笔", "_Toc", "**64**"):
        assert leak not in text


@pytest.mark.parametrize(
    "path", sorted((ROOT / "data" / "samples").glob("*.*")), ids=lambda p: p.stem
)
def test_every_sample_has_title_organisation_date_and_headings(path):
    report = read_file(path, path.name)
    assert report.readable, report.reason
    for document in report.documents:
        empty = [
            f.name
            for f in dataclasses.fields(document)
            if f.name in ("title", "organisation", "period", "date", "years")
            and not getattr(document, f.name)
        ]
        assert empty == []
        assert sum(h.level == 1 for h in document.headings) >= 2
        assert len({s.role for s in document.sections}) >= 2


@pytest.mark.shared
def test_every_chunk_of_a_text_file_stands_in_it_word_for_word():
    grade = load_grade()
    chunks = 0
    for folder in (REAL, SEEDS, ROOT / "data" / "samples"):
        for path in (p for p in folder.rglob("*") if p.suffix in {".txt", ".md"}):
            source = grade.file_text(path)
            if path.name in {"ABOUT.md", "README.md"} or path.read_bytes()[:2] == b"\xff\xfe":
                continue
            for document in read_file(path, path.name).documents:
                for chunk in document.chunks:
                    chunks += 1
                    assert grade.as_written(chunk.text) in source, (path.name, chunk.text)
    assert chunks > 2_000
