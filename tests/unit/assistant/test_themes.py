from __future__ import annotations

import pytest

from assistant.alone import AloneFinder
from assistant.errors import SettingsError
from assistant.evidence import Judge
from assistant.found_themes import ThemeFinder, _wording
from assistant.indexing import Indexer
from assistant.library import Library
from assistant.practice_records import Theme
from assistant.practices import Practices
from assistant.reading import Limits
from assistant.records import Evidence, Role
from assistant.retriever import Retriever
from assistant.themes import Matrices, load_themes, typed_themes
from assistant.told import Told
from tests.fakes import fake_models

TEXTS = {
    "甲镇": "春节期间走访慰问困难老人12户。设立“甲字小灶”，请老人吃饭。",
    "乙镇": "七一前走访慰问困难群众30户，送去棉被。",
    "丙镇": "中秋走访慰问困难党员45户，发放月饼。",
    "丁镇": "开展宣讲8场，听众900人次。",
}


def opened(tmp_path, texts=TEXTS, broken=()):
    folder = tmp_path / "材料"
    folder.mkdir()
    for name, text in texts.items():
        whole = f"# {name}2021年工作总结\n\n一、主要做法\n\n{text}\n\n二、存在问题\n\n学习不够。\n"
        (folder / f"{name}.md").write_text(whole, encoding="utf-8")
    for name in broken:
        (folder / name).write_bytes(b"")
    library = Library(tmp_path / "库")
    Indexer(library, fake_models(), Limits()).index([folder], lambda _: None)
    return Retriever(library.open(), fake_models())


def matrices(retriever):
    judge = Judge(retriever)
    return Matrices(retriever, judge, Practices(retriever, judge))


def test_a_cell_is_found_where_a_sentence_says_the_theme_and_its_number_stands_beside(tmp_path):
    theme = Theme("走访", ("走访慰问",), ("户",))
    rows = {r.organisation: r for r in matrices(opened(tmp_path)).rows((theme,))}
    assert sorted(rows) == sorted(TEXTS)
    found = {n for n, r in rows.items() if r.cells[0].evidence is Evidence.FOUND}
    assert found == {"甲镇", "乙镇", "丙镇"}
    assert rows["乙镇"].cells[0].citation.passage.endswith("送去棉被。")
    figures = {n: r.figures[0] and r.figures[0].written for n, r in rows.items()}
    assert figures == {"甲镇": "12户", "乙镇": "30户", "丙镇": "45户", "丁镇": None}


def test_a_cell_quotes_its_document(tmp_path):
    retriever = opened(tmp_path)
    for row in matrices(retriever).rows((Theme("走访", ("走访慰问",)),)):
        citation = row.cells[0].citation
        if citation:
            text = retriever.generation.store.document(citation.document_id).text
            assert text[citation.start : citation.end] == citation.passage


def test_a_theme_of_roles_takes_the_first_sentence_of_such_a_section(tmp_path):
    theme = Theme("问题", (), (), (Role.PROBLEMS,))
    for row in matrices(opened(tmp_path)).rows((theme,)):
        assert row.cells[0].citation.passage.endswith("学习不够。")


def test_a_file_that_could_not_be_read_is_a_row_of_its_own(tmp_path):
    rows = matrices(opened(tmp_path, broken=["空.docx"])).rows((Theme("走访", ("走访慰问",)),))
    assert rows[-1].organisation == "空.docx"
    assert rows[-1].cells[0].evidence is Evidence.UNREADABLE


def test_the_lexicon_has_themes_and_a_file_in_the_library_replaces_them(tmp_path):
    assert "走访慰问" in {t.name for t in load_themes(tmp_path)}
    own = '["夜校"]\nexpressions = ["开办夜校"]\nmeasures = ["期"]\n'
    (tmp_path / "themes.toml").write_text(own, encoding="utf-8")
    assert load_themes(tmp_path) == (Theme("夜校", ("开办夜校",), ("期",)),)


@pytest.mark.parametrize(
    "content",
    ["[", "夜校 = 1", '["夜校"]\nwords = ["x"]', '["夜校"]\nexpressions = [1]', '["夜校"]\n',
     '["夜校"]\nroles = ["无此类"]'],
)  # fmt: skip
def test_a_broken_file_of_themes_is_an_error_that_names_it(tmp_path, content):
    (tmp_path / "themes.toml").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"themes\.toml"):
        load_themes(tmp_path)


