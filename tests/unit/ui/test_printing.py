"""An answer on paper."""

from datetime import datetime
from pathlib import Path

from assistant.records import Request
from tests.fakes_ui import FakeAssistant
from ui.contract import answer_to_json
from ui.language import ENGLISH, speaking
from ui.printing import print_html

NOON = datetime(2026, 11, 20, 12, 0)


def printed(tmp_path: Path, question: str) -> str:
    assistant = FakeAssistant(tmp_path)
    answer = answer_to_json(assistant.ask(Request(question)))
    return print_html(answer, assistant.status(), NOON)


def test_question_answer_sources_in_full_date_and_version_stand_on_it(tmp_path: Path):
    html = printed(tmp_path, "哪些单位开展了义诊？")
    assert "<h1>哪些单位开展了义诊？</h1>" in html
    assert html.count("<li value=") == 3
    assert "<blockquote>组织县医院下乡义诊6场，服务群众820人次；</blockquote>" in html
    assert "<b>〔青石镇《青石镇2022年党史学习教育工作总结》二、（三）第 7 段〕</b>" in html
    assert "互鉴于 2026-11-20 12:00 打印；资料库第 1 版，3 份材料。依据强" in html
    assert "<sup>[1]</sup>" in html
    assert "hj-" not in html


def test_what_the_table_says_is_not_said_twice(tmp_path: Path):
    html = printed(tmp_path, "哪些单位开展了义诊？")
    assert "<table>" in html
    assert 'class="item"' not in html


def test_a_refusal_is_printed_as_one(tmp_path: Path):
    html = printed(tmp_path, "火星？")
    assert "依据未找到依据" not in html
    assert "未找到依据" in html
    assert "<ol>" not in html


def test_it_speaks_english_to_a_reader_of_english(tmp_path: Path):
    with speaking(ENGLISH):
        html = printed(tmp_path, "哪些单位开展了义诊？")
    assert "Sources, quoted in full" in html
    assert "Evidence: strong" in html


def test_nothing_in_it_is_markup(tmp_path: Path):
    html = printed(tmp_path, "<script>alert(1)</script>义诊")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;义诊" in html
