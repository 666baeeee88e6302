"""`hujian`: the command line. Parse, call, print; answers on stdout, everything else on stderr.

With `--json` stdout carries one JSON object a line (DESIGN §6). Exit status: 0 done, 1 nothing
found or partly failed, 2 wrong use. The page and its libraries are imported by `serve` alone.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.errors import (
    AssistantError,
    CorrectionError,
    EmptyFolder,
    GroupError,
    LibraryError,
    MissingPath,
    ModelUnavailable,
    SettingsError,
    UnknownDocument,
    UnknownOrganisation,
)
from assistant.records import Role
from ui import (
    access_texts,
    commands,
    evaluation_commands,
    group_commands,
    group_texts,
    practice_commands,
    user_commands,
)
from ui import cli_texts as words
from ui.errors import (
    NoSuchAddress,
    UserError,
    UsersNeeded,
    WrongCertificate,
    WrongHostName,
)
from ui.parsing import Parser, counted, port
from ui.terminal import DONE, FAILED, WRONG_USE, BatchError
from ui.texts import message
from ui.texts_eval import HELP_EVAL
from ui.texts_why import ARG_EXPLAIN

_RUN = {"eval": evaluation_commands.evaluate}  # a name that Python has for itself


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = Parser(prog="hujian", description=words.ABOUT, epilog=words.EPILOGUE)
    top.add_argument("--version", action="version", version=commands.version(), help=words.VERSION)
    subparsers = top.add_subparsers(
        title=words.COMMANDS, metavar=words.COMMAND, required=True, dest="command"
    )
    for name, (help_text, options) in _commands().items():
        command = subparsers.add_parser(name, help=help_text, description=help_text)
        command.set_defaults(run=_run(name))
        if name != "inspect":
            command.add_argument(
                "--library", type=Path, metavar=words.METAVAR_FOLDER, help=words.ARG_LIBRARY
            )
        if name not in {"serve", "doctor"}:
            command.add_argument("--json", action="store_true", help=words.ARG_JSON)
        options(command)
    group_commands.group_options(
        subparsers.add_parser("group", help=group_texts.HELP, description=group_texts.ABOUT)
    )
    user_commands.add_user(subparsers)
    return top


def _commands() -> dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]]:
    """Every command without commands of its own: what it does, and what gives it its options."""
    return {
        "index": (words.HELP_INDEX, _paths),
        "inspect": (words.HELP_INSPECT, _inspect_options),
        "ask": (words.HELP_ASK, _ask_options),
        "similar": (words.HELP_SIMILAR, practice_commands.similar_options),
        "compare": (words.HELP_COMPARE, practice_commands.compare_options),
        "themes": (words.HELP_THEMES, _no_options),
        "duplicates": (words.HELP_DUPLICATES, _no_options),
        "eval": (HELP_EVAL, evaluation_commands.eval_options),
        "correct": (words.HELP_CORRECT, _correct_options),
        "documents": (words.HELP_DOCUMENTS, _no_options),
        "organisations": (words.HELP_ORGANISATIONS, _no_options),
        "remove": (words.HELP_REMOVE, _remove_options),
        "restore": (words.HELP_RESTORE, _restore_options),
        "health": (words.HELP_HEALTH, _health_options),
        "verify": (words.HELP_VERIFY, _no_options),
        "rebuild": (words.HELP_REBUILD, _no_options),
        "serve": (words.HELP_SERVE, _serve_options),
        "doctor": (words.HELP_DOCTOR, _no_options),
        "audit": (access_texts.HELP_AUDIT, user_commands.audit_options),
    }


def _run(name: str) -> Callable[[argparse.Namespace], int]:
    """The function of a command: it has the command's name."""
    modules = (practice_commands, user_commands, commands)
    return _RUN.get(name) or next(getattr(m, name) for m in modules if hasattr(m, name))


def _no_options(_: argparse.ArgumentParser) -> None:
    """Nothing: a command that takes no more than every command does."""


def _paths(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "paths", nargs="+", type=Path, metavar=words.METAVAR_PATH, help=words.ARG_PATHS
    )


def _inspect_options(command: argparse.ArgumentParser) -> None:
    _paths(command)
    command.add_argument("--removed", action="store_true", help=words.ARG_REMOVED)


