"""Why an answer is what it is: words, score parts, token pairs, odds, and what strength rests on.

Nothing here decides anything: it asks the retriever, the judge and the listing's decision once
more, about the places that the answer shows, and keeps the numbers they give. It costs about as
much as the answer itself, so `Assistant.ask` leaves it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from assistant import practices
from assistant.answering import composed, decision, no_evidence
from assistant.answering.composed import Task, strength_of
from assistant.answering.listing import candidates, eligible
from assistant.evidence import Topic
from assistant.names import label_of
from assistant.opened import Opened
from assistant.records import Answer, Kind, Request
from assistant.replying import finished, search_words, settled
from assistant.retriever import (
    BM25_WEIGHT,
    COSINE_WEIGHT,
    MAX_SIM_WEIGHT,
    SYNONYMS_WEIGHT,
    Floats,
    Ranking,
)
from assistant.store import ChunkRow
from assistant.synonyms import Expansion, expanded
from assistant.text import fold
from assistant.tokenizer import unmask
from assistant.why_records import (
    Basis,
    ChunkWhy,
    Explained,
    Feature,
    FoundWord,
    Ground,
    Odds,
    Part,
    PlaceWhy,
    SentenceWhy,
    TokenPair,
    Where,
    Why,
)

_WEIGHTS = {"bm25": BM25_WEIGHT, "cosine": COSINE_WEIGHT, "max_sim": MAX_SIM_WEIGHT}


def explained(request: Request, reading: Opened, began: float) -> Explained:
    """The answer to a request over a generation that holds something, with its reasons.

    Raises:
        SettingsError: If the library's own file of synonyms cannot be read.
    """
    task, outcome = settled(request, reading)
    answer = finished(request, task, outcome, began)
    explainer = _Explainer(task, answer.explanation.words)
    cited = {c.document_id for c in answer.citations}
    rows = _rows_of(task, cited | {h.document_id for h in answer.hits})
    odds = _odds(task) if answer.kind is Kind.LISTING else ()
    return Explained(
        answer,
        Why(
            tuple(
                explainer.place(_holding(rows, c.document_id, c.start), (c.start, c.end))
                for c in answer.citations
            ),
            tuple(
                explainer.place(_holding(rows, h.document_id, h.start), (h.start, h.chunk.end))
                for h in answer.hits
            ),
            odds,
            decision.BIAS if odds else 0.0,
            decision.FOUND if odds else 0.0,
            _basis(task, answer),
        ),
    )


def _rows_of(task: Task, documents: set[str]) -> dict[str, list[ChunkRow]]:
    """The chunks of some documents."""
    rows: dict[str, list[ChunkRow]] = {d: [] for d in documents}
    for row in task.retriever.generation.rows:
        if row.chunk.document_id in rows:
            rows[row.chunk.document_id].append(row)
    return rows


def _holding(rows: dict[str, list[ChunkRow]], document: str, start: int) -> ChunkRow:
    """The chunk whose passage holds a character; the last, where a lead lies in two of them."""
    return [r for r in rows[document] if r.start <= start < r.chunk.end][-1]


@dataclass(frozen=True)
class _Search:
    """One of the searches behind a ranking, and what it counts."""

    text: str
    share: float
    ranking: Ranking


class _Explainer:
    """Explains places of one answered task."""

    def __init__(self, task: Task, words: Sequence[str]) -> None:
        self._task = task
        asked = search_words(task.question)
        self._searches = [_Search(asked, 1.0, task.retriever.rank(asked, task.allowed))]
        if task.expansions:
            text = expanded(unmask(fold(asked)), task.expansions)
            ranking = task.retriever.rank(text, task.allowed)
            self._searches.append(_Search(text, SYNONYMS_WEIGHT, ranking))
        extra = [e.word for e in task.expansions if e.word not in words]
        self._words = [*words, *extra]
        self._topics = _topics(task)

    def place(self, row: ChunkRow, span: tuple[int, int]) -> PlaceWhy:
        """Why a stretch of a chunk's passage is shown."""
        passage = row.passage[max(0, span[0] - row.start) : span[1] - row.start]
        around = "\n".join((row.title, *row.path, row.passage))
        roles = self._task.question.roles
        return PlaceWhy(
            found_words(self._words, self._task.expansions, passage, around),
            self._chunk(row.row),
            self._sentence(row, span),
            row.role if row.role in roles else None,
        )

    def _chunk(self, row: int) -> ChunkWhy | None:
        """Why a chunk was found, by the search that gave it more; None where none did."""
        found = [(s, at) for s in self._searches for at in np.flatnonzero(s.ranking.rows == row)]
        if not found:
            return None
        search, at = max(found, key=lambda pair: pair[0].share * pair[0].ranking.scores[pair[1]])
        ranking = search.ranking
        place = np.flatnonzero(self._task.ranking.rows == row)
        ids = self._task.retriever.models.tokens.token_ids([search.text])[0]
        matches = self._task.retriever.token_index.explain(ids, row)
        pairs = [
            TokenPair(
                m.query_token, m.passage_token or "", m.cosine, m.weight,
                m.weight * max(0.0, m.cosine),
            )
            for m in matches
        ]  # fmt: skip
        return ChunkWhy(
            rank=int(place[0]) + 1,
            candidates=len(self._task.ranking),
            score=search.share * float(ranking.scores[at]),
            searched=" ".join(search.text.split()),
            share=search.share,
            parts=tuple(_part(n, getattr(ranking, n), int(at), search.share) for n in _WEIGHTS),
            pairs=tuple(sorted(pairs, key=lambda p: -p.points)),
        )

    def _sentence(self, row: ChunkRow, span: tuple[int, int]) -> SentenceWhy | None:
        """How much of the question the best sentence that a stretch touches says."""
        judged = [
            e
            for topic in self._topics
            for e in self._task.judge.judge([row.row], topic)
            if e.sentence.start < span[1] and span[0] < e.sentence.end
        ]
        if not judged:
            return None
        best = max(judged, key=lambda e: e.score)
        return SentenceWhy(best.score, best.literal, best.missing)


