import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.records import Citation, LibraryStatus, Request, Strength, Table
from tests.fakes_ui import FakeAssistant
from ui import present, wording

HOSTILE = (
    "<script>alert(1)</script><img src=http://evil/ onerror=x()>![i](http://evil/p.png)"
    "[x](javascript:alert(1))${alert(1)}{{x}}`$x$`|a|b|\n\n<iframe srcdoc=x>**b**</iframe>"
)
ALLOWED = {
    "div", "p", "ul", "ol", "li", "strong", "a", "span", "table", "thead", "tbody", "tr", "th",
    "td", "details", "summary", "dl", "dt", "dd", "b", "h2", "h4", "blockquote", "br",
}  # fmt: skip


class Tags(HTMLParser):
    """Collects elements and links, and the text between them."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def parse(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    return tags


@pytest.fixture
def answer(tmp_path: Path):
    return FakeAssistant(tmp_path).ask(Request("各单位走访慰问了多少户？"))


def test_numbers_become_links_that_name_document_and_span(answer):
    html = present.answer_html(answer)
    first = answer.citations[0]
    assert f'href="#cite-{first.document_id}-{first.start}-{first.end}"' in html
    assert html.count('class="hj-cite"') >= 2 * len(answer.citations)


def test_a_number_that_no_citation_has_stays_text():
    assert present.rich("见[9]号文", {}) == "<p>见[9]号文</p>"


def test_a_citation_clings_to_the_word_before_it():
    assert present.rich("义诊6场 [1]。", {1: "<1>"}) == "<p>义诊6场<1>。</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("甲\n乙", "<p>甲</p><p>乙</p>"),
        ("- 甲\n- 乙", "<ul><li>甲</li><li>乙</li></ul>"),
        ("1. 甲\n2. 乙\n丙", '<ol start="1"><li>甲</li><li>乙</li></ol><p>丙</p>'),
        ("3) 丙", '<ol start="3"><li>丙</li></ol>'),
        ("- 甲\n\n- 乙", "<ul><li>甲</li><li>乙</li></ul>"),
        ("- 甲\n  - 乙", '<ul><li>甲</li><li class="hj-nested">乙</li></ul>'),
        ("## 一", "<h4>一</h4>"),
        ("> 引", "<blockquote>引</blockquote>"),
        (r"\<b\> \[1\] \*\*甲\*\* 1\. \\", r"<p>&lt;b&gt; [1] **甲** 1. \</p>"),
        (r"**甲\*乙**", "<p><strong>甲*乙</strong></p>"),
        (r"C:\甲", r"<p>C:\甲</p>"),
        ("**粗**<b>", "<p><strong>粗</strong>&lt;b&gt;</p>"),
    ],
)
def test_only_the_markup_of_answers_is_recognised(text: str, html: str):
    assert present.rich(text, {1: "<link>"}) == html


def test_a_message_is_one_line_that_begins_with_a_block(answer):
    hostile = replace(answer, text=HOSTILE + "\n\n" + answer.text)
    html = present.answer_html(hostile)
    assert present.answer_message(html, 1).startswith("<div")
    assert "\n" not in html


def hostile_answer(answer):
    citation = Citation(
        1, "ab12", HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), HOSTILE, 0, 5, 0.5, HOSTILE
    )
    explanation = replace(
        answer.explanation,
        scope=(("单位", HOSTILE),),
        words=(HOSTILE,),
        expansions=((HOSTILE, (HOSTILE,)),),
        coverage=HOSTILE,
    )
    return replace(
        answer,
        text=f"{HOSTILE} [1]",
        citations=(citation,),
        table=Table((HOSTILE,), ((HOSTILE,),)),
        organisations=tuple(replace(o, name=HOSTILE) for o in answer.organisations),
        explanation=explanation,
    )


def test_hostile_text_shows_as_text_everywhere_in_an_answer(answer):
    tags = parse(present.answer_html(hostile_answer(answer)))
    assert {tag for tag, _ in tags.seen} <= ALLOWED
    for _, attributes in tags.seen:
        assert not [
            name for name in attributes if name.startswith("on") or name in {"src", "style"}
        ]
        assert (attributes.get("href") or "#").startswith("#")
    assert "<script>alert(1)</script>" in tags.text


def test_hostile_questions_and_examples_show_as_text():
    question = present.question_html(HOSTILE)
    assert {tag for tag, _ in parse(question).seen} <= {"div", "br"}
    status = LibraryStatus("", 1, 2, 1, 3, (), "e")
    tags = parse(present.welcome_html(status, [HOSTILE]))
    assert {tag for tag, _ in tags.seen} <= ALLOWED
    assert "${alert(1)}" in tags.text


@pytest.mark.parametrize("question", ["一问", "两\n行", "a < b & c > d \"e\" 'f'", HOSTILE])
def test_a_question_is_read_back_out_of_its_message(question: str):
    shown = present.question_html(question)
    assert present.question_text(shown) == "\n".join(question.splitlines())


def test_a_refusal_shows_the_nearest_passages_and_no_sources(tmp_path: Path):
    html = present.answer_html(FakeAssistant(tmp_path).ask(Request("火星基地在哪里？")))
    assert "未找到依据" in html
    assert html.count('class="hj-open"') == 3
    assert "hj-sources" not in html


def test_only_a_kept_answer_can_be_exported():
    assert "#export-docx-7" in present.answer_message("<p>", 7)
    assert "#export-" not in present.answer_message("<p>", None)


def test_strength_is_shown_in_words(answer):
    weak = replace(answer, explanation=replace(answer.explanation, strength=Strength.WEAK))
    assert "依据强" in present.answer_html(answer)
    assert "依据弱" in present.answer_html(weak)


def test_a_reference_reads_as_official_texts_quote(answer):
    words = wording.reference_of(answer.citations[0])
    assert re.fullmatch(r"〔青石镇《青石镇2022年党史学习教育工作总结》二、（三）第 \d+ 段〕", words)


def test_an_empty_library_says_what_to_do():
    html = present.welcome_html(LibraryStatus("", 0, 0, 0, 0, (), "e"), [])
    assert "先放进几份工作总结" in html
    assert 'href="#library"' in html


def test_list_items_that_the_table_repeats_are_left_out(answer):
    html = present.answer_html(answer)
    assert "<li>" not in html.split('class="hj-table"')[0]
    assert "各单位的记载如下" in html


def test_list_items_with_other_sources_stay_beside_a_table(answer):
    first_row_only = replace(answer, table=replace(answer.table, rows=answer.table.rows[:1]))
    assert "<li>" in present.answer_html(first_row_only).split('class="hj-table"')[0]


def test_other_files_with_the_same_report_are_named(answer):
    first = replace(answer.citations[0], also_in=("副本/甲.docx",))
    html = present.answer_html(replace(answer, citations=(first, *answer.citations[1:])))
    assert html.count("同样的材料另见：副本/甲.docx") == 1
