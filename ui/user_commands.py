"""`hujian user …` and `hujian audit`: who may log in to the page, and what they did there."""

from __future__ import annotations

import argparse
import getpass
import re
import sys
import warnings
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.config import load_settings
from ui import access_texts as words
from ui import cli_texts
from ui.access.audit import Action, Audit, Entry
from ui.access.users import User, Users, user_to_json
from ui.access.visitors import LOCAL, Rank, Visitor
from ui.columns import table
from ui.conversations import FILE, Conversations
from ui.errors import PasswordsDiffer
from ui.terminal import DONE, FAILED, BatchError, err, json_line, out

TERMINAL = Visitor(LOCAL.id, words.AUDIT_TERMINAL, Rank.MANAGE)
_SINCE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:[T ]\d{2}(?::\d{2}){0,2}Z?)?)?)?$")
_TIME = 19  # characters of a time to the second


# ---------------------------------------------------------------- options


def add_user(subparsers: Any) -> None:
    """Give the command line `hujian user` with its own commands."""
    top = subparsers.add_parser("user", help=words.HELP_USER, description=words.HELP_USER)
    inner = top.add_subparsers(
        title=cli_texts.COMMANDS,
        help=words.HELP_USER_EACH,
        metavar=cli_texts.COMMAND,
        required=True,
        dest="user_command",
    )
    _add_options(_command(inner, "add", words.HELP_USER_ADD, user_add))
    listing = _command(inner, "list", words.HELP_USER_LIST, user_list)
    listing.add_argument("--json", action="store_true", help=cli_texts.ARG_JSON)
    _from_stdin(_command(inner, "password", words.HELP_USER_PASSWORD, user_password))
    _command(inner, "role", words.HELP_USER_ROLE, user_role).add_argument(
        "role", choices=_ranks(), metavar=words.METAVAR_ROLE, help=_role_help()
    )
    _command(inner, "groups", words.HELP_USER_GROUPS, user_groups).add_argument(
        "groups", nargs="*", metavar=words.METAVAR_GROUP, help=words.ARG_USER_GROUPS
    )
    _command(inner, "remove", words.HELP_USER_REMOVE, user_remove)


def _command(
    inner: Any, name: str, help_text: str, run: Callable[..., int]
) -> argparse.ArgumentParser:
    """One command of `hujian user`; all but the list are about one user."""
    made: argparse.ArgumentParser = inner.add_parser(name, help=help_text, description=help_text)
    made.set_defaults(run=run)
    made.add_argument(
        "--library", type=Path, metavar=cli_texts.METAVAR_FOLDER, help=cli_texts.ARG_LIBRARY
    )
    if name != "list":
        made.add_argument("name", metavar=words.METAVAR_USER, help=words.ARG_USER_NAME)
    return made


def _add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--role", choices=_ranks(), metavar=words.METAVAR_ROLE, help=_role_help())
    command.add_argument(
        "--group", action="append", default=[], metavar=words.METAVAR_GROUP,
        help=words.ARG_USER_GROUP,
    )  # fmt: skip
    _from_stdin(command)


def _from_stdin(command: argparse.ArgumentParser) -> None:
    command.add_argument("--password-stdin", action="store_true", help=words.ARG_PASSWORD_STDIN)


def _ranks() -> list[str]:
    return [rank.value for rank in Rank]


def _role_help() -> str:
    return words.ARG_USER_ROLE.format(roles="、".join(Rank))


def audit_options(command: argparse.ArgumentParser) -> None:
    """What `hujian audit` takes."""
    command.add_argument("--since", default="", metavar=words.METAVAR_TIME, help=words.ARG_SINCE)
    command.add_argument(
        "--user", default="", metavar=words.METAVAR_USER, help=words.ARG_AUDIT_USER
    )


# ---------------------------------------------------------------- users


def user_add(options: argparse.Namespace) -> int:
    """Add a user; the first one takes over the conversations from before there was a login."""
    folder = _library(options)
    users, rank = Users(folder), Rank(options.role) if options.role else None
    first = not users.list()
    user = users.add(options.name, _password(options), rank, options.group)
    if first:
        Conversations(folder / FILE).hand_over(user.id)
    _note(folder, Action.USER_ADDED, user)
    err(words.USER_ADDED.format(name=user.name, rank=user.rank, groups=_groups(user)))
    if first:
        err(words.USER_FIRST)
    return DONE


