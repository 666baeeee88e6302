"""Similar practices: how good (dense, BM25, the final method) and how fast; JSON on stdout.

    python -m benchmarks.practices quality
    python -m benchmarks.practices speed --chunks 100000 --organisations 100

`quality` asks the pairs of tests/acceptance/practice_pairs.jsonl and, where it is there, the
similar questions of ../shared/eval/dev_gold.jsonl. Metrics as in ../shared/eval/README.md, over
organisations. `speed` indexes a synthetic library made of shuffled sentences of data/samples.
"""

from __future__ import annotations

import argparse
import difflib
import json
import math
import os
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.config import Settings
from assistant.conversation import understand
from assistant.names import label_of
from assistant.practices import Wanted
from assistant.records import Request
from assistant.sentence_ends import split_sentences
from assistant.sentences import Sentence
from assistant.service import Assistant, open_assistant
from assistant.text import fold
from assistant.tokenizer import unmask

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
LISTINGS = (
    "哪些单位开展了义诊？",
    "哪些单位组织了祭扫烈士？",
    "哪些单位办了读书班？",
    "哪些单位开展了党史知识竞赛？",
    "哪些单位走访慰问了困难群众？",
    "哪些单位建了充电桩？",
    "各单位走访慰问了多少户？",
    "哪些单位搞积分兑换？",
)
PAIRS = ROOT / "tests" / "acceptance" / "practice_pairs.jsonl"
DEV = SHARED / "eval" / "dev_gold.jsonl"
FIRST = 5
SHOWN = 10

Ranked = list[tuple[str, str]]  # (organisation, passage), best first
Method = Callable[[Assistant, Wanted], Ranked]


@dataclass(frozen=True, slots=True)
class Item:
    """One judged practice; places are {"organisation", "quote"} with "grade" in gold."""

    id: str
    group: str
    corpus: str
    form: str
    query: str
    source: dict[str, Any]
    gold: tuple[dict[str, Any], ...]
    negatives: tuple[dict[str, Any], ...]


def read_items() -> list[Item]:
    """The judged pairs, and the shared development questions where they are there."""
    items = []
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        x = json.loads(line)
        items.append(
            Item(x["id"], "pairs", x["corpus"], x["form"], x["query"], x["source"],
                 tuple(x["gold"]), tuple(x["negatives"]))
        )  # fmt: skip
    if DEV.is_file():
        items += [_of_dev(json.loads(x)) for x in DEV.read_text(encoding="utf-8").splitlines()
                  if '"kind": "similar"' in x]  # fmt: skip
    return [i for i in items if (ROOT / i.corpus).is_dir()]


def _of_dev(x: dict[str, Any]) -> Item:
    def place(p: dict[str, Any]) -> dict[str, Any]:
        return {"organisation": p["unit"], "quote": p["quote"], "grade": p.get("grade", 1)}

    return Item(
        x["id"], "dev", "../shared/corpora/seeds", "question", x["question"],
        place(x["query_practice"]), tuple(place(p) for p in x["gold"]),
        tuple(place(p) for p in x["negatives"]),
    )  # fmt: skip


# ---------------------------------------------------------------- methods


def wanted(assistant: Assistant, item: Item) -> Wanted:
    """What an item asks for, as the product understands it."""
    opened = assistant._current()
    assert opened is not None
    practices, expand = opened.learning.practices, opened.expansions
    owner = str(item.source["organisation"])
    if item.form == "text":
        return Wanted(item.query, None, frozenset([owner]), expand(item.query))
    if item.form == "question":
        q = understand(Request(item.query), opened.directory)
        topic = q.topic or item.query
        return replace(practices.wanted(topic, q.quoted, q.excluded, expand(topic)), sort=q.sort)
    quote = str(item.source["quote"])
    source = next(
        s
        for row in opened.generation.rows
        if label_of(row) == owner and quote in row.passage
        for s in _sentences(row)
        if quote in s.text
    )
    return Wanted(quote, source, frozenset([owner]), expand(quote))


def _sentences(row: Any) -> list[Sentence]:
    text, at = row.passage, row.start
    return [Sentence(row, at + a, at + b, text[a:b]) for a, b in split_sentences(text)]


def final(assistant: Assistant, what: Wanted) -> Ranked:
    """The product's method."""
    opened = assistant._current()
    assert opened is not None
    found = opened.learning.practices.find(what)
    return [(h.organisation, h.sentence.text) for h in found[:SHOWN]]


