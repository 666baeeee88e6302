import re
from html import unescape

import pytest

from assistant.practice_records import NamedPractice
from tests.fakes_learning import PASSAGE, PRACTICE, citation, hit, similar
from ui.similar import practices_html, similar_html

ASKED = {"practice": PRACTICE, "limit": "10"}


def text(html):
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_a_card_marks_what_is_shared_on_both_sides_and_names_the_like_words():
    html = similar_html(similar(hit()), ASKED)
    assert re.findall(r'<em class="hj-shared">([^<]+)</em>', html) == ["宣讲", "宣讲"]
    near = re.findall(r'<em class="hj-near" title="([^"]+)">([^<]+)</em>', html)
    assert near == [("与“农闲”相近（弱）", "赶集日"), ("与“赶集日”相近（弱）", "农闲")]
    assert "农闲 ≈ 赶集日（弱）" in text(html)
    assert PASSAGE in text(html)
    assert PRACTICE in text(html)


def test_a_card_says_how_alike_why_and_what_is_added():
    words = text(similar_html(similar(hit()), ASKED))
    assert "相近：强" in words
    assert "说到了 62%" in words
    assert "这家多了老支书主讲" in words


def test_near_copies_are_named_neutrally():
    assert "与甲镇、乙镇的文字几乎相同" in similar_html(
        similar(hit(copies=("甲镇", "乙镇"))), ASKED
    )


def test_every_organisation_is_accounted_for():
    html = similar_html(similar(hit(), further=3, unreadable=1), ASKED)
    assert "4 个单位有相近的做法，1 个未见，另有 1 个文件未读出" in html
    assert re.search(r'data-limit="4">再看 3 个单位<', html)
    assert '<span class="hj-name">丁镇</span>' in html


def test_a_practice_of_a_document_is_shown_with_its_source():
    html = similar_html(similar(hit(), source=citation(PRACTICE, "青石镇")), ASKED)
    assert html.startswith('<section class="hj-compared">')
    assert 'href="#cite-d-%E9%9D%92%E7%9F%B3%E9%95%87-10-22"' in html


def test_a_citation_is_copied_with_its_reference():
    (copied,) = re.findall(r'data-text="([^"]+)"', similar_html(similar(hit()), ASKED))
    assert copied == f"“{PASSAGE}”〔梅岭乡《梅岭乡2021年总结》一、第 3 段〕"


def test_the_exports_ask_for_the_same():
    links = re.findall(r'href="(/api/[^"]+)"', similar_html(similar(hit()), {"limit": "10"}))
    assert links == [f"/api/v1/similar?limit=10&amp;format={kind}" for kind in ("docx", "xlsx")]


def test_nothing_alike_is_said():
    assert "没有见到相近的做法" in similar_html(similar(), ASKED)


@pytest.mark.parametrize("hostile", ["<script>x</script>", '"><img src=x onerror=y>'])
def test_hostile_text_is_text(hostile):
    cited = citation(hostile, hostile, hostile)
    found = similar(
        hit(organisation=hostile, citation=cited, shared=(), adds=hostile, copies=(hostile,)),
        not_found=(hostile,),
    )
    html = similar_html(found, {"practice": hostile})
    html += practices_html([NamedPractice(hostile, cited)], "")
    assert "<script" not in html
    assert "<img" not in html


def test_practices_to_begin_with_alternate_between_organisations():
    named = [
        NamedPractice(name, citation(organisation=organisation))
        for name, organisation in (("一", "甲镇"), ("二", "甲镇"), ("三", "乙镇"))
    ]
    assert re.findall(r"</b> (.)</a>", practices_html(named, "")) == ["一", "三", "二"]
    assert re.findall(r"</b> (.)</a>", practices_html(named, "甲 二")) == ["二"]
    assert "没有找到" in practices_html(named, "丙")
