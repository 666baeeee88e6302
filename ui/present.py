"""Answers as escaped HTML for the chat: nothing of a document or a question is ever markup.

A message is one line of HTML that begins with a block tag and holds no blank line, so that the
chat's Markdown leaves it alone (CommonMark, HTML blocks, kind 6). The only markup that is
recognised in an answer's text is what answers are written in: paragraphs, lists, `**bold**`,
headings, `[n]` and a backslash before what is meant literally. Everything else goes through
`html.escape` and is displayed as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape

from assistant.records import (
    Answer,
    Citation,
    Evidence,
    Hit,
    LibraryStatus,
    Status,
    Strength,
)
from ui import texts
from ui.escape import plain, plain_keeping_spaces, source_href
from ui.language import listed, spoken
from ui.links import like_link
from ui.narrowing import NOTHING, Narrowing, chips, narrower_html
from ui.phrases import said
from ui.pictures import strip_html, table_html, with_passages
from ui.texts_why import WHY
from ui.wording import LIST_ITEM, reference_of, unrepeated

_INLINE = re.compile(
    r"\\(?P<literal>[!-/:-@\[-`{-~])|\*\*(?P<bold>(?:\\.|[^*\\])+)\*\*|\[(?P<n>\d{1,3})\]"
)
_HEADING = re.compile(r"^#{1,6}\s+(?P<text>.*)$")
_QUESTION = re.compile(r'^<div class="hj-question">(?P<text>.*)</div>$', re.DOTALL)
_STRENGTH_CLASS = {
    Strength.STRONG: "hj-strong",
    Strength.MEDIUM: "hj-medium",
    Strength.WEAK: "hj-weak",
}
_NEXT = '<div class="hj-next">'
WORD_JOINER = "\u2060"  # keeps a citation on the line of the sentence it belongs to


def question_html(question: str) -> str:
    """A user's question as a message that shows it literally, line by line."""
    lines = (escape(line, quote=True) for line in question.strip().splitlines())
    return f'<div class="hj-question">{"<br>".join(lines)}</div>'


def question_text(content: str) -> str:
    """The question in a message that `question_html` made."""
    match = _QUESTION.match(content.strip())
    return unescape((match["text"] if match else content).replace("<br>", "\n")).strip()


def citation_link(citation: Citation) -> str:
    """A citation's number as a link, tied to the word before it."""
    href = source_href(citation.document_id, citation.start, citation.end)
    title = texts.CITATION_HINT.format(title=_where(citation))
    return f'{WORD_JOINER}<a class="hj-cite" href="{href}" title="{plain(title)}">{citation.n}</a>'


def answer_html(
    answer: Answer,
    next_questions: Iterable[str] = (),
    alone: str = "",
    limits: Narrowing = NOTHING,
) -> str:
    """An answer as one line of HTML: text, table, sources, how it came about, what to ask next.

    Args:
        answer: What to show.
        next_questions: Offered below it.
        alone: The question, where it was read together with the conversation before it and may
            be asked again without; empty otherwise.
        limits: Those that can be taken away or added.
    """
    links = {c.n: citation_link(c) for c in answer.citations}
    refused = answer.status is Status.NO_EVIDENCE
    parts = [
        _refusal(answer) if refused else _body(answer, links),
        _facts(answer, alone, limits),
        narrower_html(limits),
        _sources(answer.citations),
        _organisations(answer),
        _how(answer),
    ]
    return "".join(parts) + _next(next_questions)


def _next(questions: Iterable[str]) -> str:
    """The questions to ask next as links; only those of the last answer are shown (page.css)."""
    items = "".join(f'<a class="hj-ask" href="#ask">{plain(q)}</a>' for q in questions)
    label = f'<span class="hj-muted">{plain(texts.FOLLOW_UPS_LABEL)}</span>'
    return f"{_NEXT}{label}{items}</div>" if items else ""


def answer_message(shown: str, turn: int | None) -> str:
    """What `answer_html` gave as a message of the chat, with what can be done with it.

    Args:
        shown: The HTML of the answer.
        turn: The number under which it is kept, for exports and feedback; None where it is not.
    """
    body, next_questions, rest = shown.partition(_NEXT)
    return f'<div class="hj-answer">{body}{_actions(turn)}{next_questions}{rest}</div>'


def searching_html(documents: int) -> str:
    """The message shown while an answer is being looked for."""
    words = plain(texts.SEARCHING.format(documents=documents))
    return f'<div class="hj-searching">{words}</div>'


def fault_html(words: str) -> str:
    """An error as a message in the chat."""
    return f'<div class="hj-fault" role="alert">{plain(words)}</div>'


