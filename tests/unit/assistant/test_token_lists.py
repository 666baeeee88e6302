"""Lists of token ids in one array, and those of sentences on disk."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.token_lists import SentenceLists, TokenLists


def ids(*values):
    return np.array(values, np.int32)


def rows(*values):
    return np.array(values, np.int64)


def values_of(lists):
    return [lists.of(i).tolist() for i in range(len(lists))]


@pytest.fixture
def sentences():
    """Row 0 with two sentences, row 1 with none, row 2 with one."""
    return SentenceLists(
        rows(0, 2, 2, 3),
        np.array([[0, 4], [4, 9], [1, 5]], np.int32),
        TokenLists.join([ids(7, 8), ids(), ids(9)]),
        TokenLists.join([ids(1), ids(2, 3), ids()]),
        np.array([False, True, False]),
    )


def test_lists_are_joined_chained_and_taken_apart():
    lists = TokenLists.join([ids(4, 5), ids(), ids(6)])
    assert lists.ids.tolist() == [4, 5, 6]
    assert lists.offsets.tolist() == [0, 2, 2, 3]
    assert lists.lengths.tolist() == [2, 0, 1]
    assert values_of(lists.part(rows(2, 0, 0))) == [[6], [4, 5], [4, 5]]
    assert values_of(TokenLists.chain([lists, TokenLists.join([ids(1)])])) == [[4, 5], [], [6], [1]]
    assert len(TokenLists.join([])) == len(TokenLists.chain([])) == 0


def test_some_rows_keep_their_sentences_in_the_order_asked_for(sentences):
    part = sentences.part(rows(2, 0))
    assert part.first.tolist() == [0, 1, 3]
    assert part.spans.tolist() == [[1, 5], [0, 4], [4, 9]]
    assert values_of(part.tokens) == [[9], [7, 8], []]
    assert values_of(part.around) == [[], [1]]
    assert part.unlike.tolist() == [False, False]


def test_parts_in_a_row_are_the_whole(sentences):
    chained = SentenceLists.chain([sentences.part(rows(0)), sentences.part(rows(1, 2))])
    assert chained.first.tolist() == sentences.first.tolist()
    assert chained.spans.tolist() == sentences.spans.tolist()
    assert values_of(chained.tokens) == values_of(sentences.tokens)
    assert values_of(chained.around) == values_of(sentences.around)
    assert chained.unlike.tolist() == sentences.unlike.tolist()
    assert len(SentenceLists.chain([])) == 0


def test_what_was_saved_is_loaded_where_the_rules_are_the_same(sentences, tmp_path):
    sentences.save(tmp_path / "s", "a1")
    loaded = SentenceLists.load(tmp_path / "s", "a1")
    assert values_of(loaded.tokens) == [[7, 8], [], [9]]
    assert loaded.part(rows(1, 0)).unlike.tolist() == [True, False]
    assert SentenceLists.load(tmp_path / "s", "b2") is None
    assert SentenceLists.load(tmp_path / "none", "a1") is None


def test_a_folder_that_lacks_a_file_is_an_error(sentences, tmp_path):
    sentences.save(tmp_path / "s", "a1")
    (tmp_path / "s" / "spans.npy").unlink()
    with pytest.raises(OSError, match="spans"):
        SentenceLists.load(tmp_path / "s", "a1")
