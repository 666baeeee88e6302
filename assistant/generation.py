"""One complete, immutable state of a library: texts, lexical index, dense index, token lists.

A generation is a folder. It is written in full, then named by `CURRENT`; from then on no byte
of it changes, so readers need no locks and keep the generation they opened.

    manifest.json   format version, encoder, tokenizer, counts
    store.sqlite    texts (the truth; everything below can be rebuilt from it)
    lexical/        tantivy
    dense.faiss     one row per chunk
    tokens.npz      distinct model tokens per chunk, for late interaction
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import LibraryDamaged, LibraryVersion
from assistant.lexical_index import LexicalIndex
from assistant.records import DocumentSummary, Role
from assistant.store import ChunkRow, Store
from embeddings import dense_index
from embeddings.dense_index import DenseIndex
from embeddings.encoder import TokenIds
from embeddings.errors import IndexNotReadable

FORMAT_VERSION = 2


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


@dataclass(frozen=True, slots=True)
class TokenLists:
    """Distinct token ids of every chunk: ids[offsets[r]:offsets[r + 1]] are those of row r.

    Attributes:
        ids: (total,), int32.
        offsets: (rows + 1,), int64, from 0, ascending.
    """

    ids: TokenIds
    offsets: NDArray[np.int64]

    @classmethod
    def join(cls, lists: list[TokenIds]) -> TokenLists:
        """From one id array per row."""
        offsets = np.zeros(len(lists) + 1, np.int64)
        np.cumsum([len(x) for x in lists], out=offsets[1:])
        ids = np.concatenate(lists) if lists else np.empty(0, np.int32)
        return cls(ids.astype(np.int32), offsets)

    def part(self, rows: NDArray[np.int64]) -> TokenLists:
        """The lists of some rows alone, in the order given."""
        lengths = np.diff(self.offsets)[rows]
        offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
        cells = np.repeat(self.offsets[rows] - offsets[:-1], lengths) + np.arange(offsets[-1])
        return TokenLists(self.ids[cells], offsets)

    def of(self, row: int) -> TokenIds:
        """The ids of one row."""
        return self.ids[self.offsets[row] : self.offsets[row + 1]]


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
        except (OSError, ValueError, KeyError, sqlite3.Error, IndexNotReadable) as error:
            raise LibraryDamaged(library, f"{folder.name}/{part}") from error
        counts = {len(self.lexical), len(self.dense), len(self.tokens.offsets) - 1}
        if counts != {self.manifest.chunks}:
            raise LibraryDamaged(library, f"{folder.name}: {sorted(counts)}")

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
    return "\n".join((row.organisation or row.title, *row.path, row.chunk.text))