def _by_chunk(assistant: Assistant, what: Wanted, rows: Sequence[int]) -> Ranked:
    """The first chunk of each organisation in a ranking of chunks."""
    opened = assistant._current()
    assert opened is not None
    best: dict[str, str] = {}
    for row in rows:
        chunk = opened.generation.rows[row]
        if label_of(chunk) not in what.excluded:
            best.setdefault(label_of(chunk), chunk.passage)
    return list(best.items())[:SHOWN]


def dense(assistant: Assistant, what: Wanted) -> Ranked:
    """Cosine of chunks alone."""
    opened = assistant._current()
    assert opened is not None
    query = assistant.models.encoder.encode_queries([what.text])[0]
    rows, _ = opened.generation.dense.search(query, 2_000)
    return _by_chunk(assistant, what, rows.tolist())


def bm25(assistant: Assistant, what: Wanted) -> Ranked:
    """BM25 of chunks alone."""
    opened = assistant._current()
    assert opened is not None
    terms = assistant.models.tokenizer.terms(what.text)
    rows, _ = opened.generation.lexical.search(terms, 2_000)
    return _by_chunk(assistant, what, rows.tolist())


METHODS: dict[str, Method] = {"dense": dense, "bm25": bm25, "final": final}

# ---------------------------------------------------------------- metrics


def same(a: str, b: str) -> bool:
    """Whether two names of organisations are one, or one holds the other."""
    return a in b or b in a


def covers(passage: str, quote: str) -> bool:
    """Whether a passage holds 60 % of a quote's letters, or 24 of them, in one piece."""
    p, q = _letters(passage), _letters(quote)
    need = min(24, math.ceil(0.6 * len(q)))
    found = difflib.SequenceMatcher(None, p, q, autojunk=False).find_longest_match()
    return bool(q) and found.size >= need


def _letters(text: str) -> str:
    return "".join(c for c in unmask(fold(text)) if c.isalnum())


def measure(item: Item, ranked: Ranked) -> dict[str, float]:
    """nDCG, recall@5, share of negatives among the first five, share of right passages there."""
    grades: dict[str, int] = defaultdict(int)
    for g in item.gold:
        grades[g["organisation"]] = max(grades[g["organisation"]], g["grade"])
    gains = [max((v for n, v in grades.items() if same(n, o)), default=0) for o, _ in ranked]
    ideal = sorted(grades.values(), reverse=True)
    shown = [any(_is_negative(item, n, o, p) for o, p in ranked[:FIRST]) for n in item.negatives]
    right = [
        any(same(o, g["organisation"]) and covers(p, g["quote"]) for g in item.gold)
        for (o, p), gain in zip(ranked[:FIRST], gains, strict=False)
        if gain
    ]
    return {
        "ndcg": _discounted(gains) / _discounted(ideal),
        "recall@5": sum(gains[:FIRST]) / sum(ideal[:FIRST]),
        "negatives_in_top5": sum(shown) / max(1, len(shown)),
        "right_passage@5": sum(right) / len(right) if right else 0.0,
    }


def _is_negative(item: Item, place: dict[str, Any], organisation: str, passage: str) -> bool:
    """Whether a shown passage is a trap: of an organisation without gold, or of no gold place."""
    if not same(organisation, place["organisation"]):
        return False
    gold = [g["quote"] for g in item.gold if same(g["organisation"], organisation)]
    if not gold:
        return True
    return covers(passage, place["quote"]) and not any(covers(passage, q) for q in gold)


def _discounted(gains: Sequence[float]) -> float:
    return sum(g / math.log2(rank + 1) for rank, g in enumerate(gains, 1))


def quality(libraries: Mapping[str, Assistant]) -> dict[str, Any]:
    """Every method over every item: means by group, and each item's figures.

    Args:
        libraries: By the corpora of the items.
    """
    items = read_items()
    rows: dict[str, dict[str, dict[str, float]]] = {name: {} for name in METHODS}
    for item in items:
        what = wanted(libraries[item.corpus], item)
        for name, method in METHODS.items():
            rows[name][item.id] = measure(item, method(libraries[item.corpus], what))
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.group].append(item)
    means = {
        name: {group: _mean([found[i.id] for i in members]) for group, members in groups.items()}
        for name, found in rows.items()
    }
    return {"items": {g: len(m) for g, m in groups.items()}, "means": means, "each": rows}


