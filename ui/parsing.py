"""The parser of the command line: argparse with its help and its complaints in Chinese.

Help is set by the width of what stands there (`ui.columns`); argparse counts characters, and a
Chinese one is as wide as two.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from ui import cli_texts as words
from ui.columns import padded, width, wrapped
from ui.terminal import WRONG_USE

_LEFT = 30  # columns of the names at most; a longer one has its help on the next line
_LARGEST_PORT = 65_535


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help in Chinese, its columns aligned."""

    def __init__(self, prog: str) -> None:
        """Help as wide as the terminal, within reason."""
        self._columns = max(60, min(100, shutil.get_terminal_size().columns))
        super().__init__(prog, max_help_position=_LEFT, width=self._columns)

    def _format_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None,
    ) -> str:
        """One line: the options stand below, each with what it does."""
        places = [self._place(a) for a in actions if not a.option_strings]
        line = " ".join((self._prog, words.USAGE_OPTIONS, *places))
        return f"{words.USAGE if prefix is None else prefix}{line}\n\n"

    def _place(self, action: argparse.Action) -> str:
        """One argument in the usage."""
        name = str(action.metavar or action.dest)
        shapes = {"?": f"[{name}]", "*": f"[{name} …]", "+": f"{name} …", "A...": f"{name} …"}
        return shapes.get(str(action.nargs), name)

    def _format_action(self, action: argparse.Action) -> str:
        """One option or command with its help beside it, and the commands below it."""
        inner = "".join(map(self._format_action, self._iter_indented_subactions(action)))
        if isinstance(action, argparse._SubParsersAction):
            return inner + (f"\n{self._expand_help(action)}\n" if action.help else "")
        indent = min(self._current_indent, 2)
        left = " " * indent + self._format_action_invocation(action)
        lines = (
            wrapped(self._expand_help(action), self._columns - _LEFT - 2) if action.help else [""]
        )
        if width(left) > _LEFT - 2:
            lines.insert(0, left)
        else:
            lines[0] = padded(left, _LEFT) + lines[0]
        return "".join(f"{line}\n" for line in (lines[0], *(" " * _LEFT + n for n in lines[1:])))

    def format_help(self) -> str:
        """The whole help; a Chinese heading ends with a Chinese colon."""
        return re.sub(r"^([^\x00-\x7f]+):$", r"\1：", super().format_help(), flags=re.MULTILINE)


class Parser(argparse.ArgumentParser):
    """A parser whose titles and errors are Chinese; options are not abbreviated."""

    def __init__(self, prog: str, description: str, epilog: str = "", **_: object) -> None:
        """A parser of one command, or of all."""
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = words.ARGUMENTS
        self._optionals.title = words.OPTIONS
        self.add_argument("-h", "--help", action="help", help=words.HELP)

    def add_subparsers(self, **options: Any) -> Any:
        """Commands of this one, named behind it alone and not behind its usage."""
        return super().add_subparsers(**{"prog": self.prog, **options})

    def error(self, message: str) -> NoReturn:
        """Print what is wrong in Chinese and exit with status 2."""
        print(words.ERROR.format(message=_translated(message)), file=sys.stderr)  # noqa: T201 — the terminal is this module's job
        print(words.TRY_HELP.format(command=self.prog), file=sys.stderr)  # noqa: T201
        raise SystemExit(WRONG_USE)


def _translated(text: str) -> str:
    """The English complaint of argparse in Chinese; an unknown one stays as it is."""
    start, _, rest = text.partition(": ")
    name = start.removeprefix("argument ")
    if start.startswith("the following arguments are required"):
        return words.ERROR_MISSING.format(names=rest)
    if start.startswith("unrecognized arguments"):
        return words.ERROR_UNKNOWN.format(names=rest)
    if "invalid choice" in rest:
        return _choice(name, rest)
    if rest.startswith("expected "):
        return words.ERROR_NO_VALUE.format(name=name)
    if rest.startswith("invalid "):
        return words.ERROR_NUMBER.format(name=name, value=rest.partition(": ")[2].strip("'"))
    if start.startswith("argument "):
        return words.ERROR_VALUE.format(name=name, value=rest)
    return text


def _choice(name: str, rest: str) -> str:
    """The complaint of a value that is none of those that there are."""
    value, _, known = rest.partition("(choose from ")
    value = value.split("'")[1]
    if name == words.COMMAND:
        return words.ERROR_CHOICE.format(value=value)
    choices = known.rstrip(")").replace("'", "").replace(", ", "、")
    return words.ERROR_ONE_OF.format(name=name, value=value, choices=choices)


def counted(text: str) -> int:
    """A whole number from 1.

    Raises:
        ValueError: If it is none.
    """
    if (value := int(text)) < 1:
        raise ValueError(text)
    return value


def port(text: str) -> int:
    """A port; 0 takes a free one.

    Raises:
        ValueError: If it is none.
    """
    if not 0 <= (value := int(text)) <= _LARGEST_PORT:
        raise ValueError(text)
    return value
