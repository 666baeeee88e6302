"""One complete, immutable state of a library: texts, lexical index, dense index, token lists.

A generation is a folder. It is written in full, then named by `CURRENT`; from then on no byte
of it changes, so readers need no locks and keep the generation they opened.

    manifest.json   format version, encoder, tokenizer, counts
    store.sqlite    texts (the truth; everything below can be rebuilt from it)
    lexical/        tantivy
    dense.faiss     one row per chunk
    tokens.npz      distinct model tokens per chunk, for late interaction
    sentences/      spans and tokens of every sentence; made anew where they follow other rules
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import LibraryDamaged, LibraryVersion
from assistant.lexical_index import LexicalIndex
from assistant.records import DocumentSummary, Role
from assistant.sentence_ends import CUT
from assistant.store import ChunkRow, Store
from assistant.text import Searched, fold_all, letters_of_all
from assistant.token_lists import SentenceLists, TokenLists
from assistant.tokenizer import unmask_all
from embeddings import dense_index
from embeddings.dense_index import DenseIndex
from embeddings.errors import IndexNotReadable

FORMAT_VERSION = 2
SENTENCES = "sentences"
_CUT_AT_ONCE = 64
_FOLDED_AT_ONCE = 4_096


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself; any difference to this installation means a rebuild."""

    format_version: int
    encoder: str
    encoder_revision: str
    dim: int
    tokens_revision: str
    tokenizer: str
    documents: int
    chunks: int
    created: str
    corrections: str = ""  # fingerprint of the user's corrections it was made with
    groups: str = ""  # and of the groups of documents

    @property
    def makers(self) -> tuple[str, str, str]:
        """What the indexes depend on: encoder, token model, word list."""
        return self.encoder_revision, self.tokens_revision, self.tokenizer

    @property
    def maker_names(self) -> str:
        """The same for the eye: model, revision, word list."""
        return f"{self.encoder} {self.encoder_revision[:8]} {self.tokenizer[-6:]}"

    def write(self, folder: Path) -> None:
        """Write `manifest.json` into the folder."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / "manifest.json").write_text(text, encoding="utf-8")

    @classmethod
    def read(cls, folder: Path, library: Path) -> Manifest:
        """The manifest of a generation's folder.

        Raises:
            LibraryVersion: If it was written by another format version.
            LibraryDamaged: If it is missing or not a manifest.
        """
        try:
            values = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            found = values["format_version"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LibraryDamaged(library, f"{folder.name}/manifest.json") from error
        if found != FORMAT_VERSION:
            raise LibraryVersion(library, found, FORMAT_VERSION)
        try:
            return cls(**values)
        except TypeError as error:
            raise LibraryDamaged(library, f"{folder.name}/manifest.json") from error


class Generation:
    """An opened generation; safe for concurrent readers."""

    def __init__(self, folder: Path, library: Path) -> None:
        """Open every part and check that they agree on the number of chunks.

        Raises:
            LibraryVersion: If another format version wrote it.
            LibraryDamaged: If a part is missing, broken, or disagrees.
        """
        self.folder = folder
        self.number = int(folder.name)
        self.manifest = Manifest.read(folder, library)
        part = "store.sqlite"
        try:
            self.store = Store.open(folder / part)
            part = "lexical"
            self.lexical = LexicalIndex(folder / part)
            part = "dense.faiss"
            self.dense: DenseIndex = dense_index.load(folder / part)
            part = "tokens.npz"
            with np.load(folder / part, allow_pickle=False) as tokens:
                self.tokens = TokenLists(tokens["ids"], tokens["offsets"])
            part = SENTENCES
            self.sentences = SentenceLists.load(folder / part, CUT)
        except (
            OSError, EOFError, ValueError, KeyError, sqlite3.Error, IndexNotReadable,
        ) as error:  # fmt: skip
            raise LibraryDamaged(library, f"{folder.name}/{part}") from error
        counts = {len(self.lexical), len(self.dense), len(self.tokens)}
        counts |= {len(self.sentences)} if self.sentences else set()
        if counts != {self.manifest.chunks}:
            raise LibraryDamaged(library, f"{folder.name}: {sorted(counts)}")

    def sentences_of(self, rows: NDArray[np.int64]) -> SentenceLists | None:
        """The sentences of some rows, in the order given; None where none are kept."""
        return None if self.sentences is None else self.sentences.part(rows)

    def cut(self, made: Callable[[Sequence[ChunkRow]], SentenceLists]) -> None:
        """Make the sentences in memory where none are kept, a few rows at a time."""
        if self.sentences is None:
            starts = range(0, len(self.rows), _CUT_AT_ONCE)
            lists = [made(self.rows[i : i + _CUT_AT_ONCE]) for i in starts]
            self.sentences = SentenceLists.chain(lists)

    @cached_property
    def documents(self) -> list[DocumentSummary]:
        """The documents that answer, in the order in which `document_of_row` numbers them."""
        return [d for d in self.all_documents if d.duplicate_of is None]

    @cached_property
    def all_documents(self) -> list[DocumentSummary]:
        """All documents, with those that repeat another."""
        return self.store.summaries()

    @cached_property
    def rows(self) -> list[ChunkRow]:
        """Every chunk with its document and section, in row order."""
        return self.store.all_chunk_rows()

    @cached_property
    def folded(self) -> Searched:
        """The chunks' texts folded, without their headings; 40 MB at 100,000 chunks."""
        return Searched.chain(fold_all([r.chunk.text for r in rows]) for rows in self._in_parts())

    @cached_property
    def letters(self) -> Searched:
        """The letters of the chunks' passages, folded and unmasked; made for quoted names."""
        return Searched.chain(map(_letters, self._in_parts()))

    def _in_parts(self) -> Iterator[list[ChunkRow]]:
        """The rows, some at a time."""
        starts = range(0, len(self.rows), _FOLDED_AT_ONCE)
        return (self.rows[i : i + _FOLDED_AT_ONCE] for i in starts)

    @cached_property
    def document_of_row(self) -> NDArray[np.int32]:
        """(rows,), int32: the number of each chunk's document."""
        number = {d.id: i for i, d in enumerate(self.documents)}
        return np.array([number[r.chunk.document_id] for r in self.rows], np.int32)

    @cached_property
    def role_of_row(self) -> NDArray[np.int8]:
        """(rows,), int8: the position of each chunk's role in `Role`."""
        position = {role: i for i, role in enumerate(Role)}
        return np.array([position[r.role] for r in self.rows], np.int8)

    @cached_property
    def unreadable(self) -> tuple[tuple[str, str], ...]:
        """(file, reason) of the files that gave no document."""
        return tuple((f.name, f.reason or "") for f in self.store.files() if not f.readable)

    def close(self) -> None:
        """Release the database."""
        self.store.close()


def search_text(row: ChunkRow) -> str:
    """What the indexes see of a chunk: organisation (else title), section path, body."""
    return f"{heading_text(row)}\n{row.chunk.text}"


def heading_text(row: ChunkRow) -> str:
    """What of it stands before the body: organisation (else title), section path."""
    return "\n".join((row.organisation or row.title, *row.path))


def _letters(rows: Sequence[ChunkRow]) -> list[str]:
    """The letters of some chunks' passages."""
    return letters_of_all(unmask_all(fold_all([r.passage for r in rows])))
