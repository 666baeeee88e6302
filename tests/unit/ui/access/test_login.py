"""Logging in and out over the whole application."""

import re
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.unit.ui.access.conftest import HOME, SECRET, log_in
from ui.access import passwords
from ui.access.gate import COOKIE
from ui.access.login import FORM_COOKIE, MAX_FORM, Door
from ui.access.sessions import IDLE
from ui.access.visitors import Rank


@pytest.fixture
def door(site, monkeypatch) -> Door:
    """The application's door, its throttles empty; for them no time passes, however slow it is."""
    found: Door = site.app.state.door
    for throttle in (found.by_name, found.by_address):
        throttle._records.clear()
        monkeypatch.setattr(throttle, "_clock", lambda: 1_000.0)
    return found


def actions(as_rank) -> list[tuple[str, str, str]]:
    entries = as_rank(Rank.MANAGE).get("/api/v1/audit").json()
    return [(e["user"], e["action"], e["object"]) for e in entries]


def test_the_page_needs_no_script_and_nothing_from_outside(site):
    reply = site.browser().get("/login")
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    assert 'method="post" action="/login"' in reply.text
    assert "hj-frame" not in reply.text
    assert "script-src 'self' 'nonce-" in reply.headers["content-security-policy"]
    assert not re.findall(r'(?:src|href)="(?!/hujian/static/|/login)', reply.text)
    for address in re.findall(r'(?:src|href)="([^"]+)"', reply.text):
        assert site.browser().get(address).status_code == 200


def test_the_page_is_said_in_the_language_that_was_chosen(site, door):
    english = site.browser().get("/login?lang=en").text
    assert '<html lang="en"' in english
    assert ">Log in</button>" in english
    assert 'href="/login?lang=zh-CN"' in english
    browser = site.browser()
    browser.get("/login?lang=en")
    reply = log_in(browser, "周查询", "wrong")
    assert "Wrong user name or password" in reply.text
    assert 'aria-describedby="note"' in reply.text
    chinese = site.browser().get("/login").text
    assert '<html lang="zh-CN"' in chinese
    assert 'href="/login?lang=en"' in chinese
    assert "aria-describedby" not in chinese


def test_the_cookie_is_closed_to_scripts_other_sites_and_plain_text(site, door):
    browser = site.browser()
    reply = log_in(browser, "周查询", SECRET)
    cookie = next(c for c in reply.headers.get_list("set-cookie") if c.startswith(COOKIE))
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert "Secure" not in cookie
    assert browser.get("/").status_code == 200
    assert browser.get("/login").headers["location"] == "/"


def test_behind_tls_the_cookie_is_secure(site, door):
    browser = site.browser()
    browser.base_url = HOME.replace("http://", "https://")
    reply = log_in(browser, "周查询", SECRET, origin=HOME.replace("http://", "https://"))
    assert reply.status_code == 303
    cookie = next(c for c in reply.headers.get_list("set-cookie") if c.startswith(COOKIE))
    assert "Secure" in cookie


@pytest.mark.parametrize(
    ("name", "password"),
    [("周查询", "wrong"), ("没有这个人", SECRET), ("", ""), ("周查询", ""), ("' OR '1'='1", "x")],
)
def test_the_same_words_whatever_was_wrong(site, door, name: str, password: str):
    browser = site.browser()
    reply = log_in(browser, name, password)
    assert reply.status_code == 401
    assert "用户名或密码不对" in reply.text
    assert COOKIE not in browser.cookies
    assert browser.get("/api/v1/documents").status_code == 401


def test_an_unknown_name_takes_as_long_as_a_known_one(site, door, monkeypatch):
    checked = []
    matches = passwords.matches
    monkeypatch.setattr(
        passwords, "matches", lambda p, stored: checked.append(stored) or matches(p, stored)
    )
    log_in(site.browser(), "周查询", "wrong")
    log_in(site.browser(), "没有这个人", "wrong")
    costs = [stored.split("$")[:4] for stored in checked]
    assert costs == [["scrypt", "32768", "8", "1"]] * 2


def test_a_name_is_shown_again_as_text_and_a_password_never(site, door):
    reply = log_in(site.browser(), '"><script>1</script>', "<b>secret</b>")
    assert 'value="&quot;&gt;&lt;script&gt;1&lt;/script&gt;"' in reply.text
    assert "secret" not in reply.text


def test_a_form_without_its_own_token_is_refused(site, door):
    browser = site.browser()
    browser.get("/login")
    fields = {"name": "周查询", "password": SECRET}
    assert browser.post("/login", data=fields).status_code == 403
    browser.get("/login")
    assert browser.post("/login", data={**fields, "form": "x"}).status_code == 403
    empty = site.browser()
    assert empty.post("/login", data={**fields, "form": ""}).status_code == 403
    other = re.search(r'name="form" value="([^"]+)"', site.browser().get("/login").text)[1]
    browser.get("/login")
    assert browser.post("/login", data={**fields, "form": other}).status_code == 403
    assert COOKIE not in browser.cookies


def test_a_form_from_another_site_is_refused(site, door):
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert log_in(site.browser(), "周查询", SECRET, **headers).status_code == 403


def test_a_form_that_is_too_long_is_refused_unread(site, door):
    browser = site.browser()
    browser.get("/login")
    form = browser.cookies[FORM_COOKIE]
    fields = {"form": form, "name": "周查询", "password": "x" * MAX_FORM}
    assert browser.post("/login", data=fields).status_code == 403


