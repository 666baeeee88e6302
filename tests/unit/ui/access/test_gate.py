"""What is one user's is nobody else's, over the whole application."""

import json
import re
import time
import uuid
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.records import Request
from tests.fakes_ui import FakeAssistant
from tests.unit.ui.access.conftest import NAMES, SECRET
from ui import server
from ui.access.audit import Audit
from ui.access.users import Users
from ui.access.visitors import Rank
from ui.contract import answer_to_json
from ui.conversations import FILE, Conversations
from ui.desk import Desk

ASK, EDIT, MANAGE = Rank.ASK, Rank.EDIT, Rank.MANAGE


def chat_index(browser: TestClient, name: str = "chat") -> int:
    page = browser.get("/").text
    config = json.JSONDecoder().raw_decode(page, page.index("window.gradio_config = ") + 23)[0]
    return next(d["id"] for d in config["dependencies"] if d["api_name"] == name)


def join(browser: TestClient, question: str, number: str, conversation: str = ""):
    data = [conversation, question, [], [], [], []]
    body = {"data": data, "fn_index": chat_index(browser), "session_hash": number}
    return browser.post("/gradio_api/queue/join", json=body)


def stream(browser: TestClient, number: str) -> str:
    return browser.get("/gradio_api/queue/data", params={"session_hash": number}).text


def ask(browser: TestClient, question: str) -> str:
    """Ask as the page does; the stream of the answer."""
    number = uuid.uuid4().hex[:11]
    assert join(browser, question, number).status_code == 200
    return stream(browser, number)


def turn_of(site, rank: Rank) -> tuple[str, int]:
    """A kept question of a user: its conversation and its own number."""
    owner = site.users.get(NAMES[rank]).id
    answer = answer_to_json(site.assistant.ask(Request("义诊")))
    kept = Conversations(site.folder / FILE, owner)
    return kept.add("", f"{rank}的义诊？", answer, "<p>")


def test_a_question_is_answered_and_kept_for_the_one_who_asked(site, as_rank):
    text = ask(as_rank(ASK), "哪些单位开展了义诊？为周查询")
    assert "process_completed" in text
    assert "hj-answer" in text
    mine = as_rank(ASK).get("/hujian/conversations", params={"search": "为周查询"}).text
    others = as_rank(MANAGE).get("/hujian/conversations", params={"search": "为周查询"}).text
    assert "#open-" in mine
    assert "#open-" not in others


def test_anothers_conversation_cannot_be_opened_renamed_or_deleted(site, as_rank):
    conversation, _ = turn_of(site, EDIT)
    thief = as_rank(MANAGE)
    body = {
        "data": [conversation], "fn_index": chat_index(thief, "reopen"), "session_hash": "abcdef",
    }  # fmt: skip
    reply = thief.post("/gradio_api/run/predict", json=body)
    assert reply.status_code == 200
    assert reply.json()["data"] == [[], "", ""]
    thief.post(f"/api/v1/conversations/{conversation}/title", params={"title": "偷"})
    thief.delete(f"/api/v1/conversations/{conversation}")
    listed = as_rank(EDIT).get("/hujian/conversations").text
    assert conversation in listed
    assert "偷" not in listed
    own = as_rank(EDIT).post("/gradio_api/run/predict", json={**body, "session_hash": "ghijkl"})
    assert "编辑的义诊" in json.dumps(own.json()["data"], ensure_ascii=False)


def test_a_question_under_anothers_conversation_begins_a_new_one(site, as_rank):
    conversation, _ = turn_of(site, EDIT)
    number = uuid.uuid4().hex[:11]
    join(as_rank(ASK), "借别人的义诊对话", number, conversation)
    stream(as_rank(ASK), number)
    owner = site.users.get(NAMES[EDIT]).id
    turns = Conversations(site.folder / FILE, owner).turns(conversation)
    assert [t.question for t in turns] == ["编辑的义诊？"]


def test_anothers_answer_cannot_be_exported_or_rated(site, as_rank):
    _, turn = turn_of(site, EDIT)
    for rank in (ASK, MANAGE):
        for kind in ("docx", "xlsx", "md"):
            assert as_rank(rank).get(f"/api/v1/turns/{turn}/export/{kind}").status_code == 404
        rating = as_rank(rank).post(f"/api/v1/turns/{turn}/rating", params={"verdict": "bad"})
        assert rating.status_code == 404
    assert as_rank(EDIT).get(f"/api/v1/turns/{turn}/export/md").status_code == 200


