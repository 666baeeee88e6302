import time
from pathlib import Path

import pytest

from assistant.records import Outcome
from tests.fakes_ui import FakeAssistant
from ui import shelf
from ui.errors import UploadRefused
from ui.jobs import JobRunner, JobState, safe_name


def put(runner: JobRunner, job_id: str, name: str, text: str) -> None:
    path = runner.begin_file(job_id, name)
    path.write_text(text, encoding="utf-8")
    runner.end_file(job_id, len(text))


def wait(runner: JobRunner, job_id: str, states: set[JobState]) -> JobState:
    for _ in range(500):
        job = runner.get(job_id)
        if job and job.state in states:
            return job.state
        time.sleep(0.01)
    raise AssertionError(f"job stays {runner.get(job_id)}")


ENDED = {JobState.DONE, JobState.CANCELLED, JobState.FAILED}


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    return tmp_path / "uploads"


def start(assistant: FakeAssistant, uploads: Path) -> JobRunner:
    runner = JobRunner(assistant, uploads, max_file_mb=1)
    runner.start()
    return runner


def test_an_upload_is_read_and_each_file_has_its_outcome(tmp_path: Path, uploads: Path):
    assistant = FakeAssistant(tmp_path, empty=True)
    runner = start(assistant, uploads)
    job = runner.open()
    put(runner, job.id, "镇/甲.md", "红星村总结\n开展义诊")
    put(runner, job.id, "空.md", "")
    runner.submit(job.id)
    assert wait(runner, job.id, ENDED) is JobState.DONE
    done = runner.get(job.id)
    assert done is not None
    assert [(f.file, f.outcome) for f in done.files] == [
        ("空.md", Outcome.FAILED),
        ("镇/甲.md", Outcome.ADDED),
    ]
    assert assistant.documents()[0].file == "镇/甲.md"
    runner.stop()
    assert list(uploads.iterdir()) == []


def test_cancelling_stops_the_run_and_adds_nothing_more(tmp_path: Path, uploads: Path):
    assistant = FakeAssistant(tmp_path, empty=True, seconds_per_file=0.05)
    runner = start(assistant, uploads)
    job = runner.open()
    for n in range(50):
        put(runner, job.id, f"{n:02}.md", "甲")
    runner.submit(job.id)
    wait(runner, job.id, {JobState.RUNNING})
    runner.cancel(job.id)
    assert wait(runner, job.id, ENDED) is JobState.CANCELLED
    assert len(assistant.documents()) < 50
    runner.stop()


def test_a_complete_upload_is_taken_up_again_after_a_stop(tmp_path: Path, uploads: Path):
    first = JobRunner(FakeAssistant(tmp_path), uploads, max_file_mb=1)  # its worker never starts
    job = first.open()
    put(first, job.id, "甲.md", "红星村总结")
    first.submit(job.id)
    half = first.open()
    put(first, half.id, "乙.md", "未传完")
    assistant = FakeAssistant(tmp_path, empty=True)
    second = start(assistant, uploads)
    assert wait(second, job.id, ENDED) is JobState.DONE
    assert [d.file for d in assistant.documents()] == ["甲.md"]
    assert second.get(half.id) is None
    second.stop()


def test_stopping_the_program_keeps_the_files_of_the_job_under_way(tmp_path: Path, uploads: Path):
    runner = start(FakeAssistant(tmp_path, empty=True, seconds_per_file=0.05), uploads)
    job = runner.open()
    for n in range(20):
        put(runner, job.id, f"{n:02}.md", "甲")
    runner.submit(job.id)
    wait(runner, job.id, {JobState.RUNNING})
    runner.stop()
    assert len(list((uploads / job.id / "上传").iterdir())) == 20


@pytest.mark.parametrize(
    "name",
    ["", "/etc/passwd", "../x", "a/../../x", "..\\..\\x", "C:\\x", "a\0b", "x" * 300, "a\nb", "."],
)
def test_unsafe_names_are_refused(name: str):
    with pytest.raises(UploadRefused):
        safe_name(name)


@pytest.mark.parametrize("name", ["甲.md", "镇/村/总结（终稿）.docx", "<b>${x}.md", "a\\b.md"])
def test_ordinary_names_are_kept(name: str):
    assert str(safe_name(name)) == name.replace("\\", "/")


def test_files_that_grow_too_large_are_refused(tmp_path: Path, uploads: Path):
    runner = JobRunner(FakeAssistant(tmp_path), uploads, max_file_mb=1)
    job = runner.open()
    runner.check_size(job.id, "甲", 1024 * 1024)
    with pytest.raises(UploadRefused) as caught:
        runner.check_size(job.id, "甲", 1024 * 1024 + 1)
    assert caught.value.code == "size"


def test_a_closed_job_receives_nothing(tmp_path: Path, uploads: Path):
    runner = JobRunner(FakeAssistant(tmp_path), uploads, max_file_mb=1)
    job = runner.open()
    runner.cancel(job.id)
    with pytest.raises(UploadRefused) as caught:
        runner.begin_file(job.id, "甲.md")
    assert caught.value.code == "state"


def test_cards_show_failed_files_first_and_escape_names(tmp_path: Path, uploads: Path):
    runner = start(FakeAssistant(tmp_path, empty=True), uploads)
    job = runner.open()
    put(runner, job.id, "<img onerror=x>.md", "甲")
    put(runner, job.id, "空.md", "")
    runner.submit(job.id)
    wait(runner, job.id, ENDED)
    html = shelf.jobs_html(runner.jobs())
    assert "<img" not in html
    assert html.index("文件是空的") < html.index("&lt;img")
    assert "新增 1，替换 0，未变 0，未读出 1" in html
    runner.stop()


def test_a_job_is_still_its_owners_after_a_stop(tmp_path: Path, uploads: Path):
    first = JobRunner(FakeAssistant(tmp_path), uploads, max_file_mb=1)  # its worker never starts
    job = first.open("张三的编号")
    put(first, job.id, "甲.md", "红星村总结")
    first.submit(job.id)
    second = start(FakeAssistant(tmp_path, empty=True), uploads)
    wait(second, job.id, ENDED)
    taken_up = second.get(job.id)
    assert taken_up is not None
    assert taken_up.owner == "张三的编号"
    second.stop()
