"""A small library over given texts with the fake encoder, and one question put to it."""

from __future__ import annotations

from assistant.answering.composed import Task
from assistant.evidence import Judge
from assistant.generation import Generation
from assistant.indexing import Indexer
from assistant.library import Library
from assistant.names import Directory
from assistant.question import read_question
from assistant.reading import Limits
from assistant.records import Filters
from assistant.retriever import Retriever
from tests.fakes import fake_models


def retriever_over(tmp_path, files):
    """A retriever over files given as {name: text}."""
    folder = tmp_path / "材料"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library(tmp_path / "库")
    Indexer(library, fake_models(), Limits()).index([folder], lambda _: None)
    generation = library.open()
    assert isinstance(generation, Generation)
    return Retriever(generation, fake_models())


def task_for(retriever, text, expansions=()):
    """The task of a question by itself, within the limits it names."""
    directory = Directory(retriever.generation.documents)
    question = read_question(text, directory)
    limits = Filters(question.organisations, question.years)
    allowed = retriever.rows_of_titles(
        question.title_years, question.parts_of_year, retriever.allowed_rows(limits)
    )
    ranking = retriever.rank(question.topic or text, allowed)
    return Task(question, ranking, allowed, retriever, Judge(retriever), directory, expansions)


def row_with(retriever, words):
    """The row of the one chunk that holds these words."""
    (row,) = [r.row for r in retriever.generation.rows if words in r.chunk.text]
    return row