def test_typed_themes_are_those_of_the_file_by_name_or_their_own_words():
    known = (Theme("宣讲", ("讲党课",)),)
    assert typed_themes([" 宣讲 ", "义诊", "宣讲", ""], known) == (
        known[0],
        Theme("义诊", ("义诊",)),
    )


# ---------------------------------------------------------------- themes found


def told(retriever):
    return Told(retriever.generation.rows, retriever.models.tokenizer)


def common(retriever):
    return ThemeFinder(told(retriever), retriever.models.encoder).common()


def alone(retriever, likeliest):
    return AloneFinder(told(retriever), retriever.models.encoder, likeliest).find()


def test_what_three_organisations_do_is_a_theme_named_by_their_words(tmp_path):
    groups = common(opened(tmp_path))
    assert len(groups) == 1
    assert {s.chunk.organisation for s in groups[0].sentences} == {"甲镇", "乙镇", "丙镇"}
    assert groups[0].words[0].startswith("走访慰问")


def test_a_label_says_what_is_done_with_the_word_that_most_use(tmp_path):
    texts = {
        "甲镇": "年内组织健康义诊12场。",
        "乙镇": "在村里组织健康义诊30场，群众满意。",
        "丙镇": "联合县医院举办健康义诊8场。",
        "丁镇": "种茶8亩，养鱼3塘。",
        "戊镇": "修桥2座，铺路9里。",
    }
    (group,) = common(opened(tmp_path, texts))
    assert group.words == ("组织健康义诊",)


def test_statistics_are_no_theme(tmp_path):
    texts = {f"{c}镇": f"粮食产量{n}.5万吨。" for n, c in enumerate("甲乙丙丁戊", 1)}
    assert common(opened(tmp_path, texts)) == []


def test_a_set_phrase_that_nobody_counts_is_no_theme(tmp_path):
    others = {"丁镇": "种茶8亩，养鱼3塘。", "戊镇": "修桥2座，铺路9里。"}
    said = {f"{c}镇": f"向{c}处来的朋友表示衷心感谢和问候。" for c in "甲乙丙"}
    assert common(opened(tmp_path, said | others)) == []


def test_a_thing_that_each_does_something_else_with_is_named_alone(tmp_path):
    texts = {
        "甲镇": "购置义诊器材12套。",
        "乙镇": "安排义诊器材30套。",
        "丙镇": "检查全镇义诊器材18套。",
        "丁镇": "种茶8亩，养鱼3塘。",
        "戊镇": "修桥2座，铺路9里。",
    }
    (group,) = common(opened(tmp_path, texts))
    assert group.words == ("义诊器材",)


def test_wording_is_the_share_of_letters_in_runs_that_others_have():
    assert _wording(["表示衷心感谢", "表示衷心感谢啊"], ["甲", "乙"]) == pytest.approx(
        (1 + 6 / 7) / 2
    )
    assert _wording(["表示衷心感谢", "表示衷心感谢"], ["甲", "甲"]) == 0.0


def test_what_no_other_comes_near_is_told_apart_by_its_name(tmp_path):
    found = alone(opened(tmp_path), lambda sentence: 0.5)
    assert ("甲字小灶",) in [g.words for g in found]


def test_what_one_does_without_a_name_goes_by_what_it_does(tmp_path):
    texts = {**TEXTS, "戊镇": "在路口安装太阳能路灯240盏，夜里亮堂。"}
    found = alone(opened(tmp_path, texts), lambda sentence: 0.5)
    assert ("安装太阳能路灯",) in [g.words for g in found]


def test_what_has_a_like_elsewhere_is_not_alone(tmp_path):
    assert alone(opened(tmp_path), lambda sentence: 1.0) == []


def test_a_further_document_leaves_the_themes_as_they_are(tmp_path):
    (tmp_path / "少").mkdir()
    (tmp_path / "多").mkdir()
    before = common(opened(tmp_path / "少"))
    more = {**TEXTS, "戊镇": "义诊6场，服务群众300人次。"}
    after = common(opened(tmp_path / "多", more))
    assert [g.words for g in after] == [g.words for g in before]


def test_copied_text_is_no_practice_of_its_own(tmp_path):
    others = {"己镇": "种茶8亩，养鱼3塘。", "庚镇": "修桥2座，铺路9公里。"}
    copied = {**TEXTS, **others, "戊镇": TEXTS["乙镇"].replace("30", "31")}
    (group,) = common(opened(tmp_path, copied))
    assert group.copies == 1
    assert len(group.sentences) == 3
