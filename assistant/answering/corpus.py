"""What the library holds: documents by organisation, without citations."""

from __future__ import annotations

from assistant.answering import words
from assistant.answering.composed import Composed, NoEvidence, Task
from assistant.answering.draft import quoted
from assistant.names import label
from assistant.records import Strength

SHOWN = 200


def answer(task: Task) -> Composed | NoEvidence:
    """The list of documents with their organisations."""
    documents = task.retriever.generation.documents
    names = {label(d) for d in documents}
    lines = [words.CORPUS.format(documents=len(documents), organisations=len(names)), ""]
    lines += [
        words.CORPUS_ITEM.format(
            name=quoted(label(d)), title=quoted(d.title), period=d.period or "", file=quoted(d.file)
        )
        for d in sorted(documents, key=label)[:SHOWN]
    ]
    return Composed("\n".join(lines), (), Strength.STRONG)
