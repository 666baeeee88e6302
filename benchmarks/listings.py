"""Listings, comparisons and counts over many organisations, in a running server; JSON on stdout.

    python -m benchmarks.listings [--chunks 165000 --organisations 500] [--library FOLDER]

A synthetic library (`benchmarks.practices.synthetic`: shuffled sentences of data/samples, about
102,800 chunks by default) is indexed, or the one in FOLDER taken. The server is asked when it has
prepared what it prepares in the background. Every question is timed as the client sees it, once
when it is new to the server and again in two more rounds; beside it stands the server's processor
time, which other work on the machine hardly changes, and its memory (both on Linux only).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from assistant.config import Settings
from assistant.service import open_assistant
from benchmarks.latency import COMMAND, ask, free_port, percentile, wait_for
from benchmarks.practices import synthetic

QUESTIONS = (
    "哪些单位组织了无偿献血？",
    "哪些单位举办了知识竞赛？",
    "哪些单位开展了义诊活动？",
    "哪些单位组织党员重温入党誓词？",
    "哪些单位到红色教育基地参观学习？",
    "哪些单位慰问了老党员和困难群众？",
    "哪些单位建立了积分兑换制度？",
    "哪些单位开展了消防演练？",
    "哪些单位修了路灯？",
    "哪些单位办了老年人智能手机培训？",
    "哪些单位推行了代办服务？",
    "哪些单位调解了矛盾纠纷？",
    "哪些单位整治了人居环境？",
    "哪些单位开展了警示教育？",
    "哪些单位搞了田间课堂？",
    "有多少个单位开展了志愿服务？",
    "有几个单位安装了充电桩？",
    "有多少个单位召开了专题组织生活会？",
    "各单位走访慰问了多少户？",
    "各单位举办了多少场宣讲？",
    "各单位调解了多少起纠纷？",
    "各单位培训了多少人次？",
    "各单位帮扶了多少户困难群众？",
    "哪个单位办的实事最多？",
    "各单位怎么开展党史学习教育？",
)
AGAIN = 2  # further rounds
_IDLE, _LONGEST = 3.0, 300.0  # seconds without work from which a server is ready, at most waited
_TICKS = 100  # of processor time a second, on Linux


@contextmanager
def serving(library: Path) -> Iterator[tuple[str, int]]:
    """A server over a library that has prepared itself: its address and process."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        [*COMMAND, "serve", "--library", str(library), "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            wait_for(url)
            ask(f"{url}/api/v1/ask", {"question": "你好"})
            _wait_until_idle(server.pid)
            yield url, server.pid
        finally:
            server.terminate()


def _wait_until_idle(process: int) -> None:
    """Return when a process has not worked for some seconds."""
    end = time.perf_counter() + _LONGEST
    worked = -1.0
    while time.perf_counter() < end:
        now = _processor_seconds(process)
        if now - worked < 0.05 * _IDLE:
            return
        worked = now
        time.sleep(_IDLE)


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory_mb(process: int) -> dict[str, int]:
    """Memory of a process in MB, and how much of it belongs to files that are mapped."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    values = dict(line.split(":", 1) for line in lines)
    names = {"resident": "VmRSS", "of_it_mapped_files": "RssFile"}
    return {name: int(values[key].split()[0]) // 1024 for name, key in names.items()}


def measured(library: Path) -> dict[str, object]:
    """Milliseconds of new and repeated questions, and the server's memory."""
    with serving(library) as (url, process):
        address = f"{url}/api/v1/ask"
        ready = memory_mb(process)
        new = [_asked(address, process, q) for q in QUESTIONS]
        again = [_asked(address, process, q) for _ in range(AGAIN) for q in QUESTIONS]
        return {
            "questions": len(QUESTIONS),
            "new_ms": _figures([ms for ms, _ in new]),
            "again_ms": _figures([ms for ms, _ in again]),
            "new_processor_ms": _figures([ms for _, ms in new]),
            "again_processor_ms": _figures([ms for _, ms in again]),
            "each_new_ms": {
                q: f"{a:.0f} {b:.0f}" for q, (a, b) in zip(QUESTIONS, new, strict=True)
            },
            "memory_ready_mb": ready,
            "memory_after_mb": memory_mb(process),
        }


def _asked(address: str, process: int, question: str) -> tuple[float, float]:
    """Milliseconds until the answer is there, and of the server's processor time."""
    before = _processor_seconds(process)
    waited = ask(address, {"question": question})
    return waited, 1000 * (_processor_seconds(process) - before)


def _figures(times: Sequence[float]) -> dict[str, int]:
    return {
        "median": round(statistics.median(times)),
        "p95": round(percentile(times, 95)),
        "max": round(max(times)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--organisations", type=int, default=500)
    parser.add_argument("--chunks", type=int, default=165_000, help="paragraphs written")
    parser.add_argument("--library", type=Path, help="a library that is there already")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        library = options.library or Path(temporary) / "library"
        if not options.library:
            source = Path(temporary) / "files"
            synthetic(source, options.organisations, options.chunks)
            open_assistant(Settings(library=library)).index([source])
        status = open_assistant(Settings(library=library)).status()
        figures = {
            "command": "python -m benchmarks.listings " + " ".join(sys.argv[1:]),
            "cores": os.cpu_count(),
            "load": os.getloadavg()[0],
            "python": platform.python_version(),
            "chunks": status.chunks,
            "organisations": status.organisations,
            **measured(library),
        }
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
