"""A generation with everything that answers from it, each part made when it is first asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

from assistant.answering.common_items import groups_of_roles
from assistant.evidence import Judge
from assistant.generation import Generation
from assistant.health import FileHealth, health_of
from assistant.learning import Learning, Parts
from assistant.models import Models
from assistant.names import Directory
from assistant.records import Role
from assistant.retriever import Retriever
from assistant.spelling import sound_alike
from assistant.synonyms import SYNONYMS_FILE, Expansion, Synonyms, load_synonyms
from assistant.text import fold
from assistant.tokenizer import unmask
from assistant.typos import Mender

_WORDS = 4096  # of the lexicon, known to stand in this library or not


class Opened:
    """One generation, opened for questions; safe for several threads."""

    def __init__(self, generation: Generation, models: Models) -> None:
        self.generation = generation
        self.retriever = Retriever(generation, models)
        self.judge = Judge(self.retriever)
        self.occurs = lru_cache(_WORDS)(self._occurs)
        self._synonyms: tuple[tuple[int, int] | None, Synonyms] | None = None

    @cached_property
    def directory(self) -> Directory:
        """Names of the generation's organisations."""
        return Directory(self.generation.documents, self._characters, self._closest)

    @cached_property
    def _characters(self) -> frozenset[str]:
        """Every character of the library, folded."""
        return self.generation.folded.characters()

    @cached_property
    def mender(self) -> Mender:
        """What a slip of the input method was meant to be, by the words of the library."""
        return Mender(
            self._characters,
            self.retriever.models.tokenizer.known_words,
            self.generation.lexical.document_frequency,
            self.generation.folded.__contains__,
        )

    def synonyms(self) -> Synonyms:
        """The words that stand for one another, read anew where the user changed the file.

        Raises:
            SettingsError: If the user's file cannot be read.
        """
        library = self.generation.folder.parents[1]
        file = library / SYNONYMS_FILE
        stamp = (s.st_mtime_ns, s.st_size) if file.is_file() and (s := file.stat()) else None
        if self._synonyms is None or self._synonyms[0] != stamp:
            self._synonyms = (stamp, load_synonyms(library))
        return self._synonyms[1]

    def described(self, plain: str, words: Sequence[str]) -> tuple[Expansion, ...]:
        """The terms of this library that a folded topic describes in everyday words."""
        return self.retriever.models.everyday.of(plain, words, self.occurs)

    def expansions(self, text: str) -> tuple[Expansion, ...]:
        """The words of a text with those that may stand for them, and stand in this library.

        Raises:
            SettingsError: If the user's file of synonyms cannot be read.
        """
        words = self.retriever.models.tokenizer.words(text)
        return self.synonyms().of(unmask(fold(text)), words, self.occurs)

    def _occurs(self, word: str) -> bool:
        """Whether all parts of a word stand in one library, if not side by side."""
        lexical = self.generation.lexical
        return all(
            lexical.document_frequency(t) for t in self.retriever.models.tokenizer.terms(word)
        )

    @cached_property
    def learning(self) -> Learning:
        """Alike practices, matrix, themes and copies."""
        library = self.generation.folder.parents[1]
        parts = Parts(library, self.retriever, self.judge, self.directory, self.expansions)
        return Learning(parts)

    @cached_property
    def health(self) -> tuple[FileHealth, ...]:
        """Every file with what became of it."""
        return health_of(self.generation.store)

    def prepare(self) -> None:
        """Names, readings of characters (0.4 s), tokens of sentences, before they are asked for.

        And where the texts stand in their files, what many say in one way or another among
        problems and plans, the texts in one string (0.2, 5 and 0.3 s at 100,000 chunks).
        """
        self.directory.find("")
        sound_alike("甲", "乙")
        self.described("", ())
        self.judge.prepare()
        self.generation.store.anchor_at("", 0)
        self.mender.mended("")
        self.learning.prepare()
        for role in (Role.PROBLEMS, Role.PLANS):
            groups_of_roles(self.retriever, (role,))

    def _closest(self, phrase: str, names: Sequence[str]) -> int:
        """Position of the name nearest in meaning to a phrase, by the bilingual model."""
        rows = self.retriever.models.encoder.encode_passages([phrase, *names])
        return int((rows[1:] @ rows[0]).argmax())
