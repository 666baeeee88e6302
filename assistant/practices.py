"""Similar practices: the most alike passage of every other organisation.

Candidates come from the ranking of chunks. Their sentences are judged token by token, the best
sentences of each organisation then clause by clause, so that who does what for whom must stand
in one clause: a shared word in another sentence counts little. A token weighs its learned length
times its rarity, less where most organisations have it (slogans) and less where nobody else has it
(the name a practice goes by). Synonyms of its words carry it nearly as the words themselves. How
the score is made is told in `likeness`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.bags import sums, unit
from assistant.evidence import AROUND, NONE, STANDS_FOR, WHOLE, Evidence, Judge, Topic
from assistant.likeness import (
    DONE,
    PLACE,
    SOURCE_PLACE,
    Clauses,
    Query,
    Scored,
    best_run,
    with_place,
)
from assistant.names import label_of
from assistant.practice_records import LikenessParts
from assistant.records import Filters, Strength
from assistant.retriever import Retriever
from assistant.sentences import Sentence
from assistant.spread import Spread, spread_of
from assistant.synonyms import Expansion, expanded
from assistant.tellings import overlap, tellings
from assistant.text import fold
from assistant.tokenizer import unmask
from assistant.windows import clauses, runs
from embeddings.encoder import TokenIds
from embeddings.late_interaction import token_weights

Floats = NDArray[np.float32]
_Cut = tuple[list[tuple[int, int]], list[TokenIds]]  # spans of clauses, and their tokens

LEAST, SHARE_OF_BEST = 0.2, 0.5  # a score below either is not shown
CHUNKS = 120  # chunks whose sentences are judged
PER_ORGANISATION = 6  # of one organisation
ORGANISATIONS = 24  # organisations whose best sentences are judged clause by clause
SENTENCES = 4  # of one organisation
OF_SORT = 0.25  # of the sort asked for that a sentence with its headings carries
OTHER_SORT = 0.6  # of its score for a practice of another sort
BY_SYNONYMS = 500  # chunks that are looked for with synonyms
IN_SYNONYMS = 0.8  # the best place of a chunk that is found by synonyms alone
KEPT = 10_000  # sentences whose clauses are remembered
NAMED = 50  # chunks in which the name of a practice is looked for
# scores from which a likeness is strong, is medium: what a passage tells at length is carried less
OF_TEXT, OF_PASSAGE = (0.6, 0.42), (0.5, 0.38)
SOURCE_FOUND = 0.45  # a sentence below this is not what the question names


@dataclass(frozen=True, slots=True)
class Wanted:
    """A practice to compare: its words, its passage where known, whose passages are left out.

    `synonyms` are its folded words with those that may stand for them; `sort` is the sort of
    practice that is asked for (宣讲), where one is named.
    """

    text: str
    source: Sentence | None = None
    excluded: frozenset[str] = frozenset()
    synonyms: tuple[Expansion, ...] = ()
    sort: str = ""

    @property
    def limits(self) -> tuple[float, float]:
        """The scores from which a likeness to it is strong, is medium."""
        return OF_PASSAGE if self.source else OF_TEXT


@dataclass(frozen=True, slots=True)
class Likeness:
    """An organisation's most alike sentence with its score, and its further ones, best first."""

    organisation: str
    sentence: Sentence
    score: float
    parts: LikenessParts
    more: tuple[Sentence, ...] = ()


