"""An explanation in sentences: the reasons of a strength, and plain lines for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from assistant.records import Answer, Status
from assistant.why_records import ChunkWhy, Explained, FoundWord, Ground, Odds, PlaceWhy, Where, Why
from ui import texts_why as texts
from ui.language import Text, listed
from ui.phrases import said
from ui.wording import reference_words, unmarked

PAIRS = 8  # token pairs shown of one passage
ODDS = 40  # organisations shown
PASSAGE = 60  # characters of a sentence shown beside its organisation
NEAREST = 3  # hits explained where nothing is cited


def reasons(explained: Explained) -> list[Text]:
    """Why the evidence is strong, medium or weak, or why there is no answer; one sentence each."""
    answer, why = explained.answer, explained.why
    if answer.status is Status.NO_EVIDENCE:
        return [said(unmarked(answer.text)), *_refusal_reasons(why)]
    ground = _ground(answer, why)
    if not why.citations:
        return [ground]
    first = max(range(len(why.citations)), key=lambda i: (answer.citations[i].score, -i))
    place, n = why.citations[first], answer.citations[first].n
    lines = [ground]
    if place.sentence and why.basis and why.basis.ground is not Ground.SECTION:
        s = place.sentence
        missing = texts.SAYS_MISSING.format(missing=s.missing) if round(s.missing, 2) else ""
        lines.append(texts.SAYS.format(n=n, carried=s.carried, literal=s.literal, missing=missing))
    lines += [texts.SAYS_BY.format(word=w.word, by=w.by) for w in place.words if w.by]
    if absent := [w.word for w in place.words if w.where is Where.NOWHERE]:
        lines.append(texts.NOT_THERE.format(words="”“".join(absent)))
    if place.chunk:
        lines.append(_agreement(n, place.chunk))
    return lines


def _refusal_reasons(why: Why) -> list[Text]:
    """Why nothing was good enough."""
    says = [p.sentence for p in why.hits[:NEAREST] if p.sentence]
    if not says:
        return [texts.NOTHING_NEAR]
    best = max(says, key=lambda s: s.carried)
    lines = [texts.NEAREST_SAYS.format(carried=best.carried, missing=best.missing)]
    if absent := [w.word for w in why.hits[0].words if w.where is Where.NOWHERE]:
        lines.append(texts.NOT_NEAR.format(words="”“".join(absent)))
    return lines


def _ground(answer: Answer, why: Why) -> Text:
    """What the strength was decided on."""
    basis = why.basis
    if basis is None:
        return texts.ABOUT_DOCUMENT
    if basis.ground is Ground.SECTION:
        roles = dict.fromkeys(p.role.value for p in why.citations if p.role)
        return texts.GROUND_SECTION.format(role=listed(map(said, roles)))
    words = {Ground.SENTENCE: texts.GROUND_SENTENCE, Ground.LIKENESS: texts.GROUND_LIKENESS}
    return words[basis.ground].format(score=basis.score, strong=basis.strong, medium=basis.medium)


def _agreement(n: int, chunk: ChunkWhy) -> Text:
    """Where the three rankings put a citation's chunk."""
    ranks = listed(
        (
            texts.PART_RANK.format(name=texts.PARTS[p.name], rank=p.rank)
            if p.rank
            else texts.PART_NOTHING.format(name=texts.PARTS[p.name])
            for p in chunk.parts
        ),
        "，",
    )
    return texts.AGREE.format(n=n, candidates=chunk.candidates, rank=chunk.rank, ranks=ranks)


def places(explained: Explained) -> Iterator[tuple[Text, PlaceWhy]]:
    """Every citation with its name in words; the nearest passages where nothing is cited."""
    answer, why = explained.answer, explained.why
    for c, place in zip(answer.citations, why.citations, strict=True):
        words = reference_words(c.organisation, c.document_title, c.section, c.place)
        yield texts.CITATION.format(n=c.n, reference=words), place
    if not answer.citations:
        for h, place in zip(answer.hits[:NEAREST], why.hits[:NEAREST], strict=True):
            words = reference_words(h.organisation, h.document_title, h.section, "")
            yield texts.HIT.format(n=h.rank, reference=words), place


