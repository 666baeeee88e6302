import re
from html import unescape
from pathlib import Path

import pytest

from tests.fakes_ui import FakeAssistant
from ui import similar


@pytest.mark.parametrize(
    ("text", "other", "shared"),
    [
        ("组织老党员宣讲", "请老党员来宣讲", ["老党员", "宣讲"]),
        ("义诊6场", "义诊8场", ["义诊"]),
        ("组织活动", "组织活动", ["组织活动"]),
        ("服务5万余人次", "覆盖8万余人次", []),
        ("组织讲课", "组织义诊", []),
        ("甲乙", "丙丁", []),
    ],
)
def test_shared_stretches_are_the_longest_ones(text: str, other: str, shared: list[str]):
    assert [text[a:b] for a, b in similar.shared_stretches(text, other)] == shared


def test_every_other_organisation_has_one_card(tmp_path: Path):
    assistant = FakeAssistant(tmp_path)
    answer = similar.similar(assistant, "下乡“义诊”", "青石镇")
    assert assistant.asked[-1].question == "别的单位有没有类似“下乡义诊”的做法？"
    assert assistant.asked[-1].filters.organisations == ("县人民医院", "育才中学")
    html = similar.similar_html("下乡义诊", answer, leave_out="青石镇")
    assert re.findall(r"<h3>([^<]+)</h3>", html) == ["育才中学", "县人民医院"]
    assert '<em class="hj-shared">下乡义诊</em>' in html


def test_nothing_alike_is_said(tmp_path: Path):
    answer = similar.similar(FakeAssistant(tmp_path), "火星基地")
    assert "没有找到相近的做法" in similar.similar_html("火星基地", answer)


def test_hostile_text_is_text():
    hostile = "<script>老党员</script>"
    assert unescape(re.sub(r"</?em[^>]*>", "", similar.shared_html(hostile, "老党员"))) == hostile
    chips = similar.chips_html([('"><img onerror=x>', "<b>", "'onclick=x")])
    assert "<img" not in chips
    assert "'onclick" not in chips


def test_practices_to_begin_with_are_headings_of_work_sections(tmp_path: Path):
    assistant = FakeAssistant(tmp_path)
    documents = [assistant.document(s.id) for s in assistant.documents()]
    assert [(t, name) for t, _, name in similar.practices(documents)] == [
        ("创新宣讲，入村入户", "青石镇")
    ]