class Practices:
    """Finds alike practices in one generation; safe for several threads."""

    def __init__(self, retriever: Retriever, judge: Judge) -> None:
        self._retriever = retriever
        self._judge = judge
        self._seen: dict[Sentence, _Cut] = {}

    @property
    def spread(self) -> Spread:
        """How far each token is spread over the organisations."""
        return spread_of(self._retriever.generation)

    def weights(self, ids: TokenIds, floor: int = 0) -> Floats:
        """Learned length × rarity × spread of each token, (ids,), not normalised."""
        kept = self.spread.damping(ids, floor)
        weighed: Floats = token_weights(ids, self._retriever.token_index) * kept
        return weighed

    def tokens(self, texts: Sequence[str]) -> list[TokenIds]:
        """Distinct token ids of each text, folded and unmasked first."""
        return self._retriever.models.tokens.token_ids([unmask(fold(t)) for t in texts])

    def texts(self, ids: TokenIds) -> list[str]:
        """The tokens as strings."""
        return self._retriever.models.tokens.token_texts(ids)

    def wanted(
        self,
        text: str,
        quoted: Sequence[str],
        owners: Sequence[str],
        synonyms: tuple[Expansion, ...] = (),
    ) -> Wanted:
        """A practice that a question names, with the passage it is told in; its owners left out.

        Args:
            text: What the question says of it.
            quoted: Names in quotation marks.
            owners: The organisations that the question says it is of.
            synonyms: Its folded words with those that may stand for them.
        """
        source = self.locate(text, quoted, owners)
        owner = [label_of(source.chunk)] if source else []
        return Wanted(text, source, frozenset([*owners, *owner]), synonyms)

    def locate(self, text: str, quoted: Sequence[str], owners: Iterable[str]) -> Sentence | None:
        """The sentence in which a practice is told that a question names.

        Args:
            text: What the question says of it.
            quoted: Names that the question puts in quotation marks.
            owners: The organisations it may be found in; empty allows all where a name is quoted.
        """
        names = tuple(owners)
        allowed = self._retriever.allowed_rows(Filters(organisations=names)) if names else None
        for name in quoted:
            rows = self._retriever.rank(name, allowed).rows[:NAMED].tolist()
            judged = self._judge.judge(rows, self._judge.practice(f"{name} {text}"))
            holding = [e for e in judged if fold(name) in fold(e.sentence.text)]
            if holding:
                done = [e for e in holding if e.sentence.chunk.role in DONE]
                return max(done or holding, key=lambda e: e.score).sentence
        if not names:
            return None
        rows = self._retriever.rank(text, allowed).rows[:PER_ORGANISATION].tolist()
        judged = self._judge.judge(rows, self._judge.practice(text))
        best = max(judged, key=lambda e: e.score, default=None)
        return best.sentence if best and best.score >= SOURCE_FOUND else None

    def find(self, wanted: Wanted, allowed: NDArray[np.bool_] | None = None) -> list[Likeness]:
        """The organisations with an alike practice, the most alike first; ties by row.

        Args:
            wanted: The practice.
            allowed: (rows,), bool, chunks that may be found; None allows all.
        """
        return _by_organisation(self._of_sort(self.scored(wanted, allowed), wanted.sort))

    def _of_sort(self, judged: list[Scored], sort: str) -> list[Scored]:
        """The sentences, those of another sort than is asked for counting less.

        What a word of the practice names elsewhere (田间劳动课) is no 宣讲.
        """
        if not sort or not judged:
            return judged
        texts = ["\n".join((*s.sentence.chunk.path, s.sentence.text)) for s in judged]
        said = self._judge.carried(texts, self._judge.topic(sort))
        return [
            s if share >= OF_SORT else replace(s, score=OTHER_SORT * s.score)
            for s, share in zip(judged, said, strict=True)
        ]

    def scored(self, wanted: Wanted, allowed: NDArray[np.bool_] | None = None) -> list[Scored]:
        """The best sentences of the nearest organisations with their scores, in no order."""
        query = self._query(wanted)
        near = self._near(wanted, allowed)
        rows = self._candidates(near, wanted.excluded)
        chosen = self._best_sentences(tellings(self._judge.judge(rows, query.topic)), near)
        return self._by_clause(chosen, query, near)

    def _query(self, wanted: Wanted) -> Query:
        """The practice as the judgements need it."""
        texts = [wanted.text, wanted.source.text if wanted.source else wanted.text]
        ids, source_ids = self.tokens(texts)
        weights = self.weights(ids, floor=1 if wanted.source else 0)
        shares = weights / (weights.sum() or 1.0)
        vectors = unit(sums(self._retriever.models.tokens, [ids, source_ids]))
        of_words = self.tokens([e.word for e in wanted.synonyms]) if wanted.synonyms else ()
        synonyms = tuple(
            (i, e.tried, e.strength) for i, e in zip(of_words, wanted.synonyms, strict=True)
        )
        topic = Topic(wanted.text, ((ids, shares),), synonyms=synonyms)
        return Query(topic, ids, shares, vectors[0], vectors[1])

    def _near(self, wanted: Wanted, allowed: NDArray[np.bool_] | None) -> dict[int, float]:
        """Row → place in the rankings of the practice and of its source, 0 to 1."""
        near: dict[int, float] = defaultdict(float)
        texts = [(wanted.text, PLACE)]
        if wanted.source and " ".join(wanted.source.text.split()) != wanted.text:
            texts.append((wanted.source.text, SOURCE_PLACE))
        total = sum(weight for _, weight in texts)
        for text, weight in texts:
            ranking = self._retriever.rank(text, allowed)
            top = float(ranking.scores.max(initial=0.0)) or 1.0
            places = dict(zip(ranking.rows.tolist(), (ranking.scores / top).tolist(), strict=True))
            if text == wanted.text:
                for row, place in self._by_synonyms(wanted, allowed).items():
                    places[row] = max(places.get(row, 0.0), place)
            for row, place in places.items():
                near[row] += weight / total * place
        return dict(near)

    def _by_synonyms(self, wanted: Wanted, allowed: NDArray[np.bool_] | None) -> dict[int, float]:
        """Row → place by BM25 of the practice said with synonyms, 0 to `IN_SYNONYMS`."""
        if not wanted.synonyms:
            return {}
        generation = self._retriever.generation
        documents = None
        if allowed is not None:
            documents = np.unique(generation.document_of_row[np.flatnonzero(allowed)]).tolist()
        text = expanded(unmask(fold(wanted.text)), wanted.synonyms)
        terms = self._retriever.models.tokenizer.terms(text)
        rows, scores = generation.lexical.search(terms, BY_SYNONYMS, documents)
        if allowed is not None:
            rows, scores = rows[allowed[rows]], scores[allowed[rows]]
        places = IN_SYNONYMS * scores / (float(scores.max(initial=0.0)) or 1.0)
        return dict(zip(rows.tolist(), places.tolist(), strict=True))

    def _candidates(self, near: dict[int, float], excluded: frozenset[str]) -> list[int]:
        """The nearest chunks, at most so many of one organisation."""
        spread = self.spread
        left_out = {i for i, name in enumerate(spread.names) if name in excluded}
        taken: dict[int, int] = defaultdict(int)
        rows: list[int] = []
        numbers = np.fromiter(near, np.int64, len(near))
        places = np.fromiter(near.values(), np.float64, len(near))
        for row in numbers[np.lexsort((numbers, -places))].tolist():
            owner = int(spread.of_row[row])
            if owner not in left_out and taken[owner] < PER_ORGANISATION:
                taken[owner] += 1
                rows.append(row)
            if len(rows) == CHUNKS:
                break
        return rows

    def _best_sentences(self, judged: Sequence[Evidence], near: dict[int, float]) -> list[Sentence]:
        """The best sentences of the organisations that come nearest."""
        of: dict[str, list[tuple[float, Sentence]]] = defaultdict(list)
        for e in judged:
            row = e.sentence.chunk.row
            of[label_of(e.sentence.chunk)].append((e.score + near[row], e.sentence))
        for pairs in of.values():
            pairs.sort(key=lambda p: -p[0])
        names = sorted(of, key=lambda n: -of[n][0][0])[:ORGANISATIONS]
        return [s for n in names for _, s in of[n][:SENTENCES]]

    def _by_clause(
        self, sentences: Sequence[Sentence], query: Query, near: dict[int, float]
    ) -> list[Scored]:
        """Each sentence with the score of its best run of clauses."""
        if not sentences:
            return []
        cuts = self._cut(sentences)
        spans = [cut for cut, _ in cuts]
        tokens = [ids for _, own in cuts for ids in own]
        cut_into = Clauses(
            self._matches(query, sentences, spans, tokens),
            self._back(query, tokens),
            sums(self._retriever.models.tokens, tokens),
        )
        around = [self._retriever.generation.tokens.of(s.chunk.row) for s in sentences]
        context = AROUND * self._judge.best_matches(query.ids, around)
        scored, at = [], 0
        for sentence, cut, beside in zip(sentences, spans, context, strict=True):
            run = best_run(query, runs(cut), cut_into.part(at, at + len(cut)), beside)
            scored.append(with_place(sentence, run, near[sentence.chunk.row]))
            at += len(cut)
        return scored

    def _matches(
        self,
        query: Query,
        sentences: Sequence[Sentence],
        spans: Sequence[list[tuple[int, int]]],
        tokens: Sequence[TokenIds],
    ) -> Floats:
        """(clauses, ids): how far each clause, or a synonym in it, carries each token."""
        matches = self._judge.best_matches(query.ids, tokens)
        if query.topic.synonyms:
            texts = [
                unmask(fold(s.text[a:b]))
                for s, cut in zip(sentences, spans, strict=True)
                for a, b in cut
            ]
            for word, tried, strength in query.topic.synonyms:
                held = np.array([any(w in text for w in tried) for text in texts], bool)
                raised = held[:, None] & np.isin(query.ids, word)[None, :]
                matches[raised] = np.maximum(matches[raised], STANDS_FOR * strength)
        return matches

    def _cut(self, sentences: Sequence[Sentence]) -> list[_Cut]:
        """The clauses of each sentence with their tokens; those of recent sentences are kept."""
        seen = self._seen  # several threads may search: a new table, never a changed one
        new = [s for s in dict.fromkeys(sentences) if s not in seen]
        spans = [clauses(s.text) or [(0, len(s.text))] for s in new]
        texts = [s.text[a:b] for s, cut in zip(new, spans, strict=True) for a, b in cut]
        ids = iter(self.tokens(texts) if texts else ())
        fresh = {s: (cut, [next(ids) for _ in cut]) for s, cut in zip(new, spans, strict=True)}
        self._seen = {**(seen if len(seen) < KEPT else {}), **fresh}
        return [fresh[s] if s in fresh else seen[s] for s in sentences]

    def _back(self, query: Query, tokens: Sequence[TokenIds]) -> Floats:
        """(clauses, 2): the weight of each clause's tokens, and what the practice carries of it."""
        distinct = np.unique(np.concatenate([np.zeros(0, np.int32), *tokens]))
        carried = np.zeros(len(distinct), np.float32)
        if len(query.ids):
            cosines = self._retriever.token_index.cosines(distinct, query.ids).max(axis=1)
            carried = np.clip((cosines - NONE) / (WHOLE - NONE), 0.0, 1.0)
        weights = self.weights(distinct)
        pairs = np.stack([weights, weights * carried], axis=1)
        return np.array([pairs[np.searchsorted(distinct, ids)].sum(axis=0) for ids in tokens])


