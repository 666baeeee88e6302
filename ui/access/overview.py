"""Users and audit as a fragment for 管理: who may log in, and what was done last."""

from __future__ import annotations

from collections.abc import Sequence

from ui import access_texts as words
from ui.access.audit import Entry
from ui.access.users import User
from ui.escape import plain

SHOWN = 200  # lines of the audit; `hujian audit` has all
_MINUTES = 16  # characters of a time to the minute


def overview_html(users: Sequence[User], entries: Sequence[Entry]) -> str:
    """The users by name, and the lines of the audit, the latest first."""
    people = [(u.name, u.rank.value, "、".join(u.groups), u.added[:10]) for u in users]
    done = [
        (
            entry.time[:_MINUTES].replace("T", " "),
            entry.user or words.AUDIT_STRANGER,
            entry.address,
            words.ACTIONS.get(entry.action, entry.action),
            entry.object,
        )
        for entry in reversed(entries)
    ]
    return (
        f"<h3>{plain(words.OVERVIEW_USERS.format(count=len(users)))}</h3>"
        f"{_table(words.OVERVIEW_USER_HEAD, people)}"
        f'<p class="hj-muted">{plain(words.OVERVIEW_HOW)}</p>'
        f"<h3>{plain(words.OVERVIEW_AUDIT.format(count=len(done)))}</h3>"
        f"{_table(words.OVERVIEW_AUDIT_HEAD, done)}"
        f'<p class="hj-muted">{plain(words.OVERVIEW_MORE)}</p>'
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table that a narrow screen scrolls sideways; its first column heads each row."""
    if not rows:
        return f'<p class="hj-muted">{plain(words.AUDIT_NONE)}</p>'
    names = "".join(f'<th scope="col">{plain(name)}</th>' for name in head)
    lines = "".join(
        f'<tr><th scope="row">{plain(row[0])}</th>'
        + "".join(f"<td>{plain(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="hj-log-table" tabindex="0"><table><thead><tr>{names}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )
