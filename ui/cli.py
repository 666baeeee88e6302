"""`hujian`: the command line. Parse, call, print; answers on stdout, everything else on stderr.

With `--json` stdout carries one JSON object a line (DESIGN §6). Exit status: 0 done, 1 nothing
found or partly failed, 2 wrong use. The page and its libraries are imported by `serve` alone.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

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
from ui.terminal import DONE, FAILED, WRONG_USE, BatchError
from ui.texts import message
from ui.texts_eval import HELP_EVAL
from ui.texts_why import ARG_EXPLAIN

_RUN = {"eval": evaluation_commands.evaluate}  # a name that Python has for itself


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help in Chinese, with wide columns."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32, width=100)

    def add_usage(self, usage, actions, groups, prefix=None) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        super().add_usage(usage, actions, groups, words.USAGE if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser whose titles and errors are Chinese."""

    def __init__(self, prog: str, description: str, epilog: str = "", **_: object) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=_Formatter,
            add_help=False,
        )
        self._positionals.title = words.ARGUMENTS
        self._optionals.title = words.OPTIONS
        self.add_argument("-h", "--help", action="help", help=words.HELP)

    def error(self, message: str) -> NoReturn:
        """Print what is wrong in Chinese and exit with status 2."""
        print(words.ERROR.format(message=_translated(message)), file=sys.stderr)  # noqa: T201 — the terminal is this module's job
        print(words.TRY_HELP.format(command=self.prog), file=sys.stderr)  # noqa: T201
        raise SystemExit(WRONG_USE)


def _translated(text: str) -> str:
    """The English complaint of argparse in Chinese; an unknown one stays as it is."""
    start, _, rest = text.partition(": ")
    if start.startswith("the following arguments are required"):
        return words.ERROR_MISSING.format(names=rest)
    if start.startswith("unrecognized arguments"):
        return words.ERROR_UNKNOWN.format(names=rest)
    if "invalid choice" in rest:
        value, _, known = rest.partition("(choose from ")
        name, value = start.removeprefix("argument "), value.split("'")[1]
        if name == words.COMMAND:
            return words.ERROR_CHOICE.format(value=value)
        choices = known.rstrip(")").replace("'", "").replace(", ", "、")
        return words.ERROR_ONE_OF.format(name=name, value=value, choices=choices)
    if start.startswith("argument "):
        return words.ERROR_VALUE.format(name=start.removeprefix("argument "), value=rest)
    return text


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = _Parser(prog="hujian", description=words.ABOUT, epilog=words.EPILOGUE)
    top.add_argument("--version", action="version", version=commands.version(), help=words.VERSION)
    subparsers = top.add_subparsers(
        title=words.COMMANDS, metavar=words.COMMAND, required=True, dest="command"
    )

    def add(name: str, help_text: str) -> argparse.ArgumentParser:
        command = subparsers.add_parser(name, help=help_text, description=help_text)
        run = _RUN.get(name) or next(
            getattr(m, name)
            for m in (practice_commands, user_commands, commands)
            if hasattr(m, name)
        )
        command.set_defaults(run=run)
        if name != "inspect":
            command.add_argument(
                "--library", type=Path, metavar=words.METAVAR_FOLDER, help=words.ARG_LIBRARY
            )
        if name not in {"serve", "doctor"}:
            command.add_argument("--json", action="store_true", help=words.ARG_JSON)
        return command

    _paths(add("index", words.HELP_INDEX))
    inspect = _paths(add("inspect", words.HELP_INSPECT))
    inspect.add_argument("--removed", action="store_true", help=words.ARG_REMOVED)
    _ask_options(add("ask", words.HELP_ASK))
    practice_commands.similar_options(add("similar", words.HELP_SIMILAR))
    practice_commands.compare_options(add("compare", words.HELP_COMPARE))
    add("themes", words.HELP_THEMES)
    add("duplicates", words.HELP_DUPLICATES)
    evaluation_commands.eval_options(add("eval", HELP_EVAL))
    _correct_options(add("correct", words.HELP_CORRECT))
    group_commands.group_options(
        subparsers.add_parser("group", help=group_texts.HELP, description=group_texts.ABOUT)
    )
    add("documents", words.HELP_DOCUMENTS)
    add("organisations", words.HELP_ORGANISATIONS)
    _remove_options(add("remove", words.HELP_REMOVE))
    _restore_options(add("restore", words.HELP_RESTORE))
    _health_options(add("health", words.HELP_HEALTH))
    add("verify", words.HELP_VERIFY)
    add("rebuild", words.HELP_REBUILD)
    _serve_options(add("serve", words.HELP_SERVE))
    add("doctor", words.HELP_DOCTOR)
    user_commands.add_user(subparsers)
    user_commands.audit_options(add("audit", access_texts.HELP_AUDIT))
    return top


def _paths(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command.add_argument(
        "paths", nargs="+", type=Path, metavar=words.METAVAR_PATH, help=words.ARG_PATHS
    )
    return command


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
        "--ordinal", type=int, default=1, metavar=words.METAVAR_COUNT, help=words.ARG_ORDINAL
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
    command.add_argument("--host", default="127.0.0.1", help=words.ARG_HOST)
    command.add_argument(
        "--port", type=int, default=7860, metavar=words.METAVAR_PORT, help=words.ARG_PORT
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
    options = build_parser().parse_args(arguments)
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
