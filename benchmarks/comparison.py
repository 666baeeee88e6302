"""Vectors alone, BM25 alone and the method of the product over everything judged; a table.

    python -m benchmarks.comparison

Pairs, development questions and traps as in `practices` and `traps`; below, the duplicate finder
on paragraphs of data/samples that are planted in other organisations with a share of their
characters changed.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from assistant.duplicates import Paragraph, find_copies, paragraphs
from assistant.service import Assistant
from benchmarks import practices, traps

SHARES = (0.05, 0.1, 0.2, 0.3)
SEED = 7


def planted(items: Sequence[Paragraph], share: float) -> tuple[list[Paragraph], dict[int, int]]:
    """The paragraphs with an edited copy of every other one in an organisation of its own.

    Returns:
        All paragraphs, and the place of each copy by that of its original.
    """
    chance = random.Random(SEED)
    every = "".join(p.letters for p in items)
    found, places = list(items), {}
    for n, item in enumerate(items[::2]):
        letters = "".join(_edited(c, share, every, chance) for c in item.letters)
        chunk = replace(item.chunk, organisation=f"另{n}", label=f"另{n}")
        places[2 * n] = len(found)
        found.append(Paragraph(chunk, item.start, item.end, letters))
    return found, places


def _edited(letter: str, share: float, every: str, chance: random.Random) -> str:
    """A letter, or with the chance of `share` another one, none, or one more."""
    if chance.random() >= share:
        return letter
    other = chance.choice(every)
    return chance.choice((other, "", letter + other))


def copies(assistant: Assistant) -> dict[float, tuple[float, float]]:
    """Share of changed letters → precision and recall of the pairs (original, copy).

    Paragraphs that others already repeat are left out, so that no pair is right by chance.
    """
    opened = assistant._current()
    assert opened is not None
    items = list(paragraphs(opened.generation.rows))
    repeated = {id(p) for group in find_copies(items) for p in group.paragraphs}
    items = [p for p in items if id(p) not in repeated]
    figures = {}
    for share in SHARES:
        texts, places = planted(items, share)
        number = {id(p): n for n, p in enumerate(texts)}
        pairs = {
            (number[id(a)], number[id(b)])
            for group in find_copies(texts)
            for a in group.paragraphs
            for b in group.paragraphs
            if number[id(a)] < number[id(b)]
        }
        right = len(pairs & set(places.items()))
        figures[share] = (right / max(1, len(pairs)), right / len(places))
    return figures


def main() -> None:
    items = practices.read_items()
    corpora = dict.fromkeys([i.corpus for i in items] + [i.corpus for i in traps.read_confusions()])
    libraries = {c: practices.library(practices.ROOT / c) for c in corpora}
    means = practices.quality(libraries)["means"]
    made_up, real = traps.made_up(), traps.real(libraries)
    groups = list(means["final"])
    figures = [f"{g}: nDCG / recall@5 / negatives@5 / passage@5" for g in groups]
    figures += [f"traps behind, {where} (seen, held)" for where in ("made up", "real texts")]
    print(f"| method | {' | '.join(figures)} |")
    print("|---" * (len(figures) + 1) + "|")
    for name in practices.METHODS:
        cells = [" / ".join(f"{means[name][g][k]:.3f}" for k in means[name][g]) for g in groups]
        cells += [f"{x['seen']['before']:.2f}, {x['held']['before']:.2f}"
                  for x in (made_up[name], real[name])]  # fmt: skip
        print(f"| {name} | {' | '.join(cells)} |")
    print("\n| letters changed | precision | recall |\n|---|---|---|")
    for share, (precision, recall) in copies(libraries["data/samples"]).items():
        print(f"| {share:.0%} | {precision:.3f} | {recall:.3f} |")


if __name__ == "__main__":
    main()
