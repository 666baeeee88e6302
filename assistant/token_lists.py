"""Lists of token ids, one after the other in one array: of chunks, and of their sentences.

The lists of sentences are made when a generation is, so that no question waits for its chunks to
be cut and segmented. They stay on disk, memory-mapped: a question reads those of its chunks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import TokenIds

Offsets = NDArray[np.int64]

_CUT_FILE = "cut.txt"


@dataclass(frozen=True, slots=True)
class TokenLists:
    """Token ids of several texts: ids[offsets[r]:offsets[r + 1]] are those of text r.

    Attributes:
        ids: (total,), int32.
        offsets: (texts + 1,), int64, from 0, ascending.
    """

    ids: TokenIds
    offsets: Offsets

    @classmethod
    def join(cls, lists: Sequence[TokenIds]) -> TokenLists:
        """From one id array per text."""
        ids = np.concatenate([np.empty(0, np.int32), *lists])
        return cls(ids.astype(np.int32), _offsets([len(x) for x in lists]))

    @classmethod
    def chain(cls, parts: Sequence[TokenLists]) -> TokenLists:
        """The texts of all parts, in order."""
        ids = np.concatenate([np.empty(0, np.int32), *(p.ids for p in parts)])
        lengths = np.concatenate([np.empty(0, np.int64), *(p.lengths for p in parts)])
        return cls(ids, _offsets(lengths))

    def __len__(self) -> int:
        """Number of texts."""
        return len(self.offsets) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        """(texts,), int64: how many tokens each text has."""
        return np.diff(self.offsets)

    def part(self, rows: NDArray[np.int64]) -> TokenLists:
        """The lists of some texts alone, in the order given."""
        cells, offsets = cells_of(self.offsets, rows)
        return TokenLists(self.ids[cells], offsets)

    def of(self, row: int) -> TokenIds:
        """The ids of one text."""
        return self.ids[self.offsets[row] : self.offsets[row + 1]]


@dataclass(frozen=True, slots=True)
class SentenceLists:
    """The sentences of every chunk, with their tokens and those of what stands around them.

    Attributes:
        first: (rows + 1,), int64: row r has the sentences from first[r] up to first[r + 1].
        spans: (sentences, 2), int32: half-open, in the passage of the chunk.
        tokens: Per sentence, folded and unmasked.
        around: Per row, the tokens of its document's title; with those of its search text where
            `unlike`.
        unlike: (rows,), bool: whether folding or unmasking changes the tokens of a row's texts,
            so that the generation's token lists are not those of its search text as it is judged.
    """

    first: Offsets
    spans: NDArray[np.int32]
    tokens: TokenLists
    around: TokenLists
    unlike: NDArray[np.bool_]

    @classmethod
    def chain(cls, parts: Sequence[SentenceLists]) -> SentenceLists:
        """The rows of all parts, in order."""
        counts = np.concatenate([np.empty(0, np.int64), *(np.diff(p.first) for p in parts)])
        return cls(
            _offsets(counts),
            np.concatenate([np.empty((0, 2), np.int32), *(p.spans for p in parts)]),
            TokenLists.chain([p.tokens for p in parts]),
            TokenLists.chain([p.around for p in parts]),
            np.concatenate([np.empty(0, bool), *(p.unlike for p in parts)]),
        )

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.unlike)

    def part(self, rows: NDArray[np.int64]) -> SentenceLists:
        """Some rows alone, in the order given."""
        numbers, first = cells_of(self.first, rows)
        return SentenceLists(
            first,
            self.spans[numbers],
            self.tokens.part(numbers),
            self.around.part(rows),
            self.unlike[rows],
        )

    def save(self, folder: Path, cut: str) -> None:
        """Write the arrays into a new folder; `cut` names the rules the sentences follow."""
        folder.mkdir()
        for name, array in self._arrays().items():
            np.save(folder / f"{name}.npy", array, allow_pickle=False)
        (folder / _CUT_FILE).write_text(cut, encoding="ascii")

    @classmethod
    def load(cls, folder: Path, cut: str) -> SentenceLists | None:
        """The lists of a folder, memory-mapped; None where there are none that follow the rules.

        Raises:
            OSError: If a file is missing.
            ValueError: If a file is broken.
        """
        if not folder.is_dir() or (folder / _CUT_FILE).read_text(encoding="ascii") != cut:
            return None
        return cls(
            _mapped(folder, "first"),
            _mapped(folder, "spans"),
            TokenLists(_mapped(folder, "ids"), _mapped(folder, "offsets")),
            TokenLists(_mapped(folder, "around_ids"), _mapped(folder, "around_offsets")),
            _mapped(folder, "unlike"),
        )

    def _arrays(self) -> dict[str, NDArray[Any]]:
        """File name → array."""
        return {
            "first": self.first,
            "spans": self.spans,
            "ids": self.tokens.ids,
            "offsets": self.tokens.offsets,
            "around_ids": self.around.ids,
            "around_offsets": self.around.offsets,
            "unlike": self.unlike,
        }


def _mapped(folder: Path, name: str) -> NDArray[Any]:
    """An array of a folder, read where it is looked at."""
    array: NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    return array.view(np.ndarray)  # a plain view: memmap checks itself at every slice


def _offsets(lengths: Sequence[int] | NDArray[np.int64]) -> Offsets:
    """(n + 1,), int64: where lists of these lengths begin, and the last one ends."""
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return offsets


def cells_of(offsets: Offsets, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], Offsets]:
    """Where the entries of some rows stand, row after row, and the offsets they have then."""
    begin = offsets[rows]
    lengths = offsets[rows + 1] - begin
    made = _offsets(lengths)
    return np.repeat(begin - made[:-1], lengths) + np.arange(made[-1]), made
