from __future__ import annotations

import pytest

from assistant.figures import answers_measure, figures_in, find_figures, may_answer
from assistant.text import Joined


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("购买教材107套", [("套", 107.0)]),
        ("志愿服务47场，1000余人次", [("场", 47.0), ("人次", 1000.0)]),
        ("投资3.5万元", [("元", 35000.0)]),
        ("捐款31,600元", [("元", 31600.0)]),
        ("分两批次组织", [("批次组织", 2.0)]),
        ("走访一百二十户", [("户", 120.0)]),
        ("召开大会XX次", [("次", None)]),
        ("服务**人次", [("人次", None)]),
        ("2021年12月5日", []),
        ("第三批", []),
        ("一是抓学习，二是抓落实", []),
        ("２００余幅", [("幅", 200.0)]),
        ("比重是百分之十七。", [("%", 17.0)]),
        ("降到百分之17.5。", [("%", 17.5)]),
        ("增长17个百分点", [("个百分点", 17.0)]),
        ("达到十七。", []),  # and no 十 counted in 七
    ],
)
def test_numbers_with_measure_words(text, figures):
    assert [(f.measure, f.value) for f in find_figures(text)] == figures


def test_a_span_is_the_number_as_written():
    text = "共走访慰问近36户，发放物资"
    (figure,) = [f for f in find_figures(text) if f.value == 36]
    assert text[figure.start : figure.end] == "36户"


@pytest.mark.parametrize(
    ("written", "asked", "yes"),
    [("5场", "次", True), ("40套", "套", True), ("40套", "户", False), ("6元", "钱", True)],
)
def test_which_measures_answer_which(written, asked, yes):
    (figure,) = find_figures(written)
    assert answers_measure(figure, (asked,)) is yes


@pytest.mark.parametrize(
    ("text", "asked", "yes"),
    [
        ("为358万居家老年人提供服务", "人", True),
        ("资助200多流浪儿童，", "名", True),  # 名 is also answered by 人
        ("资助200多流浪儿童，", "套", False),
        ("358万元资金", "人", False),
        ("3个居民小组", "人", False),  # groups are counted, though 居民 stands there
        ("百分之十七", "%", True),
        ("百分之十七", "人", False),
    ],
)
def test_a_number_of_people_counts_whoever_stands_behind_it(text, asked, yes):
    (figure,) = find_figures(text)
    assert answers_measure(figure, (asked,)) is yes


def test_a_share_in_words_is_a_number_where_any_will_do():
    (figure,) = find_figures("大约是百分之十七")
    assert (figure.measure, figure.value) == ("%", 17.0)
    assert answers_measure(figure, ())
    assert not answers_measure(figure, ("户",))


def test_what_is_counted_stands_behind_the_number():
    (figure,) = find_figures("为358万居家老年人提供服务")
    assert (figure.value, figure.counted) == (3_580_000.0, "居家老年人提供服务")


@pytest.mark.parametrize("measures", [("户",), ("%",), ("人",), ("次", "件"), ()])
def test_a_text_left_out_at_first_sight_holds_no_figure_asked_for(measures):
    texts = [
        "走访12户",
        "增长百分之十",
        "占5%",
        "志愿者30余名",
        "开展3场次",
        "没有数字",
        "累计xx件",
    ]
    held = [any(answers_measure(f, measures) for f in figures_in(t)) for t in texts]
    may = may_answer(Joined(texts), measures).tolist()
    assert [m for m, h in zip(may, held, strict=True) if h] == [True] * sum(held)
    assert sum(held) > 0


def test_a_text_without_the_measure_words_is_left_out():
    texts = Joined(["产粮2吨", "产粮12斤", "产粮"])
    assert may_answer(texts, ("吨",)).tolist() == [True, False, False]
