"""What the library holds of itself: what many do, what one alone does, nearly the same texts."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.practice_records import AlikeText, FoundTheme, FoundThemes
from assistant.records import Citation
from ui import texts
from ui import texts_learning as words
from ui.escape import plain
from ui.language import listed
from ui.links import like_link, open_link

PASSAGES = 8  # of a theme, shown at once
GROUPS = 40  # of nearly the same paragraphs


def waiting_html() -> str:
    """What stands there while a part is worked out; the script asks again for what says so."""
    return f'<p class="hj-muted hj-again" role="status">{plain(words.OVERVIEW_WAIT)}</p>'


def common_html(found: FoundThemes) -> str:
    """What many organisations do, most widespread first, with the passages folded."""
    if not found.common:
        return f'<p class="hj-muted">{plain(words.COMMON_NONE)}</p>'
    items = "".join(_theme(t, found.organisations) for t in found.common)
    return f'<p class="hj-muted">{plain(words.COMMON_HOW)}</p><ul class="hj-themes">{items}</ul>'


def _theme(theme: FoundTheme, organisations: int) -> str:
    """A theme: its label, how widespread it is, and a passage of each organisation."""
    count = len(theme.organisations)
    steps = max(5, round(count / max(1, organisations) * 20) * 5)
    passages = "".join(f"<li>{_passage(c)}</li>" for c in theme.passages[:PASSAGES])
    copies = words.COMMON_COPIES.format(count=theme.copies) if theme.copies else ""
    note = f'<p class="hj-muted">{plain(copies)}</p>' if copies else ""
    return (
        f"<li><details><summary><b>{plain(label_words(theme))}</b>"
        f'<span class="hj-muted">{plain(words.COMMON_COUNT.format(count=count))}</span>'
        f'<span class="hj-track"><span class="hj-bar hj-w-{steps}"></span></span></summary>'
        f'<ul class="hj-passages">{passages}</ul>{note}</details></li>'
    )


def label_words(theme: FoundTheme) -> str:
    """A theme's label in one line."""
    return "·".join(theme.label)


def alone_html(found: FoundThemes) -> str:
    """What one organisation alone does, with its passage."""
    if not found.alone:
        return f'<p class="hj-muted">{plain(words.ALONE_NONE)}</p>'
    items = "".join(
        f"<li><b>{plain(label_words(t))}</b>{_passage(t.passages[0])}</li>" for t in found.alone
    )
    return f'<p class="hj-muted">{plain(words.ALONE_HOW)}</p><ul class="hj-alone-list">{items}</ul>'


def same_html(groups: Sequence[AlikeText]) -> str:
    """Nearly the same paragraphs of different organisations; who was first is not said."""
    how = f'<p class="hj-muted">{plain(words.SAME_HOW if groups else words.SAME_NONE)}</p>'
    items = "".join(_group(g) for g in groups[:GROUPS])
    return f'{how}<ul class="hj-same-list">{items}</ul>' if groups else how


def _group(group: AlikeText) -> str:
    """One group: who, how alike, and the paragraphs."""
    title = words.SAME_GROUP.format(
        organisations=listed(group.organisations), similarity=round(100 * group.similarity)
    )
    passages = "".join(f"<li>{_passage(c)}</li>" for c in group.passages)
    return (
        f"<li><details><summary>{plain(title)}</summary>"
        f'<ul class="hj-passages">{passages}</ul></details></li>'
    )


def _passage(citation: Citation) -> str:
    """One passage with its organisation, a link to open it and one to look for its like."""
    name = citation.organisation or citation.document_title or texts.SOURCE_NO_ORGANISATION
    return (
        f'<span class="hj-who">{plain(name)}</span> {plain(citation.passage)} '
        f'<span class="hj-links">{open_link(citation)} {like_link(citation)}</span>'
    )
