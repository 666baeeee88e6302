"""How long a user waits: a question at the command line, in a running server, and the page.

    python -m benchmarks.latency FOLDER QUESTIONS.jsonl

FOLDER is indexed into a temporary library; QUESTIONS has lines as `hujian ask --batch` reads them.
Prints one JSON object: medians of whole processes (`hujian index`, `hujian ask`), nearest-rank
percentiles of `/api/v1/ask` in a running server (`first`: every question new to it, after two
seconds and one greeting; the others: asked again), and the seconds from starting `hujian serve`
until its page answers.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

COMMAND = [sys.executable, "-m", "ui.cli"]
ROUNDS = 3
SETTLE = 2.0  # seconds: a person reads the page before asking


def seconds(work: Callable[[], object]) -> float:
    """How long a call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def run(*arguments: str) -> None:
    """One `hujian` command to its end, output thrown away."""
    subprocess.run([*COMMAND, *arguments], capture_output=True, check=False)


def percentile(values: Sequence[float], percent: float) -> float:
    """Nearest-rank percentile."""
    return sorted(values)[max(0, math.ceil(percent / 100 * len(values)) - 1)]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, limit: float = 60.0) -> None:
    """Return when the address answers."""
    end = time.perf_counter() + limit
    while time.perf_counter() < end:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(url)


def ask(url: str, question: dict[str, object]) -> float:
    """Milliseconds of one question to the server, as the client sees it."""
    body = json.dumps(question).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})

    def send() -> None:
        with urllib.request.urlopen(request, timeout=60) as reply:
            reply.read()

    return 1000 * seconds(send)


def served(library: str, questions: Sequence[dict[str, object]]) -> dict[str, float]:
    """Figures of a running server."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    began = time.perf_counter()
    with subprocess.Popen(
        [*COMMAND, "serve", "--library", library, "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            wait_for(url)
            ready = time.perf_counter() - began
            time.sleep(SETTLE)
            ask(f"{url}/api/v1/ask", {"question": "你好"})
            first = [ask(f"{url}/api/v1/ask", q) for q in questions]
            times = [ask(f"{url}/api/v1/ask", q) for _ in range(ROUNDS) for q in questions]
        finally:
            server.terminate()
    return {
        "page_ready_s": round(ready, 2),
        "server_first_p50_ms": round(percentile(first, 50), 1),
        "server_first_p95_ms": round(percentile(first, 95), 1),
        "server_p50_ms": round(percentile(times, 50), 1),
        "server_p95_ms": round(percentile(times, 95), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    lines = options.questions.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines if line.strip()]
    with tempfile.TemporaryDirectory() as temporary:
        library = str(Path(temporary) / "library")
        index_times = []
        for number in range(options.runs):
            target = f"{library}{number}"
            index_times.append(
                seconds(lambda t=target: run("index", str(options.folder), "--library", t))
            )  # type: ignore[misc]
        library = f"{library}0"
        text = str(questions[0]["question"])
        ask_times = [
            seconds(lambda: run("ask", text, "--library", library)) for _ in range(options.runs)
        ]
        figures = {
            "command": "python -m benchmarks.latency " + " ".join(sys.argv[1:]),
            "cores": os.cpu_count(),
            "load": os.getloadavg()[0],
            "python": platform.python_version(),
            "index_median_s": round(statistics.median(index_times), 2),
            "ask_cold_median_s": round(statistics.median(ask_times), 2),
            **served(library, questions),
        }
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
