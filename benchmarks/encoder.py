"""Figures of the built-in encoder: quality on `../shared/encoder-data/dev`, size, speed.

    python benchmarks/encoder.py [--data DIR] [--out FILE]

Quality needs the shared data; without them only size and speed are measured. BM25 (k1 1.5, b 0.75)
runs over rjieba's search-mode words of the same texts. Speed is in CPU seconds of one thread, which
other work on the machine disturbs less than the clock on the wall; the load is recorded beside it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import rjieba

from embeddings.late_interaction import TokenIndex
from embeddings.static import MODEL_FILES, PACKAGED, StaticEncoder, load_static
from embeddings.training.evaluation import bm25, evaluate, ndcg, recall, retrieval_sets

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "encoder-data"
RESULTS = Path(__file__).with_name("results") / "encoder.json"
_LOAD = (
    "import time; w, c = time.perf_counter(), time.process_time();"
    "from embeddings.static import load_static; load_static().encode_queries(['义诊']);"
    "print(time.process_time() - c, time.perf_counter() - w)"
)
_QUESTION = "哪些单位开展了走访慰问困难群众的活动，效果怎么样"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with dev/")
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args(arguments)
    encoder = load_static()
    result: dict[str, object] = {
        "commit": _output("git", "rev-parse", "HEAD"),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "cpu": _cpu(),
        "threads": 1,
        "load_average_1_min": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        "command": "python benchmarks/encoder.py",
        "model": {"name": encoder.name, "revision": encoder.revision, "dim": encoder.dim},
        "megabytes": {name: _megabytes(name) for name in MODEL_FILES},
    }
    dev = options.data / "dev"
    if dev.is_dir():
        result["quality"] = {k: round(v, 4) for k, v in evaluate(encoder, dev).items()}
        result["bm25"] = _bm25_figures(dev)
    else:
        print(f"没有 {dev}：只测大小和速度", file=sys.stderr)
    result["speed"] = _speed(encoder, _passages(options.data))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    options.out.write_text(text, encoding="utf-8")
    print(text)
    return 0


def _bm25_figures(dev: Path) -> dict[str, float]:
    figures = {}
    for name, data in retrieval_sets(dev).items():
        if "→" not in name:
            scores = bm25(data, _words)
            figures[f"{name} nDCG@10"] = round(ndcg(scores, data.right), 4)
            figures[f"{name} R@10"] = round(recall(scores, data.right), 4)
    return figures


def _words(text: str) -> list[str]:
    return [w for w in rjieba.cut_for_search(text.lower()) if any(c.isalnum() for c in w)]


def _speed(encoder: StaticEncoder, passages: list[str]) -> dict[str, float]:
    starts = [[float(x) for x in _output(sys.executable, "-c", _LOAD).split()] for _ in range(7)]
    encode = _seconds(lambda: encoder.encode_passages(passages), 3)
    both = _seconds(lambda: encoder.encode_parts([[p] for p in passages]), 3)
    figures = {
        "import, load and first vector, CPU seconds": statistics.median(s[0] for s in starts),
        "import, load and first vector, wall seconds, best of 7": min(s[1] for s in starts),
        "passages": len(passages),
        "characters a passage": sum(map(len, passages)) / len(passages),
        "passages a second, vectors": len(passages) / encode,
        "passages a second, vectors and tokens": len(passages) / both,
        "query, ms": 1e3 * _seconds(lambda: encoder.encode_queries([_QUESTION]), 50),
        "neighbours in the whole vocabulary, ms": 1e3
        * _seconds(lambda: encoder.neighbours("义诊", 5), 10),
    }
    figures.update(_max_sim_speed(encoder, passages[:5000]))
    return {name: round(value, 4) for name, value in figures.items()}


def _max_sim_speed(encoder: StaticEncoder, passages: list[str]) -> dict[str, float]:
    ids = encoder.token_ids(passages)
    query = encoder.token_ids([_QUESTION])[0]
    rows = np.random.default_rng(0).choice(len(passages), 400, replace=False)
    cold, chosen = [], []
    for _ in range(5):
        index = TokenIndex.of_passages(ids, encoder)
        chosen.append(_seconds(lambda index=index: index.max_sim(query, rows=rows), 1))
        cold.append(_seconds(lambda index=index: index.max_sim(query), 1))
    warm = _seconds(lambda: index.max_sim(query), 20)
    return {
        "MaxSim passages": len(passages),
        "MaxSim tokens of the query": len(query),
        "MaxSim of 400 passages, new words, ms": 1e3 * statistics.median(chosen),
        "MaxSim of all passages, new words, ms": 1e3 * statistics.median(cold),
        "MaxSim of all passages, words asked before, ms": 1e3 * warm,
    }


def _seconds(work: Callable[[], object], repeats: int) -> float:
    """Median CPU seconds of one call."""
    spent = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def _passages(data: Path) -> list[str]:
    """Official paragraphs of 120 to 210 characters, or made-up ones without the shared data."""
    path = data / "plain.jsonl.gz"
    if not path.is_file():
        sentence = "第{}项：组织志愿者走访慰问困难群众，开展义诊和普法宣讲。"
        return [sentence.format(n) * 6 for n in range(10_000)]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    return [text for text in texts if 120 <= len(text) <= 210][:20_000]


def _megabytes(name: str) -> float:
    return round((PACKAGED / name).stat().st_size / 1e6, 3)


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores"


def _output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return done.stdout.strip()


def _on_one_thread() -> None:
    """Start again with one thread per library, where that was not asked for yet."""
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "RAYON_NUM_THREADS")
    if any(os.environ.get(name) != "1" for name in names):
        environment = {**os.environ, **dict.fromkeys(names, "1")}
        os.execve(sys.executable, [sys.executable, *sys.argv], environment)


if __name__ == "__main__":
    _on_one_thread()
    raise SystemExit(main())
