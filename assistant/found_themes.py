"""Themes found in the library itself: what many organisations do, and what one alone does.

A theme is a pair of words that stand in one sentence in several organisations, with the further
words that mostly stand beside them; its label is those words. Words that most organisations have
say nothing; pairs are taken by how many organisations have them and how telling they are.
Groups made of words, not of distances, stay what they are when a document is added. What one
organisation alone does is a practice it gave a name that no other organisation says, and that
no sentence of another comes near to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from assistant.duplicates import letters_of, similarity
from assistant.evidence import Sentence, split_sentences
from assistant.generation import Generation
from assistant.names import label_of
from assistant.records import Role
from assistant.store import ChunkRow
from assistant.text import fold
from assistant.tokenizer import Tokenizer, unmask
from embeddings.encoder import Encoder

Floats = NDArray[np.float32]

SPREAD = 0.6  # of the organisations: a word that more have is a word of the genre
ORGANISATIONS = 3  # that a theme needs
THEMES, ALONE = 40, 40  # shown at most
PER_ORGANISATION = 300  # sentences of one organisation that are looked at
WORDS = 5  # of a label
BESIDE = 0.5  # of a theme's sentences: a word that stands in so many belongs to its label
TAKEN = 0.5  # of a pair's sentences that other themes hold: it is no theme of its own
NEAR = 0.35  # cosine with the theme's middle below which a sentence is of another thing
COPY = 0.8  # similarity from which a passage repeats another
FAR = 0.6  # cosine from which a named practice has its like in another organisation
LENGTHS = range(10, 160)
_DONE = (Role.WORK, Role.RESULTS, Role.OTHER)
_HAN = re.compile(r"[\u4e00-\u9fff]{2,6}")
_NAME = re.compile(r"[“「『\"]([\u4e00-\u9fff]{3,10})[”」』\"]")


@dataclass(frozen=True, slots=True)
class Group:
    """A theme: its words, its sentences (one per organisation, nearest to the middle first)."""

    words: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    copies: int = 0


@dataclass(slots=True)
class _Theme:
    """A theme in the making; members are numbers of sentences."""

    words: list[str]
    members: set[int] = field(default_factory=set)


class ThemeFinder:
    """Looks for themes in the sentences of one generation that tell what was done."""

    def __init__(self, generation: Generation, tokenizer: Tokenizer, encoder: Encoder) -> None:
        self._encoder = encoder
        self.sentences = list(_told(generation.rows))
        self._owners = [label_of(s.chunk) for s in self.sentences]
        self._texts = [unmask(fold(s.text)) for s in self.sentences]
        names = set(self._owners)
        words = [_words(t, tokenizer) for t in self._texts]
        spread = _spread(words, self._owners)
        most = max(ORGANISATIONS, int(SPREAD * len(names)))
        self._weight = {
            w: float(np.log(1 + len(names) / len(o)))
            for w, o in spread.items()
            if ORGANISATIONS <= len(o) <= most and not any(w in name for name in names)
        }
        self._words = [sorted(w for w in held if w in self._weight) for held in words]

    def common(self) -> list[Group]:
        """The themes, most organisations first; ties by label."""
        themes: list[_Theme] = []
        taken: set[int] = set()
        for pair, members in self._pairs():
            free = members - taken
            if len(free) < (1 - TAKEN) * len(members):
                continue
            if len({self._owners[i] for i in free}) < ORGANISATIONS:
                continue
            themes.append(_Theme(self._label(pair, free), free))
            taken |= free
            if len(themes) == THEMES:
                break
        groups = [g for t in themes if (g := self._group(t))]
        return sorted(groups, key=lambda g: (-len(g.sentences), g.words))

    def _pairs(self) -> list[tuple[tuple[str, str], set[int]]]:
        """Pairs of words that enough organisations have in one sentence, most telling first."""
        members: dict[tuple[str, str], set[int]] = defaultdict(set)
        for i, held in enumerate(self._words):
            for a, b in combinations(held, 2):
                if a not in b and b not in a:
                    members[a, b].add(i)
        scored = []
        for pair, found in members.items():
            owners = len({self._owners[i] for i in found})
            if owners >= ORGANISATIONS:
                weight = self._weight[pair[0]] + self._weight[pair[1]]
                scored.append((-owners * weight, pair, found))
        scored.sort(key=lambda s: s[:2])
        return [(pair, found) for _, pair, found in scored]

    def _label(self, pair: tuple[str, str], members: set[int]) -> list[str]:
        """The pair and the words beside it in most of its sentences, in the order of the text."""
        counts: dict[str, int] = defaultdict(int)
        for i in members:
            for word in self._words[i]:
                counts[word] += 1
        beside = sorted((-n, w) for w, n in counts.items() if n >= BESIDE * len(members))
        words = list(pair)
        for _, word in beside:
            if len(words) < WORDS and not any(word in w or w in word for w in words):
                words.append(word)
        text = self._texts[min(members)]
        return sorted(words, key=lambda w: (text.find(w) if w in text else len(text), w))

    def _group(self, theme: _Theme) -> Group | None:
        """The theme with one sentence per organisation; None where too few are alike."""
        members = sorted(theme.members)
        rows = self._encoder.encode_passages([self._texts[i] for i in members])
        middle = rows.mean(axis=0)
        cosines = rows @ (middle / (np.linalg.norm(middle) or 1.0))
        order = sorted(range(len(members)), key=lambda k: (-float(cosines[k]), members[k]))
        kept: dict[str, Sentence] = {}
        copies = 0
        for k in order:
            owner, sentence = self._owners[members[k]], self.sentences[members[k]]
            if owner in kept or cosines[k] < NEAR:
                continue
            if any(_repeats(sentence, other) for other in kept.values()):
                copies += 1
                continue
            kept[owner] = sentence
        if len(kept) < ORGANISATIONS or copies >= len(kept):  # said, not done
            return None
        return Group(tuple(theme.words), tuple(kept.values()), copies)

    def alone(self) -> list[Group]:
        """Practices with a name that one organisation alone has, the least alike first."""
        named = self._named_once()
        if not named:
            return []
        rows = self._encoder.encode_passages(self._texts)
        numbers = {name: n for n, name in enumerate(dict.fromkeys(self._owners))}
        owner = np.array([numbers[o] for o in self._owners])
        found = []
        for i, name in named:
            others = owner != owner[i]
            nearest = float((rows[others] @ rows[i]).max(initial=0.0))
            if nearest < FAR:
                found.append((nearest, i, name))
        return [Group((name,), (self.sentences[i],)) for _, i, name in sorted(found)[:ALONE]]

    def _named_once(self) -> list[tuple[int, str]]:
        """(sentence, name) of the names in quotation marks that one organisation says."""
        first: dict[str, int] = {}
        owners: dict[str, set[str]] = defaultdict(set)
        for i, text in enumerate(self._texts):
            for name in _NAME.findall(text):
                first.setdefault(name, i)
                owners[name].add(self._owners[i])
        by_sentence: dict[int, str] = {}
        for name, i in first.items():
            if len(owners[name]) == 1:
                by_sentence.setdefault(i, name)
        return sorted(by_sentence.items())


def _told(rows: Iterable[ChunkRow]) -> Iterable[Sentence]:
    """Sentences that tell what was done, the first of each organisation up to a limit."""
    seen: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.role not in _DONE:
            continue
        for a, b in split_sentences(row.chunk.text):
            if (
                b - a in LENGTHS
                and _told_in(row.chunk.text[a:b])
                and seen[label_of(row)] < PER_ORGANISATION
            ):
                seen[label_of(row)] += 1
                at = row.chunk.start
                yield Sentence(row, at + a, at + b, row.chunk.text[a:b])


def _told_in(text: str) -> bool:
    """Whether a text is a sentence, and no signature or heading."""
    return text[-1] in "。；;！!" or "，" in text


def _words(text: str, tokenizer: Tokenizer) -> set[str]:
    """The Han words of a sentence, without the odd pieces of longer ones (史学 of 党史学习)."""
    held = {w for w in tokenizer.words(text) if _HAN.fullmatch(w)}
    return {w for w in held if not any(w in o and _is_odd(w, o) for o in held if o != w)}


def _is_odd(piece: str, word: str) -> bool:
    """Whether a piece leaves no whole word before or behind it in a longer one."""
    ends = word.startswith(piece) or word.endswith(piece)
    return not ends or len(word) - len(piece) < 2


def _spread(words: Sequence[set[str]], owners: Sequence[str]) -> dict[str, set[str]]:
    """Word → the organisations that have it."""
    spread: dict[str, set[str]] = defaultdict(set)
    for held, owner in zip(words, owners, strict=True):
        for word in held:
            spread[word].add(owner)
    return spread


def _repeats(sentence: Sentence, other: Sentence) -> bool:
    """Whether two sentences are nearly the same text."""
    return similarity(letters_of(sentence.text), letters_of(other.text)) >= COPY