def test_anothers_stream_is_not_there(site, as_rank):
    number = uuid.uuid4().hex[:11]
    assert join(as_rank(ASK), "义诊", number).status_code == 200
    thief = as_rank(EDIT)
    address = "/gradio_api/queue/data"
    assert thief.get(address, params={"session_hash": number}).status_code == 404
    assert thief.get(f"{address}?session_hash=x&session_hash={number}").status_code == 404
    assert thief.get(f"{address}?session_h%61sh={number}").status_code == 404
    assert join(thief, "慰问", number).status_code == 404
    body = {"session_hash": number, "fn_index": 0, "event_id": "x"}
    assert thief.post("/gradio_api/cancel", json=body).status_code == 404
    assert site.browser().get(address, params={"session_hash": number}).status_code == 401
    assert "hj-answer" in stream(as_rank(ASK), number)


def test_a_stream_ends_with_its_session(site, monkeypatch):
    site.users.add("将走", SECRET)
    browser = site.logged_in("将走")
    answer, asked = site.assistant.ask, []

    def leaving(request: Request):
        asked.append(request.question)
        site.users.remove("将走")
        return answer(request)

    monkeypatch.setattr(site.assistant, "ask", leaving)
    text = ask(browser, "义诊")  # returns: the stream has an end
    assert asked == ["义诊"]
    assert "hj-answer" not in text


def upload(browser: TestClient, name: str) -> str:
    job = browser.post("/api/v1/uploads").json()["id"]
    reply = browser.put(
        f"/api/v1/uploads/{job}/file", params={"name": name}, content="红星村开展义诊".encode()
    )
    assert reply.status_code == 200
    return job


def test_anothers_upload_is_not_there_save_for_managers(site, as_rank):
    site.users.add("另一编辑", SECRET, EDIT)
    thief = site.logged_in("另一编辑")
    job = upload(as_rank(EDIT), "红星村.md")
    assert thief.get(f"/api/v1/jobs/{job}").status_code == 404
    put = thief.put(f"/api/v1/uploads/{job}/file", params={"name": "恶.md"}, content=b"x")
    assert put.status_code == 404
    assert thief.post(f"/api/v1/uploads/{job}/start").status_code == 404
    assert thief.delete(f"/api/v1/jobs/{job}").status_code == 404
    assert thief.get("/api/v1/jobs").json() == []
    assert [j["id"] for j in as_rank(EDIT).get("/api/v1/jobs").json()] == [job]
    assert job in [j["id"] for j in as_rank(MANAGE).get("/api/v1/jobs").json()]
    assert as_rank(EDIT).post(f"/api/v1/uploads/{job}/start").status_code == 200
    for _ in range(200):
        if not as_rank(MANAGE).get(f"/api/v1/jobs/{job}").json()["open"]:
            break
        time.sleep(0.01)
    assert "红星村.md" in as_rank(EDIT).get("/hujian/jobs").text
    assert "红星村.md" not in thief.get("/hujian/jobs").text
    assert as_rank(ASK).get("/hujian/jobs").text == ""


def test_what_was_done_is_written_down_with_its_object(site, as_rank):
    document = as_rank(EDIT).get("/api/v1/documents").json()[0]
    address = f"/api/v1/documents/{document['id']}/correction"
    as_rank(EDIT).post(address, json={"organisation": "云岭县医院"})
    as_rank(EDIT).delete(address)
    job = upload(as_rank(EDIT), "审\n计.md".replace("\n", ""))
    as_rank(EDIT).delete(f"/api/v1/jobs/{job}")
    _, turn = turn_of(site, EDIT)
    as_rank(EDIT).get(f"/api/v1/turns/{turn}/export/md")
    as_rank(EDIT).post("/api/v1/ask", json={"question": "秘密的义诊问题"})
    as_rank(EDIT).delete("/api/v1/documents", params={"name": "没有.md"})
    entries = as_rank(MANAGE).get("/api/v1/audit", params={"user": NAMES[EDIT]}).json()
    done = [(e["action"], e["object"]) for e in entries]
    assert done[-6:] == [
        ("correct", document["document"]),
        ("restore", document["document"]),
        ("upload", "审计.md"),
        ("cancel", job),
        ("export", str(turn)),
        ("ask", ""),
    ]
    assert {e["address"] for e in entries} == {"127.0.0.1"}
    assert "秘密" not in (site.folder / "audit.jsonl").read_text(encoding="utf-8")


