"""Sentences cut at indexing against each sentence segmented by itself, with the built-in model."""

from __future__ import annotations

import pytest

from assistant.config import Settings
from assistant.service import open_assistant
from assistant.text import fold
from assistant.tokenizer import unmask

pytestmark = pytest.mark.integration


def test_kept_sentences_have_the_tokens_they_have_alone(samples_library):
    assistant = open_assistant(Settings(library=samples_library))
    opened = assistant._current()
    assert opened is not None
    generation = opened.generation
    kept = generation.sentences
    assert kept is not None
    assert 0 < kept.unlike.sum() < len(kept)  # both ways of cutting have their chunks
    owners = [row for row in generation.rows for _ in range(*kept.first[row.row : row.row + 2])]
    texts = [r.passage[a:b] for r, (a, b) in zip(owners, kept.spans, strict=True)]
    alone = assistant.models.tokens.token_ids([unmask(fold(t)) for t in texts])
    assert len(texts) > len(generation.rows)
    for number, (text, ids) in enumerate(zip(texts, alone, strict=True)):
        assert set(kept.tokens.of(number).tolist()) == set(ids.tolist()), text