def test_failures_wait_and_the_name_is_free_again_after_success(site, door, as_rank):
    for _ in range(5):
        assert log_in(site.browser(), "吴编辑", "wrong").status_code == 401
    reply = log_in(site.browser(), "吴编辑", SECRET)
    assert reply.status_code == 429
    assert 1 <= int(reply.headers["retry-after"]) <= 60
    assert "秒后再试" in reply.text
    assert ("", "login_throttled", "吴编辑") in actions(as_rank)
    assert log_in(site.browser(), "周查询", SECRET).status_code == 303  # others are not kept out
    door.by_name._records.clear()
    assert log_in(site.browser(), "吴编辑", SECRET).status_code == 303
    assert not door.by_name.wait("吴编辑")


def test_an_address_that_tries_many_names_waits(site, door):
    browser = site.browser("10.0.0.9")
    statuses = [log_in(browser, f"人{n}", "x").status_code for n in range(22)]
    assert statuses == [401] * 20 + [429] * 2
    assert log_in(site.browser("10.0.0.8"), "周查询", SECRET).status_code == 303


def test_many_logins_at_once_are_answered_and_do_not_hold_up_the_server(site, door):
    browsers = [site.browser(f"10.0.1.{n}") for n in range(12)]
    with ThreadPoolExecutor(12) as pool:
        pending = [pool.submit(log_in, b, "周查询", SECRET) for b in browsers]
        began = time.perf_counter()
        assert site.browser().get("/healthz").status_code == 200
        health = time.perf_counter() - began
        statuses = [p.result().status_code for p in pending]
    assert set(statuses) <= {303, 429, 503}
    assert health < 5


def test_a_login_gives_a_new_token_and_ends_the_one_before(site, door):
    browser = site.browser()
    browser.cookies.set(COOKIE, "chosen-by-an-attacker", domain="127.0.0.1", path="/")
    log_in(browser, "周查询", SECRET)
    first = browser.cookies[COOKIE]
    assert first != "chosen-by-an-attacker"
    thief = site.browser()
    thief.cookies.set(COOKIE, "chosen-by-an-attacker")
    assert thief.get("/api/v1/documents").status_code == 401
    form = re.search(r'name="form" value="([^"]+)"', site.browser().get("/login").text)[1]
    browser.cookies.set(FORM_COOKIE, form, domain="127.0.0.1", path="/login")
    browser.post("/login", data={"form": form, "name": "吴编辑", "password": SECRET})
    thief.cookies.set(COOKIE, first)
    assert thief.get("/api/v1/documents").status_code == 401
    assert browser.cookies[COOKIE] != first


def test_logging_out_ends_the_session_for_every_copy_of_its_token(site, door, as_rank):
    browser = site.logged_in("周查询")
    copy = site.browser()
    copy.cookies.set(COOKIE, browser.cookies[COOKIE])
    assert copy.get("/api/v1/documents").status_code == 200
    assert browser.post("/logout").status_code == 204
    assert COOKIE not in browser.cookies
    assert copy.get("/api/v1/documents").status_code == 401
    assert actions(as_rank)[-1] == ("周查询", "logout", "")


def test_what_the_command_line_changes_ends_the_sessions_at_once(site, door):
    site.users.add("临时工", SECRET, Rank.EDIT)
    browser = site.logged_in("临时工")
    assert browser.get("/api/v1/jobs").status_code == 200
    site.users.set_rank("临时工", Rank.ASK)
    assert browser.get("/api/v1/jobs").status_code == 401
    browser = site.logged_in("临时工")
    assert browser.get("/api/v1/jobs").status_code == 403
    site.users.remove("临时工")
    assert browser.get("/api/v1/documents").status_code == 401
    assert log_in(site.browser(), "临时工", SECRET).status_code == 401


def test_an_old_session_is_told_to_log_in_again(site, door):
    user = site.users.add("久坐者", SECRET)
    browser = site.logged_in(user.name)
    with sqlite3.connect(site.users.file) as database:
        database.execute("UPDATE session SET seen = seen - ? WHERE user = ?", (IDLE + 1, user.id))
    database.close()
    assert browser.get("/api/v1/documents").status_code == 401
    reply = browser.get("/", headers={"accept": "text/html"})
    assert (reply.status_code, reply.headers["location"]) == (303, "/login")


def test_use_is_written_down_so_that_a_session_goes_on(site, door):
    browser = site.logged_in("周查询")
    with sqlite3.connect(site.users.file) as database:
        database.execute("UPDATE session SET seen = seen - 600")
        before = database.execute("SELECT max(seen) FROM session").fetchone()[0]
    browser.get("/api/v1/documents")
    with sqlite3.connect(site.users.file) as again:
        after = again.execute("SELECT max(seen) FROM session").fetchone()[0]
    database.close()
    again.close()
    assert after >= before + 599


def test_sessions_that_cannot_be_read_let_nobody_in(site, door, monkeypatch, caplog):
    browser = site.logged_in("周查询")

    def broken(_token: str):
        raise sqlite3.DatabaseError("disk I/O error")

    monkeypatch.setattr(door.sessions, "visitor", broken)
    reply = browser.get("/api/v1/documents")
    assert reply.status_code == 503
    assert reply.json()["error"]["type"] == "busy"
    assert "the sessions could not be read" in caplog.text


def test_health_says_nothing_of_the_library_to_strangers(site, as_rank):
    assert site.browser().get("/healthz").json() == {"status": "ok"}
    assert as_rank(Rank.ASK).get("/healthz").json()["documents"] == 3
