"""An explanation as an HTML fragment under an answer; everything escaped, numbers as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from assistant.records import Status
from assistant.why_records import ChunkWhy, Explained, PlaceWhy, Why
from ui import texts_why as texts
from ui.escape import plain
from ui.phrases import said
from ui.why_words import (
    ODDS,
    PAIRS,
    features,
    odds_head,
    places,
    reasons,
    score_line,
    shortened,
    tried,
    words_by_place,
)

SENTENCE = 10  # characters from which on a cell is a sentence


def why_html(explained: Explained, kept: dict[str, Any]) -> str:
    """The reasons of an answer.

    Args:
        explained: The question answered once more, with its reasons.
        kept: The JSON of the answer that was shown; where today's cites other places, it says so.
    """
    answer = explained.answer
    refused = answer.status is Status.NO_EVIDENCE
    head = (
        texts.REASONS_NONE
        if refused
        else texts.REASONS.format(strength=said(answer.explanation.strength.value))
    )
    items = "".join(f"<li>{plain(r)}</li>" for r in reasons(explained))
    changed = "" if _same(explained, kept) else f'<p class="hj-fault">{plain(texts.CHANGED)}</p>'
    places_html = "".join(_place(name, place) for name, place in places(explained))
    return (
        f"<summary>{plain(texts.WHY_TITLE)}</summary>{changed}"
        f'<p class="hj-label">{plain(head)}</p><ul class="hj-reasons">{items}</ul>'
        f'<p><span class="hj-muted">{plain(texts.TRIED)}</span> {plain(tried(answer))}</p>'
        f"{places_html}{_odds(explained.why)}"
    )


def _same(explained: Explained, kept: dict[str, Any]) -> bool:
    """Whether today's answer cites what was shown."""
    now = [(c.document_id, c.start, c.end) for c in explained.answer.citations]
    then = [(c["document_id"], c["start"], c["end"]) for c in kept.get("citations", [])]
    return now == then


def _place(name: str, place: PlaceWhy) -> str:
    """One citation's reasons, folded."""
    words = "".join(
        f"<dt>{plain(where)}</dt><dd>{plain(found)}</dd>"
        for where, found in words_by_place(place.words)
    )
    score = f"<p>{plain(line)}</p>" if (line := score_line(place)) else ""
    return (
        f"<details><summary>{plain(name)}</summary>"
        f"<dl>{words}</dl>{score}{_numbers(place.chunk) if place.chunk else ''}</details>"
    )


def _numbers(chunk: ChunkWhy) -> str:
    """The parts of a score and the token pairs, as two tables."""
    parts = [
        (texts.PARTS[p.name], str(p.rank or "—"), f"{p.raw:.3f}", f"{p.points:.2f}")
        for p in chunk.parts
    ]
    pairs = [(p.asked, p.found, f"{p.cosine:.2f}", f"{p.weight:.0%}") for p in chunk.pairs[:PAIRS]]
    return f"{_table(texts.PART_HEAD, parts)}{_table(texts.PAIR_HEAD, pairs) if pairs else ''}"


def _odds(why: Why) -> str:
    """Every organisation's probability, folded."""
    if not why.odds:
        return ""
    rows = [
        (o.organisation, f"{o.probability:.0%}", shortened(o.passage), features(o))
        for o in why.odds[:ODDS]
    ]
    left = len(why.odds) - len(rows)
    more = f'<p class="hj-muted">{plain(texts.ODDS_MORE.format(count=left))}</p>' if left else ""
    return (
        f"<details><summary>{plain(odds_head(why))}</summary>"
        f"{_table(texts.ODDS_HEAD, rows)}{more}</details>"
    )


def _table(head: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """A table that scrolls by itself where it is wider than the page."""
    cells = "".join(f'<th scope="col">{plain(h)}</th>' for h in head)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return (
        f'<div class="hj-table hj-why-table" tabindex="0"><table><thead><tr>{cells}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(text: str) -> str:
    """One cell; a sentence may be broken into lines, a number may not."""
    kind = ' class="hj-words"' if len(text) > SENTENCE else ""
    return f"<td{kind}>{plain(text)}</td>"
