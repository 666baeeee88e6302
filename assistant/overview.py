"""What an installation is made of: the model in use and its pace, the folder's size, versions."""

from __future__ import annotations

import platform
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from assistant.config import BUILT_IN_MODEL, Settings
from assistant.models import Models
from assistant.tokenizer import engine_version
from embeddings.static import PACKAGED

ENGINES = ("gradio", "fastapi", "faiss-cpu", "tantivy", "numpy", "sentence-transformers")
_SAMPLE = "组织党员志愿者到村开展义诊，走访慰问困难群众，协调解决饮水和道路问题，群众反映良好。"
_FIRST, _MORE, _ENOUGH = 8, 256, 0.02  # texts, texts, seconds


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """The encoder in use.

    Attributes:
        folder: Where its files lie; None where a hub name was given.
        size: Bytes of its files; 0 where there is no folder.
        pace: Passages that this machine encodes in a second, measured now.
    """

    name: str
    revision: str
    dim: int
    built_in: bool
    folder: Path | None
    size: int
    pace: float


@dataclass(frozen=True, slots=True)
class StorageFacts:
    """Bytes of a library folder by its parts, and what is free on its disk."""

    path: Path
    parts: tuple[tuple[str, int], ...]
    free: int

    @property
    def total(self) -> int:
        """Bytes of the whole folder."""
        return sum(size for _, size in self.parts)


def model_facts(settings: Settings, models: Models) -> ModelFacts:
    """The encoder in use, with its pace on this machine."""
    built_in = settings.model == BUILT_IN_MODEL
    folder = PACKAGED if built_in else Path(settings.model)
    there = folder.is_dir()
    encoder = models.encoder
    return ModelFacts(
        encoder.name, encoder.revision, encoder.dim, built_in, folder if there else None,
        _size(folder) if there else 0, _pace(models),
    )  # fmt: skip


@lru_cache(maxsize=4)
def _pace(models: Models) -> float:
    """Passages a second; a slow model is asked for a few only."""
    count = _FIRST
    seconds = _seconds(models, count)
    if seconds < _ENOUGH:
        count = _MORE
        seconds = _seconds(models, count)
    return count / max(seconds, 1e-6)


def _seconds(models: Models, count: int) -> float:
    """How long it takes to encode so many different passages."""
    texts = [f"{number}{_SAMPLE}" for number in range(count)]
    began = time.perf_counter()
    models.encode(texts, [[text] for text in texts])
    return time.perf_counter() - began


def storage_facts(library: Path) -> StorageFacts:
    """What lies in a library folder, largest part first."""
    parts = [(p.name, _size(p)) for p in library.iterdir()] if library.is_dir() else []
    parts.sort(key=lambda part: (-part[1], part[0]))
    there = next(p for p in (library, *library.resolve().parents) if p.is_dir())
    return StorageFacts(library, tuple(parts), shutil.disk_usage(there).free)


def _size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    return sum(_bytes(file) for file in _files(path))


def _files(path: Path) -> Iterator[Path]:
    yield from (p for p in path.rglob("*") if p.is_file()) if path.is_dir() else (path,)


def _bytes(file: Path) -> int:
    """A file's bytes; 0 where a writer has taken it away meanwhile."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def versions() -> tuple[tuple[str, str], ...]:
    """(name, version) of the program, the language, the system and the engines installed."""
    found = [
        ("hujian", metadata.version("hujian")),
        ("Python", platform.python_version()),
        ("system", platform.platform()),
        ("segmenter", engine_version()),
    ]
    for name in ENGINES:
        try:
            found.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            continue
    return tuple(found)
