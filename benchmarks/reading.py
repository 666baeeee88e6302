"""How many documents a second the readers take in, by one worker process and by two.

    python -m benchmarks.reading [--data ../shared/corpora/real/gov-provinces-2025-docx]
                                 [--copies 6] [--rounds 5]

Every file is read `copies` times a round; rounds with one and two workers alternate, so that a
busy machine slows both. The clock runs from the first report to the last: starting a process costs
a library once, not per document. Prints JSON with the medians and every round.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import time
from pathlib import Path

from assistant.reading import read_file, supported
from assistant.reading_pool import Pool, read_files


def rate(files: list[tuple[Path, str]], workers: int) -> float:
    """Documents a second after the first report, which waits for the processes to start."""
    reports = read_files(files, Pool(workers))
    next(reports)
    began = time.perf_counter()
    documents = sum(len(report.documents) for report in reports)
    return documents / (time.perf_counter() - began)


def cpu_rate(files: list[tuple[Path, str]]) -> float:
    """Documents per second of processor time, in this process: what other load hardly changes."""
    read_file(*files[0])  # the imports
    began = time.process_time()
    documents = sum(len(read_file(*file).documents) for file in files)
    return documents / (time.process_time() - began)


def commit() -> str:
    """The commit that is measured, "+" where files differ from it."""
    command = ["git", "describe", "--always", "--dirty=+"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    default = Path("../shared/corpora/real/gov-provinces-2025-docx")
    parser.add_argument("--data", type=Path, default=default)
    parser.add_argument("--copies", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    paths = [p for p in sorted(options.data.iterdir()) if p.suffix == ".docx" and supported(p)]
    files = [(p, f"{n}/{p.name}") for n in range(options.copies) for p in paths]
    rounds = [(rate(files, 1), rate(files, 2)) for _ in range(options.rounds)]
    one, two = (statistics.median(r[k] for r in rounds) for k in (0, 1))
    result = {
        "command": f"python -m benchmarks.reading --copies {options.copies}"
        f" --rounds {options.rounds}",
        "commit": commit(),
        "machine": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "load": [round(x, 1) for x in os.getloadavg()],
        "files": len(files),
        "documents_per_second": {"one worker": round(one, 1), "two workers": round(two, 1)},
        "documents_per_cpu_second": round(cpu_rate(files), 1),
        "speedup": round(statistics.median(b / a for a, b in rounds), 2),
        "rounds": [[round(a, 1), round(b, 1)] for a, b in rounds],
    }
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
