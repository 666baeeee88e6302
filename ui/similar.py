"""互鉴: the most alike practice of every other organisation, as cards that open their passages.

Nothing is ranked here. What both texts share is marked on both sides, so that a reader sees why a
card is there; near-identical texts are called that and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from assistant.practice_records import (
    NamedPractice,
    Shared,
    SimilarHit,
    SimilarPractices,
)
from assistant.records import Strength
from ui import texts
from ui import texts_learning as words
from ui.escape import plain, plain_keeping_spaces
from ui.language import Text, listed
from ui.links import copy_link, like_href, like_link, open_link
from ui.phrases import said
from ui.wording import reference_of

SHOWN = 10  # organisations; more on demand
CHIPS = 24
STRENGTH_CLASS = {
    Strength.STRONG: "hj-strong",
    Strength.MEDIUM: "hj-medium",
    Strength.WEAK: "hj-weak",
}
_SHORT = 60  # characters of a practice in a link's title


def empty_html() -> str:
    """What stands where an empty library gives nothing to compare."""
    return f'<p class="hj-muted">{plain(words.EMPTY)}</p>'


def similar_html(found: SimilarPractices, asked: dict[str, str]) -> str:
    """What was compared, one card per organisation, who was not found, and exports.

    Args:
        found: The practices, most alike first.
        asked: The parameters that ask for them again, for the exports.
    """
    if not found.hits:
        return f'{_compared(found)}<p class="hj-muted">{plain(words.SIMILAR_NONE)}</p>'
    cards = "".join(_card(hit, found.practice.text) for hit in found.hits)
    return (
        f'{_compared(found)}<p class="hj-muted hj-counted">{plain(_count(found))}</p>'
        f'{_exports(asked)}<ol class="hj-cards">{cards}</ol>{_further(found)}{_not_found(found)}'
    )


def _compared(found: SimilarPractices) -> str:
    """The practice that was compared, where it comes from a document."""
    source = found.practice.source
    if source is None:
        return ""
    where = words.SIMILAR_FROM.format(organisation=reference_of(source))
    return (
        f'<section class="hj-compared"><h3>{plain(words.SIMILAR_COMPARED)}</h3>'
        f'<p class="hj-card-text">{plain_keeping_spaces(found.practice.text)}</p>'
        f'<div class="hj-card-foot"><span class="hj-muted">{plain(where)}</span>'
        f"{open_link(source)}</div></section>"
    )


def _count(found: SimilarPractices) -> str:
    """How many were found, not found and not read."""
    line = words.SIMILAR_COUNT.format(
        found=len(found.hits) + found.further, not_found=len(found.not_found)
    )
    unread = words.SIMILAR_UNREADABLE.format(files=found.files_unreadable)
    return f"{line}{unread if found.files_unreadable else ''}"


def _exports(asked: dict[str, str]) -> str:
    """Links that give the result as a file."""
    kinds = {"docx": words.EXPORT_WORD, "xlsx": words.EXPORT_EXCEL}
    links = "".join(
        f'<a href="/api/v1/similar?{plain(urlencode({**asked, "format": kind}))}" download>'
        f"{plain(label)}</a>"
        for kind, label in kinds.items()
    )
    return f'<div class="hj-actions">{links}</div>'


def _further(found: SimilarPractices) -> str:
    """A button for the organisations beyond those shown."""
    if not found.further:
        return ""
    label = plain(words.SIMILAR_FURTHER.format(count=found.further))
    limit = len(found.hits) + found.further
    return f'<button type="button" class="hj-further" data-limit="{limit}">{label}</button>'


def _not_found(found: SimilarPractices) -> str:
    """The organisations without an alike practice, folded."""
    if not found.not_found:
        return ""
    title = plain(words.SIMILAR_NOT_FOUND.format(count=len(found.not_found)))
    names = "".join(f'<span class="hj-name">{plain(n)}</span>' for n in found.not_found)
    return f'<details class="hj-fold"><summary>{title}</summary><p>{names}</p></details>'


# ---------------------------------------------------------------- one card


def _card(hit: SimilarHit, practice: str) -> str:
    """One organisation: who, how alike, the passage with its marks, what it adds, what to do."""
    citation = hit.citation
    where = " · ".join(filter(None, (citation.document_title, *citation.section[-1:])))
    marks = _marked(citation.passage, [(s.passage, s, s.query_text) for s in hit.shared])
    return (
        f'<li class="hj-card"><header><b>{hit.rank}</b><h3>{plain(hit.organisation)}</h3>'
        f'{_strength(hit)}</header><p class="hj-card-text">{marks}</p>'
        f"{_near(hit.shared)}{_adds(hit)}{_copies(hit)}{_side_by_side(hit, practice)}{_more(hit)}"
        f'<div class="hj-card-foot"><span class="hj-muted">{plain(where)}</span>'
        f"{copy_link(citation)}{like_link(citation)}{open_link(citation)}</div></li>"
    )


def _strength(hit: SimilarHit) -> str:
    """Strong, medium or weak, with what that means."""
    level = hit.strength
    label = words.SIMILAR_STRENGTH.format(strength=said(level.value))
    hint = words.SIMILAR_STRENGTHS[level.value]
    return (
        f'<span class="hj-likeness {STRENGTH_CLASS[level]}" title="{plain(hint)}">'
        f"{plain(label)}</span>"
    )


def near_pairs(shared: Iterable[Shared]) -> list[Text]:
    """The pairs of like words in words, each once."""
    pairs = (
        words.SIMILAR_PAIR.format(
            practice=s.query_text, passage=s.passage_text, strength=said(s.strength.value)
        )
        for s in shared
        if s.cosine < 1.0
    )
    return list(dict.fromkeys(pairs))


def _near(shared: Sequence[Shared]) -> str:
    """The like words in words, for those who do not see the marks."""
    pairs = near_pairs(shared)
    if not pairs:
        return ""
    return f'<p class="hj-note"><b>{plain(words.SIMILAR_NEAR)}</b>{plain(listed(pairs))}</p>'


def _adds(hit: SimilarHit) -> str:
    """What the passage says that the practice does not."""
    added = hit.adds.strip("，,：:；;。 ")
    if not added:
        return ""
    return f'<p class="hj-note hj-added"><b>{plain(words.SIMILAR_ADDS)}</b>{plain(added)}</p>'


def _copies(hit: SimilarHit) -> str:
    """That others have nearly the same text, neutrally."""
    if not hit.copies:
        return ""
    note = words.SIMILAR_COPIES.format(organisations=listed(hit.copies))
    return f'<p class="hj-note hj-same">{plain(note)}</p>'


def _side_by_side(hit: SimilarHit, practice: str) -> str:
    """The practice with its own marks, and what the likeness is made of; folded."""
    why = words.SIMILAR_WHY.format(
        strength=said(hit.strength.value),
        carried=round(100 * hit.parts.carried),
        cosine=round(100 * hit.parts.cosine),
        place=round(100 * hit.parts.place),
    )
    marks = _marked(practice, [(s.query, s, s.passage_text) for s in hit.shared])
    return (
        f'<details class="hj-fold"><summary>{plain(words.SIMILAR_SIDE)}</summary>'
        f'<p class="hj-card-text">{marks}</p><p class="hj-muted">{plain(why)}</p></details>'
    )


def _more(hit: SimilarHit) -> str:
    """Further passages of the organisation, folded."""
    if not hit.more:
        return ""
    items = "".join(f"<li>{plain(c.passage)} {open_link(c)}</li>" for c in hit.more)
    title = plain(words.SIMILAR_MORE.format(count=len(hit.more)))
    return f'<details class="hj-fold"><summary>{title}</summary><ul>{items}</ul></details>'


def _marked(text: str, marks: Iterable[tuple[tuple[int, int], Shared, str]]) -> str:
    """The text escaped, the spans that are shared emphasised, like words with their partner.

    Args:
        text: What the spans are of.
        marks: (span, what is shared there, the other side's words); those that begin inside an
            earlier one are left out.
    """
    html, at = [], 0
    for (start, end), shared, other in sorted(marks, key=lambda m: m[0]):
        if start < at or end > len(text):
            continue
        html.append(plain_keeping_spaces(text[at:start]))
        html.append(_mark(text[start:end], shared, other))
        at = end
    return "".join(html) + plain_keeping_spaces(text[at:])


def _mark(text: str, shared: Shared, other: str) -> str:
    """One marked stretch."""
    if shared.cosine == 1.0:
        return f'<em class="hj-shared">{plain(text)}</em>'
    hint = words.SIMILAR_PAIR_HINT.format(practice=other, strength=said(shared.strength.value))
    return f'<em class="hj-near" title="{plain(hint)}">{plain(text)}</em>'


# ---------------------------------------------------------------- practices to begin with


def practices_html(practices: Sequence[NamedPractice], search: str) -> str:
    """The named practices that hold all words of a search, as links that look for others."""
    wanted = search.split()
    fitting = [
        p
        for p in practices
        if all(w in p.name or w in (p.citation.organisation or "") for w in wanted)
    ]
    if not fitting:
        return f'<p class="hj-muted">{plain(words.PRACTICES_NONE)}</p>'
    links = "".join(_chip(p) for p in _one_by_one(fitting)[:CHIPS])
    more = words.PRACTICES_MORE.format(shown=CHIPS, count=len(fitting))
    note = f'<p class="hj-muted">{plain(more)}</p>' if len(fitting) > CHIPS else ""
    return f'<div class="hj-chips">{links}</div>{note}'


def _chip(practice: NamedPractice) -> str:
    """A named practice as a link."""
    c = practice.citation
    title = " ".join(c.passage.split())[:_SHORT]
    return (
        f'<a class="hj-ask" href="{like_href(c.document_id, c.start, c.end)}" '
        f'title="{plain(title)}"><b>{plain(c.organisation or texts.SOURCE_NO_ORGANISATION)}</b> '
        f"{plain(practice.name)}</a>"
    )


def _one_by_one(practices: Sequence[NamedPractice]) -> list[NamedPractice]:
    """The first of every organisation, then the second of every one, and so on."""
    seen: dict[str | None, int] = {}
    ranked = []
    for p in practices:
        seen[p.citation.organisation] = seen.get(p.citation.organisation, 0) + 1
        ranked.append((seen[p.citation.organisation], p))
    return [p for _, p in sorted(ranked, key=lambda r: r[0])]