def strength_of_likeness(score: float, limits: tuple[float, float] = OF_TEXT) -> Strength:
    """Strong, medium or weak for a score; `limits` are those of the wanted practice."""
    strong, medium = limits
    if score >= strong:
        return Strength.STRONG
    return Strength.MEDIUM if score >= medium else Strength.WEAK


def _by_organisation(judged: Sequence[Scored]) -> list[Likeness]:
    """The organisations by their best score, those too far from the best of all left out.

    Of an organisation the sentence is shown that is worth it most, then its further ones.
    """
    top = max((x.score for x in judged), default=0.0)
    limit = max(LEAST, SHARE_OF_BEST * top)
    of: dict[str, list[Scored]] = defaultdict(list)
    for x in judged:
        if x.score >= limit and x.says_something:
            of[label_of(x.sentence.chunk)].append(x)
    found = [_likeness(name, members) for name, members in of.items()]
    return sorted(found, key=lambda h: (-h.score, h.sentence.chunk.row, h.sentence.start))


def _likeness(name: str, members: Sequence[Scored]) -> Likeness:
    """An organisation with its best score, the sentence to show and those that share none of it."""
    ordered = sorted(members, key=lambda x: (-x.worth, x.sentence.chunk.row, x.sentence.start))
    first, more = ordered[0], list[Sentence]()
    for x in ordered[1:]:
        if not any(overlap(x.sentence, s) for s in (first.sentence, *more)):
            more.append(x.sentence)
    return Likeness(name, first.sentence, max(x.score for x in members), first.parts, tuple(more))
