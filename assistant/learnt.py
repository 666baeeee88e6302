"""What a library tells of itself: common themes, what one alone does, copies, named practices.

Each is worked out once per generation when it is first asked for. In a library of a hundred
organisations that takes seconds, so who shows it may ask what is there by now.
"""

from __future__ import annotations

import time
from functools import cached_property

from assistant.alone import AloneFinder
from assistant.answering.draft import Draft
from assistant.duplicates import find_copies, paragraphs
from assistant.found_themes import Group, ThemeFinder
from assistant.named_practices import named_practices
from assistant.names import label_of
from assistant.practice_records import (
    AlikeText,
    FoundTheme,
    FoundThemes,
    NamedPractice,
)
from assistant.practices import Practices, Wanted
from assistant.records import Citation
from assistant.retriever import Retriever
from assistant.sentences import Sentence
from assistant.soon import Soon
from assistant.themes import cite
from assistant.told import Told


class Learnt:
    """What one generation tells of itself.

    Attributes:
        common, alone: The themes of many, and of one organisation; the other half is empty.
        copies: Nearly the same paragraphs of different organisations.
    """

    def __init__(self, retriever: Retriever, practices: Practices) -> None:
        self._generation = retriever.generation
        self._models = retriever.models
        self._practices = practices
        self._told = Soon(lambda: Told(self._generation.rows, self._models.tokenizer))
        self.common = Soon(self._common)
        self.alone = Soon(self._alone)
        self.copies = Soon(self._copies)

    @cached_property
    def named(self) -> tuple[NamedPractice, ...]:
        """The practices that organisations gave a name."""
        draft = Draft(self._generation.store)
        found = named_practices(self._generation.rows)
        return tuple(NamedPractice(name, cite(draft, s, 1.0)) for name, s in found)

    def themes(self) -> FoundThemes:
        """Both halves of the themes, waited for."""
        common, alone = self.common.value(), self.alone.value()
        elapsed = common.elapsed_ms + alone.elapsed_ms
        return FoundThemes(common.common, alone.alone, common.organisations, elapsed)

    def _common(self) -> FoundThemes:
        began = time.perf_counter()
        groups = ThemeFinder(self._told.value(), self._models.encoder).common()
        return FoundThemes(self._cited(groups), (), self._count, _since(began))

    def _alone(self) -> FoundThemes:
        began = time.perf_counter()
        finder = AloneFinder(self._told.value(), self._models.encoder, self._likeliest)
        return FoundThemes((), self._cited(finder.find()), self._count, _since(began))

    @property
    def _count(self) -> int:
        """Number of organisations."""
        return len(self._practices.spread.names)

    def _likeliest(self, sentence: Sentence) -> float:
        """Score of the likest passage elsewhere, over the score of a medium likeness."""
        text = " ".join(sentence.text.split())
        wanted = Wanted(text, sentence, frozenset([label_of(sentence.chunk)]))
        found = self._practices.find(wanted)
        return max((h.score for h in found), default=0.0) / wanted.limits[1]

    def _cited(self, groups: list[Group]) -> tuple[FoundTheme, ...]:
        """Groups as records."""
        draft = Draft(self._generation.store)
        return tuple(_theme(draft, group) for group in groups)

    def _copies(self) -> tuple[AlikeText, ...]:
        draft = Draft(self._generation.store)
        found = find_copies(list(paragraphs(self._generation.rows)))
        return tuple(
            AlikeText(
                tuple(
                    cite(draft, Sentence(p.chunk, p.start, p.end, ""), group.similarity)
                    for p in group.paragraphs
                ),
                tuple(dict.fromkeys(label_of(p.chunk) for p in group.paragraphs)),
                group.similarity,
            )
            for group in found
        )


def _since(began: float) -> float:
    """Milliseconds."""
    return 1000 * (time.perf_counter() - began)


def _theme(draft: Draft, group: Group) -> FoundTheme:
    """A group as a record."""
    passages: list[Citation] = [cite(draft, s, 1.0) for s in group.sentences]
    names = dict.fromkeys(label_of(s.chunk) for s in group.sentences)
    return FoundTheme(group.words, tuple(names), tuple(passages), group.copies)
