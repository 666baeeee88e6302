"""The matrix: what every organisation says of every theme, each cell with its sentence.

A theme is a name with the ways of saying it; they are read from `themes.toml` in the library
folder where a user put one, else from the lexicon. Each way of saying is ranked once over all
chunks; the best chunks of every organisation are judged sentence by sentence, and the best
sentence over all ways of saying decides the cell. Files that could not be read are rows of their
own, so that an empty cell never hides one.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path

from assistant.answering.composed import strength_of
from assistant.answering.draft import Draft
from assistant.errors import SettingsError
from assistant.evidence import Evidence as Judged
from assistant.evidence import Judge
from assistant.names import label_of
from assistant.practice_records import Cell, FigureCell, MatrixRow, Theme
from assistant.practices import Practices
from assistant.records import Citation, Evidence, Role, Strength
from assistant.retriever import Retriever
from assistant.sentences import Sentence
from assistant.theme_figures import FoundFigure, ThemeFigures

THEMES_FILE = "themes.toml"
CHUNKS = 2  # of an organisation that are judged for one way of saying
NEAR_BEST = 0.38  # of the best chunk's score: what ranks lower says nothing of the theme
FOUND = 0.55  # a best sentence below this is no record
MISSING = 0.4  # of a way of saying that neither sentence nor chunk may lack
IN_PROBLEMS = 0.6  # what a sentence of problems or plans counts: it tells what is not done
_KEYS = ("expressions", "measures", "roles")


def load_themes(library: Path) -> tuple[Theme, ...]:
    """The themes of a library: the user's file where there is one, else those of the lexicon.

    Raises:
        SettingsError: If the file cannot be read or a theme lacks its expressions or roles.
    """
    own = library / THEMES_FILE
    try:
        if own.is_file():
            return _themes(tomllib.loads(own.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{own}: {error}") from error
    text = (resources.files("assistant.lexicon") / THEMES_FILE).read_text(encoding="utf-8")
    return _themes(tomllib.loads(text))


def _themes(table: Mapping[str, object]) -> tuple[Theme, ...]:
    """The themes of a parsed file, in its order.

    Raises:
        ValueError: If an entry is not a theme.
    """
    themes = []
    for name, entry in table.items():
        if not isinstance(entry, dict) or set(entry) - set(_KEYS):
            raise ValueError(f"[{name}]: {', '.join(_KEYS)}")
        lists = [entry.get(key, []) for key in _KEYS]
        if not all(isinstance(x, list) and all(isinstance(t, str) for t in x) for x in lists):
            raise ValueError(f"[{name}]: lists of texts")
        expressions, measures, roles = lists
        if not expressions and not roles:
            raise ValueError(f"[{name}]: expressions or roles")
        themes.append(
            Theme(name, tuple(expressions), tuple(measures), tuple(Role(r) for r in roles))
        )
    return tuple(themes)


def typed_themes(names: Sequence[str], known: Sequence[Theme]) -> tuple[Theme, ...]:
    """The themes that a user named: those of the file by name, others by their own words."""
    by_name = {t.name: t for t in known}
    wanted = dict.fromkeys(" ".join(n.split()) for n in names)
    return tuple(by_name.get(n, Theme(n, (n,))) for n in wanted if n)


class Matrices:
    """Fills matrices from one generation."""

    def __init__(self, retriever: Retriever, judge: Judge, practices: Practices) -> None:
        self._retriever = retriever
        self._judge = judge
        self._practices = practices
        self._figures = ThemeFigures(judge, practices)

    def rows(self, themes: Sequence[Theme]) -> tuple[MatrixRow, ...]:
        """One row per organisation, by name, then one per file that could not be read."""
        draft = Draft(self._retriever.generation.store)
        columns = [self._column(theme) for theme in themes]
        figures = [
            self._figures.find(t, c) if t.measures else {}
            for t, c in zip(themes, columns, strict=True)
        ]
        rows = [
            MatrixRow(
                name,
                tuple(_cell(draft, c.get(name, ())) for c in columns),
                tuple(_figure(draft, f.get(name)) for f in figures),
            )
            for name in sorted(self._practices.spread.names)
        ]
        unread = Cell(Evidence.UNREADABLE, Strength.WEAK, 0.0, None)
        for file, _ in self._retriever.generation.unreadable:
            rows.append(MatrixRow(file, (unread,) * len(themes), (None,) * len(themes)))
        return tuple(rows)

    def _column(self, theme: Theme) -> dict[str, list[Judged]]:
        """Organisation → its best sentences on a theme, best first."""
        if theme.roles:
            return self._of_roles(theme.roles)
        best: dict[Sentence, Judged] = {}
        for expression in theme.expressions:
            rows = self._rows(expression)
            for e in self._judge.judge(rows, self._judge.practice(expression)):
                score = e.score * _counts(e.sentence)
                if score >= FOUND and (e.sentence not in best or score > best[e.sentence].score):
                    best[e.sentence] = Judged(e.sentence, score, e.missing)
        of: dict[str, list[Judged]] = defaultdict(list)
        for e in best.values():
            of[label_of(e.sentence.chunk)].append(e)
        for found in of.values():
            found.sort(key=lambda e: (-e.score, e.sentence.chunk.row, e.sentence.start))
        return of

    def _of_roles(self, roles: Sequence[Role]) -> dict[str, list[Judged]]:
        """Organisation → the first sentence of its sections with one of the roles."""
        first: dict[str, int] = {}
        for row in self._retriever.generation.rows:
            if row.role in roles:
                first.setdefault(label_of(row), row.row)
        judged = self._judge.judge(list(first.values()), self._judge.practice(" ".join(roles)))
        found: dict[str, list[Judged]] = {}
        for e in judged:
            found.setdefault(label_of(e.sentence.chunk), [Judged(e.sentence, 1.0)])
        return found

    def _rows(self, expression: str) -> list[int]:
        """The best-ranked chunks of every organisation for one way of saying."""
        owner = self._practices.spread.of_row
        taken: dict[int, int] = defaultdict(int)
        rows = []
        ranking = self._retriever.rank(expression)
        least = NEAR_BEST * float(ranking.scores.max(initial=0.0))
        for row in ranking.rows[ranking.scores >= least].tolist():
            if taken[int(owner[row])] < CHUNKS:
                taken[int(owner[row])] += 1
                rows.append(row)
        return rows


def _counts(sentence: Sentence) -> float:
    """1, less for what is said of problems or plans."""
    return IN_PROBLEMS if sentence.chunk.role in (Role.PROBLEMS, Role.PLANS) else 1.0


def _cell(draft: Draft, found: Sequence[Judged]) -> Cell:
    """The verdict on one organisation and theme."""
    if not found:
        return Cell(Evidence.NOT_FOUND, Strength.WEAK, 0.0, None)
    best = found[0]
    citation = cite(draft, best.sentence, best.score)
    return Cell(Evidence.FOUND, strength_of(best.score), round(best.score, 4), citation)


def cite(draft: Draft, sentence: Sentence, score: float) -> Citation:
    """The citation of a whole sentence; the same sentence keeps its number."""
    mark = draft.cite(sentence.chunk, sentence.start, sentence.end, score)
    return draft.citations[int(mark.strip("[]")) - 1]


def _figure(draft: Draft, found: FoundFigure | None) -> FigureCell | None:
    """The number of one organisation and theme, or None where none is stated."""
    if found is None:
        return None
    citation = cite(draft, found.sentence, found.carried)
    return FigureCell(found.written, found.measure, found.value, citation)
