"""The built-in encoder: one learned vector per token, four bits per value, numpy only.

A text's vector is the normalised Σ √count·E[token] over its first `max_tokens` tokens. The sum is
taken block by block: the block's distinct tokens are unpacked once and multiplied with a small
dense matrix of weights, which needs no scipy and never holds the whole table as floats.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Rows, TokenIds
from embeddings.errors import ModelNotLoadable
from embeddings.segmentation import SIMPLIFIED_FILE, TOKENIZER_FILE, UNKNOWN, Segmenter

FORMAT = 1
CONFIG_FILE = "config.json"
CODES_FILE = "codes.npy"
SCALES_FILE = "scales.npy"
NORMS_FILE = "norms.npy"
MODEL_FILES = (
    CONFIG_FILE, CODES_FILE, SCALES_FILE, NORMS_FILE, TOKENIZER_FILE, SIMPLIFIED_FILE,
)  # fmt: skip
PACKAGED = Path(__file__).with_name("models") / "hujian-static-zh-en"
_BLOCK = 64  # texts per dense product
_NEIGHBOUR_BLOCK = 1024  # vocabulary rows unpacked at a time


@dataclass(frozen=True)
class PackedVectors:
    """Token vectors in four bits: value = (code − 8) · scale.

    Attributes:
        codes: (tokens, dim / 2) uint8; dimension j in the low four bits of byte j, dimension
            dim / 2 + j in the high ones.
        scales: (tokens,) float16.
        norms: (tokens,) float32, lengths of the unpacked rows; 0 for a row without a vector.
    """

    codes: NDArray[np.uint8]
    scales: NDArray[np.float16]
    norms: NDArray[np.float32]

    @property
    def dim(self) -> int:
        """Dimensions of an unpacked row."""
        return int(self.codes.shape[1]) * 2

    def unscaled(self, ids: NDArray[np.integer]) -> Rows:
        """Rows (len(ids), dim) of code − 8; times the scales they are the vectors."""
        packed, half = self.codes[ids], self.dim // 2
        rows = np.empty((len(ids), self.dim), dtype=np.uint8)
        np.bitwise_and(packed, 15, out=rows[:, :half])
        np.right_shift(packed, 4, out=rows[:, half:])
        return (rows.view(np.int8) - np.int8(8)).astype(np.float32)

    def unit(self, ids: NDArray[np.integer]) -> Rows:
        """Rows (len(ids), dim) of length 1, or 0 where a token has no vector."""
        norms = self.norms[ids]
        factor = np.divide(
            self.scales[ids].astype(np.float32), norms, out=np.zeros_like(norms), where=norms > 0
        )
        rows = self.unscaled(ids)
        rows *= factor[:, None]
        return rows


@dataclass(frozen=True, slots=True)
class EncodedParts:
    """Texts given in parts.

    Attributes:
        vectors: Unit rows (texts, dim), float32; a text without a known token is a zero row.
        tokens: Per text, its distinct token ids in order of first appearance.
        parts: Per text and part, its token ids.
    """

    vectors: Rows
    tokens: list[TokenIds]
    parts: list[list[TokenIds]]


class StaticEncoder:
    """The encoder over a model folder's tables; it is an `Encoder` and a `TokenEncoder`."""

    def __init__(
        self, segmenter: Segmenter, vectors: PackedVectors, name: str, revision: str,
        max_tokens: int = 128,
    ) -> None:  # fmt: skip
        if segmenter.size != len(vectors.codes):
            raise ValueError(f"{segmenter.size} tokens but {len(vectors.codes)} vectors")
        self._segmenter = segmenter
        self._vectors = vectors
        self._name = name
        self._revision = revision
        self._max_tokens = max_tokens

    @property
    def name(self) -> str:
        """Name of the model."""
        return self._name

    @property
    def revision(self) -> str:
        """Hash of weights, tokenizer and settings, 16 hexadecimal digits."""
        return self._revision

    @property
    def dim(self) -> int:
        """Dimensions of a vector."""
        return self._vectors.dim

    @property
    def vocabulary_size(self) -> int:
        """Number of token ids; ids run from 0, the unknown token, to below this."""
        return self._segmenter.size

    def encode_queries(self, texts: Sequence[str]) -> Rows:
        """Unit rows (n, dim), float32; a text without a known token is a zero row."""
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Rows:
        """Unit rows (n, dim), float32; a text without a known token is a zero row."""
        return self._sums(self._segmenter.token_lists(texts))

    def encode_parts(self, texts: Sequence[Sequence[str]]) -> EncodedParts:
        """Vectors and tokens of texts given in parts, for one pass of the tokenizer.

        Args:
            texts: Per text, its parts in order; characters outside Han, a-z and 0-9 stand between.
        """
        parts = self._segmenter.parted_lists(texts)
        wholes = [list(chain.from_iterable(tokens)) for tokens in parts]
        return EncodedParts(
            self._sums(wholes),
            [_distinct(tokens) for tokens in wholes],
            [[np.array(tokens, np.int32) for tokens in each] for each in parts],
        )

    def token_ids(self, texts: Sequence[str]) -> list[TokenIds]:
        """Distinct token ids of each text in order of first appearance, int32, unknowns left out.

        All tokens of a text are given, also those behind the first `max_tokens`.
        """
        return [_distinct(tokens) for tokens in self._segmenter.token_lists(texts)]

    def token_vectors(self, ids: TokenIds) -> Rows:
        """Unit rows (len(ids), dim), float32."""
        return self._vectors.unit(ids)

    def token_norms(self, ids: TokenIds) -> NDArray[np.float32]:
        """Lengths of the learned vectors before normalisation: the weight of a token."""
        return self._vectors.norms[ids]

    def token_texts(self, ids: TokenIds) -> list[str]:
        """The tokens as strings."""
        return [self._segmenter.text_of(int(i)) for i in ids]

    def neighbours(
        self, text: str, k: int, among: TokenIds | None = None
    ) -> list[tuple[str, float]]:
        """The k tokens nearest to a text by cosine, best first, those inside the text left out.

        Args:
            text: A word or a short text; without a known token nothing is near it.
            k: How many at most.
            among: Token ids to choose from, each once; None means the whole vocabulary.

        Returns:
            (token, cosine); ties in order of the ids given.
        """
        query = self.encode_queries([text])[0]
        if k < 1 or not query.any():
            return []
        ids = np.arange(self.vocabulary_size, dtype=np.int32) if among is None else among
        ids = ids[ids != UNKNOWN]
        blocks = [ids[i : i + _NEIGHBOUR_BLOCK] for i in range(0, len(ids), _NEIGHBOUR_BLOCK)]
        cosines = np.concatenate([np.zeros(0), *(self.token_vectors(b) @ query for b in blocks)])
        own = self._segmenter.simplify([text])[0].lower()
        found: list[tuple[str, float]] = []
        for place in np.argsort(-cosines, kind="stable"):
            token = self._segmenter.text_of(int(ids[place]))
            if token not in own:
                found.append((token, float(cosines[place])))
            if len(found) == k:
                break
        return found

    def _sums(self, lists: Sequence[Sequence[int]]) -> Rows:
        """Normalised Σ √count·E[token] of each token list."""
        out = np.zeros((len(lists), self.dim), dtype=np.float32)
        for start, block in _blocks([tokens[: self._max_tokens] for tokens in lists]):
            flat = np.fromiter(chain.from_iterable(block), dtype=np.int64)
            if not len(flat):
                continue
            distinct, column = _renumber(flat, self.vocabulary_size)
            row = np.repeat(np.arange(len(block)), [len(tokens) for tokens in block])
            cells = np.bincount(row * len(distinct) + column, minlength=len(block) * len(distinct))
            weights = np.sqrt(cells.reshape(len(block), -1), dtype=np.float32)
            weights *= self._vectors.scales[distinct].astype(np.float32)
            out[start : start + len(block)] = weights @ self._vectors.unscaled(distinct)
        lengths = np.sqrt(np.einsum("ij,ij->i", out, out))
        lengths[lengths == 0] = 1.0
        out /= lengths[:, None]
        return out


