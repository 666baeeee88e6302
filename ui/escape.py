"""Text into HTML and links into documents: the two things every fragment is made of.

A wording of ours (`ui.language.Text`) is escaped in the language of the reader.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

from ui.language import spoken

_BREAKS = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")


def plain(text: str) -> str:
    """The text escaped for HTML, on one line, its spaces single."""
    return escape(" ".join(spoken(text).split()), quote=True)


def plain_keeping_spaces(text: str) -> str:
    """The text escaped for HTML, on one line, its spaces kept."""
    return escape(_BREAKS.sub(" ", spoken(text)), quote=True)


def source_href(document_id: str, start: int, end: int) -> str:
    """The link that opens a stretch of a document beside the chat."""
    return f"#cite-{quote(document_id, safe='')}-{start}-{end}"
