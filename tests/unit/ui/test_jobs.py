import time
from pathlib import Path

import pytest

from assistant.errors import LibraryLocked
from assistant.records import Outcome
from tests.fakes_ui import FakeAssistant
from ui.errors import UploadRefused
from ui.job_cards import jobs_html
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


def filled(runner: JobRunner, count: int) -> str:
    job = runner.open()
    for n in range(count):
        put(runner, job.id, f"{n:02}.md", "红星村总结")
    return job.id


def test_a_complete_upload_is_taken_up_again_after_a_stop(tmp_path: Path, uploads: Path):
    first = JobRunner(FakeAssistant(tmp_path), uploads, max_file_mb=1)  # its worker never starts
    job_id = filled(first, 1)
    first.submit(job_id)
    assistant = FakeAssistant(tmp_path, empty=True)
    second = start(assistant, uploads)
    assert wait(second, job_id, ENDED) is JobState.DONE
    assert [d.file for d in assistant.documents()] == ["00.md"]
    second.stop()


def test_stopping_the_program_keeps_the_job_under_way_and_it_goes_on_by_itself(
    tmp_path: Path, uploads: Path
):
    runner = start(FakeAssistant(tmp_path, empty=True, seconds_per_file=0.05), uploads)
    job_id = filled(runner, 20)
    runner.submit(job_id)
    wait(runner, job_id, {JobState.RUNNING})
    runner.stop()
    assert len(list((uploads / job_id / "上传").iterdir())) == 20
    assistant = FakeAssistant(tmp_path, empty=True)
    again = start(assistant, uploads)
    assert wait(again, job_id, ENDED) is JobState.DONE
    assert len(assistant.documents()) == 20
    again.stop()


def killed_while_reading(tmp_path: Path, uploads: Path) -> str:
    """What a program leaves that is killed while it reads: the mark of the job says so."""
    runner = start(FakeAssistant(tmp_path, empty=True, seconds_per_file=0.05), uploads)
    job_id = filled(runner, 20)
    runner.submit(job_id)
    wait(runner, job_id, {JobState.RUNNING})
    mark = uploads / f"{job_id}.ready"
    left = mark.read_text()
    runner.stop()
    mark.write_text(left)
    return job_id


def test_a_job_that_was_cut_off_says_so_and_can_be_resumed(tmp_path: Path, uploads: Path):
    job_id = killed_while_reading(tmp_path, uploads)
    assistant = FakeAssistant(tmp_path, empty=True)
    runner = start(assistant, uploads)
    (job,) = runner.jobs()
    assert (job.id, job.state, job.received) == (job_id, JobState.INTERRUPTED, 20)
    html = jobs_html(runner.jobs())
    assert "上次没有读完" in html
    assert "hj-resume" in html
    assert "放弃" in html
    assert assistant.documents() == []
    assert runner.resume(job_id).state is JobState.WAITING
    assert wait(runner, job_id, ENDED) is JobState.DONE
    assert len(assistant.documents()) == 20
    runner.stop()


def test_a_job_that_was_cut_off_can_be_dismissed(tmp_path: Path, uploads: Path):
    job_id = killed_while_reading(tmp_path, uploads)
    runner = start(FakeAssistant(tmp_path, empty=True), uploads)
    assert runner.cancel(job_id).state is JobState.INTERRUPTED
    assert runner.jobs() == []
    assert list(uploads.iterdir()) == []
    runner.stop()


def test_an_upload_that_was_cut_off_offers_what_arrived(tmp_path: Path, uploads: Path):
    first = JobRunner(FakeAssistant(tmp_path), uploads, max_file_mb=1)
    half, empty = filled(first, 3), first.open().id
    first.begin_file(half, "未传完.md").with_name("x.part").write_text("半")
    first.begin_file(empty, "甲.md").with_name("y.part").write_text("半")
    assistant = FakeAssistant(tmp_path, empty=True)
    second = start(assistant, uploads)
    (job,) = second.jobs()
    assert (job.id, job.state, job.received) == (half, JobState.INTERRUPTED, 3)
    assert not (uploads / empty).exists()
    second.resume(half)
    assert wait(second, half, ENDED) is JobState.DONE
    assert {"00.md", "01.md", "02.md"} <= {d.file for d in assistant.documents()}
    second.stop()


