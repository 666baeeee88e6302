"""Which rank each address of the page needs, and what of it the audit writes down: one table.

A path is written as the routes write theirs: `{name}` stands for one part, `{name:path}` for the
rest. With a login, an address that is not in the table is closed to everyone;
`tests/unit/ui/access/test_rights.py` walks all routes of the application and asks for each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ui.access.audit import Action
from ui.access.visitors import Rank

LOGIN, LOGOUT = "/login", "/logout"
LOGIN_FILES = ("login.css", "login.js", "seal.svg")
PUBLIC = None  # where a table of ranks says: anybody


@dataclass(frozen=True)
class Rule:
    """One address: who may use it, and what is written down when it was used.

    Attributes:
        method: GET (which holds for HEAD too), POST, PUT or DELETE.
        path: With parameters in braces.
        rank: The least rank; None for anybody.
        action: What the audit writes; None for nothing.
        subject: The parameter of path or query that names the object of the action.
        when: What the query must hold for the action to be written down.
    """

    method: str
    path: str
    rank: Rank | None
    action: Action | None = None
    subject: str = ""
    when: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What a path of this rule looks like."""
        parts = re.split(r"(\{\w+(?::path)?\})", self.path)
        return re.compile("".join(_expression(part) for part in parts))


def _expression(part: str) -> str:
    """A part of a path as a regular expression."""
    if not part.startswith("{"):
        return re.escape(part)
    name, _, rest = part[1:-1].partition(":")
    return f"(?P<{name}>.*)" if rest else f"(?P<{name}>[^/]+)"


