"""The nouns of an explanation: why a passage was found, why it counts, how firmly.

Made by `assistant.explaining`, and only where somebody asks for it. Offsets are characters,
half-open, into the document's text. Every sum that is promised here can be redone by a reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.records import Answer, Role


class Where(StrEnum):
    """Where a word of the question, or one that stands for it, was found."""

    PASSAGE = "passage"
    AROUND = "around"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word of the question and where it stands.

    Attributes:
        by: The synonym that stands there in its place; empty where the word itself does.
        where: In the passage, only in its chunk, headings or title, or in neither.
    """

    word: str
    where: Where
    by: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the three rankings' part in a chunk's score.

    Attributes:
        name: `bm25`, `cosine` or `max_sim`.
        raw: What the ranking gave.
        best: The largest it gave to any candidate.
        points: weight · raw / best, times the search's share; the points of a chunk sum to its
            score.
        rank: From 1, among all candidates by this part alone; 0 where it gave nothing.
    """

    name: str
    raw: float
    best: float
    points: float
    rank: int


@dataclass(frozen=True, slots=True)
class TokenPair:
    """A token of the question with the token of the chunk that is nearest in meaning.

    `points` is weight · max(0, cosine); those of a chunk sum to its raw `max_sim`.
    """

    asked: str
    found: str
    cosine: float
    weight: float
    points: float


@dataclass(frozen=True, slots=True)
class ChunkWhy:
    """Why a chunk was found.

    Attributes:
        rank: From 1, among `candidates`.
        score: As the hit's.
        searched: The words this score comes from: as asked, or with synonyms.
        share: What such words count, 1 as asked.
        pairs: Those of most points first.
    """

    rank: int
    candidates: int
    score: float
    searched: str
    share: float
    parts: tuple[Part, ...]
    pairs: tuple[TokenPair, ...]


@dataclass(frozen=True, slots=True)
class SentenceWhy:
    """How much of what was asked the best sentence of a passage says, each from 0 to 1.

    Attributes:
        carried: Share of the topic that it says, in any words.
        literal: Share whose very words stand in it.
        missing: Share that neither it nor its chunk says.
    """

    carried: float
    literal: float
    missing: float


@dataclass(frozen=True, slots=True)
class PlaceWhy:
    """Why a citation or a hit is shown.

    Attributes:
        chunk: None where no search found it, but its section's role.
        role: The role that was asked for, where its section has it.
        sentence: None where nothing is left of the question to measure it by.
    """

    words: tuple[FoundWord, ...]
    chunk: ChunkWhy | None
    sentence: SentenceWhy | None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Feature:
    """What a sentence shows (0 to 1), by the name of `decision.Shown`, and what it weighs."""

    name: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely an organisation has a record, by its best sentence.

    `probability` = 1 / (1 + exp(−(bias + Σ value · weight))), or 0 where the whole library says
    too little of the topic.
    """

    organisation: str
    probability: float
    passage: str
    document_id: str
    start: int
    end: int
    features: tuple[Feature, ...]


class Ground(StrEnum):
    """What the strength of an answer was decided on."""

    SENTENCE = "sentence"
    LIKENESS = "likeness"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Basis:
    """The score that the strength follows from: strong from `strong` on, medium from `medium`."""

    ground: Ground
    score: float
    strong: float
    medium: float


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that explains one answer.

    Attributes:
        citations, hits: In the order of the answer's.
        odds: For a listing, every organisation, likeliest first; else empty.
        bias, threshold: Of the decision that the odds come from.
        basis: None where nothing was found.
    """

    citations: tuple[PlaceWhy, ...] = ()
    hits: tuple[PlaceWhy, ...] = ()
    odds: tuple[Odds, ...] = ()
    bias: float = 0.0
    threshold: float = 0.0
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """An answer with its reasons."""

    answer: Answer
    why: Why
