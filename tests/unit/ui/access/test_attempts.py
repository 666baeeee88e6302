"""Attempts on a running application, in one table: what each sends, and that none succeeds.

The attacker knows every number of the victim (conversation, turn, job, stream). After each attempt
the library, the victim's conversation and upload, the users and the disk outside the library are
as they were, and no reply holds a mark that only the victim or the machine knows. Attempts that
have to run in a browser (scripts in names and texts) stand in `tests/browser/test_safety.py`.
"""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.unit.ui.access.conftest import NAMES, SECRET
from tests.unit.ui.access.test_gate import chat_index, join, stream, turn_of, upload
from ui.access.gate import COOKIE
from ui.access.login import FORM_COOKIE, MAX_FORM
from ui.access.rights import RULES, Rule
from ui.access.visitors import Rank
from ui.conversations import FILE, Conversations

ASK, EDIT, MANAGE, NOBODY = Rank.ASK, Rank.EDIT, Rank.MANAGE, None
RIVAL = "对手"  # another 编辑
MARKS = ("编辑的义诊", "root:x:0", "from __future__", "scrypt$", "user_version")
DOCUMENT = "县医院.pdf"


@dataclass
class Prey:
    """The numbers of the victim, who is 编辑, and of the machine."""

    conversation: str
    turn: int
    job: str
    number: str
    token: str
    digest: str
    document: str


@dataclass
class Attempt:
    """One request; `who` sends it with a session, None without one."""

    name: str
    who: str | None
    method: str
    path: str
    sent: dict[str, Any]


def attempt(
    name: str, who: str | None, method: str, path: str, **sent: Any
) -> Callable[[Prey], Attempt]:
    """An attempt whose path and body name the victim's numbers in braces."""

    def fill(value: Any, prey: Prey) -> Any:
        if isinstance(value, str) and "{" in value:
            return value.format(**vars(prey))
        if isinstance(value, dict):
            return {key: fill(inner, prey) for key, inner in value.items()}
        return value

    def made(prey: Prey) -> Attempt:
        return Attempt(name, who, method, fill(path, prey), fill(sent, prey))

    made.__name__ = name
    return made