def words_by_place(words: Iterable[FoundWord]) -> list[tuple[Text, Text]]:
    """(where, the words that stand there) of every place that has some."""
    lines = []
    found = list(words)
    for where in Where:
        named = [
            texts.WORD_BY.format(word=w.word, by=w.by) if w.by else w.word
            for w in found
            if w.where is where
        ]
        if named:
            lines.append((texts.WORDS[where.value], listed(named)))
    return lines


def score_line(place: PlaceWhy) -> str:
    """The score of a passage with what was searched for, or that no search found it."""
    chunk = place.chunk
    if chunk is None:
        return str(texts.BY_ROLE.format(role=said(place.role.value))) if place.role else ""
    share = texts.SCORE_SHARE.format(share=chunk.share) if chunk.share < 1 else ""
    return f"{texts.SCORE.format(score=chunk.score, searched=chunk.searched)}{share}"


def tried(answer: Answer) -> Text:
    """The synonyms and slips that were tried."""
    pairs = [f"{word} → {listed(by)}" for word, by in answer.explanation.expansions if by]
    return listed(pairs, "；") if pairs else texts.TRIED_NONE


def features(odds: Odds) -> Text:
    """What an organisation's probability rests on."""
    return listed(
        (
            texts.FEATURES[f.name].format(value=f.value)
            for f in odds.features
            if f.name != "scattered" or f.value
        ),
        "，",
    )


def odds_head(why: Why) -> Text:
    """What the list of probabilities says."""
    if not any(o.probability for o in why.odds):
        return texts.ODDS_TOO_LITTLE
    return texts.ODDS.format(threshold=why.threshold)


def shortened(text: str) -> str:
    """A sentence on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= PASSAGE else line[: PASSAGE - 1] + "…"


def explained_text(explained: Explained) -> str:
    """The explanation for the terminal."""
    answer, why = explained.answer, explained.why
    head = (
        texts.REASONS_NONE
        if answer.status is Status.NO_EVIDENCE
        else texts.REASONS.format(strength=said(answer.explanation.strength.value))
    )
    lines = ["", f"{texts.WHY}", f"{head}", *(f"  · {r}" for r in reasons(explained))]
    lines.append(f"{texts.TRIED}：{tried(answer)}")
    before = None
    for name, place in places(explained):
        same = place.chunk is not None and place.chunk == before
        lines += [f"{name}", *(f"    {line}" for line in _place_lines(place, _NUMBERS[same]))]
        before = place.chunk
    if why.odds:
        lines.append(f"{odds_head(why)}")
        odds = [
            texts.ODDS_LINE.format(
                organisation=o.organisation, probability=o.probability,
                passage=shortened(o.passage), features=features(o),
            )
            for o in why.odds[:ODDS]
        ]  # fmt: skip
        lines += [f"  {line}" for line in odds]
        if len(why.odds) > ODDS:
            lines.append(f"  {texts.ODDS_MORE.format(count=len(why.odds) - ODDS)}")
    return "\n".join(lines)


def _place_lines(place: PlaceWhy, numbers: Callable[[PlaceWhy], Iterator[str]]) -> Iterator[str]:
    """What explains one passage, line by line."""
    for where, words in words_by_place(place.words):
        yield f"{where}：{words}"
    yield from numbers(place)


def _repeated(_: PlaceWhy) -> Iterator[str]:
    """That the numbers are those of the passage before."""
    yield str(texts.SAME_CHUNK)


def _numbers(place: PlaceWhy) -> Iterator[str]:
    """The score of a passage, its parts, and its token pairs."""
    if line := score_line(place):
        yield line
    if place.chunk is None:
        return
    for p in place.chunk.parts:
        name = texts.PARTS[p.name]
        line = texts.PART_LINE if p.rank else texts.PART_NOTHING
        yield f"  {line.format(name=name, points=p.points, raw=p.raw, rank=p.rank)}"
    pairs = [
        texts.PAIR_LINE.format(asked=p.asked, found=p.found, cosine=p.cosine, weight=p.weight)
        for p in place.chunk.pairs[:PAIRS]
    ]
    if pairs:
        yield f"  {listed(pairs, '，')}"


_NUMBERS = {False: _numbers, True: _repeated}
