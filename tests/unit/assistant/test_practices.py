"""Alike practices with the fake encoder: a token is one character of LETTERS, cosines 1 or 0."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.evidence import STANDS_FOR, Judge
from assistant.indexing import Indexer
from assistant.library import Library
from assistant.likeness import BY_PLACE, FOR_LENGTH, Scored, with_place
from assistant.practice_records import LikenessParts
from assistant.practices import OTHER_SORT, Practices, Wanted, strength_of_likeness
from assistant.reading import Limits
from assistant.records import Strength
from assistant.retriever import Retriever
from assistant.sentences import Sentence
from assistant.shared_words import Comparer
from assistant.spread import COMMON, OWN_NAME, spread_of
from assistant.synonyms import Expansion
from tests.fakes import LETTERS, fake_models
from tests.unit.assistant.test_named_practices import row

TEXTS = {
    "甲镇": "走访慰问老人12户。",
    "乙镇": "走访慰问困难群众30户，送去棉被。",
    "丙镇": "走访企业时举办义诊。",
    "丁镇": "开展宣讲8场。",
}


@pytest.fixture
def retriever(tmp_path):
    folder = tmp_path / "材料"
    folder.mkdir()
    for name, text in TEXTS.items():
        whole = f"# {name}2021年工作总结\n\n一、主要做法\n\n{text}\n"
        (folder / f"{name}.md").write_text(whole, encoding="utf-8")
    library = Library(tmp_path / "库")
    Indexer(library, fake_models(), Limits()).index([folder], lambda _: None)
    return Retriever(library.open(), fake_models())


@pytest.fixture
def practices(retriever):
    return Practices(retriever, Judge(retriever))


def ids(text):
    return np.array([LETTERS.index(c) for c in text], np.int32)


def test_a_token_counts_once_for_every_organisation_that_has_it(retriever):
    spread = spread_of(retriever.generation)
    assert sorted(spread.names) == ["丁镇", "丙镇", "乙镇", "甲镇"]
    assert spread.counts(ids("走慰义党")).tolist() == [3, 2, 1, 0]


def test_a_token_that_many_organisations_have_weighs_less(retriever):
    kept = spread_of(retriever.generation).damping(ids("走慰义"), floor=1)
    # 走: 3 of 4; 慰: 2 of 4; 义: 1 of 4 and known to one alone
    expected = [
        1 - COMMON * (3 / 4) ** 2,
        1 - COMMON * (2 / 4) ** 2,
        OWN_NAME * (1 - COMMON * (1 / 4) ** 2),
    ]
    assert kept.tolist() == pytest.approx(expected)


def test_the_whole_practice_comes_before_a_shared_word(practices):
    found = practices.find(Wanted("走访慰问", None, frozenset(["甲镇"])))
    assert next(h.organisation for h in found) == "乙镇"
    assert found[0].sentence.text.endswith("走访慰问困难群众30户，送去棉被。")
    others = {h.organisation: h.score for h in found[1:]}
    assert "甲镇" not in others
    assert "丁镇" not in others
    assert all(score < found[0].score for score in others.values())


def test_a_question_names_a_practice_by_its_owner_and_the_owner_is_left_out(practices):
    wanted = practices.wanted("走访慰问", (), ("甲镇",))
    assert wanted.source is not None
    assert "走访慰问老人12户。" in wanted.source.text
    assert wanted.excluded == {"甲镇"}


def test_a_quoted_name_is_found_without_naming_its_owner(practices):
    wanted = practices.wanted("义诊", ("举办义诊",), ())
    assert wanted.source is not None
    assert wanted.excluded == {"丙镇"}


def test_nothing_is_alike_to_what_no_token_says(practices):
    assert practices.find(Wanted("乒乓", None, frozenset(TEXTS))) == []


@pytest.mark.parametrize(
    ("score", "of_text", "of_passage"),
    [
        (0.6, Strength.STRONG, Strength.STRONG),
        (0.59, Strength.MEDIUM, Strength.STRONG),
        (0.41, Strength.WEAK, Strength.MEDIUM),
        (0.37, Strength.WEAK, Strength.WEAK),
    ],
)
def test_the_strength_of_a_likeness(retriever, score, of_text, of_passage):
    row = retriever.generation.rows[0]
    passage = Sentence(row, row.start, row.start + 2, row.passage[:2])
    assert strength_of_likeness(score, Wanted("走访").limits) is of_text
    assert strength_of_likeness(score, Wanted("走访", passage).limits) is of_passage


def test_shared_phrases_are_marked_on_both_sides(practices, retriever):
    practice, passage = "春节走访慰问老人", "走访慰问困难群众30户，送去棉被。"
    shared = Comparer(practices, retriever.token_index, practice).shared(passage)
    assert [(s.query_text, s.passage_text, s.cosine) for s in shared] == [
        ("走访慰问", "走访慰问", 1.0)
    ]
    assert practice[slice(*shared[0].query)] == passage[slice(*shared[0].passage)] == "走访慰问"


@pytest.mark.parametrize(
    ("practice", "passage", "shared"),
    [
        ("宣讲46名党员", "宣讲100余名党员", ["宣讲", "名党员"]),  # not 6 or 0
        ("宣讲12场党史", "宣讲2场党史", ["宣讲", "场党史"]),
        ("宣讲4.7万场党史", "宣讲7万场党史", ["宣讲", "万场党史"]),
        ("宣讲46场党史", "宣讲46场党史", ["宣讲46场党史"]),
        ("宣讲用app学习", "宣讲用wapp学习", ["宣讲用", "学习"]),
    ],
)
def test_no_stretch_cuts_a_number_or_a_latin_word(retriever, practice, passage, shared):
    practices = Practices(retriever, Judge(retriever))
    found = Comparer(practices, retriever.token_index, practice).shared(passage)
    assert [s.passage_text for s in found] == shared
    assert all(practice[slice(*s.query)] == passage[slice(*s.passage)] for s in found)


def test_a_synonym_is_marked_on_both_sides(practices, retriever):
    tried = (Expansion("走访", ("看望", "探望")), Expansion("老人", ("长者",)))
    comparer = Comparer(practices, retriever.token_index, "走访老人", tried)
    (pair,) = comparer.shared("春节探望困难群众。")
    assert (pair.query_text, pair.passage_text) == ("走访", "探望")
    assert (pair.query, pair.passage) == ((0, 2), (2, 4))
    assert pair.strength is Strength.MEDIUM  # no character in common
    tried = (Expansion("老人", ("老年人",)),)
    (pair,) = Comparer(practices, retriever.token_index, "走访老人", tried).shared("接送老年人。")
    assert pair.strength is Strength.STRONG


def test_a_word_that_stands_in_the_passage_needs_no_synonym(practices, retriever):
    comparer = Comparer(
        practices, retriever.token_index, "走访老人", (Expansion("走访", ("看望",)),)
    )
    assert [s.passage_text for s in comparer.shared("走访看望群众")] == ["走访"]


def test_a_synonym_carries_a_practice_nearly_as_its_word(practices):
    plain = practices.find(Wanted("义诊"))
    tried = practices.find(Wanted("义诊", synonyms=(Expansion("义诊", ("宣讲",)),)))
    assert [h.organisation for h in plain] == ["丙镇"]
    assert [h.organisation for h in tried] == ["丙镇", "丁镇"]
    assert tried[1].parts.carried == pytest.approx(STANDS_FOR)


def test_the_place_of_a_chunk_lifts_no_sentence_that_carries_little():
    sentence = Sentence(row("走访。"), 5, 8, "走访。")
    first = with_place(sentence, (0.5, 0.2, 0.1), 1.0)  # the best run's sum, carried, cosine
    assert first.score == pytest.approx((0.2 + 0.1) / 2 + BY_PLACE)
    assert not first.says_something
    assert with_place(sentence, (0.5, 0.3, 0.1), 1.0).says_something


def test_a_long_sentence_is_worth_less_than_a_short_one_of_the_same_score():
    short, long = (
        Scored(Sentence(row(text), 5, 5 + len(text), text), 0.5, LikenessParts(0.5, 0.5, 1.0))
        for text in ("走访" * 50, "走访" * 125)
    )
    assert (short.worth, long.worth) == (0.5, pytest.approx(0.5 - FOR_LENGTH))


def test_what_a_passage_adds_is_the_clause_that_the_practice_does_not_say(practices, retriever):
    comparer = Comparer(practices, retriever.token_index, "走访慰问")
    passage = "走访慰问困难群众，晚上开展宣讲学习。"
    assert passage[slice(*comparer.adds(passage))] == "晚上开展宣讲学习。"
    assert comparer.adds("走访慰问困难群众。") == (0, 0)


def test_a_practice_of_another_sort_than_is_asked_for_counts_less(practices):
    plain = {h.organisation: h.score for h in practices.find(Wanted("走访慰问老人"))}
    sorted_out = {
        h.organisation: h.score for h in practices.find(Wanted("走访慰问老人", sort="宣讲"))
    }
    texts = {h.organisation: h.sentence for h in practices.find(Wanted("走访慰问老人"))}
    assert plain
    for name, score in sorted_out.items():
        s = texts[name]
        other = "宣讲" not in "".join((*s.chunk.path, s.text))
        assert score == pytest.approx((OTHER_SORT if other else 1.0) * plain[name])
