"""The weights of `assistant.answering.bearing`, fitted on judged questions; JSON on stdout.

    python -m benchmarks.refusal GOLD.jsonl LIBRARY [GOLD.jsonl LIBRARY …]

Of every question of a gold file that is answered by a sentence, up to five cases are made:

- as it stands: bearing where the chosen sentences hold half of the answer's keys;
- "cut": asked of the library without the chunks that hold the quotes or keys; not bearing;
- "swap": asked of two other organisations of the library; not bearing;
- "slip": asked with one or two characters put in place of others that sound the same; and
  "strip": asked without its organisation; bearing where the chosen sentences hold the keys
  still, else left out.

Questions without an answer (`gold` is empty) are not bearing. Some swapped questions do have an
answer and some cut ones a second one, so all but the first weigh less. The fit is logistic
regression with ridge 1; a tenth of the questions is left out in turn.
"""

from __future__ import annotations

import json
import random
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering import bearing, passage
from assistant.answering.bearing import NAMES, Situation
from assistant.answering.composed import NoEvidence, Task
from assistant.config import Settings
from assistant.evidence import Evidence
from assistant.names import label
from assistant.opened import Opened
from assistant.question import Wants
from assistant.records import Kind, Request
from assistant.replying import search_words, settled
from assistant.service import open_assistant
from assistant.synonyms import expanded
from assistant.text import fold
from assistant.tokenizer import unmask

RIDGE, STEPS, PARTS = 1.0, 40, 10
WEIGHT = {"intact": 1.0, "absent": 1.0, "swap": 0.7, "cut": 0.5, "strip": 0.5, "slip": 0.6}
OF_DOCUMENTS = (Wants.NUMBER_OF_DOCUMENT, Wants.DATE_OF_DOCUMENT, Wants.SPEAKER)
_ASKING = frozenset("的了多少是几哪个什么有在怎样")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what its chosen sentence shows, and whether that bears on it."""

    id: str
    sort: str
    situation: Situation
    shown: tuple[float, ...]
    bears: bool


def cases(gold: Path, reading: Opened) -> Iterator[Case]:
    """All cases of a gold file over its library."""
    chance = random.Random(1)
    names = sorted({label(d) for d in reading.generation.documents if d.organisation})
    for line in gold.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        history = tuple(item.get("history") or ())
        task = _asked(item["question"], reading, history)
        if task is None:
            continue
        keys = item.get("answer_keys") or []
        if not item["gold"]:
            yield from _case(item["id"], "absent", task, [])
            continue
        yield from _case(item["id"], "intact", task, keys)
        yield from _case(item["id"], "cut", _without(task, item), [])
        if item["kind"] not in ("typo", "english"):
            for slips in (1, 2):
                written = _misspelt(item["question"], slips, reading, chance)
                yield from _case(item["id"], "slip", _asked(written, reading, history), keys)
        if not history:
            yield from _renamed(item, reading, chance.sample(names, min(3, len(names))))


def _asked(text: str, reading: Opened, history: tuple[str, ...] = ()) -> Task | None:
    """The question as understood, where it is answered by a sentence."""
    task, _ = settled(Request(text, history), reading)
    by_sentence = task.question.kind in (Kind.FACT, Kind.FIGURE)
    return task if by_sentence and task.question.wants not in OF_DOCUMENTS else None


def _case(name: str, sort: str, task: Task | None, keys: list[list[str]]) -> Iterator[Case]:
    """The case, where a sentence was chosen."""
    chosen = _chosen(task) if task else []
    if not task or not chosen:
        return
    best = max(
        (bearing.shown(task, e) for e in chosen),
        key=bearing.WEIGHTS[bearing.situation_of(task.question)].sum_of,
    )
    bears = bool(keys) and _held(chosen, keys) >= 0.5
    if sort in ("strip", "slip") and not bears:
        return
    values = tuple(float(getattr(best, n)) for n in NAMES)
    yield Case(name, sort, bearing.situation_of(task.question), values, bears)


def _chosen(task: Task) -> list[Evidence]:
    """The sentences that would answer if all of them bore on the question."""
    if task.question.wants is Wants.STEPS:
        return [e for e in passage.ranked_sentences(task)[:1] if passage.answers(task, e)]
    chosen = passage.chosen(task, passage.ranked_sentences(task))
    return [] if isinstance(chosen, NoEvidence) else chosen


def _held(chosen: list[Evidence], keys: list[list[str]]) -> float:
    """Share of the keys that stand in the chosen sentences."""
    text = _plain("".join(e.sentence.text for e in chosen))
    return sum(any(_plain(k) in text for k in wordings) for wordings in keys) / len(keys)


def _plain(text: str) -> str:
    return fold(text).replace(" ", "").replace(",", "")


def _without(task: Task, item: dict[str, list]) -> Task | None:  # type: ignore[type-arg]
    """The question over the library without what answers it."""
    marks = [_plain(g["quote"])[:18] for g in item["gold"] if g.get("quote")]
    marks += [_plain(k) for wordings in item.get("answer_keys") or [] for k in wordings]
    marks = [m for m in marks if len(m) > 1]
    rows = task.retriever.generation.rows
    kept = np.ones(len(rows), bool) if task.allowed is None else task.allowed.copy()
    before = kept.sum()
    for i in kept.nonzero()[0].tolist():
        text = _plain(rows[i].passage)
        kept[i] = not any(m in text for m in marks)
    if not kept.any() or kept.sum() == before:
        return None
    words, tried = search_words(task.question), task.expansions
    wider = expanded(unmask(fold(words)), tried) if tried else ""
    return replace(task, allowed=kept, ranking=task.retriever.rank(words, kept, wider))


def _misspelt(text: str, slips: int, reading: Opened, chance: random.Random) -> str:
    """The question with characters outside its names in place of others that sound the same."""
    named = {i for m in reading.directory.find(text) for i in range(m.start, m.end)}
    alike = {
        i: [o for o in reading.mender.alike(c) if o != c]
        for i, c in enumerate(text)
        if "\u4e00" <= c <= "\u9fff" and i not in named and c not in _ASKING
    }
    places = [i for i, others in alike.items() if others]
    letters = list(text)
    for i in chance.sample(places, min(slips, len(places))):
        letters[i] = chance.choice(alike[i])
    return "".join(letters)


def _renamed(item: dict[str, str], reading: Opened, others: list[str]) -> Iterator[Case]:
    """The question without its organisation, and asked of two others."""
    text, folded = item["question"], fold(item["question"])
    mentions = sorted(reading.directory.find(text), key=lambda m: m.start)
    if len(text) != len(folded) or len({m.organisation for m in mentions}) != 1:
        return
    own, first = mentions[0].organisation, mentions[0].start
    bare = text
    for m in reversed(mentions):
        bare = bare[: m.start] + bare[m.end :]
    keys = item.get("answer_keys") or []
    stripped = _asked(bare.removeprefix("的"), reading)
    if stripped and not stripped.question.organisations:
        yield from _case(item["id"], "strip", stripped, keys)  # type: ignore[arg-type]
    for other in [n for n in others if n != own][:2]:
        task = _asked(bare[:first] + other + bare[first:], reading)
        if task and task.question.organisations == (other,):
            yield from _case(item["id"], "swap", task, [])


def fit(found: list[Case]) -> Floats:
    """Bias and weights of a logistic regression by Newton's method."""
    x = np.c_[np.ones(len(found)), [c.shown for c in found]]
    y = np.array([float(c.bears) for c in found])
    share = np.array([WEIGHT[c.sort] for c in found])
    ridge = RIDGE * np.diag(np.r_[0.01, np.ones(len(NAMES))])
    w = np.zeros(len(NAMES) + 1)
    for _ in range(STEPS):
        p = 1.0 / (1.0 + np.exp(-(x @ w)))
        slope = x.T @ (share * (p - y)) + ridge @ w
        w -= np.linalg.solve((x * (share * p * (1 - p))[:, None]).T @ x + ridge, slope)
    return w


