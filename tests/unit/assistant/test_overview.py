"""Facts of an installation."""

from pathlib import Path

from assistant.config import Settings
from assistant.overview import model_facts, storage_facts, versions
from tests.fakes import fake_models


def test_the_parts_of_a_library_folder_add_up(tmp_path: Path):
    (tmp_path / "generations" / "000001").mkdir(parents=True)
    (tmp_path / "generations" / "000001" / "a").write_bytes(b"x" * 300)
    (tmp_path / "CURRENT").write_bytes(b"1\n")
    facts = storage_facts(tmp_path)
    assert facts.parts == (("generations", 300), ("CURRENT", 2))
    assert facts.total == 302
    assert facts.free > 0


def test_a_library_that_is_not_there_yet_takes_nothing(tmp_path: Path):
    facts = storage_facts(tmp_path / "none" / "yet")
    assert facts.total == 0
    assert facts.free > 0


def test_the_built_in_model_has_its_size_and_a_pace(tmp_path: Path):
    facts = model_facts(Settings(library=tmp_path), fake_models())
    assert facts.built_in
    assert facts.size > 10_000_000
    assert facts.pace > 100


def test_a_folder_of_a_model_is_measured_and_a_hub_name_is_not(tmp_path: Path):
    (tmp_path / "model.bin").write_bytes(b"x" * 50)
    own = model_facts(Settings(library=tmp_path, model=str(tmp_path)), fake_models())
    assert (own.built_in, own.folder, own.size) == (False, tmp_path, 50)
    hub = model_facts(Settings(library=tmp_path, model="BAAI/bge-small-zh-v1.5"), fake_models())
    assert (hub.folder, hub.size) == (None, 0)


def test_what_is_installed_is_named():
    found = dict(versions())
    assert found["Python"].startswith("3.")
    assert {"hujian", "gradio", "faiss-cpu", "tantivy", "segmenter"} <= set(found)
