"""What several organisations share is worked out once for the whole library."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.answering import common_items
from assistant.answering.section import chunks_of_roles
from assistant.records import Role
from tests.libraries import retriever_over, task_for

FILES = {
    f"{name}.md": f"# {name}2021年工作总结\n\n一、存在问题\n\n{text}\n"
    for name, text in [
        ("甲镇", "一是党史学习不够深入。二是走访次数不多。"),
        ("乙镇", "一是学习党史不深。"),
        ("丙局", "一是义诊宣讲不足。"),
        ("丁局", "一是走访不够经常。"),
    ]
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("common"), FILES)


def texts(groups):
    return [[i.sentence.text for i in g] for g in groups]


def test_groups_are_counted_and_every_member_is_cited(retriever):
    task = task_for(retriever, "各单位存在哪些共性问题？")
    found = common_items.answer(task, chunks_of_roles(task))
    assert found is not None
    assert found.text.startswith("**2 类在两个以上的单位都有**（4 个单位")
    assert {c.passage for c in found.citations} == {
        "党史学习不够深入", "学习党史不深", "走访次数不多", "走访不够经常",
    }  # fmt: skip
    assert [(o.name, o.evidence.value) for o in found.organisations] == [
        ("丁局", "found"), ("丙局", "not_found"), ("乙镇", "found"), ("甲镇", "found"),
    ]  # fmt: skip


def test_all_of_a_library_is_worked_out_once_and_a_part_of_it_each_time(retriever, monkeypatch):
    task = task_for(retriever, "各单位存在哪些共性问题？")
    whole = common_items._groups(task, ())
    assert common_items.groups_of_roles(retriever, (Role.PROBLEMS,)) is whole
    assert common_items.groups_of_roles(retriever, (Role.PLANS,)) == []
    rows = retriever.generation.rows
    allowed = np.array([r.organisation in ("甲镇", "乙镇") for r in rows], bool)
    limited = replace(task, allowed=allowed)
    part = common_items._groups(limited, chunks_of_roles(limited))
    assert texts(part) == [["学习党史不深", "党史学习不够深入"]]
    assert texts(whole) == [["走访不够经常", "走访次数不多"], *texts(part)]
