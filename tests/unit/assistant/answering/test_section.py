"""Problems and plans: the sections whose headings are about the topic; headings that are cited."""

from __future__ import annotations

import pytest

from assistant.answering import section
from tests.libraries import retriever_over, task_for

GROUPS = """# 甲镇2021年工作总结

一、宣讲组

（一）存在问题

一是人手不足。二是次数不多。

二、义诊组

（一）存在问题

一是药品不全。
"""
PLAIN = """# 乙镇2021年工作总结

一、存在问题

一是学习不深。二是走访不勤。

二、下一步打算

多办宣讲。
"""


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    files = {"a.md": GROUPS, "b.md": PLAIN}
    return retriever_over(tmp_path_factory.mktemp("sections"), files)


def passages(retriever, question):
    return [c.passage for c in section.answer(task_for(retriever, question)).citations]


def test_a_topic_that_headings_name_chooses_their_sections(retriever):
    found = passages(retriever, "甲镇宣讲组存在哪些问题？")
    assert [p.split("\n")[-1] for p in found] == ["一是人手不足。", "二是次数不多。"]


def test_without_a_topic_every_section_of_the_role_is_quoted(retriever):
    found = passages(retriever, "甲镇存在哪些问题？")
    assert [p.split("\n")[-1] for p in found] == [
        "一是人手不足。",
        "二是次数不多。",
        "一是药品不全。",
    ]


def test_the_heading_is_cited_with_its_first_item_alone(retriever):
    first, second = passages(retriever, "乙镇存在哪些问题？")
    assert (first, second) == ("一、存在问题\n一是学习不深。", "二是走访不勤。")


def test_a_citation_with_its_heading_still_quotes_its_document(retriever):
    answer = section.answer(task_for(retriever, "乙镇存在哪些问题？"))
    for c in answer.citations:
        text = retriever.generation.store.document(c.document_id).text
        assert text[c.start : c.end] == c.passage
    assert "- 一是学习不深。[1]" in answer.text  # the heading stands above the items already


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("乙镇存在哪些问题？", ""),
        ("乙镇存在的问题和不足有哪些？", ""),
        ("乙镇宣讲组存在哪些问题？", "宣讲组"),
        ("乙镇下一步有什么打算？", ""),
        ("乙镇下一步义诊有什么打算？", "义诊"),
    ],
)
def test_words_for_problems_and_plans_are_no_topic(retriever, question, topic):
    assert section.specific_topic(task_for(retriever, question)) == topic


def test_each_document_of_an_organisation_has_its_share(tmp_path):
    def month(n):
        items = "".join(
            f"{i}是第{n}个月走访不勤，{'宣讲义诊慰问学习' * 4}。" for i in "一二三四五六"
        )
        return f"# 甲镇2021年{n}月份工作总结\n\n一、存在问题\n\n{items}\n"

    files = {f"{n}.md": month(n) for n in range(1, 10)}
    found = section.answer(task_for(retriever_over(tmp_path, files), "甲镇存在哪些问题？"))
    titles = [line for line in found.text.split("\n") if line.startswith("**甲镇**")]
    assert len(titles) == 9  # every month is named, not the first ones alone
    per_document = section.MOST // 9
    assert per_document < section.LEAST
    for document in {c.document for c in found.citations}:
        given = sum(len(c.passage) for c in found.citations if c.document == document)
        assert given <= section.LEAST + len("一、存在问题\n")


def test_what_was_achieved_is_the_section_of_results(tmp_path):
    text = (
        "# 甲镇2021年工作总结\n\n一、主要做法\n\n走访慰问群众。\n\n"
        "二、取得的成效\n\n一是学习成风。二是宣讲到户，义诊取得成果。\n"
    )
    retriever = retriever_over(tmp_path, {"a.md": text})
    found = passages(retriever, "甲镇取得了哪些成绩？")
    assert [p.split("\n")[-1] for p in found] == ["一是学习成风。", "二是宣讲到户，义诊取得成果。"]
    # of one thing the sentences that speak of it
    assert section.answer(task_for(retriever, "甲镇义诊取得了哪些成果？")).text.count("[") == 1
