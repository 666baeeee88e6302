"""What a view of half of a library costs, beside the whole: CPU seconds, so that load says little.

    python -m benchmarks.seeing [--data ../shared/encoder-data] [--paragraphs 71000]

The library is that of `benchmarks.indexing`; every second file is put in a group that the view is
not in. Prints JSON: opening the view and reading its names, the memory it adds, and medians over
the questions of a search and of an answer, of the whole and of the view.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assistant.config import Settings
from assistant.records import Request
from assistant.service import Assistant, open_assistant
from benchmarks.indexing import paragraphs, write_files

QUESTIONS = (
    "哪些单位开展了义诊？",
    "各单位走访慰问了多少户？",
    "如何加强基层党组织建设？",
    "优化营商环境有哪些做法？",
    "农村饮水安全投入了多少资金？",
    "第20县存在哪些问题？",
    "扶贫资金如何监管？",
)
REPEATS = 5


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    began = time.process_time()
    work()
    return time.process_time() - began


def megabytes() -> float:
    """Memory of this process now (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(x for x in lines if x.startswith("VmRSS")).split()[1]) / 1024


def compared(
    sides: dict[str, Assistant], name: str, work: Callable[[Assistant, str], object]
) -> dict[str, float]:
    """Milliseconds of a question on each side, asked in turn: the mean of the medians."""
    medians: dict[str, list[float]] = {side: [] for side in sides}
    for question in QUESTIONS:
        runs: dict[str, list[float]] = {side: [] for side in sides}
        for _ in range(REPEATS + 1):
            for side, assistant in sides.items():
                runs[side].append(cpu(lambda a=assistant, q=question: work(a, q)))  # type: ignore[misc]
        for side, seconds in runs.items():
            medians[side].append(statistics.median(seconds[1:]))  # the first fills caches
    return {f"{name}_{s}_ms": round(1000 * statistics.mean(m), 1) for s, m in medians.items()}


def measured(whole: Assistant) -> dict[str, float]:
    """All figures over an indexed library."""
    whole.prepare()
    files = sorted({d.file for d in whole.documents()})
    whole.put_in_group("其他", files[::2])
    view = whole.seen_by(frozenset())
    before = megabytes()
    opened = cpu(view.status)
    names = cpu(view.prepare)
    sides = {"whole": whole, "view": view}
    return {
        "chunks": whole.status().chunks,
        "chunks_of_view": view.status().chunks,
        "open_view_seconds": round(opened, 2),
        "prepare_view_seconds": round(names, 2),
        "view_megabytes": round(megabytes() - before, 1),
        **compared(sides, "search", lambda a, q: a.search(q)),
        **compared(sides, "ask", lambda a, q: a.ask(Request(q))),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/encoder-data"))
    parser.add_argument("--paragraphs", type=int, default=71_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "files"
        folder.mkdir()
        write_files(paragraphs(options.data), options.paragraphs, folder)
        assistant = open_assistant(Settings(library=Path(temporary) / "library"))
        assistant.index([folder])
        command = f"python -m benchmarks.seeing --paragraphs {options.paragraphs}"
        figures = {"command": command, "machine": platform.machine(), **measured(assistant)}
    print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