def test_an_upload_that_stalls_is_offered_after_a_while(tmp_path: Path, uploads: Path, monkeypatch):
    runner = start(FakeAssistant(tmp_path, empty=True), uploads)
    job_id = filled(runner, 2)
    assert [j.state for j in runner.jobs()] == [JobState.UPLOADING]
    assert runner.resume(job_id) is None
    monkeypatch.setattr("ui.job.STALLED", -1.0)
    (job,) = runner.jobs()
    assert (job.state, job.total) == (JobState.STALLED, 2)
    assert "读入已收到的 2 个" in jobs_html(runner.jobs())
    assert jobs_html(runner.jobs(), own=job_id) == ""  # the sending tab shows it itself
    assert runner.resume(job_id).state is JobState.WAITING
    assert wait(runner, job_id, ENDED) is JobState.DONE
    nothing = runner.open().id
    assert runner.resume(nothing) is None
    runner.cancel(nothing)
    assert [j.id for j in runner.jobs()] == [job_id]
    runner.stop()


def test_a_paused_job_reads_nothing_until_it_is_resumed(tmp_path: Path, uploads: Path):
    runner = start(FakeAssistant(tmp_path, empty=True, seconds_per_file=0.02), uploads)
    job_id = filled(runner, 30)
    runner.submit(job_id)
    wait(runner, job_id, {JobState.RUNNING})
    runner.pause(job_id)
    time.sleep(0.2)  # the file under way ends
    done = runner.get(job_id).done
    time.sleep(0.3)
    assert runner.get(job_id).state is JobState.PAUSED
    assert runner.get(job_id).done == done < 30
    assert runner.pause(job_id) is None
    assert runner.resume(job_id).state is JobState.RUNNING
    assert wait(runner, job_id, ENDED) is JobState.DONE
    assert len(runner.get(job_id).files) == 30
    assert runner.resume(job_id) is None
    runner.stop()


def test_a_paused_job_can_be_cancelled_at_once(tmp_path: Path, uploads: Path):
    runner = start(FakeAssistant(tmp_path, empty=True, seconds_per_file=0.02), uploads)
    job_id = filled(runner, 50)
    runner.submit(job_id)
    wait(runner, job_id, {JobState.RUNNING})
    runner.pause(job_id)
    begun = time.monotonic()
    runner.cancel(job_id)
    assert wait(runner, job_id, ENDED) is JobState.CANCELLED
    assert time.monotonic() - begun < 2
    runner.stop()
    assert list(uploads.iterdir()) == []


def test_a_waiting_job_can_be_paused_and_stays_so_over_a_restart(tmp_path: Path, uploads: Path):
    runner = start(FakeAssistant(tmp_path, empty=True, seconds_per_file=0.02), uploads)
    first, second = filled(runner, 30), filled(runner, 2)
    runner.submit(first)
    runner.submit(second)
    wait(runner, first, {JobState.RUNNING})
    runner.pause(second)
    runner.pause(first)
    runner.stop()
    again = start(FakeAssistant(tmp_path, empty=True), uploads)
    assert {j.id: j.state for j in again.jobs()} == dict.fromkeys((first, second), JobState.PAUSED)
    again.resume(second)
    assert wait(again, second, ENDED) is JobState.DONE
    assert again.get(first).state is JobState.PAUSED
    again.cancel(first)
    assert again.get(first).state is JobState.CANCELLED
    again.stop()
    assert list(uploads.iterdir()) == []


def test_a_job_waits_while_another_program_writes(tmp_path: Path, uploads: Path, monkeypatch):
    assistant = FakeAssistant(tmp_path, empty=True)
    index, tries = assistant.index, []

    def locked_at_first(paths, on_progress=None):
        tries.append(1)
        if len(tries) < 3:
            raise LibraryLocked(tmp_path)
        return index(paths, on_progress)

    monkeypatch.setattr(assistant, "index", locked_at_first)
    monkeypatch.setattr("ui.jobs.LOCK_WAIT", 0.01)
    runner = start(assistant, uploads)
    job_id = filled(runner, 2)
    runner.submit(job_id)
    assert wait(runner, job_id, ENDED) is JobState.DONE
    assert len(assistant.documents()) == 2
    runner.stop()


def test_a_job_that_waits_for_the_library_can_be_cancelled(
    tmp_path: Path, uploads: Path, monkeypatch
):
    assistant = FakeAssistant(tmp_path, empty=True)

    def locked(paths, on_progress=None):
        raise LibraryLocked(tmp_path)

    monkeypatch.setattr(assistant, "index", locked)
    runner = start(assistant, uploads)
    job_id = filled(runner, 2)
    runner.submit(job_id)
    wait(runner, job_id, {JobState.RUNNING})
    runner.cancel(job_id)
    assert wait(runner, job_id, ENDED) is JobState.CANCELLED
    runner.stop()


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
    html = jobs_html(runner.jobs())
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
