"""A document as escaped HTML for the panel beside the chat, one stretch of it marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from html import escape

from assistant.records import Document
from ui import texts, texts_learning
from ui.escape import plain
from ui.language import Text
from ui.links import like_href
from ui.wording import place_of, reference_words

Span = tuple[int, int]


def source_html(document: Document, start: int, end: int) -> str:
    """The whole document: heading, outline, and its text with `[start, end)` marked.

    Args:
        document: What to show.
        start: First character of the mark; equal to `end` for no mark.
        end: One past the last character of the mark.
    """
    return (
        f'<header class="hj-doc-head"><h2 tabindex="-1">{plain(document.title)}</h2>'
        f"<p>{_particulars(document)}</p>{_place(document, start, end)}"
        f"{_outline(document, start)}{_links(document, start, end)}</header>"
        f'<article class="hj-paper" data-document="{plain(document.id)}">'
        f"{''.join(_paragraphs(document, (start, end)))}</article>"
    )


def _paragraphs(document: Document, mark: Span) -> Iterator[str]:
    """The lines of the text as paragraphs and headings, page breaks between them."""
    heads = {h.start: n for n, h in enumerate(document.headings)}
    numbers = _numbers(document)
    for start, end in _lines(document.text):
        number, page = numbers.get(start, (0, None))
        if page:
            label = plain(texts.SOURCE_PAGE.format(page=page))
            yield f'<p class="hj-page">{label}</p>'
        count = f'<span class="hj-no" aria-hidden="true">{number}</span>' if number else ""
        html = count + _marked(document.text, (start, end), mark)
        heading = heads.get(_first_ink(document.text, (start, end)))
        if heading is None:
            yield f'<p data-at="{start}">{html}</p>'
        else:
            kind = _heading_class(document, heading, end)
            at = f'id="head-{heading}" data-at="{start}"'
            yield f'<p class="hj-heading {kind}" {at}>{html}</p>'


def _heading_class(document: Document, heading: int, end: int) -> str:
    """The style of a heading: by level, or run-in where text follows it on its line."""
    found = document.headings[heading]
    return "hj-runin" if found.end < end - 1 else f"hj-h{min(found.level, 4)}"


def _particulars(document: Document) -> str:
    """Organisation, period, number and file of a document."""
    parts = (
        document.organisation or texts.SOURCE_NO_ORGANISATION,
        document.period,
        document.number,
        document.file,
    )
    return " · ".join(plain(p) for p in parts if p)


def _place(document: Document, start: int, end: int) -> str:
    """The heading path that holds the mark."""
    if start >= end:
        return ""
    path = _path(document, start)
    if not path:
        return ""
    return f'<p class="hj-path">{" › ".join(plain(p) for p in path)}</p>'


def _path(document: Document, start: int) -> tuple[str, ...]:
    """The heading path of the section that holds a character."""
    path: tuple[str, ...] = ()
    for section in document.sections:
        if section.start <= start < max(section.end, section.start + 1):
            path = section.path
    return path


def _others(document: Document, start: int, end: int) -> str:
    """A link that looks for practices like the marked one in other organisations."""
    if not document.text[start:end].strip():
        return ""
    return (
        f'<a class="hj-others" href="{like_href(document.id, start, end)}" '
        f'title="{plain(texts_learning.SIMILAR_LIKE_HINT)}">{plain(texts_learning.SIMILAR_LIKE)}</a>'
    )


def _links(document: Document, start: int, end: int) -> str:
    """What can be done with the marked stretch: quote it with its reference, look for others."""
    if start >= end:
        return ""
    words = plain(f"“{' '.join(document.text[start:end].split())}”{_reference(document, start)}")
    copied = f'<a href="#copy-reference" data-reference="{words}">{plain(texts.COPY_REFERENCE)}</a>'
    return f'<p class="hj-doc-links">{copied}{_others(document, start, end)}</p>'


def _reference(document: Document, start: int) -> Text:
    """The marked stretch in words: 〔青石镇《…》二、（一）第 3 段〕."""
    anchor = next((a for a in document.anchors if a.start <= start < a.end), None)
    place = "" if anchor is None else place_of(anchor)
    return reference_words(document.organisation, document.title, _path(document, start), place)


def _outline(document: Document, start: int) -> str:
    """The headings as links to their places, folded; the one above the mark is current."""
    if not document.headings:
        return ""
    current = bisect_right([h.start for h in document.headings], start) - 1
    items = "".join(
        f'<li class="hj-level-{min(h.level, 4)}">'
        f'<a href="#head-{n}"{" class=hj-current" if n == current else ""}>{plain(h.text)}</a></li>'
        for n, h in enumerate(document.headings)
    )
    return (
        f'<details class="hj-outline"><summary>{plain(texts.SOURCE_OUTLINE)}</summary>'
        f"<ol>{items}</ol></details>"
    )


def _lines(text: str) -> Iterator[Span]:
    """The spans of the lines that hold more than spaces."""
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield start, start + len(line.rstrip())
        start += len(line)


def _first_ink(text: str, line: Span) -> int:
    """Where the first character that is not a space stands."""
    start, end = line
    return end - len(text[start:end].lstrip())


def _numbers(document: Document) -> dict[int, tuple[int, int | None]]:
    """For each line's start: its paragraph number, and its page where a new page begins."""
    numbers: dict[int, tuple[int, int | None]] = {}
    page = None
    for anchor in document.anchors:
        numbers[anchor.start] = (anchor.paragraph, anchor.page if anchor.page != page else None)
        page = anchor.page
    return numbers


def _marked(text: str, line: Span, mark: Span) -> str:
    """The line's text escaped, with what it shares with `mark` in a mark element."""
    start, end = line
    first, last = max(start, mark[0]), min(end, mark[1])
    if first >= last:
        return escape(text[start:end])
    return (
        f"{escape(text[start:first])}<mark>{escape(text[first:last])}</mark>"
        f"{escape(text[last:end])}"
    )