def welcome_html(status: LibraryStatus, examples: Iterable[str]) -> str:
    """What an empty chat shows: what is here and what can be asked, or how to begin."""
    if not status.documents:
        return (
            f'<div class="hj-welcome"><h2>{plain(texts.WELCOME_EMPTY)}</h2>'
            f"<p>{plain(texts.WELCOME_EMPTY_HOW)}</p>"
            f'<p><a class="hj-primary" href="#library">{plain(texts.WELCOME_EMPTY_LINK)}</a></p>'
            "</div>"
        )
    scope = texts.WELCOME_SCOPE.format(
        organisations=status.organisations, documents=status.documents
    )
    items = "".join(f'<li><a class="hj-ask" href="#ask">{plain(e)}</a></li>' for e in examples)
    return (
        f'<div class="hj-welcome"><h2>{plain(texts.WELCOME)}</h2><p>{plain(scope)}</p>'
        f'<p class="hj-label">{plain(texts.WELCOME_EXAMPLES)}</p>'
        f'<ul class="hj-examples">{items}</ul></div>'
    )


# ---------------------------------------------------------------- an answer's text


def rich(text: str, links: Mapping[int, str]) -> str:
    """An answer's text as HTML blocks; `[n]` becomes the link of citation n where there is one."""
    html: list[str] = []
    open_list = ""
    for line in (spoken(said(line)) for line in text.splitlines()):
        item = LIST_ITEM.match(line)
        wanted = "" if not item else "ol" if item["mark"][0].isdigit() else "ul"
        if open_list and wanted != open_list and line.strip():
            html.append(f"</{open_list}>")
            open_list = ""
        if item and not open_list:
            start = f' start="{int(item["mark"][:-1])}"' if wanted == "ol" else ""
            html.append(f"<{wanted}{start}>")
            open_list = wanted
        if line.strip():
            html.append(_line(line, item, links))
    return "".join(html) + (f"</{open_list}>" if open_list else "")


def _body(answer: Answer, links: Mapping[int, str]) -> str:
    """An answer's text and table; list items that the table repeats are left out."""
    if not answer.table:
        return rich(answer.text, links)
    table = with_passages(answer.table, answer.citations)
    lines = unrepeated(answer.text, table.rows)
    return rich("\n".join(lines), links) + table_html(table, lambda cell: _inline(cell, links))


def _line(line: str, item: re.Match[str] | None, links: Mapping[int, str]) -> str:
    """One line of an answer as a list item, a heading or a paragraph."""
    if item:
        nested = ' class="hj-nested"' if len(item["indent"]) > 1 else ""
        return f"<li{nested}>{_inline(item['text'], links)}</li>"
    if heading := _HEADING.match(line):
        return f"<h4>{_inline(heading['text'], links)}</h4>"
    if line.startswith(">"):
        return f"<blockquote>{_inline(line.lstrip('> '), links)}</blockquote>"
    return f"<p>{_inline(line, links)}</p>"


def _inline(text: str, links: Mapping[int, str]) -> str:
    """A line with bold and citation links; everything else escaped."""
    html, at = [], 0
    for match in _INLINE.finditer(text):
        if match["n"] and int(match["n"]) not in links:
            continue
        before = text[at : match.start()]
        html.append(plain_keeping_spaces(before.rstrip() if match["n"] else before))
        if match["n"]:
            html.append(links[int(match["n"])])
        elif match["literal"]:
            html.append(escape(match["literal"]))
        else:
            html.append(f"<strong>{_inline(match['bold'], links)}</strong>")
        at = match.end()
    return "".join(html) + plain_keeping_spaces(text[at:])


def _refusal(answer: Answer) -> str:
    """Why there is no answer, with the nearest passages."""
    nearest = "".join(_nearest(hit) for hit in answer.hits[:3])
    block = (
        f'<p class="hj-label">{plain(texts.NEAREST)}</p><ol class="hj-nearest">{nearest}</ol>'
        if nearest
        else ""
    )
    return f'<div class="hj-refusal">{rich(answer.text or texts.NO_EVIDENCE_HINT, {})}</div>{block}'


def _nearest(hit: Hit) -> str:
    """One near passage with a link into its document."""
    href = source_href(hit.document_id, hit.start, hit.chunk.end)
    text = hit.passage if len(hit.passage) <= 140 else hit.passage[:138] + "……"
    head = " · ".join(filter(None, (hit.organisation, hit.document_title, *hit.section[-1:])))
    return (
        f'<li><a class="hj-open" href="{href}">{plain(head)}</a>'
        f'<span class="hj-quote">{plain(text)}</span></li>'
    )


# ---------------------------------------------------------------- what stands under an answer


