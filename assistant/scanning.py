"""Which files lie below the paths that a user named, each once, by its name in the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import EmptyFolder, MissingPath
from assistant.reading import supported


@dataclass(frozen=True, slots=True)
class Source:
    """One file on disk and its name in the library: the path below `root`."""

    path: Path
    root: Path
    name: str


def scan(paths: Sequence[Path]) -> list[Source]:
    """The files to read below the named files and folders, each once, by name.

    Raises:
        MissingPath: If a path does not exist.
        EmptyFolder: If a folder holds no file of a kind that Hujian knows.
    """
    found: dict[Path, Source] = {}
    for given in paths:
        path = given.expanduser()
        if path.is_dir():
            inside = [p for p in _walk(path) if supported(p)]
            if not inside:
                raise EmptyFolder(given)
            for file in inside:
                source = Source(file, path, file.relative_to(path).as_posix())
                found.setdefault(file.resolve(), source)
        elif path.is_file():
            found.setdefault(path.resolve(), Source(path, path.parent, path.name))
        else:
            raise MissingPath(given)
    return sorted(found.values(), key=lambda s: s.name)


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder, without hidden folders and links that lead out of it."""
    top = folder.resolve()
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and path.resolve().is_relative_to(top):
            yield path
