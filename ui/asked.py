"""What a request for alike practices asks: a text, a chunk, or a stretch of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.contract import ContractError, whole

if TYPE_CHECKING:
    from assistant.practice_records import SimilarPractices
    from assistant.service import Assistant

MAX_PRACTICE = 2_000  # characters
MAX_LIMIT = 200
MAX_THEMES = 40
MAX_THEME = 40  # characters of a theme


@dataclass(frozen=True, slots=True)
class Asked:
    """One of three: `practice`, `chunk`, or `document` with its half-open `span`."""

    practice: str
    chunk: str
    document: str
    span: tuple[int, int]
    limit: int

    def find(self, assistant: Assistant) -> SimilarPractices:
        """The alike practices of the other organisations.

        Raises:
            UnknownDocument: If there is no such chunk or stretch.
        """
        if self.chunk:
            return assistant.similar_to(self.chunk, self.limit)
        if self.document:
            return assistant.similar_to_passage(self.document, self.span, self.limit)
        return assistant.similar(self.practice, self.limit)

    def parameters(self) -> dict[str, str]:
        """The parameters of a request that asks the same."""
        if self.chunk:
            what = {"chunk": self.chunk}
        elif self.document:
            start, end = self.span
            what = {"document": self.document, "start": str(start), "end": str(end)}
        else:
            what = {"practice": self.practice}
        return {**what, "limit": str(self.limit)}


def asked(
    practice: str = "",
    chunk: str = "",
    document: str = "",
    start: int = 0,
    end: int = 0,
    limit: int = 10,
) -> Asked:
    """The parameters of a request as what they ask.

    Raises:
        ContractError: If they ask nothing, more than one thing, or too much.
    """
    text = " ".join(whole(practice).split())[:MAX_PRACTICE]
    if sum(map(bool, (text, chunk, document))) != 1:
        raise ContractError("practice", "one of practice, chunk, document")
    if document and not 0 <= start < end:
        raise ContractError("end", "0 ≤ start < end")
    if not 1 <= limit <= MAX_LIMIT:
        raise ContractError("limit", f"1–{MAX_LIMIT}")
    return Asked(text, whole(chunk), whole(document), (start, end), limit)


def themes_of(themes: list[str]) -> list[str]:
    """The themes of a request, each once, blank ones left out.

    Raises:
        ContractError: If there are too many.
    """
    wanted = [" ".join(whole(t).split())[:MAX_THEME] for t in themes]
    found = list(dict.fromkeys(t for t in wanted if t))
    if len(found) > MAX_THEMES:
        raise ContractError("theme", f"≤ {MAX_THEMES}")
    return found
