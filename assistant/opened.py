"""A generation with everything that answers from it, each part made when it is first asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from assistant.evidence import Judge
from assistant.generation import Generation
from assistant.learning import Learning, Parts
from assistant.models import Models
from assistant.names import Directory, sound_alike
from assistant.retriever import Retriever
from assistant.text import fold


class Opened:
    """One generation, opened for questions; safe for several threads."""

    def __init__(self, generation: Generation, models: Models) -> None:
        self.generation = generation
        self.retriever = Retriever(generation, models)
        self.judge = Judge(self.retriever)

    @cached_property
    def directory(self) -> Directory:
        """Names of the generation's organisations."""
        characters = {c for row in self.generation.rows for c in fold(row.chunk.text)}
        return Directory(self.generation.documents, characters, self._closest)

    @cached_property
    def learning(self) -> Learning:
        """Alike practices, matrix, themes and copies."""
        library = self.generation.folder.parents[1]
        return Learning(Parts(library, self.retriever, self.judge, self.directory))

    def prepare(self) -> None:
        """Names, readings of characters (0.4 s), tokens of sentences, before they are asked for."""
        self.directory.find("")
        sound_alike("甲", "乙")
        self.judge.prepare()
        self.learning.prepare()

    def _closest(self, phrase: str, names: Sequence[str]) -> int:
        """Position of the name nearest in meaning to a phrase, by the bilingual model."""
        rows = self.retriever.models.encoder.encode_passages([phrase, *names])
        return int((rows[1:] @ rows[0]).argmax())
