"""What can be done with a citation: open it, copy it, look for its like elsewhere."""

from __future__ import annotations

from urllib.parse import quote

from assistant.records import Citation
from ui import texts_learning as words
from ui.escape import plain, source_href
from ui.wording import reference_of


def like_href(document_id: str, start: int, end: int) -> str:
    """The link that looks for practices like a stretch of a document."""
    return f"#like-{quote(document_id, safe='')}-{start}-{end}"


def like_link(citation: Citation) -> str:
    """A link that looks for practices like a citation's passage in other organisations."""
    href = like_href(citation.document_id, citation.start, citation.end)
    return (
        f'<a class="hj-like" href="{href}" title="{plain(words.SIMILAR_LIKE_HINT)}">'
        f"{plain(words.SIMILAR_LIKE)}</a>"
    )


def open_link(citation: Citation) -> str:
    """A link that opens a citation's passage beside the page."""
    href = source_href(citation.document_id, citation.start, citation.end)
    return f'<a class="hj-open" href="{href}">{plain(words.SIMILAR_OPEN)}</a>'


def copy_link(citation: Citation) -> str:
    """A link that copies a citation as an official text quotes it."""
    quoted = words.SIMILAR_COPIED.format(
        passage=" ".join(citation.passage.split()), reference=reference_of(citation)
    )
    return (
        f'<a class="hj-copy" href="#copy-citation" data-text="{plain(quoted)}">'
        f"{plain(words.SIMILAR_COPY)}</a>"
    )
