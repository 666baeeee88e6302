"""One report from several sources is answered once; what only looks alike stays apart."""

from __future__ import annotations

import pytest

from assistant.config import Settings
from assistant.inspection import inspect_files
from assistant.records import Outcome, Request
from assistant.service import Assistant
from assistant.sources import Body, Sources, are_twins, letters_of, similarity
from tests.fakes import fake_models

LINES = (
    "青石镇2021年工作总结",
    "一、主要做法",
    "我镇走访慰问困难群众36户，开展义诊12场，组织党史宣讲8次，群众反映良好。",
    "二、存在问题",
    "一是学习不深，宣讲不多；二是慰问覆盖面不广，下一步打算逐户走访。",
)
PARAGRAPHS = "。".join(
    f"第{n}项工作按照计划推进，{w}村完成任务" for n, w in enumerate("甲乙丙丁戊己庚辛壬癸子丑寅卯")
)


def body(document, text, organisation="青石镇", year=2021):
    letters, size = letters_of(text)
    return Body(document, f"{document}.md", 0, organisation, (f"{year}年", (year,)), letters, size)


def first(one, other, texts=None):
    """The id that the second document repeats, or None."""
    sources = Sources((texts or {}).__getitem__)
    assert sources.first_of(one) is None
    found = sources.first_of(other)
    return found.id if found else None


def test_copies_with_other_line_ends_widths_or_script_are_twins():
    text = "\n".join(LINES)
    for other in (text.replace("\n", "\r\n"), text.replace("，", ",\n"), text.replace("党", "黨")):
        assert first(body("a", text), body("b", other)) == "a"


def test_one_of_two_equal_texts_may_lack_the_organisation():
    assert first(body("a", "同一篇"), body("b", "同一篇", None)) == "a"
    assert first(body("a", "同一篇", None), body("b", "同一篇", None)) == "a"


def test_other_organisations_and_other_years_are_no_twins():
    assert first(body("a", "同一篇"), body("b", "同一篇", "梅岭乡")) is None
    assert first(body("a", "同一篇"), body("b", "同一篇", year=2022)) is None


def test_nearly_the_same_text_is_a_twin_unless_a_number_was_replaced():
    longer = PARAGRAPHS + "。上一篇：通知"
    changed = PARAGRAPHS.replace("第3项", "第30项")
    assert similarity(PARAGRAPHS, longer) > 0.9
    assert similarity(PARAGRAPHS, changed) > 0.9
    texts = {"a": PARAGRAPHS, "b": longer, "c": changed}
    assert first(body("a", PARAGRAPHS), body("b", longer), texts) == "a"
    assert first(body("a", PARAGRAPHS), body("c", changed), texts) is None
    assert not are_twins(PARAGRAPHS, changed)


def test_similarity_is_the_share_of_common_shingles():
    # 一二三四五 is shared; 二三四五六 and 二三四五七 are not
    assert similarity("一二三四五六", "一二三四五七") == pytest.approx(1 / 3)
    assert similarity("一二。三", "一 二三") == 1.0


# ---------------------------------------------------------------- in a library


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "材料"
    (made / "copies").mkdir(parents=True)
    text = "\n\n".join(LINES)
    (made / "总结.md").write_text("# " + text, encoding="utf-8", newline="\n")
    (made / "copies" / "总结.txt").write_text(text, encoding="gb18030", newline="\r\n")
    return made


@pytest.fixture
def assistant(tmp_path, folder):
    made = Assistant(Settings(library=tmp_path / "库"), fake_models())
    yield made
    made.close()


def test_a_copy_is_kept_named_and_answered_once(assistant, folder):
    report = assistant.index([folder])
    notes = {f.file: " ".join(f.notes) for f in report.files}
    assert "同一份报告" in notes["copies/总结.txt"]
    assert "“总结.md”" in notes["copies/总结.txt"]
    assert "同一份报告" not in notes["总结.md"]
    copy, first = assistant.documents()
    assert (copy.file, copy.duplicate_of, first.duplicate_of) == ("copies/总结.txt", first.id, None)
    answer = assistant.ask(Request("青石镇走访慰问多少户？"))
    assert "36户" in answer.text
    assert {c.document for c in answer.citations} == {"总结.md"}
    assert {c.also_in for c in answer.citations} == {("copies/总结.txt",)}
    assert {h.document for h in answer.hits} == {"总结.md"}
    assert assistant.organisations() == [("青石镇", 2)]  # two documents are in the library
    assert assistant.verify().faults == ()
    assert assistant.document(copy.id).text


