"""What `service.Assistant` offers of groups: putting files in and out, and views of some groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.config import Settings
from assistant.errors import LibraryLocked
from assistant.generation import Generation
from assistant.groups import Groups, GroupsFile, Ungrouped, place_of
from assistant.library import Library
from assistant.records import IndexReport

if TYPE_CHECKING:
    from assistant.seeing import Views
    from assistant.service import Assistant


@dataclass(frozen=True, slots=True)
class GroupChange:
    """What a change of groups did.

    Attributes:
        groups: The groups after it.
        files: The files of the library, as it is now, that lie in the places named.
        pending: Whether copies of one report that now have different readers stay joined until
            the writer that holds the library is done; who sees the later copy alone has no
            answer from it before.
    """

    groups: Groups
    files: tuple[str, ...]
    pending: bool = False


class GroupMethods:
    """Groups of documents, over the folder of a whole library."""

    settings: Settings
    _library: Library

    def rebuild(self) -> IndexReport:
        """`Assistant.rebuild`."""
        raise NotImplementedError

    @cached_property
    def _groups_file(self) -> GroupsFile:
        return GroupsFile(self.settings.library)

    @cached_property
    def _views(self) -> Views:
        from assistant.seeing import Views  # knows Assistant, of which this is a part

        return Views()

    def seen_by(self, groups: frozenset[str]) -> Assistant:
        """A view in which documents outside these groups do not exist; cheap to ask for.

        It is the same interface over less: what it cannot see is not found, and it writes only
        what it sees. Groups that do not exist show nothing more. A view of a view sees what both
        see.
        """
        from assistant.seeing import SeenAssistant  # an Assistant itself

        return SeenAssistant(self, groups)  # type: ignore[arg-type]  # only Assistant is one of us

    def groups(self) -> Groups:
        """All groups with their places, and who sees what is in none.

        Raises:
            GroupError: If the file of groups is broken.
        """
        return self._groups_file.read()

    def put_in_group(self, group: str, places: Sequence[str]) -> GroupChange:
        """Put files or folders into a group, which is made where there is none; holds at once.

        A folder need not be there yet: files that are added to it later belong to the group.

        Raises:
            GroupError: If a name or a path cannot be, or the file of groups is broken.
            LibraryLocked: If another process is changing groups.
        """
        return self._change(lambda g: g.with_places(group, places), places)

    def take_out_of_group(self, group: str, places: Sequence[str] = ()) -> GroupChange:
        """Take files or folders out of a group, all where none is named; holds at once.

        What is then in no group is seen as `Groups.ungrouped` says: mostly by everyone.

        Raises:
            GroupError: If there is no such group, a path is not in it, or the file is broken.
            LibraryLocked: If another process is changing groups.
        """
        held = self.groups().places.get(group.strip(), ())
        return self._change(lambda g: g.without_places(group, places), places or held)

    def show_ungrouped(self, ungrouped: Ungrouped) -> GroupChange:
        """Say who sees what is in no group; holds at once.

        Raises:
            GroupError: If the file of groups is broken.
            LibraryLocked: If another process is changing groups.
        """
        return self._change(lambda g: replace(g, ungrouped=ungrouped), ())

    def _change(self, change: Callable[[Groups], Groups], places: Sequence[str]) -> GroupChange:
        """Change the groups and part the copies that not the same users see any more."""
        generation = self._library.open()
        with self._library.editing():
            groups = change(self._groups_file.read())
            self._groups_file.write(groups)
        named = Groups({"": tuple(map(place_of, places))})
        files = generation.store.files() if generation else []
        inside = tuple(f.name for f in files if named.of(f.name))
        parted = generation is not None and _has_parted_twins(generation, groups)
        try:
            if parted:
                self.rebuild()
        except LibraryLocked:
            return GroupChange(groups, inside, pending=True)
        return GroupChange(groups, inside)


def _has_parted_twins(generation: Generation, groups: Groups) -> bool:
    """Whether a document repeats one that is in other groups."""
    files = {d.id: d.file for d in generation.all_documents}
    return any(
        groups.of(d.file) != groups.of(files[d.duplicate_of])
        for d in generation.all_documents
        if d.duplicate_of
    )
