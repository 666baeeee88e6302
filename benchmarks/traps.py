"""Lexical traps: the same word used of another thing must stay behind the same practice.

    python -m benchmarks.traps

Two sets. In tests/acceptance/practice_traps.jsonl the like practice is told in quite other words
and the trap shares words with the practice; all stand in one library of `ORGANISATIONS` made-up
organisations. In tests/acceptance/practice_confusions.jsonl both are passages of data/samples and
of real reports. The items marked "seen" were looked at when the method was tuned, those marked
"held" were not. `before`: the like passage ranks before the trap; `shown`: the trap is the passage
that is shown for its organisation.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.config import Settings
from assistant.practices import Wanted
from assistant.service import Assistant, open_assistant

ROOT = Path(__file__).resolve().parents[1]
TRAPS = ROOT / "tests" / "acceptance" / "practice_traps.jsonl"
CONFUSIONS = ROOT / "tests" / "acceptance" / "practice_confusions.jsonl"
ORGANISATIONS = 10
DEPTH = 2_000
_NAMES = "东河西山南坪北岭中塘上湾下沙前坝后溪古渡"
_COMMON = "镇党委坚持以人民为中心的发展思想，压实责任，狠抓落实，各项工作取得新成效。"

Ranking = Callable[[Assistant, str], list[tuple[str, str]]]  # (organisation, passage), best first


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand in one passage of an organisation; "" allows any organisation."""

    organisation: str
    quote: str


@dataclass(frozen=True, slots=True)
class Trap:
    """A practice, one like it in other words, and one that only shares words with it."""

    id: str
    half: str
    query: str
    alike: Passage
    trap: Passage
    corpus: str = ""


def read_traps() -> list[Trap]:
    """The items in a made-up library."""
    return [
        Trap(x["id"], x["half"], x["query"], Passage("", x["alike"]), Passage("", x["trap"]))
        for x in map(json.loads, TRAPS.read_text(encoding="utf-8").splitlines())
    ]


def read_confusions() -> list[Trap]:
    """The items in real texts, where these are there."""
    items = [
        Trap(
            x["id"], x["half"], x["query"], Passage(**x["alike"]), Passage(**x["trap"]), x["corpus"]
        )
        for x in map(json.loads, CONFUSIONS.read_text(encoding="utf-8").splitlines())
    ]
    return [i for i in items if (ROOT / i.corpus).is_dir()]


def library_of(traps: list[Trap], folder: Path) -> Assistant:
    """A library in which the two passages of an item are of different organisations."""
    told: dict[int, list[str]] = defaultdict(list)
    for n, item in enumerate(traps):
        told[n % ORGANISATIONS].append(item.alike.quote)
        told[(n + 1 + n // ORGANISATIONS) % ORGANISATIONS].append(item.trap.quote)
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


def _rows(assistant: Assistant, rows: list[int]) -> list[tuple[str, str]]:
    opened = assistant._current()
    assert opened is not None
    chunks = [opened.generation.rows[r] for r in rows]
    return [(c.organisation or c.title, c.passage) for c in chunks]


def by_dense(assistant: Assistant, query: str) -> list[tuple[str, str]]:
    """Chunks by cosine alone."""
    opened = assistant._current()
    assert opened is not None
    vector = assistant.models.encoder.encode_queries([query])[0]
    return _rows(assistant, opened.generation.dense.search(vector, DEPTH)[0].tolist())


def by_bm25(assistant: Assistant, query: str) -> list[tuple[str, str]]:
    """Chunks by BM25 alone."""
    opened = assistant._current()
    assert opened is not None
    terms = assistant.models.tokenizer.terms(query)
    return _rows(assistant, opened.generation.lexical.search(terms, DEPTH)[0].tolist())


def by_likeness(assistant: Assistant, query: str) -> list[tuple[str, str]]:
    """Sentences as the product scores them."""
    opened = assistant._current()
    assert opened is not None
    wanted = Wanted(query, synonyms=opened.expansions(query))
    found = sorted(opened.learning.practices.scored(wanted), key=lambda x: -x.score)
    chunks = [(x.sentence.chunk, x.sentence.text) for x in found]
    return [(c.organisation or c.title, text) for c, text in chunks]


RANKINGS: dict[str, Ranking] = {"dense": by_dense, "bm25": by_bm25, "final": by_likeness}


def _rank(ranked: list[tuple[str, str]], place: Passage) -> float:
    """The rank of the first passage that holds the words; infinite where none does."""
    at = (
        n
        for n, (organisation, passage) in enumerate(ranked)
        if place.quote in passage and place.organisation in ("", organisation)
    )
    return next((float(n) for n in at), float("inf"))


def measure(assistant: Assistant, item: Trap, ranking: Ranking = by_likeness) -> dict[str, float]:
    """Whether the like practice is found, stands before the trap, and the trap is shown."""
    ranked = ranking(assistant, item.query)
    alike, trap = _rank(ranked, item.alike), _rank(ranked, item.trap)
    hits = assistant.similar(item.query).hits
    shown = [h for h in hits if item.trap.quote in h.citation.passage]
    return {
        "found": float(alike < float("inf")),
        "before": float(alike < trap),
        "trap_shown": float(any(item.trap.organisation in ("", h.organisation) for h in shown)),
    }


def made_up() -> dict[str, dict[str, dict[str, float]]]:
    """Ranking → half → means over the made-up library."""
    traps = read_traps()
    with tempfile.TemporaryDirectory() as folder:
        assistant = library_of(traps, Path(folder))
        return {name: means(traps, lambda _: assistant, by) for name, by in RANKINGS.items()}


def real(libraries: Mapping[str, Assistant]) -> dict[str, dict[str, dict[str, float]]]:
    """Ranking → half → means over real texts.

    Args:
        libraries: By the corpora of the items.
    """
    items = read_confusions()
    return {name: means(items, lambda i: libraries[i.corpus], by) for name, by in RANKINGS.items()}


def means(
    items: list[Trap], library: Callable[[Trap], Assistant], ranking: Ranking
) -> dict[str, dict[str, float]]:
    """Half → the mean of each figure, and the number of items."""
    rows = [(i.half, measure(library(i), i, ranking)) for i in items]
    return {
        half: {
            "items": float(sum(h == half for h, _ in rows)),
            **{
                key: round(statistics.fmean(m[key] for h, m in rows if h == half), 3)
                for key in rows[0][1]
            },
        }
        for half in ("seen", "held")
    }


def main() -> None:
    print(json.dumps(made_up(), ensure_ascii=False))


if __name__ == "__main__":
    main()