def zipped(*names: str, link: bool = False, text: str = "恶") -> bytes:
    """A zip with a file of each name; as links to /etc/passwd where asked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            info = zipfile.ZipInfo(name)
            info.external_attr = (0o120777 if link else 0o100644) << 16
            archive.writestr(info, "/etc/passwd" if link else text)
    return packed.getvalue()


REMOVE = ("DELETE", f"/api/v1/documents?name={DOCUMENT}")
FILE_PUT = "/api/v1/uploads/{job}/file?name="
HOSTS = (
    "evil.example", "127.0.0.1.evil.example", "evil.example:7860", "", "127.0.0.1@evil.example",
    "localhost.evil.example", "192.0.2.7", "[2001:db8::1]:7860", "127.0.0.1\t", "*",
)  # fmt: skip
ORIGINS = (
    {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:7861"},
    {"origin": "https://127.0.0.1:7860"}, {"origin": "http://127.0.0.1:7860.evil.example"},
    {"origin": "http://127.0.0.1:7860", "sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"}, {"sec-fetch-site": "cross-site"}, {"origin": ""},
)  # fmt: skip
NAMES_OUT = (
    "../恶.md", "..%2F恶.md", "/etc/恶.md", "a/../../恶.md", "..\\..\\恶.md", "C:\\恶.md",
    "a%00.md", "%0d%0aX-Evil: 1.md", "x" * 300 + ".md", "a/b/c/d/e/f/g/h/i/j/k/l/m.md", ".", "",
    "恶.exe", "恶.sh", "....//恶.md/..", "~/恶.exe",
)  # fmt: skip
ZIPS_OUT = (
    ("../恶.md",), ("/../恶.md",), ("..\\..\\恶.md",), ("a/../../../恶.md",), ("C:/恶.md",),
    ("恶.exe",),
)  # fmt: skip
STATIC_OUT = (
    "/hujian/static/x/../../server.py", "/hujian/static/x/..%2f..%2fserver.py",
    "/hujian/static//etc/passwd", "/assets/../../../routes.py", "/assets/..%2f..%2froutes.py",
    "/static/js/..%2f..%2f..%2froutes.py", "/assets/%2e%2e/%2e%2e/routes.py",
    "/hujian/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
)  # fmt: skip
CLOSED = (
    "/gradio_api/file=/etc/passwd", "/gradio_api/file/etc/passwd", "/gradio_api/info", "/config",
    "/gradio_api/proxy=http://127.0.0.1:22/", "/gradio_api/mcp/", "/gradio_api/token",
    "/monitoring/summary", "/gradio_api/runs", "/gradio_api/heartbeat/{number}", "/openapi.json",
    "/gradio_api/stream/{number}/x/x/playlist.m3u8", "/users.sqlite", "/uploads/{job}/x.md",
)  # fmt: skip
SPELLINGS = (
    "//api/v1/documents", "/api/v1/documents/", "/API/v1/documents", "/api/v1/%64ocuments",
    "/api/v1/./documents", "/api//v1/documents", "/hujian/../api/v1/documents",
    "/api/v1/documents;x", "/healthz/../api/v1/documents", "/login/../api/v1/documents",
)  # fmt: skip
CLAIMS = (
    {"x-forwarded-user": NAMES[MANAGE].encode()}, {"x-hujian-rank": b"manage"},
    {"authorization": b"Basic 6YOR566h55CGOng="}, {"cookie": f"hujian_rank={'manage'}".encode()},
    {"x-http-method-override": b"DELETE"}, {"x-original-url": b"/api/v1/documents"},
    {"x-forwarded-for": b"127.0.0.1"}, {"x-real-ip": b"127.0.0.1"},
)  # fmt: skip
TOKENS = (
    "{digest}", "{token}x", "", "x", "' OR 1=1 --", "../{token}", "{token},{token}", "null",
    "%00{token}",
)  # fmt: skip
STOLEN = "/gradio_api/queue/data?session_hash="
CHAT = {"data": ["{conversation}"], "fn_index": 3}
BIG = b"x" * (8 * 1024 * 1024 + 1)

ATTEMPTS = (
    *(attempt(f"host {h!r}", MANAGE, *REMOVE, headers={"host": h}) for h in HOSTS),
    *(attempt(f"origin {o}", MANAGE, *REMOVE, headers=o) for o in ORIGINS),
    *(attempt(f"upload {n[:30]!r}", EDIT, "PUT", FILE_PUT + n, content=b"x") for n in NAMES_OUT),
    *(
        attempt(f"zip {n}", EDIT, "PUT", f"{FILE_PUT}x.zip", content=zipped(*n))
        for n in ZIPS_OUT
    ),
    *(attempt(f"static {p}", MANAGE, "GET", p) for p in STATIC_OUT),
    *(attempt(f"closed {p}", MANAGE, "GET", p) for p in CLOSED),
    *(attempt(f"spelt {p}", NOBODY, "GET", p) for p in SPELLINGS),
    *(attempt(f"spelt {p}, to remove", ASK, "DELETE", f"{p}?name={DOCUMENT}") for p in SPELLINGS),
    *(attempt(f"claims {c}", ASK, *REMOVE, headers=c) for c in CLAIMS),
    *(
        attempt(f"token {t!r}", NOBODY, "GET", "/api/v1/documents",
                headers={"cookie": f"{COOKIE}={t}"})
        for t in TOKENS
    ),
    attempt("token in the address", NOBODY, "GET", f"/api/v1/documents?{COOKIE}={{token}}"),
    attempt("token as bearer", NOBODY, "GET", "/api/v1/documents",
            headers={"authorization": "Bearer {token}"}),
    attempt("another's export, Word", RIVAL, "GET", "/api/v1/turns/{turn}/export/docx"),
    attempt("another's export, Excel", ASK, "GET", "/api/v1/turns/{turn}/export/xlsx"),
    attempt("another's export, Markdown", ASK, "GET", "/api/v1/turns/{turn}/export/md"),
    attempt("another's export, unasked", NOBODY, "GET", "/api/v1/turns/{turn}/export/md"),
    attempt("an export of no kind", EDIT, "GET", "/api/v1/turns/{turn}/export/..%2F..%2Fx"),
    attempt("another's rating", ASK, "POST", "/api/v1/turns/{turn}/rating?verdict=bad"),
    attempt("another's title", RIVAL, "POST", "/api/v1/conversations/{conversation}/title?title=x"),
    attempt("another's deletion", ASK, "DELETE", "/api/v1/conversations/{conversation}"),
    attempt("another's search", ASK, "GET", "/hujian/conversations?search=编辑"),
    attempt("injection in a search", ASK, "GET", "/hujian/conversations?search=%25' OR 1=1 --"),
    attempt("injection in a number", ASK, "GET", "/api/v1/turns/{turn} OR 1=1/export/md"),
    attempt("another's paper", RIVAL, "GET", "/hujian/print/{turn}"),
    attempt("another's reasons", RIVAL, "GET", "/hujian/why?turn={turn}"),
    attempt("reasons for a turn by injection", ASK, "GET", "/hujian/why?turn={turn} OR 1=1"),
    attempt("a rating with markup ticked", EDIT, "POST",
            "/api/v1/turns/{turn}/rating?verdict=bad&why=<script>alert(1)</script>"),
    attempt("a rating of no verdict", EDIT, "POST", "/api/v1/turns/{turn}/rating?verdict=<b>"),
    attempt("another's job", RIVAL, "GET", "/api/v1/jobs/{job}"),
    attempt("another's job, paused", RIVAL, "POST", "/api/v1/jobs/{job}/pause"),
    attempt("another's job, sent on", RIVAL, "POST", "/api/v1/jobs/{job}/resume"),
    attempt("another's job, cancelled", RIVAL, "DELETE", "/api/v1/jobs/{job}"),
    attempt("another's job, begun", RIVAL, "POST", "/api/v1/uploads/{job}/start"),
    attempt("another's job, filled", RIVAL, "PUT", f"{FILE_PUT}恶.md", content=b"x"),
    attempt("another's jobs", RIVAL, "GET", "/hujian/jobs"),
    attempt("another's jobs as JSON", RIVAL, "GET", "/api/v1/jobs"),
    attempt("another's stream", ASK, "GET", f"{STOLEN}{{number}}"),
    attempt("another's stream, twice named", ASK, "GET", f"{STOLEN}x&session_hash={{number}}"),
    attempt("another's stream, without a login", NOBODY, "GET", f"{STOLEN}{{number}}"),
    attempt("another's stream, joined", RIVAL, "POST", "/gradio_api/queue/join",
            json={**CHAT, "session_hash": "{number}"}),
    attempt("another's stream, cancelled", ASK, "POST", "/gradio_api/cancel",
            json={"session_hash": "{number}", "fn_index": 0, "event_id": "x"}),
    attempt("an event past the queue", MANAGE, "POST", "/gradio_api/run/chat",
            json={**CHAT, "session_hash": "own"}),
    attempt("a document outside", ASK, "GET", "/hujian/source?document=../../etc/passwd"),
    attempt("the file of users", MANAGE, "GET", "/hujian/source?document=users.sqlite"),
    attempt("the users", EDIT, "GET", "/api/v1/users"),
    attempt("the audit", EDIT, "GET", "/api/v1/audit"),
    attempt("a removal by asking", ASK, *REMOVE),
    attempt("a correction by asking", ASK, "POST", "/api/v1/documents/{document}/correction",
            json={"title": "恶"}),
    attempt("a correction of text", EDIT, "POST", "/api/v1/documents/{document}/correction",
            json={"text": "恶"}),
    attempt("a removal of many by asking", ASK, "POST", "/api/v1/documents/remove",
            json={"names": [DOCUMENT]}),
    attempt("a removal brought back by asking", ASK, "POST", "/api/v1/documents/restore",
            json={"names": [DOCUMENT]}),
    attempt("a removal of a file outside", EDIT, "POST", "/api/v1/documents/remove",
            json={"names": ["../users.sqlite"]}),
    attempt("the trash emptied by 编辑", EDIT, "DELETE", "/api/v1/trash"),
    attempt("the users and the audit by 编辑", EDIT, "GET", "/hujian/access"),
    attempt("the settings by 编辑", EDIT, "GET", "/hujian/settings"),
    attempt("synonyms by 编辑", EDIT, "PUT", "/api/v1/settings/synonyms",
            json={"seen": "", "rows": [["恶", "恶"]]}),
    attempt("a setting that is a file", MANAGE, "PUT", "/api/v1/settings/..%2Fusers.sqlite",
            json={"seen": "", "rows": []}),
    attempt("a setting that is a file, taken away", MANAGE, "DELETE",
            "/api/v1/settings/users.sqlite?seen="),
    attempt("the storage by 编辑", EDIT, "GET", "/api/v1/storage"),
    attempt("an upload by asking", ASK, "POST", "/api/v1/uploads"),
    attempt("a login without its form", NOBODY, "POST", "/login",
            data={"name": NAMES[MANAGE], "password": SECRET}),
    attempt("a login with a form of one's own", NOBODY, "POST", "/login",
            data={"form": "x", "name": NAMES[MANAGE], "password": SECRET},
            headers={"cookie": f"{FORM_COOKIE}=y"}),
    attempt("a login too long to read", NOBODY, "POST", "/login",
            data={"form": "x", "name": NAMES[MANAGE], "password": "x" * MAX_FORM},
            headers={"cookie": f"{FORM_COOKIE}=x"}),
    attempt("a login as JSON", NOBODY, "POST", "/login",
            json={"form": "x", "name": NAMES[MANAGE], "password": SECRET}),
    attempt("a logout from another site", EDIT, "POST", "/logout",
            headers={"origin": "http://evil.example"}),
    attempt("a logout by an image", EDIT, "GET", "/logout"),
    attempt("a body over the limit", ASK, "POST", "/api/v1/ask", content=BIG),
    attempt("a body of no stated length", ASK, "POST", "/api/v1/ask", content=iter([b"{}"])),
    attempt("a body nested too deeply", ASK, "POST", "/gradio_api/queue/join",
            content=b"[" * 200_000),
    attempt("a file over the limit", EDIT, "PUT", f"{FILE_PUT}大.md", content=b"x" * (65 << 20)),
    attempt("zip that grows a thousandfold", EDIT, "PUT", f"{FILE_PUT}x.zip",
            content=zipped("大.md", text="0" * (65 << 20))),
    attempt("links in a zip", EDIT, "PUT", f"{FILE_PUT}x.zip", content=zipped("l.exe", link=True)),
)  # fmt: skip
HARMLESS = {  # answered, with what is the sender's own and no mark in it
    "another's search", "injection in a search", "another's jobs", "another's jobs as JSON",
    "another's title",
    "another's deletion",
}  # fmt: skip


@pytest.fixture(scope="module")
def rival(site) -> TestClient:
    site.users.add(RIVAL, SECRET, EDIT)
    return site.logged_in(RIVAL)


@pytest.fixture(scope="module")
def prey(site, as_rank) -> Prey:
    conversation, turn = turn_of(site, EDIT)
    victim: TestClient = site.logged_in(NAMES[EDIT])
    job, number = upload(victim, "红星村.md"), uuid.uuid4().hex[:11]
    join(victim, "义诊", number)
    with site.users.open() as database:
        digest = database.execute("SELECT max(digest) FROM session").fetchone()[0]
    document = site.assistant.documents()[0].id
    token = victim.cookies[COOKIE]
    return Prey(conversation, turn, job, number, token, digest, document)


def state(site, prey: Prey) -> str:
    """All that no attempt may change."""
    victim = site.users.get(NAMES[EDIT])
    kept = Conversations(site.folder / FILE, victim.id)
    outside = [p.name for p in site.folder.parent.rglob("*恶*")]
    inside = sorted(str(p) for p in (site.folder / "uploads" / prey.job).rglob("*"))
    return json.dumps(
        [
            [(d.file, d.title) for d in site.assistant.documents()],
            [(c.id, c.title, c.turns) for c in kept.list() if c.id == prey.conversation],
            [u.rank for u in site.users.list()], outside, inside,
            site.app.state.jobs.get(prey.job).state,
        ],
        ensure_ascii=False,
    )  # fmt: skip


def test_there_are_enough_attempts_and_each_is_another():
    names = [made.__name__ for made in ATTEMPTS]
    assert len(set(names)) == len(names) >= 100


@pytest.mark.parametrize("made", ATTEMPTS, ids=lambda made: made.__name__)
def test_no_attempt_succeeds(site, as_rank, rival, prey: Prey, made):
    before, tried = state(site, prey), made(prey)
    if tried.who is None:
        browser = site.browser("10.0.2.1")
    else:
        browser = site.browser("10.0.2.2")
        browser.cookies.update(rival.cookies if tried.who is RIVAL else as_rank(tried.who).cookies)
    reply = browser.request(tried.method, tried.path, **tried.sent)
    assert not any(mark in reply.text for mark in MARKS)
    assert "x-evil" not in reply.headers
    assert tried.who in {EDIT, MANAGE} or prey.job not in reply.text
    assert state(site, prey) == before
    left_out = tried.name.startswith(("zip", "links")) and reply.json().get("refused")
    assert reply.status_code >= 400 or left_out or tried.name in HARMLESS, reply.text
    if tried.who is None:
        assert COOKIE not in browser.cookies


WRITING = tuple(rule for rule in RULES if rule.method != "GET")
FOREIGN = (
    {"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
    {"origin": "http://127.0.0.1:7860", "sec-fetch-site": "same-site"},
)  # fmt: skip


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("rule", WRITING, ids=lambda rule: f"{rule.method} {rule.path}")
def test_no_route_that_writes_takes_what_another_site_sends(
    site, as_rank, prey: Prey, rule: Rule, headers: dict[str, str]
):
    """The browser of a 管理 who is logged in sends it, as a page of another site makes it do."""
    numbers = vars(prey) | {
        "turn_id": prey.turn, "job_id": prey.job, "id": prey.document,
        "action": "pause", "name": "synonyms",
    }  # fmt: skip
    before = state(site, prey)
    browser = site.browser("10.0.2.3")
    browser.cookies.update(as_rank(MANAGE).cookies)
    reply = browser.request(
        rule.method, rule.path.format(**numbers), content=b"{}", headers=headers,
    )  # fmt: skip
    assert reply.status_code == 403
    assert state(site, prey) == before
    assert browser.get("/api/v1/users").status_code == 200  # and the session goes on


def test_the_victim_still_has_everything(site, as_rank, prey: Prey):
    victim = site.browser()
    victim.cookies.set(COOKIE, prey.token)
    assert victim.get(f"/api/v1/turns/{prey.turn}/export/md").status_code == 200
    assert victim.get(f"/api/v1/jobs/{prey.job}").json()["received"] == 1
    assert "hj-answer" in stream(victim, prey.number)
    assert chat_index(victim) >= 0
    assert not list(Path("/etc").glob("恶*"))
