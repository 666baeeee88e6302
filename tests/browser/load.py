"""Fifty users ask at once over raw HTTP, as the page does; prints seconds and memory as JSON.

python -m tests.browser.load http://127.0.0.1:7860 [users] [rounds]
"""

from __future__ import annotations

import json
import re
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

QUESTIONS = (
    "哪些单位开展了义诊？",
    "存在哪些问题？",
    "各单位走访慰问了多少户？",
    "宣讲有哪些做法？",
)


def chat_index(address: str) -> int:
    """The number of the chat's event in the page's configuration."""
    page = httpx.get(address, trust_env=False).text
    config = json.JSONDecoder().raw_decode(page, page.index("window.gradio_config = ") + 23)[0]
    return next(d["id"] for d in config["dependencies"] if d["api_name"] == "chat")


def ask(address: str, number: int, index: int) -> tuple[float, float]:
    """Ask once; seconds to the first message and to the end."""
    session = uuid.uuid4().hex[:10]
    question = QUESTIONS[number % len(QUESTIONS)]
    body = {"data": ["", question, [], [], [], []], "fn_index": index, "session_hash": session}
    begun = time.perf_counter()
    first = 0.0
    with httpx.Client(base_url=address, timeout=60, trust_env=False, verify=False) as client:
        client.post("/gradio_api/queue/join", json=body).raise_for_status()
        query = {"session_hash": session}
        with client.stream("GET", "/gradio_api/queue/data", params=query) as reply:
            for line in reply.iter_lines():
                if "process_generating" in line and not first:
                    first = time.perf_counter() - begun
                if "process_completed" in line:
                    if not json.loads(line[5:])["success"]:
                        raise RuntimeError(line)
                    break
    return first, time.perf_counter() - begun


def memory_mb(pid: int) -> float:
    """Resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def quantile(values: list[float], q: float) -> float:
    """The value below which a share q of the values lies."""
    return round(sorted(values)[min(len(values) - 1, int(q * len(values)))], 3)


def main(address: str, users: str = "50", rounds: str = "1", pid: str = "0") -> None:
    """Run the rounds and print one line each."""
    index = chat_index(address)
    for _ in range(int(rounds)):
        with ThreadPoolExecutor(int(users)) as pool:
            times = list(pool.map(lambda n: ask(address, n, index), range(int(users))))
        firsts, ends = zip(*times, strict=True)
        line = {
            "first_p50": quantile(list(firsts), 0.5),
            "first_p95": quantile(list(firsts), 0.95),
            "end_p95": quantile(list(ends), 0.95),
            "rss_mb": round(memory_mb(int(pid))) if pid != "0" else None,
        }
        sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