def test_users_and_audit_are_read_by_managers(site, as_rank):
    users = as_rank(MANAGE).get("/api/v1/users").json()
    assert {"郑管理", "吴编辑", "周查询"} <= {u["name"] for u in users}
    assert set(users[0]) == {"name", "role", "groups", "added"}
    assert len(as_rank(MANAGE).get("/api/v1/audit", params={"limit": 3}).json()) == 3


def test_the_page_says_for_whom_it_is_and_names_are_text(site, as_rank):
    tags = {
        rank: re.search(r'<meta name="hj-visitor" content="(\w+)" data-name="([^"]+)"', page)
        for rank in Rank
        if (page := as_rank(rank).get("/").text)
    }
    assert {rank: (tag[1], tag[2]) for rank, tag in tags.items()} == {
        ASK: ("ask", "周查询（查询）"),
        EDIT: ("edit", "吴编辑（编辑）"),
        MANAGE: ("manage", "郑管理（管理）"),
    }


def test_the_page_itself_tells_nothing_of_the_library_before_the_server_knows_for_whom(as_rank):
    page = as_rank(ASK).get("/").text
    for secret in ("青石镇", "育才中学", "田间小课堂"):
        assert secret not in page


class Tripwire:
    """The whole library: using it from a request is a fault."""

    def __getattr__(self, name: str):
        raise AssertionError(f"the whole library was used: {name}")


def test_every_access_to_the_library_goes_through_one_function(site, as_rank, monkeypatch):
    desk: Desk = site.app.state.desk
    document = site.assistant.documents()[0].id
    asked: list[str] = []

    def seen(self: Desk, visitor):
        asked.append(visitor.name)
        return site.assistant

    monkeypatch.setattr(Desk, "assistant_for", seen)
    whole = desk.assistant
    object.__setattr__(desk, "assistant", Tripwire())
    browser = as_rank(MANAGE)
    for address in (
        "/healthz", "/api/v1/documents", "/hujian/holdings", "/hujian/library",
        "/hujian/files", "/hujian/practices", f"/hujian/source?document={document}",
        "/hujian/similar?practice=义诊", "/hujian/matrix?themes=义诊",
    ):  # fmt: skip
        assert browser.get(address).status_code == 200, address
    assert browser.post("/api/v1/ask", json={"question": "义诊"}).status_code == 200
    assert "hj-answer" in ask(browser, "义诊")
    object.__setattr__(desk, "assistant", whole)
    assert set(asked) == {NAMES[MANAGE]}


@pytest.mark.parametrize("kept", [str, None])
def test_a_question_is_kept_in_the_audit_where_the_settings_say_so(tmp_path: Path, kept):
    audit, assistant = Audit(tmp_path), FakeAssistant(tmp_path)
    made = {"question_kept": kept} if kept else {}
    desk = Desk(assistant, Conversations(tmp_path / FILE), audit=audit, **made)
    desk.answer("", Request("义诊？"))
    assert [(e.action, e.object) for e in audit.read()] == [("ask", "义诊？" if kept else "")]


def test_on_this_machine_without_users_there_is_no_login(tmp_path: Path):
    app = server.build_app(FakeAssistant(tmp_path))
    with TestClient(app, base_url="http://127.0.0.1:7860") as browser:
        assert browser.get("/api/v1/documents").status_code == 200
        assert 'name="hj-visitor" content="manage" data-name=""' in browser.get("/").text
        assert browser.get("/login").status_code == 404
        assert browser.post("/login", content=b"").status_code == 404
        assert browser.post("/logout", content=b"").status_code == 404


def test_with_a_user_this_machine_logs_in_too(tmp_path: Path):
    Users(tmp_path).add("张三", SECRET)
    app = server.build_app(FakeAssistant(tmp_path))
    with TestClient(app, base_url="http://127.0.0.1:7860") as browser:
        assert browser.get("/api/v1/documents").status_code == 401