def _ask_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "question", nargs="?", metavar=words.METAVAR_QUESTION, help=words.ARG_QUESTION
    )
    command.add_argument("--batch", type=Path, metavar=words.METAVAR_FILE, help=words.ARG_BATCH)
    command.add_argument(
        "--organisation",
        action="append",
        default=[],
        metavar=words.METAVAR_NAME,
        help=words.ARG_ORGANISATION,
    )
    command.add_argument(
        "--year",
        action="append",
        type=int,
        default=[],
        metavar=words.METAVAR_YEAR,
        help=words.ARG_YEAR,
    )
    command.add_argument("--explain", action="store_true", help=ARG_EXPLAIN)
    roles = [r.value for r in Role]
    command.add_argument(
        "--role",
        action="append",
        choices=roles,
        default=[],
        metavar=words.METAVAR_NAME,
        help=words.ARG_ROLE.format(roles="、".join(roles)),
    )


def _correct_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", nargs="?", metavar=words.METAVAR_FILE, help=words.ARG_CORRECTED)
    command.add_argument(
        "--ordinal", type=counted, default=1, metavar=words.METAVAR_COUNT, help=words.ARG_ORDINAL
    )
    for name, help_text in (
        ("--organisation", words.ARG_NEW_ORGANISATION),
        ("--title", words.ARG_NEW_TITLE),
        ("--period", words.ARG_NEW_PERIOD),
        ("--date", words.ARG_NEW_DATE),
    ):
        command.add_argument(name, metavar=words.METAVAR_VALUE, help=help_text)
    command.add_argument(
        "--year",
        action="append",
        type=int,
        default=[],
        metavar=words.METAVAR_YEAR,
        help=words.ARG_NEW_YEAR,
    )
    command.add_argument(
        "--section", action="append", default=[], metavar=words.METAVAR_HEADING,
        help=words.ARG_SECTION,
    )  # fmt: skip
    command.add_argument(
        "--role", choices=[r.value for r in Role], metavar=words.METAVAR_VALUE,
        help=words.ARG_NEW_ROLE.format(roles="、".join(Role)),
    )  # fmt: skip
    command.add_argument("--list", action="store_true", help=words.ARG_LIST)
    command.add_argument("--reset", action="store_true", help=words.ARG_RESET)


def _remove_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("names", nargs="+", metavar=words.METAVAR_NAME, help=words.ARG_NAMES)


def _restore_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("names", nargs="*", metavar=words.METAVAR_NAME, help=words.ARG_RESTORED)
    command.add_argument("--list", action="store_true", help=words.ARG_TRASH)


def _health_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--removed", action="store_true", help=words.ARG_REMOVED)
    command.add_argument(
        "--export", type=Path, metavar=words.METAVAR_FILE, help=words.ARG_HEALTH_EXPORT
    )


def _serve_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--host", default="127.0.0.1", metavar=words.METAVAR_ADDRESS, help=words.ARG_HOST
    )
    command.add_argument(
        "--port", type=port, default=7860, metavar=words.METAVAR_PORT, help=words.ARG_PORT
    )
    command.add_argument(
        "--allowed-host", action="append", default=[], metavar=access_texts.METAVAR_HOST,
        help=access_texts.ARG_ALLOWED_HOST,
    )  # fmt: skip
    for name, help_text in (
        ("--certificate", access_texts.ARG_CERTIFICATE),
        ("--key", access_texts.ARG_KEY),
    ):
        command.add_argument(name, type=Path, metavar=words.METAVAR_FILE, help=help_text)
    command.add_argument(
        "--if-empty", type=Path, metavar=words.METAVAR_FOLDER, help=words.ARG_IF_EMPTY
    )


_WRONG_USE_ERRORS = (
    CorrectionError,
    MissingPath,
    EmptyFolder,
    GroupError,
    LibraryError,
    ModelUnavailable,
    SettingsError,
    UnknownDocument,
    UnknownOrganisation,
    UserError,
    NoSuchAddress,
    UsersNeeded,
    WrongCertificate,
    WrongHostName,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    _use_utf8()
    given = sys.argv[1:] if arguments is None else arguments
    if not given:  # the first that anybody types
        build_parser().print_help(sys.stderr)
        return WRONG_USE
    options = build_parser().parse_args(given)
    try:
        return int(options.run(options))
    except AssistantError as error:
        print(words.ERROR.format(message=message(error)), file=sys.stderr)  # noqa: T201
        return WRONG_USE if isinstance(error, _WRONG_USE_ERRORS) else FAILED
    except BatchError as error:
        print(words.ERROR.format(message=error), file=sys.stderr)  # noqa: T201
        return WRONG_USE
    except KeyboardInterrupt:
        print(words.INTERRUPTED, file=sys.stderr)  # noqa: T201
        return FAILED
    except BrokenPipeError:
        # the reader of our output went away (head, less): not our failure
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _use_utf8() -> None:
    """Chinese output whatever the terminal's code page (Windows)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