def _topics(task: Task) -> list[Topic]:
    """What was looked for: of each question asked in one breath; none where nothing is left."""
    asked = [q for q in task.question.also if q.topic] or [task.question]
    return [task.judge.topic(q.topic, task.expansions, q.outer) for q in asked if q.topic]


def found_words(
    words: Sequence[str], expansions: Sequence[Expansion], passage: str, around: str
) -> tuple[FoundWord, ...]:
    """Every word with where it, or a synonym of it, stands; the passage is looked at first.

    Args:
        words: Folded, as searched.
        expansions: Folded words with those that may stand for them.
        passage: The stretch that is shown.
        around: The passage's chunk with its headings and title.

    Example:
        >>> found_words(["凑钱"], [("凑钱", ("捐款",))], "大家捐款", "")[0].by
        '捐款'
    """
    instead = {e.word: e.tried for e in expansions}
    texts = ((Where.PASSAGE, fold(passage)), (Where.AROUND, fold(around)))
    found = []
    for word in words:
        ways = [
            FoundWord(word, where, "" if said == word else said)
            for where, text in texts
            for said in (word, *instead.get(word, ()))
            if said in text
        ]
        found.append(ways[0] if ways else FoundWord(word, Where.NOWHERE))
    return tuple(found)


def _part(name: str, values: Floats, at: int, share: float) -> Part:
    """One ranking's part in the score of the candidate at a place."""
    raw, best = float(values[at]), max(0.0, float(values.max()))
    points = share * _WEIGHTS[name] * raw / best if best else 0.0
    rank = 1 + int((values > values[at]).sum()) if raw > 0 else 0
    return Part(name, raw, best, points, rank)


def _odds(task: Task) -> tuple[Odds, ...]:
    """Every organisation's probability, likeliest first; none where no sentence was judged."""
    if no_evidence.before_search(task):
        return ()
    judged = eligible(task, set(candidates(task)))
    shown = decision.all_shown(task, judged)
    best: dict[str, Odds] = {}
    chances = decision.probabilities(task, judged).tolist()
    for e, s, chance in zip(judged, shown, chances, strict=True):
        name = label_of(e.sentence.chunk)
        if name not in best or chance > best[name].probability:
            sentence = e.sentence
            best[name] = Odds(
                name, chance, sentence.text, sentence.chunk.chunk.document_id,
                sentence.start, sentence.end,
                tuple(
                    Feature(f.name, float(getattr(s, f.name)), getattr(decision.WEIGHTS, f.name))
                    for f in fields(decision.Shown)
                ),
            )  # fmt: skip
    return tuple(sorted(best.values(), key=lambda o: -o.probability))


def _basis(task: Task, answer: Answer) -> Basis | None:
    """What the answer's strength was decided on: the first citation's score, or the best one's.

    None where nothing is cited, or where neither of the two gives the strength.
    """
    scores = [c.score for c in answer.citations]
    if not scores:
        return None
    if answer.kind is Kind.SIMILAR:
        return Basis(Ground.LIKENESS, scores[0], *practices.OF_TEXT)
    strong, medium = composed.STRONG, composed.MEDIUM
    if task.question.roles and min(scores) == 1.0:
        return Basis(Ground.SECTION, 1.0, strong, medium)
    for score in (scores[0], max(scores)):
        if strength_of(score) is answer.explanation.strength:
            return Basis(Ground.SENTENCE, score, strong, medium)
    return None
