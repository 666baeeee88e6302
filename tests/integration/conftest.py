"""A library of the demonstration corpus, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.config import Settings
from assistant.service import open_assistant

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"


@pytest.fixture(scope="session")
def samples_library(tmp_path_factory):
    """The folder of a library over data/samples."""
    folder = tmp_path_factory.mktemp("samples") / "library"
    open_assistant(Settings(library=folder)).index([SAMPLES])
    return folder
