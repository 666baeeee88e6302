"""What a section is for: by the words of its headings, deepest first, else by how it opens.

A heading "二、存在问题和下一步工作计划" holds two roles; the section is then parted where the text
turns ("下来，我局将……"), as is a section whose last paragraphs turn to problems or plans without
any heading. The word lists are in `lexicon/roles.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.numbering import read_marker
from assistant.records import Role
from assistant.text import fold

_TURNS = (Role.PROBLEMS, Role.PLANS, Role.LESSONS)
_OPENING = 60
_DONE = re.compile(r"(?:完成|开展|进展|落实|整改)情况|工作回顾")


@dataclass(frozen=True, slots=True)
class _Words:
    headings: tuple[tuple[Role, re.Pattern[str]], ...]
    cues: tuple[tuple[Role, re.Pattern[str]], ...]


@cache
def _words() -> _Words:
    """The word lists as patterns, in their order of precedence."""
    source = resources.files("assistant.lexicon").joinpath("roles.toml")
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    headings = tuple(
        (Role(name), re.compile("|".join(table["headings"][name]))) for name in table["order"]
    )
    cues = tuple(
        (Role(name), re.compile("|".join(patterns))) for name, patterns in table["cues"].items()
    )
    return _Words(headings, cues)


def role_of_path(path: Sequence[str]) -> Role:
    """The role that the headings say: plans and problems from above, else the deepest.

    Example:
        >>> role_of_path(("三、下步工作打算", "（一）加强学习"))
        <Role.PLANS: '下一步打算'>
    """
    roles = [role for heading in path if (role := role_of_heading(heading)) is not None]
    if not roles:
        return Role.WORK if path else Role.OTHER
    if Role.PLANS in roles:  # "补齐短板" among the plans is a plan
        return Role.PLANS
    return Role.PROBLEMS if roles[0] is Role.PROBLEMS else roles[-1]


def role_of_heading(heading: str) -> Role | None:
    """The role that one heading says; the kind that is named first, where it names two."""
    flat = _bare(heading)
    if _DONE.search(flat):
        return Role.WORK
    found = []
    for precedence, (role, pattern) in enumerate(_words().headings):
        match = pattern.search(flat)
        if match:
            found.append((precedence > 1, match.start(), precedence, role))
    return min(found, key=lambda f: (f[0], f[1], f[2]))[3] if found else None


def _bare(heading: str) -> str:
    """A heading folded, without its number and blanks."""
    marker = read_marker(heading)
    return fold(heading[marker.end if marker else 0 :]).replace(" ", "").rstrip(":。")


def role_of_turn(paragraph: str) -> Role | None:
    """The role that a paragraph turns to by its opening words, or None.

    Example:
        >>> role_of_turn("下一步，我局将根据方案，认真总结经验。")
        <Role.PLANS: '下一步打算'>
    """
    flat = fold(paragraph[:_OPENING]).replace(",", "，")
    for role, pattern in _words().cues:
        if pattern.search(flat):
            return role
    return None


def turns(role: Role, path: Sequence[str], paragraphs: Sequence[str]) -> list[tuple[int, Role]]:
    """Where the role changes within a section: (index of the paragraph, role), the first at 0.

    Args:
        role: What the headings say.
        path: The headings above, outermost first.
        paragraphs: The section's paragraphs.
    """
    changes = [(0, role)]
    own = {r for heading in path for r in _all_roles(heading)}
    for i, paragraph in enumerate(paragraphs):
        found = role_of_turn(paragraph)
        current = changes[-1][1]
        if found is None or found is current or (i == 0 and path):
            continue
        if current is Role.PLANS and found is not Role.LESSONS and current in own:
            continue
        if i == 0:
            changes[0] = (0, found)
        else:
            changes.append((i, found))
    return changes


def _all_roles(heading: str) -> set[Role]:
    """Every role that a heading names."""
    flat = _bare(heading)
    return {role for role, pattern in _words().headings if pattern.search(flat)}