def test_where_the_first_goes_the_copy_takes_its_place(assistant, folder):
    assistant.index([folder])
    assistant.remove(["总结.md"])
    (left,) = assistant.documents()
    assert left.duplicate_of is None
    answer = assistant.ask(Request("青石镇走访慰问多少户？"))
    assert [(c.document, c.also_in) for c in answer.citations] == [("copies/总结.txt", ())]


def test_a_copy_that_changes_speaks_for_itself(assistant, folder):
    assistant.index([folder])
    text = "\n\n".join(LINES).replace("36户", "50户")
    (folder / "copies" / "总结.txt").write_text(text, encoding="utf-8")
    report = assistant.index([folder])
    assert report.count(Outcome.REPLACED) == 1
    assert [d.duplicate_of for d in assistant.documents()] == [None, None]


def test_reports_of_two_years_both_answer(assistant, folder):
    text = "\n\n".join(LINES).replace("2021年", "2022年")
    (folder / "copies" / "总结.txt").write_text(text, encoding="utf-8")
    assistant.index([folder])
    assert [d.duplicate_of for d in assistant.documents()] == [None, None]
    assert assistant.organisations() == [("青石镇", 2)]


def test_inspecting_names_the_copy_too(folder):
    reports = {r.file: r for r in inspect_files([folder])}
    assert any("同一份报告" in n for n in reports["总结.md"].notes)
    assert not any("同一份报告" in n for n in reports["copies/总结.txt"].notes)


# ---------------------------------------------------------------- masked names


def masked(folder, name, title, body):
    text = f"# {title}\n\n一、主要做法\n\n{body}\n"
    (folder / name).write_text(text, encoding="utf-8")


def test_two_masked_organisations_stay_two(tmp_path, assistant):
    folder = tmp_path / "另"
    folder.mkdir()
    masked(folder, "一.md", "**市**局2021年工作总结", "走访慰问困难群众36户。")
    masked(folder, "二.md", "**市**局党史学习教育总结", "走访慰问困难群众50户。")
    assistant.index([folder])
    names = ["**市**局（2021年工作总结）", "**市**局（党史学习教育总结）"]
    assert [name for name, _ in assistant.organisations()] == names
    answer = assistant.ask(Request("哪些单位开展了走访慰问？"))
    assert sorted(o.name for o in answer.organisations) == names
    one = assistant.ask(Request("**市**局走访慰问多少户？"))
    assert {c.document for c in one.citations} == {"一.md", "二.md"}


def test_with_equal_titles_the_files_tell_masked_organisations_apart(tmp_path, assistant):
    folder = tmp_path / "另"
    folder.mkdir()
    masked(folder, "一.md", "**市**局2021年工作总结", "走访慰问困难群众36户。")
    masked(folder, "二.md", "**市**局2021年工作总结", "义诊12场，宣讲8次。")
    assistant.index([folder])
    names = [name for name, _ in assistant.organisations()]
    assert names == ["**市**局（一.md）", "**市**局（二.md）"]


def test_documents_without_an_organisation_stay_apart_where_their_titles_are_the_same(
    tmp_path, assistant
):
    folder = tmp_path / "另"
    folder.mkdir()
    masked(folder, "一.md", "2021年工作总结", "走访慰问困难群众36户。")
    masked(folder, "二.md", "2021年工作总结", "义诊12场，宣讲8次。")
    assistant.index([folder])
    assert [d.organisation for d in assistant.documents()] == [None, None]
    names = ["2021年工作总结（一.md）", "2021年工作总结（二.md）"]
    assert [name for name, _ in assistant.organisations()] == names


def test_one_masked_organisation_keeps_its_name(tmp_path, assistant):
    folder = tmp_path / "另"
    folder.mkdir()
    masked(folder, "一.md", "**市**局2021年工作总结", "走访慰问困难群众36户。")
    assistant.index([folder])
    assert assistant.organisations() == [("**市**局", 1)]


def test_texts_that_are_little_alike_share_no_band():
    one, other = (letters_of(text)[0].split()[1:] for text in (PARAGRAPHS, "走访慰问" * 60))
    assert len(one) == 8
    assert not set(one) & set(other)
    near = letters_of(PARAGRAPHS + "。上一篇：通知")[0].split()[1:]
    assert set(one) & set(near)
    assert letters_of("短文")[0].split()[1:] == []