def _mean(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    return {key: round(statistics.fmean(r[key] for r in rows), 3) for key in rows[0]}


def library(folder: Path) -> Assistant:
    """A new library of one folder."""
    assistant = open_assistant(Settings(library=Path(tempfile.mkdtemp(prefix="practices-"))))
    assistant.index([folder])
    return assistant


# ---------------------------------------------------------------- speed

_SURNAMES = "东南西北青白红云石梅松竹桃柳溪山河湖泉岭安宁康乐平"
_KINDS = ("镇", "乡", "街道")
PARAGRAPHS = 40  # of one synthetic summary


def synthetic(folder: Path, organisations: int, chunks: int, seed: int = 7) -> None:
    """Write summaries of about `PARAGRAPHS` chunks made of shuffled sentences of the samples."""
    chance = random.Random(seed)
    samples = library(ROOT / "data" / "samples")
    opened = samples._current()
    assert opened is not None
    sentences = [s.text for row in opened.generation.rows for s in _sentences(row)]
    heads = ("抓学习，强化思想引领", "办实事，服务群众", "抓治理，化解纠纷", "抓队伍，建强组织")
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(math.ceil(chunks / PARAGRAPHS)):
        name, year = _name(n % organisations), 2024 - n // organisations
        lines = [f"{name}{year}年工作总结", ""]
        for k in range(PARAGRAPHS):
            if k % 10 == 0:
                lines.append(f"（{'一二三四'[k // 10 % 4]}）{heads[k // 10 % 4]}")
            picked = chance.sample(sentences, 4)
            lines.append("".join(_renumbered(" ".join(s.split()), chance) for s in picked))
        text = "\n".join(lines)
        (folder / f"{name}{year}.txt").write_text(text, encoding="utf-8")


def _name(n: int) -> str:
    size = len(_SURNAMES)
    return f"{_SURNAMES[n % size]}{_SURNAMES[(n // size + 3 * n) % size]}{_KINDS[n % 3]}"


def _renumbered(text: str, chance: random.Random) -> str:
    """The text with its digits changed, so that no two summaries are the same."""
    return "".join(str(chance.randrange(1, 10)) if c.isdigit() else c for c in text)


QUESTIONS = (
    "在田间地头开设小课堂宣讲", "聘请代办员上门替老人办事", "组织党员祭扫烈士墓",
    "农技人员下基层服务", "用积分兑换生活用品", "开展义诊为群众看病", "调解邻里矛盾纠纷",
    "举办党史知识竞赛",
)  # fmt: skip


def speed(organisations: int, chunks: int) -> dict[str, Any]:
    """Milliseconds of similar and of the matrix in a library that is already open."""
    with tempfile.TemporaryDirectory() as folder:
        synthetic(Path(folder), organisations, chunks)
        began = time.perf_counter()
        assistant = library(Path(folder))
        indexed = time.perf_counter() - began
    assistant.prepare()  # what a running server does in the background
    listings = [_asked(assistant, q) for q in (*LISTINGS, *LISTINGS)]
    assistant.similar(QUESTIONS[0])
    first = [assistant.similar(q).elapsed_ms for q in QUESTIONS]
    again = [assistant.similar(q).elapsed_ms for q in QUESTIONS]
    matrices = [assistant.compare() for _ in range(2)]
    status = assistant.status()
    return {
        "chunks": status.chunks,
        "organisations": status.organisations,
        "index_s": round(indexed, 1),
        "similar_new_ms": _percentiles(first),
        "similar_again_ms": _percentiles(again),
        "listing_new_ms": _percentiles(listings[: len(LISTINGS)]),
        "listing_again_ms": _percentiles(listings[len(LISTINGS) :]),
        "matrix_themes": len(matrices[0].themes),
        "matrix_ms": [round(m.elapsed_ms) for m in matrices],
    }


def _asked(assistant: Assistant, question: str) -> float:
    """Milliseconds of one answer."""
    return assistant.ask(Request(question)).elapsed_ms


def _percentiles(times: Sequence[float]) -> dict[str, float]:
    return {"median": round(statistics.median(times), 1), "max": round(max(times), 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=("quality", "speed"))
    parser.add_argument("--organisations", type=int, default=100)
    parser.add_argument("--chunks", type=int, default=100_000)
    options = parser.parse_args()
    figures = (
        quality({c: library(ROOT / c) for c in dict.fromkeys(i.corpus for i in read_items())})
        if options.what == "quality"
        else speed(options.organisations, options.chunks)
    )
    machine = {"cores": os.cpu_count(), "load": os.getloadavg()[0]}
    print(json.dumps({"what": options.what, "machine": machine, **figures}, ensure_ascii=False))


if __name__ == "__main__":
    main()
