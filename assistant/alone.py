"""What one organisation alone does: sentences to which no other organisation has a like.

Candidates are the sentences of named organisations that do something with words that nobody else
has and say how often or how much, and those that name a practice. The farthest from everything
that the others tell are then compared as any practice is (`practices.Practices`): one that has
nowhere a likeness of medium strength is alone. Only what was written can be compared; who is
silent may do it all the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.encoded import Encoded
from assistant.found_themes import Group
from assistant.named_practices import names_in
from assistant.sentences import Sentence
from assistant.told import Told, Word
from assistant.windows import clauses
from embeddings.encoder import Encoder

ALONE = 24  # shown at most
PER_ORGANISATION = 3  # of those shown
CANDIDATES = 12  # sentences of an organisation that are looked at
TRIED = 48  # candidates that are compared
NAMED_NEARER = 0.05  # cosine that a practice with a name may be nearer, to come as early
NAMED = 2.0  # what a name counts, in words that nobody else has
SHORTEST, LONGEST = 4, 16  # characters of a label
AT_ONCE = 128  # candidates that are compared with all sentences in one product
_NUMBER = re.compile(r"\d")
_COUNT = re.compile(r"\d+(?![\d年月日.]|周年)")
_MARKS = "，,。；;：:、“”（） "

LikeliestOf = Callable[[Sentence], float]


class AloneFinder:
    """Looks for what one organisation alone tells of."""

    def __init__(self, told: Told, encoder: Encoder, likeliest: LikeliestOf) -> None:
        """Take what is told, and how alike the likeliest practice elsewhere is.

        Args:
            told: The sentences.
            encoder: Gives their vectors.
            likeliest: Score of the most alike passage of another organisation over the score
                from which a likeness is medium: below 1 nobody else does it.
        """
        self._told = told
        self._encoder = encoder
        self._likeliest = likeliest

    def find(self) -> list[Group]:
        """Sentences that nobody else has a like of, the farthest first."""
        found: list[Group] = []
        shown: dict[str, int] = defaultdict(int)
        for i in self._farthest()[:TRIED]:
            owner = self._told.owners[i]
            if shown[owner] < PER_ORGANISATION and self._likeliest(self._told.sentences[i]) < 1.0:
                shown[owner] += 1
                found.append(Group(self._label(i), (self._told.sentences[i],)))
            if len(found) == ALONE:
                break
        return found

    def _farthest(self) -> list[int]:
        """The candidates, those farthest from what the others tell first."""
        candidates = self._candidates()
        if not candidates:
            return []
        texts = self._told.texts
        rows = Encoded(texts, self._encoder).rows(range(len(texts)))
        number = {name: n for n, name in enumerate(dict.fromkeys(self._told.owners))}
        owners = np.array([number[o] for o in self._told.owners])
        nearest = _nearest(rows, owners, candidates)
        ranked = sorted(
            (near - NAMED_NEARER * bool(names_in(self._told.texts[i])), i)
            for i, near in zip(candidates, nearest.tolist(), strict=True)
        )
        return [i for _, i in ranked]

    def _candidates(self) -> list[int]:
        """The sentences of each organisation that say most what nobody else says."""
        of: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for i, owner in enumerate(self._told.owners):
            if self._told.sentences[i].chunk.organisation is None or not self._label(i):
                continue
            own = len(self._own_words(i)) + NAMED * bool(names_in(self._told.texts[i]))
            if own >= NAMED:
                of[owner].append((-own, i))
        return [i for found in of.values() for _, i in sorted(found)[:CANDIDATES]]

    def _own_words(self, i: int) -> list[Word]:
        """The words of a sentence that no other organisation has."""
        return [
            w for cut in self._told.words[i] for w in cut if len(self._told.spread[w.text]) == 1
        ]

    def _label(self, i: int) -> tuple[str, ...]:
        """The name that the organisation gave it, else what it does, up to the first number.

        Empty where nothing is done to anything, or no number says that it was done.
        """
        text = self._told.texts[i]
        names = names_in(text)
        if names:
            return (names[0],)
        done = [
            (c, at) for c, cut in enumerate(self._told.words[i]) if (at := self._done(cut)) >= 0
        ]
        if not done or not _COUNT.search(text):
            return ()
        own = {w.text for w in self._own_words(i)}
        words = self._told.words[i]
        best, at = max(done, key=lambda d: sum(w.text in own for w in words[d[0]]))
        start, end = clauses(text)[best]
        said = text[start + text[start:end].find(words[best][at].text) : end]
        label = _NUMBER.split(said, maxsplit=1)[0][:LONGEST].strip(_MARKS)
        return (label,) if len(label) >= SHORTEST else ()

    def _done(self, cut: Sequence[Word]) -> int:
        """The place of the word in a clause that does something to a thing; -1 where none does."""
        for k, word in enumerate(cut):
            if self._told.is_doing(word) and any(b.is_thing for b in cut[k + 1 :]):
                return k
        return -1


def _nearest(
    rows: NDArray[np.float32], owners: NDArray[np.int64], chosen: Sequence[int]
) -> NDArray[np.float32]:
    """(chosen,), the highest cosine of each with a sentence of another organisation; 0 at least.

    Args:
        rows: (sentences, dim), unit length.
        owners: (sentences,), the number of each sentence's organisation.
        chosen: Places of sentences.
    """
    nearest = np.zeros(len(chosen), np.float32)
    for at in range(0, len(chosen), AT_ONCE):
        block = np.array(chosen[at : at + AT_ONCE])
        cosines = rows[block] @ rows.T
        cosines[owners[block][:, None] == owners[None, :]] = 0.0
        nearest[at : at + AT_ONCE] = cosines.max(axis=1, initial=0.0)
    return nearest
