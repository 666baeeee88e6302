"""Users, the audit and serving to others, as an IT officer meets them on the command line."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ui.access.users import Users
from ui.cli import build_parser, main

pytestmark = pytest.mark.integration
CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "三会一课2022"


@pytest.fixture
def library(tmp_path) -> Path:
    return tmp_path / "库"


@pytest.fixture
def run(capsys, library, monkeypatch):
    """Runs a command; gives exit status, stdout, stderr. Passwords come from the list."""
    passwords: list[str] = []
    monkeypatch.setattr("getpass.getpass", lambda prompt: passwords.pop(0))

    def call(*arguments, typed=(PASSWORD, PASSWORD)):
        passwords[:] = typed
        try:
            status = main([*arguments, "--library", str(library)])
        except SystemExit as stop:
            status = stop.code
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def test_users_are_added_listed_changed_and_removed(run):
    status, out, err = run("user", "add", "张三")
    assert (status, out) == (0, "")
    assert "角色：管理" in err
    assert "hujian serve --host 0.0.0.0" in err
    run("user", "add", "李四", "--role", "编辑", "--group", "组织科", "--group", "宣传科")
    assert "角色：查询" in run("user", "role", "李四", "查询")[2]
    assert "组：办公室" in run("user", "groups", "李四", "办公室")[2]
    assert "组：无" in run("user", "groups", "李四")[2]
    assert run("user", "password", "李四", typed=["四议两公开2023"] * 2)[0] == 0
    lines = [json.loads(line) for line in run("user", "list", "--json")[1].splitlines()]
    assert [(u["name"], u["role"], u["groups"]) for u in lines] == [
        ("张三", "管理", []),
        ("李四", "查询", []),
    ]
    listed = [line.split() for line in run("user", "list")[1].splitlines()]
    assert listed[0] == ["用户名", "角色", "组", "增加于"]
    assert [line[:3] for line in listed[1:]] == [["张三", "管理", "无"], ["李四", "查询", "无"]]
    assert run("user", "remove", "李四")[0] == 0
    assert "没有用户了" in run("user", "remove", "张三")[2]
    assert run("user", "list")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "typed", "words"),
    [
        (["add", "李四"], ["甲乙丙丁戊己庚辛", "甲乙丙丁戊己庚壬"], "不一样"),
        (["add", "李四"], ["12345678"] * 2, "太容易猜到"),
        (["add", "李四"], ["短"] * 2, "8 到 256"),
        (["add", "张三"], [PASSWORD] * 2, "已经有“张三”"),
        (["add", "李/四"], [PASSWORD] * 2, "不能作名字"),
        (["add", "李四", "--group", "a\tb"], [PASSWORD] * 2, "不能作名字"),
        (["add", "李四", "--role", "超管"], [], "只能是：查询、编辑、管理"),
        (["role", "张三", "查询"], [], "至少要有一个“管理”"),
        (["role", "无名", "查询"], [], "没有“无名”这个用户"),
        (["password", "无名"], [], "没有“无名”这个用户"),
        (["remove", "无名"], [], "hujian user list"),
        (["groups", "张三", "<b>"], [], "不能作名字"),
        (["nonsense"], [], "没有“nonsense”这个命令"),
    ],
)
def test_wrong_use_is_one_chinese_sentence_and_changes_nothing(run, arguments, typed, words):
    run("user", "add", "张三")
    before = run("user", "list", "--json")[1]
    status, out, err = run("user", *arguments, typed=typed)
    assert (status, out) == (2, "")
    assert words in err
    assert run("user", "list", "--json")[1] == before


def test_the_first_user_takes_over_what_was_asked_before_and_leaves_nothing_behind(run, library):
    from ui.conversations import FILE, Conversations

    Conversations(library / FILE).add("", "义诊？", {}, "")
    run("user", "add", "张三")
    run("user", "add", "李四")
    user = Users(library).get("张三")
    assert [c.title for c in Conversations(library / FILE, user.id).list()] == ["义诊？"]
    assert Conversations(library / FILE).list() == []
    run("user", "role", "李四", "管理")
    assert "1 个对话" in run("user", "remove", "张三")[2]
    assert Conversations(library / FILE, user.id).list() == []


def test_the_password_can_come_from_standard_input(library):
    command = [sys.executable, "-m", "ui.cli", "user", "add", "张三", "--password-stdin"]
    done = subprocess.run(
        [*command, "--library", str(library)], input=f"{PASSWORD}\n第二行\n", cwd=ROOT, text=True,
        capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert Users(library).secret("张三") is not None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_a_terminal_asks_twice_and_shows_nothing(library):
    command = [sys.executable, "-m", "ui.cli", "user", "add", "张三", "--library", str(library)]
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.execv(sys.executable, command)
    shown = b""
    for _ in range(2):
        while not shown.rstrip().endswith("：".encode()):
            shown += os.read(terminal, 1024)
        os.write(terminal, f"{PASSWORD}\n".encode())
        shown += b"."
    try:
        while piece := os.read(terminal, 1024):
            shown += piece
    except OSError:
        pass  # Linux ends a terminal so
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert "“张三”的密码：" in shown.decode()
    assert PASSWORD not in shown.decode()


def test_the_audit_is_shown_by_time_and_user_without_moving_the_cursor(run, library):
    run("user", "add", "张三")
    run("user", "remove", "无名")
    run("user", "password", "张三")
    from ui.access.audit import Action, Audit
    from ui.access.visitors import Rank, Visitor

    Audit(library).note(Visitor("1", "张三", Rank.EDIT), Action.UPLOAD, "\x1b[2J恶\n意.md")
    status, out, _ = run("audit")
    assert status == 0
    assert [line.split("  ")[-2:] for line in out.splitlines()] == [
        ["增加用户", "张三（管理，组：无）"],
        ["换密码", "张三（管理，组：无）"],
        ["上传", "[2J恶 意.md"],
    ]
    assert "\x1b" not in out
    lines = [
        json.loads(line) for line in run("audit", "--json", "--user", "命令行")[1].splitlines()
    ]
    assert [line["action"] for line in lines] == ["user_added", "user_password"]
    assert run("audit", "--since", "2999")[0] == 1


def test_every_command_and_option_has_chinese_help():
    (commands,) = [a for a in build_parser()._actions if a.dest == "command"]
    (inner,) = [a for a in commands.choices["user"]._actions if a.dest == "user_command"]
    assert set(inner.choices) == {"add", "list", "password", "role", "groups", "remove"}
    for name, command in inner.choices.items():
        for action in command._actions:
            assert CHINESE.search((action.help or "").replace("JSON", "")), (name, action.dest)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--host", "0.0.0.0"], "hujian user add"),
        (["--host", "::"], "hujian user add"),
        (["--allowed-host", "hujian.local"], "hujian user add"),
        (["--allowed-host", "http://hujian.local:7860"], "不是主机名"),
        (["--allowed-host", "*"], "不是主机名"),
        (["--certificate", "无.pem"], "两个都要写"),
        (["--certificate", "无.pem", "--key", "无.key"], "无.pem"),
    ],
)
def test_serving_to_others_is_refused_until_it_is_safe(run, arguments, words):
    status, out, err = run("serve", "--port", "0", *arguments)
    assert (status, out) == (2, "")
    assert words in err


@contextmanager
def serving(library: Path, *arguments: str) -> Iterator[tuple[str, str]]:
    """Serves a library; gives its address and what was said."""
    command = [sys.executable, "-m", "ui.cli", "serve", "--port", "0", "--library", str(library)]
    said = library.with_suffix(".log")
    with said.open("wb") as log:
        process = subprocess.Popen(
            [*command, *arguments], cwd=ROOT, stderr=log,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    try:
        while not (found := re.search(r"(https?://\S+) .*\n", said.read_text(encoding="utf-8"))):
            assert process.poll() is None, said.read_text(encoding="utf-8")
            time.sleep(0.1)
        time.sleep(0.3)
        yield found[1], said.read_text(encoding="utf-8")
    finally:
        process.terminate()
        process.wait(timeout=20)


def status_of(address: str, context: ssl.SSLContext | None = None, **headers: str) -> int:
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
    )
    try:
        with opener.open(urllib.request.Request(address, headers=headers)) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        return error.code


def test_served_to_others_it_needs_a_login_and_a_known_name(run, library):
    run("user", "add", "张三")
    with serving(library, "--host", "0.0.0.0", "--allowed-host", "Hujian.local") as (url, said):
        assert "没有加密" in said
        assert "要登录" in said
        assert status_of(f"{url}/login") == 200
        assert status_of(f"{url}/api/v1/documents") == 401
        assert status_of(f"{url}/login", Host="hujian.local:7860") == 200
        assert status_of(f"{url}/login", Host="evil.example") == 421
        assert status_of(f"{url}/login", Host="192.0.2.7") == 421  # another machine's address


def test_the_certificate_encrypts(run, library, tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate of this test")
    certificate, key = tmp_path / "证书.pem", tmp_path / "私钥.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-out", certificate,
         "-keyout", key],
        check=True, capture_output=True,
    )  # fmt: skip
    run("user", "add", "张三")
    pair = ["--certificate", str(certificate), "--key", str(key)]
    with serving(library, "--host", "0.0.0.0", *pair) as (url, said):
        assert url.startswith("https://127.0.0.1:")
        assert "没有加密" not in said
        trust = ssl.create_default_context(cafile=str(certificate))
        assert status_of(f"{url}/login", trust) == 200
    key.write_text(certificate.read_text(encoding="utf-8"), encoding="utf-8")
    assert "同一对" in run("serve", "--port", "0", *pair)[2]


def test_behind_a_proxy_that_encrypts_the_cookie_is_secure(run, library):
    run("user", "add", "张三")
    with serving(library, "--allowed-host", "hujian.local") as (url, said):
        assert "没有加密" not in said
        headers = {"Host": "hujian.local", "X-Forwarded-Proto": "https"}
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(urllib.request.Request(f"{url}/login", headers=headers)) as reply:
            assert "Secure" in reply.headers["set-cookie"]
        with opener.open(f"{url}/login") as reply:
            assert "Secure" not in reply.headers["set-cookie"]


def test_without_a_terminal_no_password_is_asked_for_in_vain(tmp_path: Path):
    command = [sys.executable, "-m", "ui.cli", "user", "add", "张三", "--library", str(tmp_path)]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, start_new_session=True,
        cwd=ROOT, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "--password-stdin" in done.stderr


def test_a_time_that_is_none_is_refused(run):
    status, out, err = run("audit", "--since", "昨天")
    assert (status, out) == (2, "")
    assert "2026-11-20" in err
