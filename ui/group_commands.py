"""`hujian group`: which documents only some users may see."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.errors import GroupError
from assistant.group_methods import GroupChange
from assistant.groups import NO_GROUP, Groups, Ungrouped, place_of
from assistant.service import Assistant
from ui import cli_texts, group_texts
from ui.terminal import DONE, FAILED, err, json_line, open_library, out


def group_options(command: argparse.ArgumentParser) -> None:
    """The actions of `hujian group` with what each takes."""
    actions = command.add_subparsers(
        title=group_texts.ACTIONS,
        metavar=cli_texts.ACTION,
        required=True,
        dest="action",
        help=group_texts.HELP_ACTION,
    )

    def action(
        name: str, help_text: str, run: Callable[[argparse.Namespace], int]
    ) -> argparse.ArgumentParser:
        parser = actions.add_parser(name, help=help_text, description=help_text)
        parser.set_defaults(run=run)
        parser.add_argument(
            "--library",
            type=Path,
            metavar=cli_texts.METAVAR_FOLDER,
            help=cli_texts.ARG_LIBRARY,
        )
        parser.add_argument("--json", action="store_true", help=cli_texts.ARG_JSON)
        return parser

    _named(action("add", group_texts.HELP_ADD, _add), group_texts.ARG_PLACES, "+")
    _named(action("remove", group_texts.HELP_REMOVE, _remove), group_texts.ARG_GONE, "*")
    action("list", group_texts.HELP_LIST, _list)
    _named(action("show", group_texts.HELP_SHOW, _show))
    action("ungrouped", group_texts.HELP_UNGROUPED, _ungrouped).add_argument(
        "readers",
        nargs="?",
        choices=[u.value for u in Ungrouped],
        metavar=group_texts.METAVAR_READERS,
        help=group_texts.ARG_UNGROUPED,
    )


def _named(parser: argparse.ArgumentParser, places: str = "", nargs: str = "") -> None:
    """A group's name and, where there is help for them, its places."""
    parser.add_argument("group", metavar=group_texts.METAVAR_GROUP, help=group_texts.ARG_GROUP)
    if places:
        parser.add_argument("places", nargs=nargs, metavar=group_texts.METAVAR_PLACE, help=places)


def _add(options: argparse.Namespace) -> int:
    """Put places into a group."""
    change = open_library(options).put_in_group(options.group, options.places)
    _print_change(options, group_texts.ADDED, options.places, change)
    for place in options.places:
        inside = Groups({"": (place_of(place),)})
        if not any(inside.of(file) for file in change.files):
            err(group_texts.NOTHING_THERE.format(place=place))
    return DONE


def _remove(options: argparse.Namespace) -> int:
    """Take places out of a group, and say who sees the files now."""
    assistant = open_library(options)
    places = options.places or assistant.groups().places.get(options.group.strip(), ())
    change = assistant.take_out_of_group(options.group, options.places)
    _print_change(options, group_texts.REMOVED, places, change)
    bare = [file for file in change.files if not change.groups.of(file)]
    if bare:
        readers = group_texts.READERS[change.groups.ungrouped]
        err(group_texts.NOW_UNGROUPED.format(count=len(bare), readers=readers))
    return DONE


def _print_change(
    options: argparse.Namespace, text: str, places: Sequence[str], change: GroupChange
) -> None:
    """What a change did, as JSON on stdout where asked for, in words on stderr."""
    if options.json:
        json_line(
            {
                "group": options.group,
                "places": list(change.groups.places.get(options.group.strip(), ())),
                "files": list(change.files),
                "pending": change.pending,
            }
        )
    err(text.format(group=options.group, places="、".join(places), count=len(change.files)))
    if change.pending:
        err(group_texts.PENDING)


def _list(options: argparse.Namespace) -> int:
    """List the groups, then what is in none."""
    assistant = open_library(options)
    groups = assistant.groups()
    files = _files(assistant)
    for name, places in sorted(groups.places.items()):
        inside = [f for f in files if name in groups.of(f)]
        if options.json:
            json_line({"group": name, "places": list(places), "files": len(inside)})
        else:
            line = group_texts.GROUP_LINE.format(
                group=name, places="、".join(places), count=len(inside)
            )
            out(line)
    bare = sum(not groups.of(f) for f in files)
    if options.json:
        json_line({"group": None, "readers": groups.ungrouped.value, "files": bare})
    else:
        readers = group_texts.READERS[groups.ungrouped]
        out(group_texts.UNGROUPED_LINE.format(count=bare, readers=readers))
    if not groups.places:
        err(group_texts.NO_GROUPS)
    return DONE if groups.places else FAILED


def _show(options: argparse.Namespace) -> int:
    """Show the places of a group and the files in it.

    Raises:
        GroupError: If there is no such group.
    """
    assistant = open_library(options)
    groups = assistant.groups()
    name = options.group.strip()
    if name not in groups.places:
        raise GroupError(NO_GROUP.format(name=name))
    inside = [f for f in _files(assistant) if name in groups.of(f)]
    if options.json:
        json_line({"group": name, "places": list(groups.places[name]), "files": inside})
        return DONE
    for place in groups.places[name]:
        out(group_texts.PLACE_LINE.format(place=place))
    for file in inside:
        out(group_texts.FILE_LINE.format(file=file))
    return DONE


def _files(assistant: Assistant) -> list[str]:
    """All files of the library, those that gave no document too."""
    unreadable = [name for name, _ in assistant.status().unreadable]
    return sorted({*(d.file for d in assistant.documents()), *unreadable})


def _ungrouped(options: argparse.Namespace) -> int:
    """Show or set who sees what is in no group."""
    assistant = open_library(options)
    if options.readers:
        assistant.show_ungrouped(Ungrouped(options.readers))
    now = assistant.groups().ungrouped
    if options.json:
        json_line({"ungrouped": now.value})
    else:
        out(group_texts.UNGROUPED_SET.format(readers=group_texts.READERS[now]))
    return DONE
