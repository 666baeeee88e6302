"""Judging sentences: how much of what was asked stands in one sentence.

A topic is cut into model tokens, each weighted by its learned length times its rarity in the
library. A sentence carries a token as far as its most similar token does: a cosine of `NONE` or
less is chance, one of `WHOLE` or more the same meaning. Its score is the share of the topic's
weight it carries; what only its chunk or headings carry counts for less, so that "开展了3次" under
the heading 走访慰问 is found. Alternatives (祭扫烈士、缅怀英烈) are judged one by one; the best one
counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.judged import Evidence as Evidence  # who judges gives evidence
from assistant.judged import Judged
from assistant.retriever import Retriever
from assistant.sentences import Cut, Sentence, sentence_lists
from assistant.series import names_other, ordinals
from assistant.synonyms import Expansion
from assistant.text import Joined, fold, fold_all
from assistant.token_lists import SentenceLists, TokenLists
from assistant.tokenizer import unmask, unmask_all
from embeddings.encoder import TokenIds
from embeddings.late_interaction import distinct_ids, token_weights

NONE, WHOLE = 0.1, 0.7  # cosines
WHOLE_LATIN = 0.5  # for a Latin token, whose best match is mostly one of another language
ABSENT = 0.1  # carrying below which nothing alike stands in a text
AROUND = 0.45  # what a token in the chunk or its headings counts, beside one in the sentence
LITERAL = 0.9  # from which carrying on a token or its synonym stands in a text itself
STANDS_FOR = 0.9  # how far a synonym that stands in a text carries the word that was asked
PART_SHARE = 0.65  # an alternative's share, the rest comes from the topic as a whole
TELLING = 0.5  # of the heaviest token's weight: an alternative without such a token says too little

# a number in the question (6%, 50名) is part of what must stand there; years are limits
_STATED = re.compile(
    r"(?<![\d.a-z])\d+(?:\.\d+)?%|(?<![\d.a-z])\d+(?:\.\d+){2,}|(?<![\d.a-z第])\d{2,}(?:\.\d+)?(?![\d年月]|\+)"
)
_ALTERNATIVE = re.compile(r"、|或者?|以及")
# another way of saying it, in brackets: 长护险（长期护理保险）, 零碳园区（近零碳、零碳工园都算）
_BRACKETS = re.compile(r"[(（]([^()（）]{2,40})(?:[)）]|$)")
_ALSO = re.compile(r"^(?:含|包括|包含|或者?|即|又称|简称|也叫)|(?:都|也)(?:算|可以?)$")
LONGEST_NAME = 8  # characters of a name in an enumeration
BRACKETED = 0.95  # of its score for what stands in brackets alone
OTHER_ORDINAL = 0.5  # of its score for a sentence of a chunk that names only others of the series
WITHOUT_NUMBER = 0.6  # of its score for a sentence without a number the question states
MOSTLY = 0.5  # of a topic's weight, from which a sentence may not do without a word
_CACHED_TOPICS = 512

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Topic:
    """What is looked for, as token ids and their weights; the whole first, then alternatives.

    The arrays of an entry have the same length; weights sum to 1, or are all 0. `numbers` are
    those that the question states, `ordinals` the members of series (第6期); `synonyms` give, for
    the tokens of a word, the folded words that may stand for it. What its chunk says of the
    tokens `outer` counts as said in a sentence. `whole` is the topic folded, without brackets;
    `ways` are other ways of saying it, `instead` their tokens.
    """

    text: str
    parts: tuple[tuple[TokenIds, Floats], ...]
    numbers: tuple[str, ...] = ()
    ordinals: frozenset[tuple[str, int]] = frozenset()
    synonyms: tuple[tuple[TokenIds, tuple[str, ...], float], ...] = ()
    outer: TokenIds | None = None
    instead: tuple[tuple[TokenIds, Floats], ...] = ()
    whole: str = ""
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicTokens:
    """The tokens of a topic as a whole, in order, with what one sentence carries of each.

    The arrays have one entry a token: its share of the topic's weight, how far sentence or chunk
    carry it (0 to 1), and whether it, or a synonym of its word, stands anywhere in the library.
    """

    texts: tuple[str, ...]
    shares: Floats
    best: Floats
    known: NDArray[np.bool_]


class Judge:
    """Scores sentences of one generation."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        self._tokens = retriever.models.tokens
        self.topic = lru_cache(_CACHED_TOPICS)(self._topic)

    def _topic(self, text: str, expansions: tuple[Expansion, ...] = (), outer: str = "") -> Topic:
        """A topic with its alternatives and the synonyms of its words.

        Args:
            text: The topic in the words of the question.
            expansions: Folded words of it with those that may stand for them.
            outer: The part of it that names what the rest stands in.
        """
        whole, bracketed = _unbracketed(unmask(fold(text)))
        pieces = [p.strip() for p in _ALTERNATIVE.split(whole) if len(p.strip()) > 1]
        texts = [whole, *pieces] if len(pieces) > 1 else [whole]
        index = self._retriever.token_index
        weighted = [(i, token_weights(i, index)) for i in self._tokens.token_ids(texts)]
        least = TELLING * float(weighted[0][1].max(initial=0.0))
        kept = [weighted[0], *(p for p in weighted[1:] if p[1].max(initial=0.0) >= least)]
        around = unmask(fold(outer))  # 15件实事里: the number stands where the items are opened
        numbers = tuple(m[0] for m in _STATED.finditer(whole) if m[0] not in around)
        of_words = self._tokens.token_ids([e.word for e in expansions]) if expansions else ()
        synonyms = tuple(
            (i, e.tried, e.strength) for i, e in zip(of_words, expansions, strict=True)
        )
        parts = tuple((i, _shares(weights)) for i, weights in kept)
        others = [(i, token_weights(i, index)) for i in self._tokens.token_ids(bracketed)]
        inside = self._tokens.token_ids([around])[0] if outer else None
        instead = tuple((i, _shares(w)) for i, w in others if w.max(initial=0.0) >= least)
        series, also = ordinals(whole), tuple(bracketed)
        return Topic(text, parts, numbers, series, synonyms, inside, instead, whole, also)

    def practice(self, text: str) -> Topic:
        """A topic that is one thing, whatever marks of enumeration stand in it."""
        ids = self._tokens.token_ids([unmask(fold(text))])[0]
        weights = token_weights(ids, self._retriever.token_index)
        return Topic(text, ((ids, _shares(weights)),))

    def judge(self, rows: Sequence[int], topic: Topic) -> list[Evidence]:
        """Every sentence of these chunks with its score, in the order of rows and text."""
        return list(self.weigh(rows, topic))

    def weigh(self, rows: Sequence[int], topic: Topic) -> Judged:
        """The same as arrays: of thousands of sentences only those looked at become records."""
        chunks = self._retriever.generation.rows
        found = np.array(rows, np.int64)
        cut = Cut([chunks[r] for r in found.tolist()], self._lists(found))
        ids = np.unique(np.concatenate([part[0] for part in (*topic.parts, *topic.instead)]))
        own = self.best_matches(ids, cut.lists.tokens)
        own = self._raised(own, ids, topic, lambda: cut.texts)
        context = self._raised(self._around(ids, found, cut.lists), ids, topic, lambda: cut.around)
        context = context[cut.owner]
        if topic.outer is not None:
            said = np.isin(ids, topic.outer)
            own[:, said] = np.maximum(own[:, said], context[:, said])
        whole, missing = _carried(topic.parts[0], ids, own, context)
        scores = whole
        for part in topic.parts[1:]:
            carried, _ = _carried(part, ids, own, context)
            scores = np.maximum(scores, PART_SHARE * carried + (1 - PART_SHARE) * whole)
        for part in topic.instead:
            carried, lacking = _carried(part, ids, own, context)
            missing = np.where(BRACKETED * carried > scores, lacking, missing)
            scores = np.maximum(scores, BRACKETED * carried)
        if topic.ordinals:
            named = [names_other(t, topic.ordinals) for t in cut.around.texts]
            other = np.array(named, bool)[cut.owner]
            scores = np.where(other, OTHER_ORDINAL * scores, scores)
            missing = np.where(other, 1.0, missing)
        by_numbers = _by_numbers(cut, topic.numbers) if topic.numbers else 1.0
        literal = _literal(topic, ids, own)
        lacks = self._lacks(topic.parts[0], ids, np.maximum(own, context))
        return Judged(cut, scores.astype(np.float64) * by_numbers, missing, literal, lacks)

    def _lacks(self, part: tuple[TokenIds, Floats], ids: TokenIds, best: Floats) -> Floats:
        """Per sentence, the largest share of a word that it does not carry at all.

        Single characters and Latin tokens are left out: slips of the pen and of translation.
        """
        wanted, shares = part
        texts = self._tokens.token_texts(wanted)
        words = np.array([len(t) > 1 and not t.isascii() for t in texts], bool)
        absent = best[:, np.searchsorted(ids, wanted)] < ABSENT
        largest: Floats = (absent * (shares * words)).max(axis=1, initial=0.0)
        return largest

    def carried(self, texts: Sequence[str], topic: Topic) -> list[float]:
        """Per text, the share of the topic as a whole that it carries."""
        ids, shares = topic.parts[0]
        plain = Joined(unmask_all(fold_all(texts)))
        best = self.best_matches(ids, self._tokens.token_ids(plain.texts))
        matches = self._raised(best, ids, topic, lambda: plain)
        return [float(x) for x in _weighed(matches, shares)]

    def tokens_of(self, sentence: Sentence, topic: Topic) -> TopicTokens:
        """What a sentence, its chunk and the library have of each token of a topic."""
        ids, shares = topic.parts[0]
        row = np.array([sentence.chunk.row], np.int64)
        cut = Cut([sentence.chunk], self._lists(row))
        plain = Joined([unmask(fold(sentence.text))])
        own = self.best_matches(ids, self._tokens.token_ids(plain.texts))
        own = self._raised(own, ids, topic, lambda: plain)
        around = self._raised(self._around(ids, row, cut.lists), ids, topic, lambda: cut.around)
        known = self._retriever.token_index.frequencies(ids) > 0
        for word, _, _ in topic.synonyms:  # tried where the library holds them
            known |= np.isin(ids, word)
        texts = tuple(self._tokens.token_texts(ids))
        return TopicTokens(texts, shares, np.maximum(own, around)[0], known)

    def broken_words(self, topic: Topic) -> list[str]:
        """Words of two characters that are two tokens here, where they are most of a topic."""
        ids, shares = topic.parts[0]
        texts = self._tokens.token_texts(ids)
        weight = {
            a + b: float(shares[i] + shares[i + 1])
            for i, (a, b) in enumerate(pairwise(texts))
            if len(a) == len(b) == 1 and not (a + b).isascii()
        }
        tagged = self._retriever.models.tokenizer.tagged(topic.whole)
        return [w for w, _ in tagged if weight.get(w, 0.0) >= MOSTLY]

    def _raised(
        self, best: Floats, ids: TokenIds, topic: Topic, texts: Callable[[], Joined]
    ) -> Floats:
        """Matches, raised where a synonym of a token's word stands in the folded text."""
        for word, tried, strength in topic.synonyms:
            raised = texts().holding(tried)[:, None] & np.isin(ids, word)[None, :]
            best[raised] = np.maximum(best[raised], STANDS_FOR * strength)
        return best

    def prepare(self) -> None:
        """Cut the chunks into sentences now, where a generation keeps none."""
        self._retriever.generation.cut(partial(sentence_lists, tokens=self._tokens))

    def best_matches(self, ids: TokenIds, passages: TokenLists | Sequence[TokenIds]) -> Floats:
        """(passages, ids), float32, 0 to 1: how far each passage carries each token."""
        lists = passages if isinstance(passages, TokenLists) else TokenLists.join(passages)
        best = np.zeros((len(lists), len(ids)), np.float32)
        filled = lists.lengths > 0
        if not len(ids) or not filled.any():
            return best
        distinct, place = distinct_ids(lists.ids)
        cosines = self._retriever.token_index.cosines(distinct, ids)
        # reduceat needs a start for every passage that has tokens, and none for the others
        starts = lists.offsets[:-1][filled]
        best[filled] = np.maximum.reduceat(cosines.take(place, axis=0), starts, axis=0)
        whole = np.array(
            [
                WHOLE_LATIN if t.isascii() and t.isalpha() else WHOLE
                for t in self._tokens.token_texts(ids)
            ],
            np.float32,
        )
        return np.clip((best - NONE) / (whole - NONE), 0.0, 1.0)

    def _lists(self, rows: NDArray[np.int64]) -> SentenceLists:
        """The sentences of rows, as the generation keeps them or made now."""
        generation = self._retriever.generation
        kept = generation.sentences_of(rows)
        if kept is not None:
            return kept
        return sentence_lists([generation.rows[r] for r in rows.tolist()], self._tokens)

    def _around(self, ids: TokenIds, rows: NDArray[np.int64], lists: SentenceLists) -> Floats:
        """(rows, ids), 0 to 1: how far title, headings and body of each row carry each token."""
        best = self.best_matches(ids, lists.around)
        kept = self.best_matches(ids, self._retriever.generation.tokens.part(rows))
        return np.where(lists.unlike[:, None], best, np.maximum(best, kept))


