"""Lexical traps: the same word used of another thing must stay behind the same practice.

    python -m benchmarks.traps

Every item of tests/acceptance/practice_traps.jsonl is a practice, one like it in other words, and
one that shares words with it and is another thing. All stand in one library of `ORGANISATIONS`
made-up organisations. The items marked "seen" were looked at when the method was tuned, those
marked "held" were not.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from assistant.config import Settings
from assistant.practices import Wanted
from assistant.service import Assistant, open_assistant

TRAPS = Path(__file__).resolve().parents[1] / "tests" / "acceptance" / "practice_traps.jsonl"
ORGANISATIONS = 10
_NAMES = "东河西山南坪北岭中塘上湾下沙前坝后溪古渡"
_COMMON = "镇党委坚持以人民为中心的发展思想，压实责任，狠抓落实，各项工作取得新成效。"


@dataclass(frozen=True, slots=True)
class Trap:
    """A practice, one like it in other words, and one that only shares words with it."""

    id: str
    half: str
    query: str
    alike: str
    trap: str


def read_traps() -> list[Trap]:
    """All items."""
    lines = TRAPS.read_text(encoding="utf-8").splitlines()
    return [Trap(**json.loads(line)) for line in lines]


def library_of(traps: list[Trap], folder: Path) -> Assistant:
    """A library in which the two passages of an item are of different organisations."""
    told: dict[int, list[str]] = defaultdict(list)
    for n, item in enumerate(traps):
        told[n % ORGANISATIONS].append(item.alike)
        told[(n + 1 + n // ORGANISATIONS) % ORGANISATIONS].append(item.trap)
    texts = folder / "texts"
    texts.mkdir()
    for k, sentences in told.items():
        name = f"{_NAMES[2 * k : 2 * k + 2]}镇"
        lines = [f"# {name}2023年工作总结", "", "一、主要做法", "", _COMMON]
        for m, sentence in enumerate(sentences, 1):
            lines += ["", f"（{'一二三四五六七八'[m - 1]}）工作之{m}", "", sentence]
        (texts / f"{name}.md").write_text("\n".join(lines), encoding="utf-8")
    assistant = open_assistant(Settings(library=folder / "library"))
    assistant.index([texts])
    return assistant


def measure(assistant: Assistant, item: Trap) -> dict[str, float]:
    """Whether the like practice is found, stands before the trap, and the trap is not shown."""
    opened = assistant._current()
    assert opened is not None
    scores = {}
    found = opened.learning.practices.find(
        Wanted(item.query, synonyms=opened.expansions(item.query))
    )
    for likeness in found:
        for sentence in (likeness.sentence, *likeness.more):
            text = sentence.text.split("\n")[-1]
            scores.setdefault(text, likeness.score)
    alike, trap = scores.get(item.alike, 0.0), scores.get(item.trap, 0.0)
    return {
        "found": float(alike > 0),
        "before": float(alike > trap),
        "trap_shown": float(trap > 0),
        "ratio": trap / alike if alike else 1.0,
    }


def quality() -> dict[str, dict[str, float]]:
    """The means of each half, over all items."""
    traps = read_traps()
    with tempfile.TemporaryDirectory() as folder:
        assistant = library_of(traps, Path(folder))
        rows = [(item.half, measure(assistant, item)) for item in traps]
    return {
        half: {
            key: round(statistics.fmean(m[key] for h, m in rows if h == half), 3)
            for key in rows[0][1]
        }
        for half in ("seen", "held")
    }


def main() -> None:
    print(json.dumps(quality(), ensure_ascii=False))


if __name__ == "__main__":
    main()
