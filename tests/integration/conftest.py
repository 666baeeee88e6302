"""A library of the demonstration corpus, made once; files written and read, or asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.config import Settings
from assistant.reading import read_file
from assistant.service import open_assistant

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"


@pytest.fixture(scope="session")
def samples_library(tmp_path_factory):
    """The folder of a library over data/samples."""
    folder = tmp_path_factory.mktemp("samples") / "library"
    open_assistant(Settings(library=folder)).index([SAMPLES])
    return folder


@pytest.fixture
def read(tmp_path):
    """Write a file below a folder of documents and read it."""

    def reader(name, *lines, encoding="utf-8"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes("\n".join(lines).encode(encoding))
        return read_file(path, name)

    return reader


@pytest.fixture
def library(tmp_path):
    """Write files and open a library over them, with the built-in model."""
    opened = []

    def opener(files):
        for name, lines in files.items():
            path = tmp_path / "材料" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes("\n".join(lines).encode("utf-8"))
        assistant = open_assistant(Settings(library=tmp_path / "库"))
        opened.append(assistant)
        assistant.index([tmp_path / "材料"])
        return assistant

    yield opener
    for assistant in opened:
        assistant.close()
