"""The themes of the matrix as rows that a user edits: checked one by one, written as TOML."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from assistant.errors import WrongRow
from assistant.practice_records import Theme
from assistant.records import Role

MAX_THEMES, MAX_EXPRESSIONS, MAX_NAME, MAX_LENGTH = 60, 12, 20, 40
_HEAD = (
    "# 对照表的主题：expressions 说法，measures 量词（可不写），roles 章节类别（可不写）。\n"
    "# 本文件整份代替自带的主题；在网页的“设置”里可以改，也可以恢复自带的。\n"
)
_WRITABLE = re.compile(r"[^\x00-\x1f\x7f\"\\]+")


def checked_themes(rows: Sequence[Theme]) -> tuple[Theme, ...]:
    """The themes, once each row is found to be one.

    Raises:
        WrongRow: If a theme has no name, one that is there already, no expression and no role, or
            a text that cannot be.
    """
    if not 1 <= len(rows) <= MAX_THEMES:
        raise WrongRow(0, "themes", str(MAX_THEMES))
    names: set[str] = set()
    for row, theme in enumerate(rows):
        if not theme.name or theme.name in names:
            raise WrongRow(row, "name", theme.name)
        names.add(theme.name)
        if not theme.expressions and not theme.roles:
            raise WrongRow(row, "expressions", theme.name)
        if len(theme.expressions) > MAX_EXPRESSIONS:
            raise WrongRow(row, "many", str(MAX_EXPRESSIONS))
        for text, longest in _texts(theme):
            if len(text) > longest or not _WRITABLE.fullmatch(text):
                raise WrongRow(row, "text", text[: 2 * MAX_LENGTH])
    return tuple(rows)


def _texts(theme: Theme) -> list[tuple[str, int]]:
    """Every text of a theme with the length it may have."""
    return [
        (theme.name, MAX_NAME),
        *((e, MAX_LENGTH) for e in theme.expressions),
        *((m, MAX_NAME) for m in theme.measures),
    ]


def role_of(row: int, word: str) -> Role:
    """The role that a word names.

    Raises:
        WrongRow: If it names none.
    """
    if word not in set(Role):
        raise WrongRow(row, "role", word)
    return Role(word)


def themes_toml(themes: Sequence[Theme]) -> str:
    """The text of a file with these themes."""
    return _HEAD + "".join(_entry(theme) for theme in themes)


def _entry(theme: Theme) -> str:
    lists = {
        "expressions": list(theme.expressions),
        "measures": list(theme.measures),
        "roles": [role.value for role in theme.roles],
    }
    lines = [
        f"{key} = {json.dumps(values, ensure_ascii=False)}"
        for key, values in lists.items()
        if values
    ]
    name = json.dumps(theme.name, ensure_ascii=False)
    return "\n".join(["", f"[{name}]", *lines, ""])
