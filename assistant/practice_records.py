"""The nouns of learning from one another: alike practices, the matrix, themes found, copies.

Offsets are characters, half-open; `passage == document.text[start:end]` wherever both stand.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.records import Citation, Evidence, Role, Strength

# ---------------------------------------------------------------- alike practices


@dataclass(frozen=True, slots=True)
class Shared:
    """What a practice and a passage have in common: a phrase, or two words of like meaning.

    Attributes:
        query: Span in the text of the practice.
        passage: Span in the passage of the citation, from its first character.
        query_text, passage_text: What stands there.
        cosine: Likeness of the two, 1 for the same words; fixed for synonyms of the lexicon.
    """

    query: tuple[int, int]
    passage: tuple[int, int]
    query_text: str
    passage_text: str
    cosine: float
    strength: Strength


@dataclass(frozen=True, slots=True)
class Practice:
    """What is compared: the text it was asked by, and the passage it was found in, if any."""

    text: str
    source: Citation | None
    excluded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LikenessParts:
    """What a likeness is made of, each 0 to 1.

    Attributes:
        carried: Share of the practice's weight that the best clauses carry, word by word.
        cosine: Of the best clauses with the practice.
        place: Of the chunk in the rankings, 1 for the first.
    """

    carried: float
    cosine: float
    place: float


@dataclass(frozen=True, slots=True)
class SimilarHit:
    """One organisation's most alike passage.

    Attributes:
        rank: From 1, the most alike first.
        score: 0 to 1.
        parts: What the score is made of.
        adds: The clause of the passage that says what the practice does not, or "".
        adds_span: Where that clause stands in the passage.
        more: Further passages of the same organisation, best first.
        copies: The other organisations found whose passage is nearly the same text.
    """

    rank: int
    organisation: str
    score: float
    parts: LikenessParts
    strength: Strength
    citation: Citation
    shared: tuple[Shared, ...]
    adds: str
    adds_span: tuple[int, int]
    more: tuple[Citation, ...]
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SimilarPractices:
    """The organisations with an alike practice, and how many were looked at.

    `further` counts the organisations found beyond those in `hits`.
    """

    practice: Practice
    hits: tuple[SimilarHit, ...]
    further: int
    not_found: tuple[str, ...]
    documents: int
    files_unreadable: int
    elapsed_ms: float


# ---------------------------------------------------------------- the matrix


@dataclass(frozen=True, slots=True)
class Theme:
    """One column: its name, the ways of saying it, and the measure words it is counted in.

    With `roles`, the sections of these roles are the column, whatever they say.
    """

    name: str
    expressions: tuple[str, ...]
    measures: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What one organisation says of one theme; a citation wherever evidence was found."""

    evidence: Evidence
    strength: Strength
    score: float
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A number as it stands, with its value (None where masked) and the sentence it stands in."""

    written: str
    measure: str
    value: float | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One organisation, or a file that could not be read: a cell and a figure per theme."""

    organisation: str
    cells: tuple[Cell, ...]
    figures: tuple[FigureCell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Organisations × themes. Rows by name; unreadable files last, as rows of their own."""

    themes: tuple[Theme, ...]
    rows: tuple[MatrixRow, ...]
    elapsed_ms: float


# ---------------------------------------------------------------- themes found, copies


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """A group of alike practices; `label` is made of their own words.

    `copies` counts the passages left out because they repeat another's text.
    """

    label: tuple[str, ...]
    organisations: tuple[str, ...]
    passages: tuple[Citation, ...]
    copies: int = 0


@dataclass(frozen=True, slots=True)
class NamedPractice:
    """A practice that an organisation gave a name, in quotation marks, and where it is told."""

    name: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class FoundThemes:
    """What the organisations do in common, most widespread first, and what one alone does."""

    common: tuple[FoundTheme, ...]
    alone: tuple[FoundTheme, ...]
    organisations: int
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class AlikeText:
    """Paragraphs of several organisations that are nearly the same; `similarity` 0 to 1."""

    passages: tuple[Citation, ...]
    organisations: tuple[str, ...]
    similarity: float