def _facts(answer: Answer, alone: str, limits: Narrowing) -> str:
    """The line of strength, coverage and scope."""
    explanation = answer.explanation
    refused = answer.status is Status.NO_EVIDENCE
    level = Strength.WEAK if refused else explanation.strength
    words = texts.NO_EVIDENCE if refused else texts.STRENGTH.format(strength=said(level.value))
    hint = texts.NO_EVIDENCE_HINT if refused else texts.STRENGTH_HINTS[level.value]
    kind = "hj-none" if refused else _STRENGTH_CLASS[level]
    scope = "".join(chips(explanation.scope, limits))
    label = f'<span class="hj-muted">{plain(texts.SCOPE)}</span>' if scope else ""
    again = (
        f'<a class="hj-alone" href="#ask-alone" title="{plain(alone)}">{plain(texts.ALONE)}</a>'
        if alone
        else ""
    )
    coverage = f'<span class="hj-coverage">{plain(said(explanation.coverage))}</span>'
    return (
        f'<div class="hj-facts"><span class="hj-strength {kind}" title="{plain(hint)}">'
        f"{plain(words)}</span>{coverage if explanation.coverage else ''}"
        f"{label}{scope}{again}</div>"
    )


def _sources(citations: Iterable[Citation]) -> str:
    """The numbered list of sources, folded."""
    items = "".join(_source(c) for c in citations)
    if not items:
        return ""
    title = plain(texts.SOURCES.format(count=items.count("<li>")))
    return (
        f'<details class="hj-more hj-sources"><summary>{title}</summary><ul>{items}</ul></details>'
    )


def _source(citation: Citation) -> str:
    """One source: its number as a link, the reference in words, and a link to look for its like."""
    words = plain(f"{reference_of(citation)}{_also(citation)}")
    return (
        f'<li>{citation_link(citation)}<span class="hj-ref">{words}</span> '
        f"{like_link(citation)}</li>"
    )


def _also(citation: Citation) -> str:
    """The other files that hold the same report, in words."""
    files = listed(citation.also_in)
    return texts.ALSO_IN.format(files=files) if files else ""


def _organisations(answer: Answer) -> str:
    """Who has evidence and who has none, folded; only where several were judged."""
    if len(answer.organisations) < 2:
        return ""
    rows = []
    for evidence in Evidence:
        names = [o.name for o in answer.organisations if o.evidence is evidence]
        if names:
            label = plain(f"{texts.EVIDENCE_NAMES[evidence.value]} {len(names)}")
            chips = "".join(f'<span class="hj-name">{plain(n)}</span>' for n in names)
            rows.append(f'<dt class="hj-{evidence.value}">{label}</dt><dd>{chips}</dd>')
    title = plain(texts.ORGANISATIONS_JUDGED.format(count=len(answer.organisations)))
    return (
        f'<details class="hj-more hj-judged"><summary>{title}</summary>'
        f"{strip_html(answer)}<dl>{''.join(rows)}</dl></details>"
    )


def _how(answer: Answer) -> str:
    """Words searched, synonyms, how much was searched, and the time it took, folded."""
    explanation = answer.explanation
    searched = texts.SEARCHED_UNREADABLE if explanation.files_unreadable else texts.SEARCHED_VALUE
    rows = (
        (texts.WORDS, listed(explanation.words)),
        (
            texts.EXPANSIONS,
            listed((f"{w} → {listed(e)}" for w, e in explanation.expansions if e), "；"),
        ),
        (
            texts.SEARCHED,
            searched.format(
                documents=explanation.documents_searched, files=explanation.files_unreadable
            ),
        ),
        (texts.ELAPSED, texts.ELAPSED_VALUE.format(ms=round(answer.elapsed_ms))),
    )
    html = "".join(
        f"<dt>{plain(name)}</dt><dd>{plain(value)}</dd>" for name, value in rows if value
    )
    return (
        f'<details class="hj-more hj-how"><summary>{plain(texts.HOW_FOUND)}</summary>'
        f"<dl>{html}</dl></details>"
    )


def _actions(turn: int | None) -> str:
    """The links under an answer; the page's script gives them their work."""
    links = {"#copy-answer": texts.COPY_ANSWER, "#copy-sources": texts.COPY_SOURCES}
    if turn is not None:
        links |= {f"#export-{kind}-{turn}": words for kind, words in texts.EXPORTS.items()}
        links[f"#print-{turn}"] = texts.PRINT
        links[f"#why-{turn}"] = WHY
        links |= {f"#rate-good-{turn}": texts.RATE_GOOD, f"#rate-bad-{turn}": texts.RATE_BAD}
    items = "".join(f'<a href="{href}">{plain(words)}</a>' for href, words in links.items())
    return f'<div class="hj-actions">{items}</div>'


def _where(citation: Citation) -> str:
    """Organisation, title, last heading and place of a citation, in one line."""
    parts = (citation.organisation, citation.document_title, *citation.section[-1:])
    return " · ".join(spoken(p) for p in (*parts, said(citation.place)) if p)
