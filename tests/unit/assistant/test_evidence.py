from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("一是学。二是做；完", ["一是学。", "二是做；", "完"]),
        ("他说：“好。”大家笑。", ["他说：“好。”", "大家笑。"]),
        ("  前面有空格。\n\n后一段", ["前面有空格。", "后一段"]),
        ("", []),
        ("。。。", ["。。。"]),
    ],
)
def test_sentences_end_at_their_marks(text, sentences):
    assert [text[a:b] for a, b in split_sentences(text)] == sentences


@given(st.text(alphabet="学习。；！\n ”x", max_size=60))
def test_sentences_are_ordered_and_lose_only_blanks(text):
    spans = split_sentences(text)
    assert spans == sorted(spans)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
