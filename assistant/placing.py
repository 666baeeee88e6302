"""Which name a file on disk has in the library, and which names have lost their file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.scanning import Source
from assistant.store import StoredFile


def named_apart(sources: Sequence[Source], known: dict[str, StoredFile]) -> Iterator[Source]:
    """The sources, renamed where another file, still on disk, already has the name."""
    taken: dict[str, Path] = {}
    for source in sources:
        name = source.name
        other = taken.get(name) or _other_owner(name, source, known)
        if other is not None and not _same_bytes(other, source.path):
            name = f"{source.root.resolve().name}/{name}"
        taken.setdefault(name, source.path)
        yield replace(source, name=name)


def _other_owner(name: str, source: Source, known: dict[str, StoredFile]) -> Path | None:
    """The other existing file that the library holds under this name, if any."""
    if name not in known:
        return None
    owner = Path(known[name].source)
    same = owner == source.path.absolute() or not owner.is_file()
    return None if same else owner


def _same_bytes(a: Path, b: Path) -> bool:
    return a.stat().st_size == b.stat().st_size and a.read_bytes() == b.read_bytes()


def gone_from(folders: Sequence[Path], known: dict[str, StoredFile]) -> list[str]:
    """Names of stored files that lay in one of the folders and are no longer on disk."""
    roots = [f.expanduser().absolute() for f in folders]
    return [
        f.name
        for f in known.values()
        if not Path(f.source).exists() and any(Path(f.source).is_relative_to(r) for r in roots)
    ]