def load_static(folder: Path | None = None) -> StaticEncoder:
    """The encoder of a model folder.

    Args:
        folder: Holds the files named in `MODEL_FILES`; None means the model in the package.

    Raises:
        ModelNotLoadable: If a file is missing, broken, or of another format.
    """
    folder = PACKAGED if folder is None else folder
    try:
        config = json.loads((folder / CONFIG_FILE).read_text(encoding="utf-8"))
        vectors = PackedVectors(
            *(np.load(folder / name, allow_pickle=False)
              for name in (CODES_FILE, SCALES_FILE, NORMS_FILE))
        )  # fmt: skip
        _check(config, vectors)
        return StaticEncoder(
            Segmenter.load(folder), vectors, str(config["name"]), _revision(folder),
            int(config["max_tokens"]),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise ModelNotLoadable(str(folder), f"{type(error).__name__}: {error}") from error


def _check(config: dict[str, Any], vectors: PackedVectors) -> None:
    """Compare the arrays with the configuration.

    Raises:
        ValueError: If the format, a shape or a type differs.
    """
    if config["format"] != FORMAT:
        raise ValueError(f"format {config['format']}, but this version reads {FORMAT}")
    rows, dim = int(config["rows"]), int(config["dim"])
    expected = (
        (vectors.codes, (rows, dim // 2), np.uint8),
        (vectors.scales, (rows,), np.float16),
        (vectors.norms, (rows,), np.float32),
    )
    for array, shape, kind in expected:
        if array.shape != shape or array.dtype != kind:
            raise ValueError(f"{array.shape} {array.dtype}, expected {shape} {np.dtype(kind)}")


def _revision(folder: Path) -> str:
    """SHA-256 over the model's files in a fixed order, its first 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for name in MODEL_FILES:
        content = (folder / name).read_bytes()
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _blocks(lists: list[Sequence[int]]) -> Iterator[tuple[int, list[Sequence[int]]]]:
    """(first row, lists) in blocks of `_BLOCK`."""
    for start in range(0, len(lists), _BLOCK):
        yield start, lists[start : start + _BLOCK]


def _renumber(flat: NDArray[np.int64], size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The distinct ids in ascending order, and the place of each given id among them."""
    used = np.zeros(size, dtype=bool)
    used[flat] = True
    distinct = np.flatnonzero(used)
    place = np.cumsum(used) - 1
    return distinct, place[flat]


def _distinct(tokens: Sequence[int]) -> TokenIds:
    """The ids, each once, in order of first appearance."""
    return np.fromiter(dict.fromkeys(tokens), dtype=np.int32)
