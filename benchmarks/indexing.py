"""How many chunks a second a library takes in, from files on disk to the published generation.

    python -m benchmarks.indexing [--data ../shared/encoder-data] [--paragraphs 20000]

Official paragraphs of `encoder-data/plain` are written as summaries of forty paragraphs each;
timed are reading, chunking, encoding and writing of both indexes and the store. Prints JSON;
`chunks_per_second_read_text` leaves the reading of the files out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import platform
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from assistant.config import Settings
from assistant.service import open_assistant

PER_FILE = 40


def paragraphs(data: Path) -> Iterator[str]:
    """The paragraphs of the plain text, in order."""
    with gzip.open(data / "plain.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def write_files(texts: Iterator[str], count: int, folder: Path) -> int:
    """Write the paragraphs as summaries; returns the number of files."""
    numerals = "一二三四五六七八九十"
    files = 0
    while batch := list(islice(texts, min(PER_FILE, count - files * PER_FILE))):
        lines = [f"# 第{files}县2021年工作总结"]
        for number, text in enumerate(batch):
            if number % 4 == 0:
                lines.append(f"{numerals[number // 4]}、抓好第{number // 4 + 1}项工作")
            lines.append(text)
        (folder / f"{files:05d}.md").write_text("\n\n".join(lines), encoding="utf-8")
        files += 1
    return files


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/encoder-data"))
    parser.add_argument("--paragraphs", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "files"
        folder.mkdir()
        files = write_files(paragraphs(options.data), options.paragraphs, folder)
        assistant = open_assistant(Settings(library=Path(temporary) / "library"))
        stages: dict[str, float] = {}
        began = last = time.perf_counter()

        def watch(progress: object) -> None:
            nonlocal last
            now = time.perf_counter()
            stage = progress.stage  # type: ignore[attr-defined]
            stages[stage] = stages.get(stage, 0.0) + now - last
            last = now

        assistant.index([folder], watch)
        seconds = time.perf_counter() - began
        chunks = assistant.status().chunks
    print(
        json.dumps(
            {
                "command": f"python -m benchmarks.indexing --paragraphs {options.paragraphs}",
                "machine": platform.processor() or platform.machine(),
                "files": files,
                "chunks": chunks,
                "seconds": round(seconds, 2),
                "chunks_per_second": round(chunks / seconds),
                "chunks_per_second_read_text": round(chunks / (seconds - stages.get("read", 0.0))),
                "stages": {k: round(v, 2) for k, v in stages.items()},
            },
            ensure_ascii=False,
        )
    )


if __name__ == "__main__":
    main()
