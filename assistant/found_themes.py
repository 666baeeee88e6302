"""Themes found in the library itself: what many organisations do.

A theme is a pair of words that stand in one clause in several organisations, the second a thing
that something is done to, or one long word (矛盾纠纷). In most of its sentences something must be
done; its label is the doing word that most organisations use and the words that mostly stand in
the clause. Words that most organisations have say nothing, words that mostly stand before a
statistic say how much. Pairs are taken by how many organisations have them, how telling they are
and how firmly they belong together. Groups made of words, not of distances, stay what they are
when a document is added.

What all say in one wording and nobody counts (向……表示衷心感谢) is a set phrase, no practice; one
word that nobody counts (贯彻落实), or that each does something else with (党组织), is none either.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.duplicates import letters_of, repeats
from assistant.encoded import Encoded
from assistant.sentences import Sentence
from assistant.told import ORGANISATIONS, Told, Word
from assistant.windows import clauses
from embeddings.encoder import Encoder

Floats = NDArray[np.float32]
_NUMBER = re.compile(r"\d")

THEMES = 60  # shown at most
APART = 4  # words that the two of a pair may stand apart
WORDS = 4  # of a label, beside the doing word
BESIDE = 0.5  # of a theme's sentences: a word that stands in so many belongs to its label
DOING = 0.5  # of a theme's organisations that do something in its clause
NEARLY = 0.7  # of the most common doing word's organisations: one that is as common
ALONE = 0.8  # what a long word counts that makes a theme without another
LONG = 3  # characters of such a word
ITS_DOING = 0.34  # of a theme's organisations that use the commonest doing word: else it has none
COUNTED = 0.15  # of a theme's clauses with a number, beneath which it may be a set phrase
WORDING = 0.35  # of their letters in runs that others have too: from here on it is one
RUN = 5  # letters of such a run
COUNTED_ALONE = 0.2  # a theme of one word is counted in more of its clauses than this
TAKEN = 0.7  # of a pair's sentences that other themes hold: it is no theme of its own
NEAR = 0.35  # cosine with the theme's middle below which a sentence is of another thing

Pair = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A theme: its words, its sentences (one per organisation, nearest to the label first)."""

    words: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    copies: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a pair stands: the number of the sentence and the words of the clause."""

    sentence: int
    at: int  # which clause of the sentence it is
    clause: tuple[Word, ...]
    thing: int  # the place of the second word in the clause


class ThemeFinder:
    """Looks for themes in the sentences of one library that tell what was done."""

    def __init__(self, told: Told, encoder: Encoder) -> None:
        self._told = told
        self._encoder = encoder
        self._encoded = Encoded(told.texts, encoder)

    def common(self) -> list[Group]:
        """The themes, most organisations first; ties by label."""
        groups: list[Group] = []
        taken: set[int] = set()
        named: set[Pair] = set()
        for pair, places in self._pairs():
            members = {p.sentence for p in places}
            if len(members & taken) > TAKEN * len(members):
                continue
            label = self._label(pair, places)
            group = self._group(label, members) if label and label not in named else None
            if group:
                groups.append(group)
                named.add(label)
                taken |= members
            if len(groups) == THEMES:
                break
        return sorted(groups, key=lambda g: (-len(g.sentences), g.words))

    def _owners(self, places: Sequence[_Place]) -> set[str]:
        return {self._told.owners[p.sentence] for p in places}

    def _pairs(self) -> list[tuple[Pair, list[_Place]]]:
        """Pairs that enough organisations have in one clause, the most telling first."""
        found: dict[Pair, list[_Place]] = defaultdict(list)
        held: Counter[str] = Counter()
        for number, cut in enumerate(self._told.words):
            held.update({w.text for words in cut for w in words})
            for at, words in enumerate(cut):
                for pair, thing in self._pairs_of(words):
                    found[pair].append(_Place(number, at, tuple(words), thing))
        weight = self._told.weights
        scored = []
        for pair, places in found.items():
            owners = len(self._owners(places))
            if owners >= ORGANISATIONS:
                firmly = len({p.sentence for p in places}) / min(held[w] for w in pair)
                score = owners * sum(weight[w] for w in pair) * np.sqrt(firmly)
                if len(pair) == 1:
                    score *= ALONE
                scored.append((-float(score), pair, places))
        scored.sort(key=lambda s: s[:2])
        return [(pair, places) for _, pair, places in scored]

    def _pairs_of(self, words: Sequence[Word]) -> Iterator[tuple[Pair, int]]:
        """The pairs of a clause with the place of their second word."""
        telling = [(k, w) for k, w in enumerate(words) if self._tells(w)]
        for n, (at, a) in enumerate(telling):
            if len(a.text) >= LONG and (a.is_thing or self._told.is_doing(a)):
                yield (a.text,), at
            for k, b in telling[n + 1 :]:
                apart = b.at - a.at <= APART
                if b.is_thing and apart and a.text not in b.text and b.text not in a.text:
                    yield (a.text, b.text), k

    def _tells(self, word: Word) -> bool:
        """Whether a word is of some organisations, names something and is no statistic's."""
        held = word.text in self._told.weights and word.is_content
        return held and not self._told.is_measure(word.text)

    def _label(self, pair: Pair, places: Sequence[_Place]) -> tuple[str, ...]:
        """The doing word and the words of the clause; empty where nothing is done.

        Where each organisation does something else with a thing, the things are the label.
        """
        doing, share = self._doing(places)
        if not doing or self._is_said(pair, places):
            return ()
        if share < ITS_DOING:
            if len(pair) == 1:
                return ()
            doing = ""
        counts = Counter(
            w for p in places for w in {x.text for x in p.clause} & self._told.weights.keys()
        )
        beside = sorted((-n, w) for w, n in counts.items() if n >= BESIDE * len(places))
        words = [w for w in pair if w != doing]
        for _, word in beside:
            held = [w for w in (*words, doing) if w]
            if len(words) < WORDS and not any(word in w or w in word for w in held):
                words.append(word)
        texts = [self._told.texts[p.sentence] for p in places]
        text = max(texts, key=lambda t: sum(w in t for w in words))
        ordered = sorted(words, key=lambda w: (text.find(w) if w in text else len(text), w))
        return _joined([w for w in (doing, *ordered) if w], texts)

    def _is_said(self, pair: Pair, places: Sequence[_Place]) -> bool:
        """Whether a theme is a set phrase, or one word that goes with anything."""
        told = [self._clause(p) for p in places]
        counted = sum(bool(_NUMBER.search(behind)) for _, behind in told) / len(told)
        if len(pair) == 1:
            return counted <= COUNTED_ALONE
        if counted >= COUNTED:
            return False
        owners = [self._told.owners[p.sentence] for p in places]
        return _wording([letters_of(clause) for clause, _ in told], owners) >= WORDING

    def _clause(self, place: _Place) -> tuple[str, str]:
        """The clause of a place, and that with the one behind it."""
        text = self._told.texts[place.sentence]
        spans = clauses(text)[place.at : place.at + 2]
        return text[slice(*spans[0])], text[spans[0][0] : spans[-1][1]]

    def _doing(self, places: Sequence[_Place]) -> tuple[str, float]:
        """The word for what most organisations do, and their share; "" where too few do anything.

        Of several that are nearly as common it is the one that comes first: 举办(党史知识)竞赛.
        """
        users: dict[str, set[str]] = defaultdict(set)
        at: dict[str, list[int]] = defaultdict(list)
        for p in places:
            for k, word in enumerate(p.clause[: p.thing + 1]):
                if self._told.is_doing(word):
                    users[word.text].add(self._told.owners[p.sentence])
                    at[word.text].append(p.thing - k)
        some = set().union(*users.values()) if users else set()
        count = len(self._owners(places))
        if len(some) < DOING * count:
            return "", 0.0
        most = max(len(u) for u in users.values())
        common = [w for w, u in users.items() if len(u) >= NEARLY * most]
        chosen = max(common, key=lambda w: (float(np.mean(at[w])), len(users[w]), w))
        return chosen, len(users[chosen]) / count

    def _group(self, label: tuple[str, ...], held: set[int]) -> Group | None:
        """The theme with one sentence per organisation; None where too few are alike."""
        members = sorted(held)
        texts = [self._told.texts[i] for i in members]
        rows = self._encoded.rows(members)
        said = self._encoder.encode_passages(["".join(label)])[0]
        named = rows @ said  # the label moves less than the middle does
        middle = rows.mean(axis=0)
        cosines = rows @ (middle / (np.linalg.norm(middle) or 1.0))
        says = [sum(w in t for w in label) for t in texts]
        order = sorted(range(len(members)), key=lambda k: (-says[k], -float(named[k]), members[k]))
        kept: dict[str, Sentence] = {}
        letters: list[str] = []
        copies = 0
        for k in order:
            owner, sentence = self._told.owners[members[k]], self._told.sentences[members[k]]
            if owner in kept or cosines[k] < NEAR:
                continue
            own = letters_of(sentence.text)
            if any(repeats(own, other) for other in letters):
                copies += 1
                continue
            kept[owner] = sentence
            letters.append(own)
        if len(kept) < ORGANISATIONS or copies >= len(kept):  # said, not done
            return None
        return Group(label, tuple(kept.values()), copies)


