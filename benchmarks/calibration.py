"""The weights of `assistant.answering.decision`, fitted on judged listings; JSON on stdout.

    python -m benchmarks.calibration GOLD.jsonl LIBRARY [GOLD.jsonl LIBRARY …]

A gold file is one of `data/eval`, `tests/acceptance` or `../shared/eval`; a library is the folder
made by `hujian index` over its documents. Every listing of the gold gives one row per
organisation: what its best sentence shows, and whether the gold names it. The fit is logistic
regression with ridge 3; each question is left out once, and its F1 is measured with the weights
of all others.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering import decision, listing
from assistant.config import Settings
from assistant.names import label_of
from assistant.records import Kind, Request
from assistant.replying import settled
from assistant.service import Assistant, open_assistant
from assistant.text import fold

RIDGE, STEPS, ROUNDS = 3.0, 30, 4
NAMES = decision.NAMES

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Listing:
    """One question: per organisation the rows (sentences, features) and whether it is gold."""

    id: str
    rows: tuple[Floats, ...]
    gold: tuple[bool, ...]


def listings(gold: Path, assistant: Assistant) -> list[Listing]:
    """The listings of a gold file that name at least two organisations."""
    reading = assistant._current()
    assert reading is not None
    found = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        units = {fold(p["unit"]).replace(" ", "") for p in item["gold"]}
        task, _ = settled(Request(item["question"], tuple(item.get("history") or ())), reading)
        if len(units) < 2 or task.question.kind is not Kind.LISTING:
            continue
        names = listing.candidates(task)
        judged = listing.judged_sentences(task, set(names), task.topic)
        rows: dict[str, list[list[float]]] = {n: [] for n in names}
        for e, shown in zip(judged, decision.all_shown(task, judged), strict=True):
            rows[label_of(e.sentence.chunk)].append([getattr(shown, n) for n in NAMES])
        arrays = tuple(np.array(rows[n], np.float64).reshape(-1, len(NAMES)) for n in names)
        found.append(Listing(item["id"], arrays, tuple(_is_one(n, units) for n in names)))
    return found


def _is_one(name: str, units: set[str]) -> bool:
    """Whether a name is one of the gold's, the longer holding the shorter."""
    plain = fold(name).replace(" ", "")
    return any(plain in u or u in plain for u in units)


def fit(questions: list[Listing]) -> Floats:
    """Bias and weights; of each organisation the sentence that is likeliest so far counts."""
    weights = np.zeros(len(NAMES) + 1)
    for turn in range(ROUNDS):
        rows, labels, share = [], [], []
        for q in questions:
            for x, y in zip(q.rows, q.gold, strict=True):
                if len(x):
                    z = x @ weights[1:] + weights[0] if turn else x[:, 0]
                    rows.append(x[int(np.argmax(z))])
                    labels.append(float(y))
                    share.append(15.0 / len(q.rows))
        weights = _logistic(np.c_[np.ones(len(rows)), rows], np.array(labels), np.array(share))
    return weights


def _logistic(x: Floats, y: Floats, share: Floats) -> Floats:
    """Weights of a logistic regression by Newton's method."""
    ridge = RIDGE * np.diag(np.r_[0.01, np.ones(x.shape[1] - 1)])
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1.0 / (1.0 + np.exp(-(x @ w)))
        slope = x.T @ (share * (p - y)) + ridge @ w
        w -= np.linalg.solve((x * (share * p * (1 - p))[:, None]).T @ x + ridge, slope)
    return w


def f1(question: Listing, weights: Floats) -> float:
    """F1 of the organisations found with some weights."""
    limit = np.log(decision.FOUND / (1 - decision.FOUND))
    found = [bool(len(x)) and (x @ weights[1:] + weights[0]).max() >= limit for x in question.rows]
    right = sum(a and b for a, b in zip(found, question.gold, strict=True))
    total = sum(found) + sum(question.gold)
    return 2 * right / total if total else 1.0


def main() -> None:
    """Fit on the pairs of the command line."""
    pairs = list(zip(sys.argv[1::2], sys.argv[2::2], strict=True))
    questions = [
        q
        for gold, library in pairs
        for q in listings(Path(gold), open_assistant(Settings(library=Path(library))))
    ]
    left_out = [f1(q, fit([o for o in questions if o is not q])) for q in questions]
    now = np.array([decision.BIAS, *(getattr(decision.WEIGHTS, n) for n in NAMES)])
    fitted = fit(questions)
    result = {
        "questions": len(questions),
        "f1_left_out": round(float(np.mean(left_out)), 3),
        "f1_weights_in_use": round(float(np.mean([f1(q, now) for q in questions])), 3),
        "fitted": dict(zip(("bias", *NAMES), fitted.round(2).tolist(), strict=True)),
    }
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
