"""Checking a generation: do texts, spans and indexes agree?"""

from __future__ import annotations

import numpy as np

from assistant.generation import Generation

_MOST = 20  # faults listed


def faults_of(generation: Generation) -> tuple[str, ...]:
    """Faults in Chinese, at most twenty; empty where the generation is sound."""
    faults: list[str] = []
    state = generation.store.check()
    if state != "ok":
        faults.append(f"数据库不完整：{state}")
    rows = [r.row for r in generation.rows]
    if rows != list(range(len(generation.dense))):
        faults.append("数据库的片段编号与向量索引对不上")
    faults += _span_faults(generation)
    faults += _row_faults(generation)
    return tuple(faults[:_MOST])


def _span_faults(generation: Generation) -> list[str]:
    """Chunks that do not stand in their document where they say."""
    faults = []
    for summary in generation.all_documents:
        document = generation.store.document(summary.id)
        if document is None:
            faults.append(f"{summary.file}：材料 {summary.id} 读不出来")
            continue
        faults += [
            f"{summary.file}：片段 {chunk.id} 与原文位置不符"
            for chunk in document.chunks
            if document.text[chunk.start : chunk.end] != chunk.text
        ]
    return faults


def _row_faults(generation: Generation) -> list[str]:
    """Vectors that are neither of length 1 nor zero."""
    ids = np.arange(len(generation.dense), dtype=np.int64)
    lengths = np.linalg.norm(generation.dense.rows(ids), axis=1) if len(ids) else np.ones(0)
    wrong = ids[(np.abs(lengths - 1) > 0.02) & (lengths > 0)]
    return [f"第 {int(i)} 行向量损坏" for i in wrong]
