"""Near-identical paragraphs of different organisations: passages that say the same in one wording.

Paragraphs that share enough runs of three characters are compared by their longest common
subsequence (Hyyrö 2004, bit-parallel), which edits of up to a third of a text leave long enough.
Runs that many paragraphs have are left out of the search; they cannot tell a copy. What was
written first, or who copied from whom, is not decided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.names import label_of
from assistant.store import ChunkRow
from assistant.text import fold

SHORTEST = 30  # letters of a paragraph that is compared
RUN = 3  # characters of a run
FREQUENT = 60  # paragraphs that have a run which is left out of the search
SHARED_RUNS = 0.1  # of the shorter paragraph's runs, for two paragraphs to be compared
COPY = 0.8  # similarity from which a sentence repeats another
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
    return "".join(c for c in fold(text) if c.isalnum())


def similarity(a: str, b: str) -> float:
    """Length of the longest common subsequence over the length of the longer text, 0 to 1.

    Example:
        >>> similarity("开展义诊四场", "开展义诊六场")  # 5 of 6
        0.833...
    """
    if not a or not b:
        return 0.0
    masks: dict[str, int] = defaultdict(int)
    for i, c in enumerate(a):
        masks[c] |= 1 << i
    every = (1 << len(a)) - 1
    row = every
    for c in b:
        match = row & masks.get(c, 0)
        row = ((row + match) | (row - match)) & every
    return (len(a) - row.bit_count()) / max(len(a), len(b))


def repeats(a: str, b: str) -> bool:
    """Whether two texts, as letters, are nearly the same."""
    if min(len(a), len(b)) < COPY * max(len(a), len(b)):  # no common subsequence is long enough
        return False
    first, second = set(a), set(b)
    if 2 * len(first & second) < max(len(first), len(second)):  # most letters are not shared
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
    runs = [_runs(p.letters) for p in items]
    holders: dict[str, list[int]] = defaultdict(list)
    for i, held in enumerate(runs):
        for run in held:
            holders[run].append(i)
    owners = [label_of(p.chunk) for p in items]
    for b, held in enumerate(runs):
        shared: Counter[int] = Counter()
        for run in held:
            if len(holders[run]) <= FREQUENT:
                shared.update(a for a in holders[run] if a < b)
        for a, count in sorted(shared.items()):
            least = SHARED_RUNS * min(len(runs[a]), len(held))
            if count >= least and owners[a] != owners[b]:
                yield a, b


def _runs(letters: str) -> set[str]:
    return {letters[i : i + RUN] for i in range(len(letters) - RUN + 1)}


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