def _carried(
    part: tuple[TokenIds, Floats], ids: TokenIds, own: Floats, context: Floats
) -> tuple[Floats, Floats]:
    """Per sentence, the share of a topic it carries and the share that is missing.

    Args:
        part: Token ids of the topic with their shares of its weight.
        ids: Ascending token ids, the columns of the next two.
        own: (sentences, ids), 0 to 1, how far each sentence carries each token.
        context: (sentences, ids), the same for the whole chunk with its headings.
    """
    wanted, shares = part
    columns = np.searchsorted(ids, wanted)
    own, context = own[:, columns], context[:, columns]
    carried = _weighed(np.maximum(own, AROUND * context), shares)
    missing = _weighed((np.maximum(own, context) < 0.5).astype(np.float32), shares)
    return carried, missing


def _weighed(matrix: Floats, shares: Floats) -> Floats:
    """The weighted sum of each row.

    OpenBLAS now and then raises the flag of an invalid value where all values are finite: numpy
    would warn of it.
    """
    with np.errstate(invalid="ignore"):
        summed: Floats = matrix @ shares
    return summed


def _literal(topic: Topic, ids: TokenIds, own: Floats) -> Floats:
    """Per sentence, the share of a topic whose very tokens, or synonyms of them, stand in it."""
    stands = (own >= LITERAL).astype(np.float32)
    whole, *pieces = (
        _weighed(stands[:, np.searchsorted(ids, i)], shares) for i, shares in topic.parts
    )
    mixed = [PART_SHARE * piece + (1 - PART_SHARE) * whole for piece in pieces]
    instead = [_weighed(stands[:, np.searchsorted(ids, i)], shares) for i, shares in topic.instead]
    best: Floats = np.max([whole, *mixed, *instead], axis=0)
    return best


