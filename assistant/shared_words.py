"""What a practice and a passage share: phrases word for word, synonyms, pairs of like words.

No stretch begins or ends inside a number or a Latin word: of 46名 and 100余名 only 名 is shared.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evidence import STANDS_FOR
from assistant.practice_records import Shared
from assistant.practices import Practices
from assistant.records import Strength
from assistant.synonyms import Expansion
from assistant.text import fold
from assistant.windows import clauses
from embeddings.late_interaction import TokenIndex

LIKE, ALIKE, SAME = 0.5, 0.6, 0.75  # cosines of two words: weakly, fairly, firmly alike
TELLING = 0.25  # of the heaviest weight: a word below this says too little to be marked
SHORTEST = 2  # characters of a phrase
_UNIT = re.compile(r"\d+(?:[.,]\d+)*%?|[a-z]+")
_WORD = re.compile(r"[a-z0-9\u3400-\u9fff]+")
_LEAST_ADDED = 6  # characters of a clause that adds something


@dataclass(frozen=True, slots=True)
class _Words:
    """The tokens of the practice that say something, with their texts and vectors' ids."""

    ids: np.ndarray
    texts: tuple[str, ...]


class Comparer:
    """Marks what a practice and the passages found for it have in common."""

    def __init__(
        self,
        practices: Practices,
        index: TokenIndex,
        practice: str,
        synonyms: Sequence[Expansion] = (),
    ) -> None:
        """Take what the passages are compared with.

        Args:
            practices: Gives tokens and their weights.
            index: Gives cosines of tokens.
            practice: Its text.
            synonyms: Folded words with those that may stand for them.
        """
        self._practices = practices
        self._synonyms = synonyms
        self._index = index
        self._practice = practice
        self._folded = fold(practice)
        self._inside = _inside(self._folded)
        self._ids = practices.tokens([practice])[0]
        weights = practices.weights(self._ids)
        kept = self._ids[weights >= TELLING * float(weights.max(initial=0.0))]
        self._telling = _Words(kept, tuple(practices.texts(kept)))

    def shared(self, passage: str) -> tuple[Shared, ...]:
        """Phrases in both, synonyms and pairs of like words, in the order of the passage."""
        folded = fold(passage)
        same = [s for s in self._phrases(folded) if self._tells(s.passage_text)]
        same += self._stand_ins(folded, same)
        return tuple(sorted([*same, *self._like(folded, same)], key=lambda s: s.passage))

    def _stand_ins(self, folded: str, same: Sequence[Shared]) -> list[Shared]:
        """The words of the practice that the passage says by a synonym, each once.

        Those with a character in common (老人, 老年人) are firmly alike, others fairly.
        """
        found: list[Shared] = []
        inside = _inside(folded)
        for word, tried, _ in self._synonyms:
            here = self._place(word)
            places = [(_find(folded, w, inside), w) for w in tried]
            for there, other in sorted(p for p in places if p[0] >= 0):
                spans = (here, here + len(word)), (there, there + len(other))
                if here >= 0 and not any(
                    _overlap(spans[0], s.query) or _overlap(spans[1], s.passage)
                    for s in (*same, *found)
                ):
                    said = self._practice[slice(*spans[0])]
                    strength = Strength.STRONG if set(word) & set(other) else Strength.MEDIUM
                    found.append(Shared(*spans, said, other, STANDS_FOR, strength))
                    break
        return found

    def adds(self, passage: str) -> tuple[int, int]:
        """Span of the clause that says most of what the practice does not; empty if none does."""
        spans = [c for c in clauses(passage) if c[1] - c[0] >= _LEAST_ADDED]
        if not spans:
            return (0, 0)
        ids = self._practices.tokens([passage[a:b] for a, b in spans])
        news = [self._news(x) for x in ids]
        best = int(np.argmax(news))
        return spans[best] if news[best] > 0 else (0, 0)

    def _news(self, ids: np.ndarray) -> float:
        """How much of a clause's weight no word of the practice carries, times its share."""
        if not len(ids):
            return 0.0
        weights = self._practices.weights(ids)
        if not len(self._ids):
            return float(weights.sum())
        near = self._index.cosines(ids, self._ids).max(axis=1)
        new = float((weights * (near < LIKE)).sum())
        return new * new / (float(weights.sum()) or 1.0)

    def _phrases(self, folded: str) -> list[Shared]:
        """The longest stretches of the passage that the practice holds too, left to right."""
        found = []
        inside = _inside(folded)
        for run in _WORD.finditer(folded):
            at = run.start()
            while at < run.end():
                size = 0 if at in inside else self._longest(folded[: run.end()], at, inside)
                if size >= SHORTEST:
                    found.append(self._same(folded, at, at + size))
                at += max(1, size)
        return found

    def _longest(self, text: str, at: int, inside: Container[int]) -> int:
        """Length of the longest stretch from `at` that the practice holds, no unit cut in two."""
        size = 0
        while at + size < len(text) and text[at : at + size + 1] in self._folded:
            size += 1
        while size and (at + size in inside or self._place(text[at : at + size]) < 0):
            size -= 1
        return size

    def _place(self, text: str) -> int:
        """Where the practice first holds a text without cutting a unit in two; -1 nowhere."""
        return _find(self._folded, text, self._inside)

    def _same(self, folded: str, start: int, end: int) -> Shared:
        text = folded[start:end]
        at = self._place(text)
        there = (at, at + len(text))
        return Shared(
            there, (start, end), self._practice[there[0] : there[1]], text, 1.0, Strength.STRONG
        )

    def _tells(self, phrase: str) -> bool:
        """Whether a phrase holds a word that says something, or is one."""
        return any(t in phrase or (phrase in t and len(phrase) > 1) for t in self._telling.texts)

    def _like(self, folded: str, same: Sequence[Shared]) -> list[Shared]:
        """For each telling word that is in no shared phrase, the likest word of the passage."""
        taken = [s.passage for s in same]
        left = [
            i
            for i, t in enumerate(self._telling.texts)
            if not any(t in s.query_text or s.query_text in t for s in same)
        ]
        theirs = self._practices.tokens([folded])[0]
        if not left or not len(theirs):
            return []
        cosines = self._index.cosines(theirs, self._telling.ids[left])
        texts = self._practices.texts(theirs)
        found = []
        for column, word in enumerate(self._telling.texts[i] for i in left):
            best = int(cosines[:, column].argmax())
            cosine = float(cosines[best, column])
            pair = self._pair(folded, word, texts[best], cosine)
            if pair and not any(_overlap(pair.passage, t) for t in taken):
                taken.append(pair.passage)
                found.append(pair)
        return found

    def _pair(self, folded: str, word: str, other: str, cosine: float) -> Shared | None:
        """Two like words where both can be pointed at."""
        here, there = self._place(word), _find(folded, other, _inside(folded))
        if cosine < LIKE or here < 0 or there < 0 or min(len(word), len(other)) < SHORTEST:
            return None
        strength = Strength.STRONG if cosine >= SAME else Strength.MEDIUM
        return Shared(
            (here, here + len(word)),
            (there, there + len(other)),
            self._practice[here : here + len(word)],
            folded[there : there + len(other)],
            round(cosine, 4),
            strength if cosine >= ALIKE else Strength.WEAK,
        )


def _inside(folded: str) -> frozenset[int]:
    """The places inside a number or a Latin word.

    Example:
        >>> sorted(_inside("共46名、4.7万"))
        [2, 6, 7]
    """
    units = _UNIT.finditer(folded)
    return frozenset(p for m in units for p in range(m.start() + 1, m.end()))


def _find(text: str, part: str, inside: Container[int]) -> int:
    """Where a part first stands in a text whose ends are not inside a unit; -1 nowhere."""
    at = text.find(part)
    while at >= 0 and (at in inside or at + len(part) in inside):
        at = text.find(part, at + 1)
    return at


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]
