"""Files that users edit: nothing is overwritten unseen, nothing is lost."""

from pathlib import Path
from threading import Barrier, Thread

import pytest

from assistant.errors import EditedMeanwhile
from assistant.user_files import ABSENT, discard, fingerprint, save


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "library" / "synonyms.toml"


def test_a_save_keeps_the_text_before_it(file: Path):
    first = save(file, "一", ABSENT)
    second = save(file, "二", first)
    assert file.read_text("utf-8") == "二"
    assert file.with_name("synonyms.toml.bak").read_text("utf-8") == "一"
    assert second == fingerprint(file) != first
    assert sorted(p.name for p in file.parent.iterdir()) == ["synonyms.toml", "synonyms.toml.bak"]


def test_a_save_over_what_was_not_seen_is_refused(file: Path):
    seen = save(file, "一", ABSENT)
    save(file, "二", seen)
    for stale in (seen, ABSENT, ""):
        with pytest.raises(EditedMeanwhile):
            save(file, "三", stale)
    with pytest.raises(EditedMeanwhile):
        discard(file, seen)
    assert file.read_text("utf-8") == "二"


def test_of_two_who_save_at_once_one_is_refused(file: Path):
    start, refused = Barrier(8), []

    def edit(text: str) -> None:
        start.wait()
        try:
            save(file, text, ABSENT)
        except EditedMeanwhile:
            refused.append(text)

    threads = [Thread(target=edit, args=(str(n),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 7
    assert file.read_text("utf-8") not in refused


def test_a_discarded_file_stays_beside(file: Path):
    discard(file, save(file, "一", ABSENT))
    assert fingerprint(file) == ABSENT
    assert file.with_name("synonyms.toml.bak").read_text("utf-8") == "一"


def test_a_save_that_fails_leaves_the_old_text_and_no_rest(file: Path, monkeypatch):
    seen = save(file, "一", ABSENT)
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        save(file, "二", seen)
    assert file.read_text("utf-8") == "一"
    assert [p.name for p in file.parent.iterdir()] == ["synonyms.toml"]