def sums(found: list[Case], weights: Floats) -> Floats:
    """(cases,): the logarithm of each case's odds."""
    result: Floats = np.c_[np.ones(len(found)), [c.shown for c in found]] @ weights
    return result


def left_out(found: list[Case]) -> Floats:
    """(cases,): each case's logarithm of odds by weights fitted without its tenth."""
    part = np.array([zlib.crc32(c.id.encode()) % PARTS for c in found])
    result = np.zeros(len(found))
    for k in range(PARTS):
        inside = [c for c, p in zip(found, part, strict=True) if p == k]
        if inside:
            others = [c for c, p in zip(found, part, strict=True) if p != k]
            result[part == k] = sums(inside, fit(others))
    return result


def report(found: list[Case], situation: Situation) -> dict[str, object]:
    """What the fit gives for one situation, and what the weights in use refuse."""
    weights = bearing.WEIGHTS[situation]
    outside = left_out(found)
    used = sums(found, np.array([weights.bias, *(getattr(weights.shown, n) for n in NAMES)]))
    fitted = fit(found)
    groups = {(c.sort, c.bears) for c in found}
    return {
        "fitted": dict(zip(("bias", *NAMES), fitted.round(2).tolist(), strict=True)),
        "refused_left_out": _refused(found, outside, weights.least, groups),
        "refused_in_use": _refused(found, used, weights.least, groups),
        "lowest_bearing_left_out": [
            round(float(z), 2)
            for z in sorted(
                z for z, c in zip(outside, found, strict=True) if c.bears and c.sort == "intact"
            )[:4]
        ],
    }


def _refused(
    found: list[Case], odds: Floats, least: float, groups: set[tuple[str, bool]]
) -> dict[str, str]:
    """Per sort of case, how many of how many would be refused."""
    result = {}
    for sort, bears in sorted(groups):
        of = [z for z, c in zip(odds, found, strict=True) if (c.sort, c.bears) == (sort, bears)]
        name = f"{sort}, {'bearing' if bears else 'not bearing'}"
        result[name] = f"{sum(z < least for z in of)} of {len(of)}"
    return result


def main() -> None:
    """Fit on the pairs of the command line."""
    found: list[Case] = []
    for gold, library in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        reading = open_assistant(Settings(library=Path(library)))._current()
        assert reading is not None
        found += cases(Path(gold), reading)
    result = {s.value: report([c for c in found if c.situation is s], s) for s in Situation}
    sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
