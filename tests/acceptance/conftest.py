"""Libraries over the demonstration corpus and, where it is there, the shared one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.config import Settings
from assistant.records import Filters, Request
from assistant.service import open_assistant

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def read_lines(path):
    """The objects of a JSON Lines file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def request_of(item):
    """A gold item as the product is asked it."""
    names = (item["unit_filter"],) if item["unit_filter"] else ()
    filters = Filters(organisations=names)
    return Request(item["question"], tuple(item["history"]), filters, item["id"])


def made(folder, tmp_path_factory):
    """An assistant over a library of one folder."""
    library = tmp_path_factory.mktemp("library")
    assistant = open_assistant(Settings(library=library))
    assistant.index([folder])
    return assistant


@pytest.fixture(scope="session")
def samples(tmp_path_factory):
    """An assistant over data/samples."""
    return made(ROOT / "data" / "samples", tmp_path_factory)


@pytest.fixture(scope="session")
def seeds(tmp_path_factory):
    """An assistant over the five seed files."""
    return made(SHARED / "corpora" / "seeds", tmp_path_factory)


@pytest.fixture(scope="session")
def real(tmp_path_factory):
    """An assistant over the public reports."""
    return made(SHARED / "corpora" / "real", tmp_path_factory)
