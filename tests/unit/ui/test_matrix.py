import re
from html import unescape

from assistant.figure_sums import figure_sums
from assistant.practice_records import Matrix, MatrixRow, Theme
from tests.fakes_learning import NONE, THEMES, cell, matrix
from ui.matrix import addend_words, matrix_html, shortened, themes_html, total_words


def rows(html):
    """Row head → its cells, as (class, words) without marks."""
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", html):
        cells = re.findall(r'<td class="([^"]*)"[^>]*>(.*?)</td>', row)
        head = re.search(r'<th scope="row"[^>]*>([^<]+)', row)
        if head and cells:
            found[head[1]] = [(c, re.sub(r"<[^>]+>", "", unescape(w))) for c, w in cells]
    return found


def test_a_cell_says_its_strength_in_words_and_quotes_the_sentence():
    table = rows(matrix_html(matrix()))
    assert table["甲镇"][0] == ("hj-found hj-strong", "强走访慰问老人12户。")
    assert table["乙镇"][0] == ("hj-found hj-medium", "中……组织干部走访慰问近30户。")
    assert table["甲镇"][1] == ("hj-not_found", "未见")


def test_organisations_with_most_themes_come_first_and_unreadable_files_last():
    assert list(rows(matrix_html(matrix()))) == ["乙镇", "丙镇", "甲镇", "坏.doc"]
    assert rows(matrix_html(matrix()))["坏.doc"] == [("hj-unreadable", "未读出")]


def test_shares_count_the_organisations_that_could_be_read():
    assert re.findall(r">(\d / \d)<", matrix_html(matrix())) == ["3 / 3", "1 / 3", "0 / 3"]


def test_only_like_figures_are_added_and_every_addend_is_shown():
    (found,) = figure_sums(matrix(), 0)
    # 12 and 近30; the masked one is left out
    assert total_words(found) == "约42户"
    assert addend_words(found) == "＝ 乙镇 30户＋甲镇 12户"
    assert figure_sums(matrix(), 1) == ()


def test_sums_over_several_years_are_marked():
    html = matrix_html(matrix())
    assert "年度不一（2021、2022）" in html
    assert "约42户" in html


def test_tables_have_scopes_and_can_be_reached_by_keyboard():
    html = matrix_html(matrix())
    assert html.count('tabindex="0" role="region" aria-label=') == 2
    assert "<th>" not in html


def test_themes_are_buttons_that_say_what_they_look_for():
    html = themes_html(THEMES)
    assert re.findall(r'aria-pressed="true" data-theme="([^"]+)" title="([^"]+)"', html) == [
        ("走访", "走访慰问"),
        ("宣讲", "讲党课"),
        ("问题", "取“存在问题”章节的第一句"),
    ]


def test_no_theme_is_no_table():
    assert "请至少选一个主题" in matrix_html(Matrix((), (), 0.0))


def test_a_long_passage_begins_with_the_clause_that_names_the_theme():
    assert shortened("一是抓学习，二是讲党课5次。", THEMES[1]) == "……二是讲党课5次。"
    assert shortened("讲" * 60, THEMES[1]) == "讲" * 44 + "……"


def test_hostile_words_are_text():
    hostile = "<img onerror=x>"
    row = MatrixRow(hostile, (cell(hostile, hostile),), (None,))
    bad = Theme(hostile, (hostile,))
    html = matrix_html(Matrix((bad,), (row, MatrixRow("甲", (NONE,), (None,))), 0.0))
    assert "<img" not in html + themes_html([bad])
