"""Figures of an encoder on the sets of `encoder-data/dev`, and of BM25 beside it.

Retrieval sets: nDCG@10 with binary gains and R@10; bitexts: share of sentences whose partner is
nearest; sentence similarity: Spearman's rank correlation. Texts in traditional characters are
converted with OpenCC t2s first.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder, Rows

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Retrieval:
    """A retrieval set.

    Attributes:
        queries: Query texts.
        passages: Passage texts.
        right: For each query the rows of its right passages.
    """

    queries: list[str]
    passages: list[str]
    right: list[set[int]]


def evaluate(encoder: Encoder, folder: Path) -> dict[str, float]:
    """All figures of an encoder, by name.

    Args:
        encoder: The encoder.
        folder: `encoder-data/dev`.
    """
    figures: dict[str, float] = {}
    for name, data in retrieval_sets(folder).items():
        scores = encoder.encode_queries(data.queries) @ encoder.encode_passages(data.passages).T
        figures[f"{name} nDCG@10"] = ndcg(scores, data.right)
        figures[f"{name} R@10"] = recall(scores, data.right)
    for name in ("tatoeba_laser", "gwr_parallel_2021"):
        figures.update(_bitext(encoder, folder, name))
    rows = _rows(folder / "stsb_zh_dev.jsonl.gz")
    first = encoder.encode_passages(simplified([row["s1"] for row in rows]))
    second = encoder.encode_passages(simplified([row["s2"] for row in rows]))
    cosines = np.einsum("ij,ij->i", first, second)
    figures["stsb_zh_dev Spearman"] = spearman(cosines, np.asarray([r["score"] for r in rows]))
    return figures


def retrieval_sets(folder: Path) -> dict[str, Retrieval]:
    """The retrieval sets of a dev folder by name."""
    sets = {}
    for queries, corpus in (
        ("cmrc2018_dev", "cmrc2018_dev"),
        ("xquad_zh", "xquad_zh"),
        ("xquad_en", "xquad_zh"),
        ("xquad_en", "xquad_en"),
    ):
        name = queries if queries == corpus else "xquad_en→zh"
        asked, texts = _rows(folder / f"{queries}.queries.jsonl.gz"), _corpus(folder, corpus)
        sets[name] = _retrieval(asked, texts, [row["text"] for row in texts])
    asked, texts = _rows(folder / "prov_gwr.queries.jsonl.gz"), _corpus(folder, "prov_gwr")
    bare = [row["text"] for row in texts]
    placed = [row["province"] + row["text"] for row in texts]
    sets["prov_gwr"] = _retrieval(asked, texts, bare)
    sets["prov_gwr+province"] = _retrieval(asked, texts, placed)
    for kind in ("heading", "lead"):
        chosen = [row for row in asked if row["kind"] == kind]
        sets[f"prov_gwr/{kind}"] = _retrieval(chosen, texts, bare)
        sets[f"prov_gwr+province/{kind}"] = _retrieval(chosen, texts, placed)
    return sets


def bm25(
    data: Retrieval, words: Callable[[str], Sequence[str]], k1: float = 1.5, b: float = 0.75
) -> Scores:
    """BM25 scores (Robertson & Walker, SIGIR 1994), float32 (queries, passages).

    Args:
        data: The set.
        words: Cuts a text into terms.
        k1: Saturation of a term's count.
        b: Weight of the passage length.
    """
    counted = [Counter(words(text)) for text in data.passages]
    lengths = np.asarray([counts.total() for counts in counted], dtype=np.float64)
    norm = k1 * (1.0 - b + b * lengths / max(1.0, lengths.mean()))
    postings: dict[str, list[tuple[int, int]]] = {}
    for row, counts in enumerate(counted):
        for word, count in counts.items():
            postings.setdefault(word, []).append((row, count))
    scores = np.zeros((len(data.queries), len(counted)), dtype=np.float32)
    for number, query in enumerate(data.queries):
        for word in words(query):
            found = postings.get(word)
            if found:
                rows, count = np.asarray(found).T
                idf = math.log(1.0 + (len(counted) - len(rows) + 0.5) / (len(rows) + 0.5))
                scores[number, rows] += idf * count * (k1 + 1.0) / (count + norm[rows])
    return scores


def ndcg(scores: Scores, right: Sequence[set[int]], depth: int = 10) -> float:
    """Mean nDCG with binary gains, discount 1 / log2(rank + 1); ties by row.

    Example:
        >>> round(ndcg(np.array([[0.1, 0.9]], np.float32), [{0}]), 4)  # 1 / log2(3)
        0.6309
    """
    total = 0.0
    for row, wanted in zip(scores, right, strict=True):
        best = np.argsort(-row, kind="stable")[:depth]
        gain = sum(1.0 / math.log2(i + 2) for i, hit in enumerate(best) if int(hit) in wanted)
        ideal = sum(1.0 / math.log2(i + 2) for i in range(min(depth, len(wanted))))
        total += gain / ideal
    return total / len(right)


def recall(scores: Scores, right: Sequence[set[int]], depth: int = 10) -> float:
    """Mean share of the right passages among the first `depth`."""
    shares = [
        len(wanted & set(np.argsort(-row, kind="stable")[:depth].tolist())) / len(wanted)
        for row, wanted in zip(scores, right, strict=True)
    ]
    return sum(shares) / len(shares)


def spearman(first: NDArray[np.floating], second: NDArray[np.floating]) -> float:
    """Rank correlation of two lists; equal values share their mean rank.

    Example:
        >>> round(spearman(np.array([1.0, 2.0, 3.0]), np.array([5.0, 9.0, 7.0])), 2)
        0.5
    """
    return float(np.corrcoef(_ranks(first), _ranks(second))[0, 1])


def simplified(texts: Sequence[str]) -> list[str]:
    """The texts converted with OpenCC t2s."""
    import opencc

    convert = opencc.OpenCC("t2s").convert
    return [convert(text) for text in texts]


def _ranks(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """Ranks from 0; equal values get their mean rank."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    means: NDArray[np.float64] = (ends - counts + ends - 1) / 2.0
    return means[inverse]


def _bitext(encoder: Encoder, folder: Path, name: str) -> dict[str, float]:
    """Accuracy in both directions; pairs with at most 12 Chinese characters only for Tatoeba."""
    rows = _rows(folder / f"{name}.jsonl.gz")
    if name.startswith("gwr"):
        rows = [row for row in rows if len(row["zh"]) > 12]
    zh = encoder.encode_queries(simplified([row["zh"] for row in rows]))
    cosines: Rows = zh @ encoder.encode_queries([row["en"] for row in rows]).T
    own = np.arange(len(rows))
    return {
        f"{name} zh→en": float((cosines.argmax(axis=1) == own).mean()),
        f"{name} en→zh": float((cosines.argmax(axis=0) == own).mean()),
    }


def _retrieval(
    asked: Sequence[dict[str, Any]], corpus: Sequence[dict[str, Any]], texts: Sequence[str]
) -> Retrieval:
    row_of = {row["pid"]: i for i, row in enumerate(corpus)}
    return Retrieval(
        simplified([row["query"] for row in asked]),
        simplified(texts),
        [{row_of[pid] for pid in row["pos"]} for row in asked],
    )


def _corpus(folder: Path, name: str) -> list[dict[str, Any]]:
    return _rows(folder / f"{name}.corpus.jsonl.gz")


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