def user_list(options: argparse.Namespace) -> int:
    """List the users."""
    users = Users(_library(options)).list()
    if not users:
        err(words.USER_NONE)
        return FAILED
    if options.json:
        for user in users:
            json_line(user_to_json(user))
        return DONE
    heads = [str(head) for head in words.OVERVIEW_USER_HEAD]
    for line in table([heads, *([u.name, u.rank, _groups(u), u.added[:10]] for u in users)]):
        out(line)
    return DONE


def user_password(options: argparse.Namespace) -> int:
    """Give a user another password."""
    folder = _library(options)
    users = Users(folder)
    users.get(options.name)  # an unknown one is said before a password is asked for
    user = users.set_password(options.name, _password(options))
    _note(folder, Action.USER_PASSWORD, user)
    err(words.USER_PASSWORD_SET.format(name=user.name))
    return DONE


def user_role(options: argparse.Namespace) -> int:
    """Give a user another role."""
    folder = _library(options)
    return _changed(
        folder, Action.USER_RANK, Users(folder).set_rank(options.name, Rank(options.role))
    )


def user_groups(options: argparse.Namespace) -> int:
    """Put a user into groups."""
    folder = _library(options)
    return _changed(
        folder, Action.USER_GROUPS, Users(folder).set_groups(options.name, options.groups)
    )


def user_remove(options: argparse.Namespace) -> int:
    """Take a user out, with their conversations."""
    folder = _library(options)
    users = Users(folder)
    user = users.remove(options.name)
    count = Conversations(folder / FILE, user.id).delete_all()
    _note(folder, Action.USER_REMOVED, user)
    err(words.USER_REMOVED.format(name=user.name, count=count))
    if not users.list():
        err(words.USER_LAST)
    return DONE


def _changed(folder: Path, action: Action, user: User) -> int:
    """Write a change down and say it."""
    _note(folder, action, user)
    err(words.USER_CHANGED.format(name=user.name, rank=user.rank, groups=_groups(user)))
    return DONE


def _library(options: argparse.Namespace) -> Path:
    return load_settings(options.library).library


def _groups(user: User) -> str:
    return "、".join(user.groups) or words.NO_GROUPS


def _note(folder: Path, action: Action, user: User) -> None:
    """Write down what was done to a user, with the outcome."""
    shown = words.USER_SUBJECT.format(name=user.name, rank=user.rank, groups=_groups(user))
    Audit(folder).note(TERMINAL, action, shown)


def _password(options: argparse.Namespace) -> str:
    """The password, from the terminal twice or from standard input once.

    Raises:
        PasswordsDiffer: If it was typed twice and not alike.
        BatchError: If there is no terminal to type it at.
    """
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)  # it would be shown in typing
            first = getpass.getpass(words.PASSWORD_ASK.format(name=options.name))
            again = getpass.getpass(words.PASSWORD_AGAIN)
    except (getpass.GetPassWarning, EOFError) as error:
        raise BatchError(words.PASSWORD_NO_TERMINAL) from error
    if again != first:
        raise PasswordsDiffer(options.name)
    return first


# ---------------------------------------------------------------- the audit


def audit(options: argparse.Namespace) -> int:
    """Print what was written down, oldest first.

    Raises:
        BatchError: If the time is none.
    """
    if options.since and not _SINCE.match(options.since):
        raise BatchError(words.AUDIT_SINCE.format(value=options.since))
    found = FAILED
    for entry in Audit(_library(options)).read(options.since, options.user):
        found = DONE
        if options.json:
            json_line(asdict(entry))
        else:
            out(_line(entry))
    if found == FAILED:
        err(words.AUDIT_NONE)
    return found


def _line(entry: Entry) -> str:
    """A line for the eye; the time is UTC, as kept."""
    return words.AUDIT_LINE.format(
        time=entry.time[:_TIME] + "Z",
        user=entry.user or words.AUDIT_STRANGER,
        address=entry.address,
        action=words.ACTIONS.get(entry.action, entry.action),
        object=entry.object,
    ).rstrip()