def _wording(texts: Sequence[str], owners: Sequence[str]) -> float:
    """The share of the letters that stand in runs which other organisations have, on average.

    Example:
        >>> _wording(["表示衷心感谢", "表示衷心感谢啊"], ["甲", "乙"])  # 6 of 6, 6 of 7
        0.928...
    """
    holders: dict[str, set[str]] = defaultdict(set)
    for text, owner in zip(texts, owners, strict=True):
        for at in range(len(text) - RUN + 1):
            holders[text[at : at + RUN]].add(owner)
    shares = []
    for text in texts:
        held = set[int]()
        for at in range(len(text) - RUN + 1):
            if len(holders[text[at : at + RUN]]) > 1:
                held.update(range(at, at + RUN))
        shares.append(len(held) / max(1, len(text)))
    return float(np.mean(shares))


def _joined(words: Sequence[str], texts: Sequence[str]) -> tuple[str, ...]:
    """The words, those made one that stand together in one of the texts.

    Example:
        >>> _joined(["举办", "知识", "竞赛"], ["举办党史知识竞赛"])
        ('举办', '知识竞赛')
    """
    joined = [words[0]]
    for word in words[1:]:
        together = joined[-1] + word
        if any(together in t for t in texts):
            joined[-1] = together
        else:
            joined.append(word)
    return tuple(joined)
