"""The same thing in several years: one line per year, of one organisation where it has them all."""

from __future__ import annotations

import pytest

from assistant.answering import comparison, words
from assistant.answering.composed import NoEvidence
from tests.libraries import retriever_over, task_for


def report(name, year, *sentences):
    return f"# {name}{year}年工作总结\n\n一、主要做法\n\n{''.join(sentences)}\n"


FILES = {
    "a20.md": report("甲镇", 2020, "走访慰问困难群众30户。", "2019年走访慰问困难群众10户。"),
    "a21.md": report("甲镇", 2021, "走访慰问很重要。", "走访慰问困难群众36户。"),
    "b21.md": report("乙镇", 2021, "走访慰问群众99户。"),
    "a22.md": report("甲镇", 2022, "举办义诊3场。"),
    "a23.md": report("甲镇", 2023, "2018年走访慰问困难群众5户。"),
    "a15.md": report("甲镇", 2015, "走访慰问困难群众7户。"),
    "a16.md": report("甲镇", 2016, "走访困难群众6户。"),
    "b16.md": report("乙镇", 2016, "走访慰问群众99户。"),
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("years"), FILES)


def lines(retriever, question):
    return comparison.answer(task_for(retriever, question)).text.split("\n")


def test_each_year_has_its_own_sentence_with_a_figure(retriever):
    assert lines(retriever, "甲镇2020年和2021年走访慰问分别是多少户？") == [
        "- **2020年**（甲镇）：……走访慰问困难群众30户。[1]",  # its heading left out
        "- **2021年**（甲镇）：走访慰问困难群众36户。[2]",
    ]


def test_an_organisation_with_every_year_answers_for_all(retriever):
    found = lines(retriever, "2015年和2016年走访慰问分别是多少户？")
    # 乙镇 says more of it in 2016, and nothing in 2015
    assert [line.split("……")[0] for line in found] == [
        "- **2015年**（甲镇）：",
        "- **2016年**（甲镇）：",
    ]
    # where none has both years, the best sentence of each stands
    first, second = lines(retriever, "2016年和2022年走访慰问分别是多少户？")
    assert first.startswith("- **2016年**（乙镇）")
    assert second == f"- **2022年**：{words.NOT_FOUND}"


def test_a_year_named_in_the_sentence_is_found_in_another_years_summary(retriever):
    found = lines(retriever, "甲镇2019年和2020年走访慰问分别是多少户？")
    assert found[0] == "- **2019年**（甲镇）：2019年走访慰问困难群众10户。[1]"
    assert "30户" in found[1]


def test_a_year_without_a_record_says_so(retriever):
    found = lines(retriever, "甲镇2021年和2022年走访慰问分别是多少户？")
    assert found[1] == f"- **2022年**：{words.NOT_FOUND}"


def test_a_sentence_about_another_year_is_no_record_of_this_one(retriever):
    found = lines(retriever, "甲镇2021年和2023年走访慰问分别是多少户？")
    assert found[1] == f"- **2023年**：{words.NOT_FOUND}"


def test_no_year_with_a_record_is_no_evidence(retriever):
    outcome = comparison.answer(task_for(retriever, "甲镇2021年和2022年宣讲分别是多少场？"))
    assert isinstance(outcome, NoEvidence)


def test_each_of_two_organisations_is_no_comparison_of_years(retriever):
    found = lines(retriever, "甲镇和乙镇2020年、2021年分别走访慰问了多少户？")
    assert [line.split("：")[0] for line in found] == ["- **甲镇**", "- **乙镇**"]


def test_the_years_of_titles_are_those_of_the_summaries(tmp_path_factory):
    files = {
        # each names the other's year in its text; the title decides
        "a.md": report("甲镇", 2020, "2019年走访慰问困难群众10户。"),
        "b.md": report("甲镇", 2021, "2020年走访慰问困难群众30户。"),
    }
    two = retriever_over(tmp_path_factory.mktemp("titles"), files)
    found = lines(two, "甲镇2020年和2021年工作总结里走访慰问各是多少户？")
    assert [line.split("年走访")[1] for line in found] == [
        "慰问困难群众10户。[1]",
        "慰问困难群众30户。[2]",
    ]


def test_the_very_words_come_before_others_that_mean_the_same(tmp_path_factory):
    # the fake encoder knows single characters only: both carry 走访慰问 whole
    sentences = ("慰问走访困难群众5户。", "走访慰问困难群众10户。")
    files = {f"{y}.md": report("甲镇", y, *sentences) for y in (2020, 2021)}
    found = lines(
        retriever_over(tmp_path_factory.mktemp("words"), files),
        "甲镇2020年和2021年走访慰问分别是多少户？",
    )
    assert all("10户" in line and "5户" not in line for line in found)
