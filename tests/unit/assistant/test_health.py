"""The health report: one state per file, counts that add up, complaints that can be settled."""

from __future__ import annotations

import pytest

from assistant import reasons
from assistant.config import Settings
from assistant.corrections import Correction
from assistant.errors import UnknownDocument
from assistant.health import FileState, RemarkKind, _kind, count_figures, count_states
from assistant.records import Role
from assistant.service import Assistant
from tests.fakes import fake_models

LONG = "走访慰问困难群众36户，发放慰问金1.8万元，解决实际问题28个，群众满意度进一步提高。" * 6
GOOD = "# 青石镇2021年工作总结\n\n一、主要做法\n\n{body}\n\n二、存在问题\n\n一是学习不深。\n"


@pytest.fixture
def assistant(tmp_path):
    folder = tmp_path / "材料"
    folder.mkdir()
    files = {
        "好.md": GOOD.format(body=LONG),
        "广告.md": GOOD.format(body=LONG + "\n\n更多范文请加微信，客服代笔，会员下载")
        .replace("36", "41")
        .replace("青石", "柳林"),
        "短.md": "# 工作总结\n\n走访慰问群众5户。学习宣讲2场，问题不少。",
        "空.txt": "",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    made = Assistant(Settings(library=tmp_path / "库"), fake_models())
    made.index([folder])
    yield made
    made.close()


def states(assistant):
    return {f.file: f.state for f in assistant.health()}


def test_every_file_has_one_state_and_they_add_up(assistant):
    assert states(assistant) == {
        "好.md": FileState.SOUND,
        "广告.md": FileState.MENDED,
        "短.md": FileState.ODD,
        "空.txt": FileState.UNREADABLE,
    }
    counts = count_states(assistant.health())
    assert sum(counts.values()) == 4
    assert counts[FileState.PARTIAL] == 0


def test_a_file_says_what_was_found_in_it(assistant):
    good = assistant.file_health("好.md")
    (document,) = good.documents
    assert document.headings == 2
    assert document.summary.organisation == "青石镇"
    assert document.characters == len(assistant.document(document.summary.id).text)
    assert document.roles == ((Role.WORK, 1), (Role.PROBLEMS, 1))
    assert [(r.kind, r.text) for r in good.remarks] == [(RemarkKind.NOTED, reasons.NOTE_NO_DATE)]
    assert (good.reason, good.removed) == (None, 0)
    mended = assistant.file_health("广告.md")
    assert [r.kind for r in mended.remarks] == [RemarkKind.MENDED, RemarkKind.NOTED]
    assert mended.removed == 1


def test_what_could_not_be_read_says_why_and_an_unknown_file_is_named(assistant):
    assert "0 字节" in assistant.file_health("空.txt").reason
    with pytest.raises(UnknownDocument):
        assistant.file_health("没有.md")


def test_a_correction_takes_its_complaint_away(assistant):
    def complaints():
        return [r.text for r in assistant.file_health("短.md").remarks]

    assert reasons.HEALTH_NO_ORGANISATION in complaints()
    assert reasons.HEALTH_NO_PERIOD in complaints()
    assert "正文很短（26 字），请核对是否读全。" in complaints()
    assert reasons.NOTE_NO_DATE in complaints()
    document = assistant.file_health("短.md").documents[0].summary
    correction = Correction(organisation="松岗乡", years=(2021,), date="2022-01-05")
    assistant.correct(document.id, correction)
    assert reasons.HEALTH_NO_ORGANISATION not in complaints()
    assert reasons.HEALTH_NO_PERIOD not in complaints()
    assert reasons.NOTE_NO_DATE not in complaints()


def test_a_copy_names_the_file_that_answers_for_it(assistant, tmp_path):
    (tmp_path / "另存.md").write_text(GOOD.format(body=LONG), encoding="utf-8")
    assistant.index([tmp_path / "另存.md"])
    odd = {
        f.file: [r.text for r in f.remarks if r.kind is RemarkKind.ODD] for f in assistant.health()
    }
    assert odd["好.md"] == [reasons.HEALTH_TWIN.format(file="另存.md")]
    assert odd["另存.md"] == []
    noted = [r.text for r in assistant.file_health("另存.md").remarks]
    assert reasons.HEALTH_ALSO_IN.format(files="好.md") in noted


def test_the_report_outlives_rebuilding_and_the_folder(assistant):
    before = assistant.health()
    assistant.rebuild()
    assert assistant.health() == before


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        (reasons.NOTE_PAGES.format(read=200, pages=900), RemarkKind.LOST),
        (reasons.NOTE_PART_BROKEN.format(part="脚注"), RemarkKind.LOST),
        ("甲.docx：" + reasons.NOTE_ROWS.format(count=50), RemarkKind.LOST),
        (reasons.NOTE_TOC.format(count=4), RemarkKind.MENDED),
        (reasons.NOTE_SUFFIX.format(suffix=".doc", actual="网页"), RemarkKind.MENDED),
        ("《青石镇总结》" + reasons.NOTE_GAP.format(before="一、", after="三、"), RemarkKind.ODD),
        (reasons.NOTE_KEPT_OLD.format(reason=reasons.EMPTY), RemarkKind.ODD),
        (reasons.NOTE_ENCODING.format(encoding="GB18030"), RemarkKind.NOTED),
        (reasons.NOTE_SPLIT.format(count=3), RemarkKind.NOTED),
        ("《甲》" + reasons.NOTE_NO_DATE, None),
        ("《甲》" + reasons.NOTE_NO_ORGANISATION, None),
        (reasons.NOTE_TWIN.format(file="甲.md"), None),
    ],
)
def test_notes_of_the_readers_are_sorted(note: str, kind: RemarkKind | None):
    assert _kind(note) is kind


def test_figures_are_counted_line_by_line():
    assert count_figures("走访36户，义诊2场\n12\n万元") == 2


def test_storage_names_what_the_generation_was_made_with(assistant):
    storage = assistant.storage()
    assert storage.size >= storage.current > 10_000
    assert (storage.generation, storage.encoder, storage.encoder_revision) == (1, "fake", "1")
    assert storage.created.startswith("20")


def test_an_empty_library_has_an_empty_report(tmp_path):
    empty = Assistant(Settings(library=tmp_path / "空库"), fake_models())
    assert (empty.health(), empty.trash(), empty.removed_lines("甲")) == ((), [], None)
    assert empty.storage().generation == 0
    with pytest.raises(UnknownDocument):
        empty.file_health("甲")
