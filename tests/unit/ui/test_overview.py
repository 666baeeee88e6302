from assistant.practice_records import AlikeText, FoundTheme, FoundThemes
from tests.fakes_learning import citation
from ui.overview import alone_html, common_html, same_html, waiting_html

HOSTILE = "<img onerror=x>"


def theme(label=("走访", "老人"), organisations=("甲镇", "乙镇", "丙镇"), copies=0):
    passages = tuple(citation(organisation=o) for o in organisations)
    return FoundTheme(label, organisations, passages, copies)


def found(common=(), alone=()):
    return FoundThemes(tuple(common), tuple(alone), 6, 1.0)


def test_a_theme_has_its_label_its_count_and_a_passage_of_each_organisation():
    html = common_html(found([theme(copies=2)]))
    assert "<b>走访·老人</b>" in html
    assert "3 个单位" in html
    assert "hj-w-50" in html  # 3 of 6
    assert html.count('href="#cite-') == html.count('href="#like-') == 3
    assert "另有 2 处文字几乎相同" in html


def test_what_one_alone_does_is_told_with_its_passage():
    html = alone_html(found(alone=[theme(("三榜公示",), ("水利局",))]))
    assert "<b>三榜公示</b>" in html
    assert "水利局" in html
    assert "没写到不等于没做" in html


def test_nearly_the_same_paragraphs_are_told_neutrally():
    html = same_html(
        [AlikeText((citation(), citation(organisation="甲镇")), ("乙镇", "甲镇"), 0.87)]
    )
    assert "乙镇、甲镇 · 相同程度 87%" in html
    assert "不判断谁先谁后" in html


def test_nothing_found_is_said():
    assert "材料还太少" in common_html(found())
    assert "没有见到" in alone_html(found())
    assert "没有发现" in same_html([])


def test_hostile_text_is_text():
    bad = FoundTheme((HOSTILE,), (HOSTILE,), (citation(HOSTILE, HOSTILE),))
    group = AlikeText((citation(HOSTILE, HOSTILE),), (HOSTILE,), 0.9)
    html = common_html(found([bad])) + alone_html(found(alone=[bad])) + same_html([group])
    assert "<img" not in html


def test_what_is_still_worked_out_says_so_and_is_asked_for_again():
    assert "正在归纳" in waiting_html()
    assert "hj-again" in waiting_html()  # what the page's script looks for
