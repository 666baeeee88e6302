"""Near-identical paragraphs of different organisations: passages that say the same in one wording.

Paragraphs that share enough runs of three characters are compared by their longest common
subsequence (Hyyrö 2004, bit-parallel), which edits of up to a third of a text leave long enough.
Runs that many paragraphs have are left out of the search; they cannot tell a copy. What was
written first, or who copied from whom, is not decided.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.names import label_of
from assistant.store import ChunkRow
from assistant.text import code_points, fold

Numbers = NDArray[np.int64]

SHORTEST = 30  # letters of a paragraph that is compared
RUN = 3  # characters of a run
FREQUENT = 60  # paragraphs that have a run which is left out of the search
SHARED_RUNS = 0.1  # of the shorter paragraph's runs, for two paragraphs to be compared
COPY = 0.8  # similarity from which a sentence repeats another
_NOT_LETTERS = re.compile(r"[\W_]+")
_PAIRS_AT_ONCE = 4_000_000  # (paragraph, earlier paragraph with the same run) looked at together
ALIKE = 0.6  # common subsequence over the longer paragraph, from which two are the same


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph inside a chunk: offsets into the document, and its letters alone, folded."""

    chunk: ChunkRow
    start: int
    end: int
    letters: str


@dataclass(frozen=True, slots=True)
class Copies:
    """Paragraphs that are nearly the same, in row order; the least similarity of a link."""

    paragraphs: tuple[Paragraph, ...]
    similarity: float


def paragraphs(rows: Sequence[ChunkRow]) -> Iterator[Paragraph]:
    """The paragraphs of the chunks that are long enough to be told apart."""
    for row in rows:
        at = 0
        for line in row.chunk.text.split("\n"):
            letters = letters_of(line)
            if len(letters) >= SHORTEST:
                lead = len(line) - len(line.lstrip())
                start = row.chunk.start + at + lead
                yield Paragraph(row, start, start + len(line.strip()), letters)
            at += len(line) + 1


def letters_of(text: str) -> str:
    """The text folded, without blanks and marks.

    Example:
        >>> letters_of("办 義診，12場")
        '办义诊12场'
    """
    return _NOT_LETTERS.sub("", fold(text))


def similarity(a: str, b: str) -> float:
    """Length of the longest common subsequence over the length of the longer text, 0 to 1.

    Example:
        >>> similarity("开展义诊四场", "开展义诊六场")  # 5 of 6
        0.833...
    """
    if not a or not b:
        return 0.0
    longer = max(len(a), len(b))
    ahead = _common_beginning(a, b)  # what both begin or end with is common to the longest one
    a, b = a[ahead:], b[ahead:]
    behind = _common_beginning(a[::-1], b[::-1])
    a, b = a[: len(a) - behind], b[: len(b) - behind]
    return (ahead + behind + _common(a, b)) / longer


def _common_beginning(a: str, b: str) -> int:
    """How many characters two texts begin with together.

    Example:
        >>> _common_beginning("义诊四场", "义诊六场")
        2
    """
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common(a: str, b: str) -> int:
    """Length of the longest common subsequence."""
    masks: dict[str, int] = defaultdict(int)
    for i, c in enumerate(a):
        masks[c] |= 1 << i
    every = (1 << len(a)) - 1
    row = every
    for c in b:
        match = row & masks.get(c, 0)
        row = ((row + match) | (row - match)) & every
    return len(a) - row.bit_count()


def repeats(a: str, b: str) -> bool:
    """Whether two texts, as letters, are nearly the same."""
    if min(len(a), len(b)) < COPY * max(len(a), len(b)):  # no common subsequence is long enough
        return False
    first, second = set(a), set(b)
    if 2 * len(first & second) < max(len(first), len(second)):  # most letters are not shared
        return False
    found = min(sum(map(second.__contains__, a)), sum(map(first.__contains__, b)))
    if found < COPY * max(len(a), len(b)):  # the common subsequence has letters of both alone
        return False
    return similarity(a, b) >= COPY