def _unbracketed(folded: str) -> tuple[str, list[str]]:
    """A topic without what stands in brackets, and that as other ways of saying it.

    Example:
        >>> _unbracketed("零碳园区(近零碳、零碳产业园都算)")
        ('零碳园区', ['近零碳', '零碳产业园'])
        >>> _unbracketed("演讲(比赛)")
        ('演讲比赛', ['演讲'])
    """
    found = _BRACKETS.search(folded)
    if not found:
        return folded, _of_one_kind(folded)
    outside = _BRACKETS.sub("", folded, count=1).strip()
    if not found.start():
        return outside, []
    inside = _ALSO.sub("", found[1])
    several = [p for p in _ALTERNATIVE.split(inside) if len(p) > 1]
    if len(several) > 1 or inside != found[1] or len(inside) > len(outside):
        return outside, several
    return _BRACKETS.sub(inside, folded, count=1), [outside]


def _of_one_kind(folded: str) -> list[str]:
    """The members of an enumeration that ends in the same word each: names of one thing.

    Example:
        >>> _of_one_kind("海洋牧场、海上牧场"), _of_one_kind("祭扫烈士、缅怀英烈")
        (['海洋牧场', '海上牧场'], [])
    """
    names = folded.split("、")
    same = len({n[-2:] for n in names}) == 1 and all(2 < len(n) <= LONGEST_NAME for n in names)
    return names if len(names) > 1 and same else []


def stated(text: str, numbers: Sequence[str]) -> bool:
    """Whether a text states every one of these numbers, none of them as part of a longer one."""
    folded = fold(text)
    return all(p.search(folded) for p in _whole(numbers))


def _by_numbers(cut: Cut, numbers: Sequence[str]) -> NDArray[np.float64]:
    """Per sentence, 1 where it states every number that was asked about, else less."""
    patterns = _whole(numbers)
    held = [all(p.search(text) for p in patterns) for text in cut.folded.texts]
    return np.where(np.array(held, bool), 1.0, WITHOUT_NUMBER)


def _whole(numbers: Sequence[str]) -> list[re.Pattern[str]]:
    """Each number as a pattern that is no part of a longer one."""
    return [re.compile(rf"(?<![\d.]){re.escape(n)}(?![\d.])") for n in numbers]


def _shares(weights: Floats) -> Floats:
    total = float(weights.sum())
    return weights / total if total > 0 else np.zeros_like(weights)
