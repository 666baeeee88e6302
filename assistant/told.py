"""The sentences of a library that tell what was done, cut into tagged words clause by clause."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assistant.names import label_of
from assistant.records import Role
from assistant.sentence_ends import split_sentences
from assistant.sentences import Sentence
from assistant.store import ChunkRow
from assistant.text import fold
from assistant.tokenizer import Tokenizer, unmask
from assistant.windows import clauses

PER_ORGANISATION = 300  # sentences of one organisation that are looked at
SENTENCES, LEAST = 40_000, 60  # of all together, and of one where they are many
SPREAD = 0.6  # of the organisations: a word that more have is a word of the genre
COUNTED = 0.5  # of a word's places with a statistic right behind: it says how much, not what
ORGANISATIONS = 3  # that make a thing common
LENGTHS = range(10, 160)
_DONE = (Role.WORK, Role.RESULTS, Role.OTHER)
_HAN = re.compile(r"[\u4e00-\u9fff]{2,6}")
_STATISTIC = re.compile(r"[约近超达至到]?\d[\d,]*(?:\.\d|[%万亿个]*百?分|%|万|亿)")
_MAY_COUNT = re.compile(r"[约近超达至到\d]")  # how a statistic begins
_NOT_DONE = frozenset(("没有", "未有", "无"))
_BEING = frozenset(("作为", "成为", "在于", "属于", "等于", "具有"))  # verbs that say what is


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a clause: its place among the clause's words, and jieba's part of speech."""

    text: str
    at: int
    tag: str

    @property
    def is_content(self) -> bool:
        """Whether it names anything: no number, measure, time, place word or particle."""
        return self.tag[:1] not in "mqtfrdpcuyx"

    @property
    def is_thing(self) -> bool:
        """Whether something can be done to it."""
        return self.tag[:1] in "njli" or self.tag in ("vn", "an")


class Told:
    """The sentences of chunks that tell what was done, with their words.

    Attributes:
        sentences, owners, texts: One entry per sentence; texts are folded and unmasked.
        words: Per sentence and clause, the Han words of two to six characters, in order.
    """

    def __init__(self, rows: Sequence[ChunkRow], tokenizer: Tokenizer) -> None:
        self.sentences = list(_told(rows))
        self.owners = [label_of(s.chunk) for s in self.sentences]
        self.texts = [unmask(fold(s.text)) for s in self.sentences]
        self._tokenizer = tokenizer
        self._halves: dict[str, bool] = {}
        self._doing: dict[tuple[str, str, bool], bool] = {}
        self._counted: dict[str, int] = defaultdict(int)
        self._places: dict[str, int] = defaultdict(int)
        self.words = [self._clauses(text) for text in self.texts]

    def _clauses(self, text: str) -> list[list[Word]]:
        """The words of each clause; notes which stand before a number."""
        found = []
        for start, end in clauses(text):
            tagged = self._tokenizer.tagged(text[start:end])
            words = []
            for at, (word, tag) in enumerate(tagged):
                if not _HAN.fullmatch(word):
                    continue
                words.append(Word(word, at, tag))
                self._places[word] += 1
                if at + 1 < len(tagged) and _MAY_COUNT.match(tagged[at + 1][0]):
                    behind = "".join(w for w, _ in tagged[at + 1 : at + 4])
                    self._counted[word] += bool(_STATISTIC.match(behind))
            found.append(words)
        return found

    @cached_property
    def spread(self) -> dict[str, set[str]]:
        """Word → the organisations that have it."""
        spread: dict[str, set[str]] = defaultdict(set)
        for owner, cut in zip(self.owners, self.words, strict=True):
            for words in cut:
                for word in words:
                    spread[word.text].add(owner)
        return spread

    @cached_property
    def weights(self) -> dict[str, float]:
        """Rarity of the words that some organisations have and not most; names are left out."""
        names = set(self.owners)
        most = max(ORGANISATIONS, int(SPREAD * len(names)))
        return {
            w: float(np.log(1 + len(names) / len(o)))
            for w, o in self.spread.items()
            if ORGANISATIONS <= len(o) <= most and not any(w in name for name in names)
        }

    def is_doing(self, word: Word) -> bool:
        """Whether a word says what is done, itself or by its first half (走访慰问)."""
        key = (word.text, word.tag, word.at == 0)
        found = self._doing.get(key)
        if found is None:
            found = self._doing[key] = not self.is_measure(word.text) and self._says_doing(word)
        return found

    def _says_doing(self, word: Word) -> bool:
        if word.tag.startswith("v"):
            said = word.tag != "vn" or word.at == 0  # 革命纪念馆: no verb
            return said and word.text not in _NOT_DONE | _BEING
        return len(word.text) == 4 and self._begins_doing(word.text)

    def _begins_doing(self, word: str) -> bool:
        """Whether the first half of a word is a verb."""
        found = self._halves.get(word)
        if found is None:
            tagged = self._tokenizer.tagged(word[:2])
            found = self._halves[word] = len(tagged) == 1 and tagged[0][1] == "v"
        return found

    def is_measure(self, word: str) -> bool:
        """Whether a word mostly stands before a statistic: 增长5%, 面积3万亩."""
        return self._counted[word] > COUNTED * self._places[word]


def _told(rows: Sequence[ChunkRow]) -> Iterable[Sentence]:
    """Sentences that tell what was done, the first of each organisation up to a limit."""
    seen: dict[str, int] = defaultdict(int)
    owners = len({label_of(row) for row in rows}) or 1
    most = max(LEAST, min(PER_ORGANISATION, SENTENCES // owners))
    for row in rows:
        if row.role not in _DONE:
            continue
        for a, b in split_sentences(row.chunk.text):
            if b - a in LENGTHS and _told_in(row.chunk.text[a:b]) and seen[label_of(row)] < most:
                seen[label_of(row)] += 1
                at = row.chunk.start
                yield Sentence(row, at + a, at + b, row.chunk.text[a:b])


def _told_in(text: str) -> bool:
    """Whether a text is a sentence, and no signature or heading."""
    return text[-1] in "。；;！!" or "，" in text
