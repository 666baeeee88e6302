"""Training pairs: read, bound in length, grouped by source, drawn as batches of one group.

A batch holds one group (source and kind) only, so that its negatives are of the same register.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.segmentation import Segmenter
from embeddings.training.sparse import Csr

MAX_A, MAX_B = 300, 400  # characters
SMALLEST_GROUP = 512  # pairs; smaller groups are drawn together


@dataclass(frozen=True)
class Pair:
    """Two texts that belong together.

    Attributes:
        group: "source/kind", or "source/part/kind" of the technical documents.
    """

    a: str
    b: str
    group: str


@dataclass(frozen=True)
class PairTable:
    """Pairs as rows of distinct texts.

    Attributes:
        texts: Distinct texts in order of first appearance.
        a: (n,) int32 row of each pair's first text.
        b: (n,) int32 row of each pair's second text.
        group: (n,) int16 index into `groups`.
        groups: Names of the groups.
    """

    texts: list[str]
    a: NDArray[np.int32]
    b: NDArray[np.int32]
    group: NDArray[np.int16]
    groups: list[str]


def read_pairs(folder: Path, begin: str = "") -> Iterator[Pair]:
    """The pairs of `folder`/pairs/*.jsonl.gz, in file order, cut to the lengths of the recipe.

    Args:
        folder: `encoder-data`.
        begin: Only files whose names begin so.
    """
    for path in sorted((folder / "pairs").glob(f"{begin}*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                group = f"{row['source']}/{row['kind']}"
                yield Pair(row["a"][:MAX_A], row["b"][:MAX_B], group)


def read_paragraphs(folder: Path) -> Iterator[tuple[str, str]]:
    """(text, source) of `folder`/plain.jsonl.gz, in file order."""
    with gzip.open(folder / "plain.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["text"], row["source"]


def tabulate(pairs: Iterable[Pair]) -> PairTable:
    """The pairs with each distinct text held once."""
    row_of: dict[str, int] = {}
    group_of: dict[str, int] = {}
    a, b, group = [], [], []
    for pair in pairs:
        a.append(row_of.setdefault(pair.a, len(row_of)))
        b.append(row_of.setdefault(pair.b, len(row_of)))
        group.append(group_of.setdefault(pair.group, len(group_of)))
    return PairTable(
        list(row_of),
        np.asarray(a, dtype=np.int32),
        np.asarray(b, dtype=np.int32),
        np.asarray(group, dtype=np.int16),
        list(group_of),
    )


def bags(texts: list[str], segmenter: Segmenter, max_tokens: int, block: int = 20_000) -> Csr:
    """√count of each distinct token among the first `max_tokens` tokens of each text."""
    lengths, columns, values = [], [], []
    for start in range(0, len(texts), block):
        lists = segmenter.token_lists(texts[start : start + block])
        kept = [tokens[:max_tokens] for tokens in lists]
        row = np.repeat(np.arange(len(kept)), [len(tokens) for tokens in kept])
        flat = np.asarray([i for tokens in kept for i in tokens], dtype=np.int64)
        key, count = np.unique(row * segmenter.size + flat, return_counts=True)
        lengths.append(np.bincount(key // segmenter.size, minlength=len(kept)))
        columns.append((key % segmenter.size).astype(np.int32))
        values.append(np.sqrt(count).astype(np.float32))
    offsets = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(np.concatenate(lengths), out=offsets[1:])
    return Csr(offsets, np.concatenate(columns), np.concatenate(values), segmenter.size)


def signatures(texts: Csr, hashes: int = 8) -> NDArray[np.uint32]:
    """MinHash of each text's distinct tokens (Broder, SEQUENCES 1997), uint32 (texts, hashes).

    Two texts agree in a share of the columns near the Jaccard index of their token sets. A text
    without tokens has the largest number everywhere.
    """
    found = np.full((texts.rows, hashes), np.iinfo(np.uint32).max, dtype=np.uint32)
    filled = np.diff(texts.offsets) > 0
    factors = np.random.default_rng(0).integers(1 << 30, 1 << 32, hashes, dtype=np.uint32) | 1
    for column, factor in enumerate(factors):
        mixed = (texts.columns.astype(np.uint32) + np.uint32(1)) * factor
        mixed ^= mixed >> np.uint32(15)
        mixed *= np.uint32(0x85EBCA6B)
        found[filled, column] = np.minimum.reduceat(mixed, texts.offsets[:-1][filled])
    return found


def multiplier(group: str, table: dict[str, float]) -> float:
    """How often a group is drawn per epoch: the longest key that begins its name, else 1."""
    keys = [key for key in table if group.startswith(key)]
    return table[max(keys, key=len)] if keys else 1.0


def draw_batches(
    pairs: PairTable, multipliers: dict[str, float], batch: int, rng: np.random.Generator
) -> list[NDArray[np.int64]]:
    """The batches of one epoch: arrays of pair numbers, each of one group, shuffled.

    A group with multiplier m gives each pair ⌊m⌋ times and once more with the fraction as chance;
    groups below `SMALLEST_GROUP` pairs are drawn as one. Batches of a group are of equal size.
    """
    drawn: dict[int, list[NDArray[np.int64]]] = {}
    for number, name in enumerate(pairs.groups):
        rows = np.flatnonzero(pairs.group == number)
        whole, fraction = divmod(multiplier(name, multipliers), 1.0)
        parts = [rows] * int(whole) + [rows[rng.random(len(rows)) < fraction]]
        drawn.setdefault(number if len(rows) >= SMALLEST_GROUP else -1, []).extend(parts)
    batches: list[NDArray[np.int64]] = []
    for parts in drawn.values():
        rows = rng.permutation(np.concatenate(parts))
        if len(rows):
            batches.extend(np.array_split(rows, max(1, round(len(rows) / batch))))
    return [batches[i] for i in rng.permutation(len(batches))]
