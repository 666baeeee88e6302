"""The demonstration corpus and its questions agree with each other."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.table import Table

DATA = Path(__file__).parents[2] / "data"
SAMPLES = DATA / "samples"
FILES = sorted(path.name for path in SAMPLES.iterdir())
LEAST = {
    "fact": 14, "number": 14, "list": 10, "compare": 6, "problem": 8, "plan": 6, "howto": 6,
    "similar": 6, "followup": 6, "paraphrase": 5, "colloquial": 4, "typo": 4, "masked": 3,
    "traditional": 3, "english": 4, "unanswerable": 10,
}  # fmt: skip
ROLES = {"基本情况", "主要做法", "成效", "存在问题", "下一步打算", "经验体会", "其他"}


def rows(name):
    lines = (DATA / "eval" / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def bare(text):
    """Without white space and table bars."""
    return re.sub(r"[\s|]", "", text)


@cache
def text_of(name):
    path = SAMPLES / name
    if path.suffix == ".docx":
        blocks = docx.Document(str(path)).iter_inner_content()
        return bare("".join(map(block_text, blocks)))
    if path.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(path)
        return bare("".join(page.get_textpage().get_text_bounded() for page in pages))
    raw = path.read_bytes()
    try:
        return bare(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return bare(raw.decode("gb18030"))


def block_text(block):
    if isinstance(block, Table):
        return "".join(cell.text for row in block.rows for cell in row.cells)
    return block.text


def places(item):
    first = [item["query_practice"]] if "query_practice" in item else []
    return first + item["gold"] + item.get("negatives", [])


QUESTIONS = rows("questions.jsonl")


def test_every_file_has_an_inspection_line():
    assert sorted(row["file"] for row in rows("inspect.jsonl")) == FILES


def test_every_kind_has_enough_questions():
    count = Counter(item["kind"] for item in QUESTIONS)
    assert {kind: n for kind, n in LEAST.items() if count[kind] < n} == {}
    assert len({item["id"] for item in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("item", QUESTIONS, ids=lambda item: item["id"])
def test_quotes_and_sections_stand_verbatim_in_their_file(item):
    assert (item["kind"] == "unanswerable") == (not item["gold"])
    for place in places(item):
        assert len(place["quote"]) <= 60
        assert bare(place["quote"]) in text_of(place["file"])
        assert bare(place["section"]) in text_of(place["file"])


@pytest.mark.parametrize("row", rows("inspect.jsonl"), ids=lambda row: row["file"])
def test_inspection_names_what_the_file_holds(row):
    text = text_of(row["file"])
    for snippet in [*row["level1_headings"], *row["must_include"], *row["must_not_include"]]:
        assert bare(snippet) in text


def test_roles_name_every_level_one_heading():
    labelled = {(row["file"], row["heading"]) for row in rows("roles.jsonl")}
    assert {row["role"] for row in rows("roles.jsonl")} <= ROLES
    for row in rows("inspect.jsonl"):
        assert {(row["file"], heading) for heading in row["level1_headings"]} <= labelled


def test_similar_questions_never_reward_the_organisation_they_start_from():
    for item in QUESTIONS:
        if item["kind"] == "similar":
            units = {place["unit"] for place in item["gold"]}
            assert item["query_practice"]["unit"] not in units
            assert {place["grade"] for place in item["gold"]} <= {1, 2}