def find_copies(items: Sequence[Paragraph], alike: float = ALIKE) -> list[Copies]:
    """Groups of paragraphs of two or more organisations that are nearly the same.

    Args:
        items: Paragraphs in row order.
        alike: The similarity from which two are taken for the same.
    """
    links = [
        (a, b, s)
        for a, b in _candidates(items)
        if (s := similarity(items[a].letters, items[b].letters)) >= alike
    ]
    groups = _joined(links)
    found = [
        Copies(tuple(items[i] for i in sorted(members)), round(least, 4))
        for members, least in groups
    ]
    found.sort(key=lambda g: (-len(_owners(g)), -g.similarity, g.paragraphs[0].start))
    return found


def _owners(group: Copies) -> set[str]:
    return {label_of(p.chunk) for p in group.paragraphs}


def _candidates(items: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Pairs of different organisations that share enough rare runs, each once, in order."""
    numbers = {name: i for i, name in enumerate(dict.fromkeys(label_of(p.chunk) for p in items))}
    owners = np.array([numbers[label_of(p.chunk)] for p in items], np.int64)
    holders, runs = _runs([p.letters for p in items])
    sizes = np.bincount(holders, minlength=len(items))
    first = np.searchsorted(runs, runs)  # where the holders of the same run begin
    often = np.bincount(runs)[runs]
    kept = np.flatnonzero(often <= FREQUENT)
    order = kept[np.argsort(holders[kept], kind="stable")]
    for some in _bounded(order, (np.arange(len(runs)) - first)[order], holders):
        before = some - first[some]  # the earlier holders of each run
        cells = np.repeat(first[some] + before - np.cumsum(before), before)
        earlier = holders[cells + np.arange(before.sum())]
        pairs, shared = np.unique(
            np.repeat(holders[some], before) * len(items) + earlier, return_counts=True
        )
        later, earlier = np.divmod(pairs, max(1, len(items)))
        least = SHARED_RUNS * np.minimum(sizes[earlier], sizes[later])
        chosen = (shared >= least) & (owners[earlier] != owners[later])
        yield from zip(earlier[chosen].tolist(), later[chosen].tolist(), strict=True)


def _bounded(order: Numbers, costs: Numbers, holders: Numbers) -> Iterator[Numbers]:
    """Parts of an order, no holder in two of them, each of a bounded cost where one can be."""
    if not len(order):
        return
    begins = np.flatnonzero(np.r_[True, np.diff(holders[order]) > 0])
    part = np.add.reduceat(costs, begins).cumsum() // _PAIRS_AT_ONCE
    yield from np.split(order, begins[np.flatnonzero(np.diff(part)) + 1])


def _runs(texts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Every run of every text once, as (text, number of the run), ordered by run, then text."""
    lengths = np.array([len(t) for t in texts], np.int64)
    owner = np.repeat(np.arange(len(texts)), lengths)
    codes = code_points(texts).astype(np.int64)
    starts = np.flatnonzero(np.arange(len(codes)) + RUN <= np.cumsum(lengths)[owner])
    values = np.zeros(len(starts), np.int64)
    for k in range(RUN):
        values |= codes[starts + k] << (21 * k)  # a code point has 21 bits
    _, runs = np.unique(values, return_inverse=True)
    pairs = np.sort(runs.astype(np.int64) * max(1, len(texts)) + owner[starts])
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]  # ten times faster than np.unique
    numbers, holders = np.divmod(pairs, max(1, len(texts)))
    return holders, numbers


def _joined(links: Sequence[tuple[int, int, float]]) -> list[tuple[list[int], float]]:
    """Connected members with the least similarity among their links."""
    parent: dict[int, int] = {}

    def root(i: int) -> int:
        parent.setdefault(i, i)
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b, _ in links:
        parent[max(root(a), root(b))] = min(root(a), root(b))
    members: Mapping[int, list[int]] = defaultdict(list)
    for i in parent:
        members[root(i)].append(i)
    least: dict[int, float] = {}
    for a, _, s in links:
        least[root(a)] = min(s, least.get(root(a), 1.0))
    return [(found, least[r]) for r, found in members.items()]
