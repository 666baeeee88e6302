import re
from html import unescape

from assistant.records import Anchor, Document, Heading
from ui.source import source_html


def document(text: str, headings=(), anchors=()) -> Document:
    return Document(
        "d1",
        "甲.md",
        0,
        "标题",
        "青石镇",
        (),
        "2022年",
        (2022,),
        None,
        text,
        headings,
        (),
        (),
        anchors,
    )


def marked(html: str) -> list[str]:
    return [unescape(m) for m in re.findall(r"<mark>(.*?)</mark>", html)]


def test_the_mark_is_the_cited_span():
    assert marked(source_html(document("甲乙丙。丁戊。"), 4, 7)) == ["丁戊。"]


def test_a_mark_across_lines_marks_each_line_and_leaves_out_the_break():
    assert marked(source_html(document("甲乙\n\n丙丁"), 1, 5)) == ["乙", "丙"]


def test_no_mark_where_the_span_is_empty():
    assert marked(source_html(document("甲乙"), 0, 0)) == []


def test_text_is_shown_as_text():
    html = source_html(document("<script>x</script>&amp;\n<b onclick=y>"), 0, 8)
    assert "<script" not in html
    assert "<b onclick" not in html
    assert marked(html) == ["<script>"]
    assert "&amp;amp;" in html


def test_headings_get_places_that_the_outline_links_to():
    text = "一、基本情况\n正文\n（一）做法\n正文"
    heads = (Heading(1, "一、基本情况", 0, 6), Heading(2, "（一）做法", 10, 15))
    html = source_html(document(text, heads), 16, 18)
    assert re.findall(r'href="#(head-\d)"', html) == re.findall(r'id="(head-\d)"', html)
    assert "class=hj-current>（一）做法" in html


def test_a_heading_with_text_behind_it_is_run_in():
    html = source_html(document("一是抓学习。正文正文", (Heading(1, "一是抓学习。", 0, 6),)), 0, 0)
    assert "hj-runin" in html


def test_paragraph_numbers_and_page_breaks_come_from_the_anchors():
    anchors = (Anchor(0, 1, 1, 1), Anchor(2, 3, 2, 1), Anchor(4, 5, 3, 2))
    html = source_html(document("甲\n乙\n丙", anchors=anchors), 0, 0)
    assert re.findall(r">(\d)</span>", html) == ["1", "2", "3"]
    assert re.findall(r"第 (\d) 页", html) == ["1", "2"]