_STATIC = tuple(Rule("GET", f"/hujian/static/{{digest}}/{name}", PUBLIC) for name in LOGIN_FILES)
RULES: tuple[Rule, ...] = (
    Rule("GET", "/healthz", PUBLIC),
    Rule("GET", LOGIN, PUBLIC),
    Rule("POST", LOGIN, PUBLIC),
    *_STATIC,
    Rule("POST", LOGOUT, Rank.ASK),
    # the page and what Gradio needs for it
    Rule("GET", "/", Rank.ASK),
    Rule("GET", "/hujian/static/{rest:path}", Rank.ASK),
    Rule("GET", "/assets/{rest:path}", Rank.ASK),
    Rule("GET", "/static/js/{rest:path}", Rank.ASK),
    Rule("GET", "/static/img/{rest:path}", Rank.ASK),
    Rule("GET", "/theme.css", Rank.ASK),
    Rule("GET", "/favicon.ico", Rank.ASK),
    Rule("GET", "/robots.txt", Rank.ASK),
    Rule("GET", "/gradio_api/startup-events", Rank.ASK),
    Rule("POST", "/gradio_api/run/predict", Rank.ASK),
    Rule("POST", "/gradio_api/run/predict/", Rank.ASK),
    Rule("POST", "/gradio_api/queue/join", Rank.ASK),
    Rule("GET", "/gradio_api/queue/data", Rank.ASK),
    Rule("POST", "/gradio_api/cancel", Rank.ASK),
    Rule("POST", "/gradio_api/reset", Rank.ASK),
    Rule("POST", "/gradio_api/reset/", Rank.ASK),
    # asking, reading, one's own conversations
    Rule("POST", "/api/v1/ask", Rank.ASK),
    Rule("GET", "/api/v1/documents", Rank.ASK),
    Rule("GET", "/api/v1/similar", Rank.ASK, Action.EXPORT, "practice", when="format="),
    Rule("GET", "/api/v1/compare", Rank.ASK, Action.EXPORT, "theme", when="format=xlsx"),
    Rule("GET", "/api/v1/themes", Rank.ASK),
    Rule("GET", "/api/v1/duplicates", Rank.ASK),
    Rule("GET", "/api/v1/turns/{turn_id}/export/{kind}", Rank.ASK, Action.EXPORT, "turn_id"),
    Rule("POST", "/api/v1/turns/{turn_id}/rating", Rank.ASK),
    Rule("POST", "/api/v1/conversations/{conversation}/title", Rank.ASK),
    Rule("DELETE", "/api/v1/conversations/{conversation}", Rank.ASK),
    Rule("GET", "/hujian/source", Rank.ASK),
    Rule("GET", "/hujian/holdings", Rank.ASK),
    Rule("GET", "/hujian/library", Rank.ASK),
    Rule("GET", "/hujian/files", Rank.ASK),
    Rule("GET", "/hujian/file", Rank.ASK),
    Rule("GET", "/hujian/why", Rank.ASK),
    Rule("GET", "/hujian/print/{turn_id}", Rank.ASK, Action.EXPORT, "turn_id"),
    Rule("GET", "/api/v1/health", Rank.ASK, Action.EXPORT, "format", when="format="),
    Rule("GET", "/api/v1/removed-lines", Rank.ASK),
    Rule("GET", "/hujian/jobs", Rank.ASK),  # one's own; who may not upload has none
    Rule("GET", "/hujian/conversations", Rank.ASK),
    Rule("GET", "/hujian/practices", Rank.ASK),
    Rule("GET", "/hujian/similar", Rank.ASK),
    Rule("GET", "/hujian/matrix", Rank.ASK),
    Rule("GET", "/hujian/themes", Rank.ASK),
    Rule("GET", "/hujian/overview/{part}", Rank.ASK),
    # changing the library
    Rule("DELETE", "/api/v1/documents", Rank.EDIT, Action.REMOVE, "name"),
    Rule("POST", "/api/v1/documents/{id}/correction", Rank.EDIT, Action.CORRECT, "id"),
    Rule("DELETE", "/api/v1/documents/{id}/correction", Rank.EDIT, Action.RESTORE, "id"),
    Rule("POST", "/api/v1/documents/remove", Rank.EDIT, Action.REMOVE),
    Rule("POST", "/api/v1/documents/restore", Rank.EDIT, Action.BRING_BACK),
    Rule("GET", "/api/v1/trash", Rank.EDIT),
    Rule("DELETE", "/api/v1/trash", Rank.MANAGE, Action.EMPTY_TRASH),
    Rule("POST", "/api/v1/jobs/{job_id}/{action}", Rank.EDIT),
    Rule("POST", "/api/v1/uploads", Rank.EDIT),
    Rule("PUT", "/api/v1/uploads/{job_id}/file", Rank.EDIT, Action.UPLOAD, "name"),
    Rule("POST", "/api/v1/uploads/{job_id}/start", Rank.EDIT, Action.INDEX, "job_id"),
    Rule("GET", "/api/v1/jobs", Rank.EDIT),
    Rule("GET", "/api/v1/jobs/{job_id}", Rank.EDIT),
    Rule("DELETE", "/api/v1/jobs/{job_id}", Rank.EDIT, Action.CANCEL, "job_id"),
    # running the place
    Rule("GET", "/api/v1/storage", Rank.MANAGE),
    Rule("GET", "/hujian/settings", Rank.MANAGE),
    Rule("PUT", "/api/v1/settings/{name}", Rank.MANAGE, Action.SETTING, "name"),
    Rule("DELETE", "/api/v1/settings/{name}", Rank.MANAGE, Action.SETTING, "name"),
    Rule("GET", "/api/v1/users", Rank.MANAGE),
    Rule("GET", "/api/v1/audit", Rank.MANAGE),
    Rule("GET", "/hujian/access", Rank.MANAGE),
)


def rule_for(method: str, path: str) -> tuple[Rule, dict[str, str]] | None:
    """The first rule of an address with its parameters; None where the table has none."""
    wanted = "GET" if method == "HEAD" else method
    for rule in RULES:
        if rule.method == wanted and (found := rule.pattern.fullmatch(path)):
            return rule, found.groupdict()
    return None
