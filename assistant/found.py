"""Files on disk against what the library knows under their names: new, changed or gone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.groups import Groups
from assistant.reading import READING_VERSION
from assistant.reasons import OUT_OF_GROUP, OUT_OF_SIGHT
from assistant.records import FileOutcome, Outcome
from assistant.scanning import Source
from assistant.store import StoredFile


@dataclass(frozen=True, slots=True)
class Found:
    """A source with its bytes' fingerprint and what the library knows under its name."""

    source: Source
    fingerprint: str
    size: int
    old: StoredFile | None

    @property
    def is_unchanged(self) -> bool:
        """Whether the library has read these bytes, with these readers."""
        return self.old is not None and self.old.fingerprint == self.fingerprint

    @property
    def is_kept(self) -> bool:
        """Whether there is nothing to read: what failed before is tried again."""
        return self.is_unchanged and self.old is not None and self.old.readable


def identify(source: Source, known: dict[str, StoredFile]) -> Found:
    """The source with its fingerprint: the bytes and the version of the readers."""
    digest = hashlib.sha256(f"readers {READING_VERSION}\n".encode())
    with source.path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    size = source.path.stat().st_size
    return Found(source, digest.hexdigest(), size, known.get(source.name))


def everything(_: str) -> bool:
    """Every file is seen."""
    return True


def placed(
    sources: Sequence[Source],
    known: dict[str, StoredFile],
    groups: Groups,
    sees: Callable[[str], bool],
) -> tuple[list[Source], list[FileOutcome]]:
    """The sources by their names in the library, and what becomes of those not to be read.

    Refused is a place that is not seen, whatever lies there, and a name that would take a file
    out of the groups which its path is in.
    """
    seen = [s for s in sources if sees(s.name)]
    refused = [_refused(s.name, OUT_OF_SIGHT) for s in sources if not sees(s.name)]
    kept = []
    for source, named in zip(seen, named_apart(seen, known), strict=True):
        if groups.of(source.name) and not groups.of(named.name):
            reason = OUT_OF_GROUP.format(file=source.name, name=named.name)
            refused.append(_refused(named.name, reason))
        elif not sees(named.name):
            refused.append(_refused(named.name, OUT_OF_SIGHT))
        else:
            kept.append(named)
    return kept, refused


def _refused(name: str, reason: str) -> FileOutcome:
    """The outcome of a file that is not read because of its place in the library."""
    return FileOutcome(name, Outcome.FAILED, 0, 0, reason)


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
