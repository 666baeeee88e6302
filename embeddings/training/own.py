"""Pairs of our own: how people ask, beside what official texts write.

The packaged pairs hold hardly any everyday words beside official ones. Three kinds are written for
that, in `embeddings/training/own` and, since the product reads them too, in `assistant/lexicon`:

    sentences.txt   an official sentence, TAB, what somebody would ask about it, TAB, …
    thesaurus.txt   words of one meaning, from everyday ones to official ones: 娃、小孩、儿童
    everyday.txt, english.txt   a term with its descriptions: 流浪犬：没主人的狗、野狗
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from embeddings.training.pairs import MAX_A, MAX_B, Pair

OWN = Path(__file__).resolve().parent / "own"
LEXICON = Path(__file__).resolve().parents[2] / "assistant" / "lexicon"


def own_pairs(own: Path = OWN, lexicon: Path = LEXICON) -> Iterator[Pair]:
    """The pairs of all files that are there, in file order, cut to the lengths of the recipe.

    A question stands before its sentence, a description before its term; a word of a thesaurus
    row stands before the first one and before its neighbour.

    Args:
        own: Folder with sentences.txt and thesaurus.txt.
        lexicon: Folder with everyday.txt and english.txt.
    """
    for line in _lines(own / "sentences.txt"):
        sentence, *questions = line.split("\t")
        yield from (_pair(question, sentence, "own/sentence") for question in questions)
    for line in _lines(own / "thesaurus.txt"):
        words = line.split("、")
        for before, word in pairwise(words):
            partners = dict.fromkeys((words[0], before))
            yield from (_pair(word, partner, "own/thesaurus") for partner in partners)
    for name in ("everyday", "english"):
        for line in _lines(lexicon / f"{name}.txt"):
            term, said = line.split("：", 1)
            yield from (_pair(words, term, f"own/{name}") for words in said.split("、"))


def _pair(a: str, b: str, group: str) -> Pair:
    return Pair(a[:MAX_A], b[:MAX_B], group)


def _lines(path: Path) -> list[str]:
    """The rows of a file, remarks left out; none where the file is missing."""
    if not path.is_file():
        return []
    text = path.read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
