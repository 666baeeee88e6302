"""Keeps the evaluation sets out of the training: no pair may hold one of their sentences.

The packaged pairs were cleaned when they were made; this checks them again, and the pairs that
are made here. Sentences are compared without punctuation and white space.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from embeddings.training.pairs import Pair

SHORTEST = 16  # characters of a sentence; shorter ones occur everywhere. Questions count whole.
_ENDS = re.compile(r"[。；！？!?;\n]")
_MARKS = re.compile(r"[\W_]+")
_FIELDS = ("text", "zh", "en", "s1", "s2", "heading")


def held_out_sentences(folder: Path) -> set[str]:
    """Sentences and questions of all sets of `encoder-data/dev`, letters and digits only.

    Args:
        folder: `encoder-data/dev`; without it the set is empty.
    """
    found = set()
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                for name in _FIELDS:
                    found.update(_sentences(row.get(name, "")))
                if "query" in row:
                    found.add(_MARKS.sub("", row["query"]))
    return found


def without(pairs: Iterable[Pair], held_out: set[str]) -> Iterator[Pair]:
    """The pairs of which neither text is, or holds, a held-out sentence."""
    for pair in pairs:
        if not any(_holds(text, held_out) for text in (pair.a, pair.b)):
            yield pair


def _holds(text: str, held_out: set[str]) -> bool:
    return _MARKS.sub("", text) in held_out or not held_out.isdisjoint(_sentences(text))


def _sentences(text: str) -> set[str]:
    cut = (_MARKS.sub("", sentence) for sentence in _ENDS.split(text))
    return {sentence for sentence in cut if len(sentence) >= SHORTEST}
