"""What `service.Assistant` offers of learning from one another."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.learning import SHOWN, Learning
from assistant.practice_records import (
    AlikeText,
    FoundThemes,
    Matrix,
    NamedPractice,
    SimilarPractices,
    Theme,
)

WAIT = 0.5  # seconds in which most libraries have told of themselves


class LearningMethods:
    """What `service.Assistant` offers of all this, over the generation that is current."""

    def _learning(self) -> Learning:
        """The current generation's.

        Raises:
            LibraryMissing: If the library is empty.
        """
        raise NotImplementedError

    def similar(self, text: str, limit: int = SHOWN) -> SimilarPractices:
        """The practices alike to a description, or to the one a question names, elsewhere.

        Raises:
            LibraryMissing: If the library is empty.
        """
        return self._learning().similar(text, limit)

    def similar_to(self, chunk_id: str, limit: int = SHOWN) -> SimilarPractices:
        """The practices of other organisations alike to a chunk.

        Raises:
            LibraryMissing: If the library is empty.
            UnknownDocument: If there is no such chunk.
        """
        return self._learning().similar_to(chunk_id, limit)

    def similar_to_passage(
        self, document_id: str, span: tuple[int, int], limit: int = SHOWN
    ) -> SimilarPractices:
        """The practices of other organisations alike to a stretch of a document.

        Raises:
            LibraryMissing: If the library is empty.
            UnknownDocument: If there is no such document, or nothing of it stands there.
        """
        return self._learning().similar_to_passage(document_id, span, limit)

    def compare(self, themes: Sequence[str] = ()) -> Matrix:
        """Organisations × themes; all themes of the library's file where none is named.

        Raises:
            LibraryMissing: If the library is empty.
            SettingsError: If the user's file of themes is broken.
        """
        return self._learning().compare(themes)

    def known_themes(self) -> tuple[Theme, ...]:
        """The themes of the library's file, else those that come with the program.

        Raises:
            LibraryMissing: If the library is empty.
            SettingsError: If the user's file of themes is broken.
        """
        return self._learning().known_themes()

    def named_practices(self) -> tuple[NamedPractice, ...]:
        """The practices that organisations gave a name, by organisation.

        Raises:
            LibraryMissing: If the library is empty.
        """
        return self._learning().learnt.named

    def themes(self) -> FoundThemes:
        """What the organisations do in common, and what one of them alone does.

        Raises:
            LibraryMissing: If the library is empty.
        """
        return self._learning().learnt.themes()

    def duplicates(self) -> tuple[AlikeText, ...]:
        """Nearly the same paragraphs of different organisations.

        Raises:
            LibraryMissing: If the library is empty.
        """
        return self._learning().learnt.copies.value()

    def common_soon(self) -> FoundThemes | None:
        """The common half of `themes`; None while it is worked out, in the background.

        Raises:
            LibraryMissing: If the library is empty.
        """
        return self._learning().learnt.common.within(WAIT)

    def alone_soon(self) -> FoundThemes | None:
        """The half of `themes` that one alone does; None while it is worked out.

        Raises:
            LibraryMissing: If the library is empty.
        """
        return self._learning().learnt.alone.within(WAIT)

    def duplicates_soon(self) -> tuple[AlikeText, ...] | None:
        """The same as `duplicates`; None while they are looked for.

        Raises:
            LibraryMissing: If the library is empty.
        """
        return self._learning().learnt.copies.within(WAIT)
