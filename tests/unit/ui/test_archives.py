import io
import zipfile
from pathlib import Path

import pytest

from tests.fakes_ui import FakeAssistant
from ui.archives import decoded, unpack
from ui.errors import UploadRefused
from ui.jobs import JobRunner


@pytest.fixture
def runner(tmp_path: Path) -> JobRunner:
    return JobRunner(FakeAssistant(tmp_path), tmp_path / "uploads", max_file_mb=1)


def archive(tmp_path: Path, members: dict[str, bytes]) -> Path:
    path = tmp_path / "总结.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def stored(tmp_path: Path) -> list[str]:
    files = [p for p in (tmp_path / "uploads").rglob("*") if p.is_file()]
    return sorted("/".join(p.parts[-2:]) for p in files)


def test_files_are_unpacked_under_the_archives_name(tmp_path: Path, runner: JobRunner):
    job = runner.open()
    path = archive(tmp_path, {"甲.md": b"1", "__MACOSX/._x.md": b"2", ".DS_Store": b"3"})
    assert unpack(path, "总结.zip", runner, job.id) == []
    assert stored(tmp_path) == ["总结/甲.md"]
    assert runner.get(job.id).received == 1


def test_what_cannot_be_taken_is_named_and_the_rest_is_unpacked(tmp_path: Path, runner: JobRunner):
    job = runner.open()
    members = {
        "../../逃.md": b"1",
        "程序.exe": b"2",
        "大.md": b"0" * (1024 * 1024 + 1),
        "好.md": b"3",
    }
    refused = unpack(archive(tmp_path, members), "总结.zip", runner, job.id)
    assert [r.code for r in refused] == ["name", "type", "size"]
    assert stored(tmp_path) == ["总结/好.md"]
    assert not list(tmp_path.rglob("逃.md"))


def test_a_broken_archive_is_refused(tmp_path: Path, runner: JobRunner):
    path = tmp_path / "坏.zip"
    path.write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(UploadRefused) as caught:
        unpack(path, "坏.zip", runner, runner.open().id)
    assert caught.value.code == "zip"


def test_names_written_by_chinese_windows_are_set_right():
    info = zipfile.ZipInfo("青石镇.md".encode("gb18030").decode("cp437"))
    assert decoded(info) == "青石镇.md"
    with zipfile.ZipFile(io.BytesIO(), "w") as file:
        file.writestr("青石镇.md", b"")
        assert decoded(file.infolist()[0]) == "青石镇.md"
