"""The machine API and the guard around it, without Gradio."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.responses import HTMLResponse
from starlette.testclient import TestClient

from assistant.records import Filters, Request, Role
from tests.fakes_ui import FakeAssistant
from ui import api
from ui.contract import answer_to_json
from ui.conversations import Conversations
from ui.desk import Desk
from ui.jobs import JobRunner
from ui.security import Guard

HOME = "http://127.0.0.1:7860"


@pytest.fixture
def assistant(tmp_path: Path) -> FakeAssistant:
    return FakeAssistant(tmp_path)


@pytest.fixture
def client(assistant: FakeAssistant, tmp_path: Path):
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard, dress=lambda b: b.replace(b"</head>", b"<meta name=ours></head>", 1))
    runner = JobRunner(assistant, tmp_path / "uploads", max_file_mb=1)
    api.install(app, Desk(assistant, Conversations(tmp_path / "c.sqlite")), runner)
    app.add_api_route(
        "/", lambda: HTMLResponse("<html><head></head><script>1</script></html>"), methods=["GET"]
    )
    runner.start()
    with TestClient(app, base_url=HOME) as client:
        yield client
    runner.stop()


def test_ask_speaks_the_contract(client: TestClient):
    reply = client.post("/api/v1/ask", json={"id": "q1", "question": "哪些单位开展了义诊？"})
    assert reply.status_code == 200
    body = reply.json()
    assert body["status"] == "answered"
    assert [c["n"] for c in body["citations"]] == [1, 2, 3]


def test_ask_says_why_where_it_is_asked_to(client: TestClient):
    body = client.post("/api/v1/ask", json={"question": "义诊", "explain": True}).json()
    assert body["citations"][0]["why"]["words"][0]["by"] == "巡诊"
    plain = client.post("/api/v1/ask", json={"question": "义诊", "explain": False}).json()
    assert "why" not in plain["citations"][0]


def test_the_reasons_of_a_kept_answer_are_those_of_its_question_and_filters(
    client: TestClient, assistant: FakeAssistant
):
    filters = Filters(organisations=("青石镇",), roles=(Role.WORK,), years=(2022,))
    asked = Request("有义诊吗？", ("先前的",), filters)
    desk: Desk = client.app.state.desk  # type: ignore[attr-defined]
    shown, conversation = desk.answer("", asked)
    (turn,) = desk.conversations.turns(conversation)
    assert f"#why-{turn.id}" in shown
    reply = client.get("/hujian/why", params={"turn": turn.id})
    assert reply.status_code == 200
    assert assistant.asked[-1] == asked
    assert "依据强，因为" in reply.text
    assert "现在的结果" not in reply.text
    assert client.get("/hujian/why", params={"turn": 99}).status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b'{"question": "x", "explain": 1}', 422, "ContractError"),
        (b"{", 422, "ContractError"),
        (b"[]", 422, "ContractError"),
        (b"\xff", 422, "ContractError"),
        (
            b'{"question": "x", "filters": {"organisations": ["\\u65e0"]}}',
            404,
            "UnknownOrganisation",
        ),
    ],
)
def test_a_wrong_question_gets_words(client: TestClient, body: bytes, status: int, kind: str):
    reply = client.post("/api/v1/ask", content=body)
    assert reply.status_code == status
    assert reply.json()["error"]["type"] == kind
    assert reply.json()["error"]["message"]


def test_health_names_the_generation(client: TestClient):
    assert client.get("/healthz").json() == {"status": "ok", "generation": 1, "documents": 3}


def test_documents_are_listed_and_removed(client: TestClient):
    assert len(client.get("/api/v1/documents").json()) == 3
    reply = client.delete("/api/v1/documents", params={"name": "县医院.pdf"})
    assert reply.json()["removed"] == "县医院.pdf"
    assert len(client.get("/api/v1/documents").json()) == 2
    assert client.delete("/api/v1/documents", params={"name": "县医院.pdf"}).status_code == 404


def upload(client: TestClient, name: str, body: bytes):
    job_id = client.post("/api/v1/uploads").json()["id"]
    reply = client.put(f"/api/v1/uploads/{job_id}/file", params={"name": name}, content=body)
    return job_id, reply


def test_an_upload_is_read(client: TestClient, assistant: FakeAssistant):
    job_id, reply = upload(client, "红星村/总结.md", "红星村\n开展义诊3场".encode())
    assert reply.json() == {"name": "红星村/总结.md", "size": 3 * 8 + 2, "refused": []}
    assert client.post(f"/api/v1/uploads/{job_id}/start").json()["state"] == "waiting"
    for _ in range(200):
        if not any(job["open"] for job in client.get("/api/v1/jobs").json()):
            break
    assert "红星村/总结.md" in [d.file for d in assistant.documents()]


@pytest.mark.parametrize("name", ["../../x.md", "/etc/x", "a\0b"])
def test_an_upload_cannot_leave_its_folder(client: TestClient, name: str, tmp_path: Path):
    _, reply = upload(client, name, b"x")
    assert reply.status_code == 422
    assert not (tmp_path / "x.md").exists()


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(client: TestClient, tmp_path: Path):
    _, reply = upload(client, "大.pdf", b"x" * (1024 * 1024 + 1))
    assert reply.status_code == 422
    assert "太大" in reply.json()["error"]["message"]
    assert not [p for p in (tmp_path / "uploads").rglob("*") if p.is_file()]


def test_a_passage_is_marked_in_its_document(client: TestClient):
    citation = client.post("/api/v1/ask", json={"question": "义诊"}).json()["citations"][0]
    reply = client.get(
        "/hujian/source",
        params={
            "document": citation["document_id"],
            "start": citation["start"],
            "end": citation["end"],
        },
    )
    assert f"<mark>{citation['passage']}</mark>" in reply.text
    assert client.get("/hujian/source", params={"document": "none"}).status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/api/v1/documents", "/hujian/library", "/nothing", "/api/v1/none"]
)
def test_every_reply_carries_the_headers(client: TestClient, path: str):
    headers = client.get(path).headers
    assert "script-src 'self' 'nonce-" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_a_page_gets_a_fresh_nonce_our_head_and_its_language(client: TestClient):
    first, second = client.get("/"), client.get("/")
    nonce = first.headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
    assert f'<script nonce="{nonce}">' in first.text
    assert nonce not in second.text
    assert "<meta name=ours></head>" in first.text
    assert '<html lang="zh-CN">' in first.text
    assert int(first.headers["content-length"]) == len(first.content)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", ""]
)
def test_a_forged_host_is_refused(client: TestClient, host: str):
    assert client.get("/healthz", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:7861"},
        {"origin": HOME, "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_writing_from_another_page_is_refused(client: TestClient, headers: dict[str, str]):
    reply = client.delete("/api/v1/documents", params={"name": "县医院.pdf"}, headers=headers)
    assert reply.status_code == 403
    assert len(client.get("/api/v1/documents").json()) == 3


def test_writing_from_the_page_itself_is_allowed(client: TestClient):
    headers = {"origin": HOME, "sec-fetch-site": "same-origin"}
    assert client.post("/api/v1/ask", json={"question": "义诊"}, headers=headers).status_code == 200


def test_a_body_without_length_or_too_long_is_refused(client: TestClient):
    assert client.post("/api/v1/ask", content=iter([b"{}"])).status_code == 413
    assert client.post("/api/v1/ask", content=b" " * (8 * 1024 * 1024 + 1)).status_code == 413


@pytest.fixture
def turn(assistant: FakeAssistant, tmp_path: Path) -> int:
    answer = answer_to_json(assistant.ask(Request("各单位走访慰问了多少户？")))
    kept = Conversations(tmp_path / "c.sqlite")
    return kept.add("", "各单位走访慰问了多少户？", answer, "<p>")[1]


@pytest.mark.parametrize("kind", ["docx", "xlsx", "md"])
def test_an_answer_is_exported_as_an_attachment(client: TestClient, turn: int, kind: str):
    reply = client.get(f"/api/v1/turns/{turn}/export/{kind}")
    assert reply.status_code == 200
    name = "%E5%90%84%E5%8D%95%E4%BD%8D%E8%B5%B0%E8%AE%BF%E6%85%B0%E9%97%AE"  # 各单位走访慰问
    assert f"attachment; filename*=UTF-8''{name}" in reply.headers["content-disposition"]


def test_only_known_turns_and_formats_are_exported(client: TestClient, turn: int):
    assert client.get(f"/api/v1/turns/{turn + 1}/export/md").status_code == 404
    assert client.get(f"/api/v1/turns/{turn}/export/exe").status_code == 422


def test_what_was_ticked_is_kept_in_chinese_with_what_was_written(client: TestClient, turn: int):
    rating = {"verdict": "bad", "why": ["figure", "beside", "figure"], "reason": " 应为36户 "}
    address = f"/api/v1/turns/{turn}/rating"
    english = {"Accept-Language": "en"}
    assert client.post(address, params=rating, headers=english).status_code == 200
    kept = client.app.state.desk.conversations.rated()[-1]
    assert (kept.verdict, kept.reason) == ("bad", "数不对\n答非所问\n应为36户")
    assert client.post(address, params={"verdict": "bad", "why": "<b>"}).status_code == 422
    assert client.app.state.desk.conversations.rated()[-1].reason == kept.reason
    assert client.post(address, params={"verdict": "bad"}).status_code == 200
    assert client.app.state.desk.conversations.rated()[-1].reason == ""


def test_a_rating_is_kept_only_for_a_known_turn(client: TestClient, turn: int):
    rating = {"verdict": "bad", "reason": "漏了一户"}
    assert client.post(f"/api/v1/turns/{turn}/rating", params=rating).status_code == 200
    assert client.post(f"/api/v1/turns/{turn + 1}/rating", params=rating).status_code == 404
    wrong = {"verdict": "<b>"}
    assert client.post(f"/api/v1/turns/{turn}/rating", params=wrong).status_code == 422


def test_conversations_are_listed_renamed_and_deleted(client: TestClient, turn: int):
    listed = client.get("/hujian/conversations", params={"search": "慰问"}).text
    kept = listed.split("#open-")[1][:32]
    client.post(f"/api/v1/conversations/{kept}/title", params={"title": "<b>甲</b>"})
    assert "&lt;b&gt;甲&lt;/b&gt;" in client.get("/hujian/conversations").text
    client.delete(f"/api/v1/conversations/{kept}")
    assert "#open-" not in client.get("/hujian/conversations").text


def test_a_fault_of_our_own_is_said_in_general_words(
    client: TestClient, assistant: FakeAssistant, monkeypatch
):
    monkeypatch.setattr(assistant, "ask", lambda _: {}["x"])
    reply = client.post("/api/v1/ask", json={"question": "义诊"})
    assert reply.status_code == 500
    assert reply.json()["error"]["type"] == "unexpected"
    assert "content-security-policy" in reply.headers


def test_a_document_is_corrected_and_restored(client: TestClient):
    def listed() -> tuple[str, list[int]]:
        found = [d for d in client.get("/api/v1/documents").json() if d["id"] == first["id"]]
        return found[0]["organisation"], found[0]["years"]

    first = client.get("/api/v1/documents").json()[0]
    address = f"/api/v1/documents/{first['id']}/correction"
    client.post(address, json={"organisation": "云岭县医院", "years": [2023]})
    assert listed() == ("云岭县医院", [2023])
    client.delete(address)
    assert listed() == ("县人民医院", [2022])
    assert client.delete(address).status_code == 404


@pytest.mark.parametrize(
    "body", [[], {"organisation": 3}, {"years": ["2022"]}, {"years": [True]}, {"text": "甲"}]
)
def test_a_wrong_correction_is_refused(client: TestClient, body: object):
    first = client.get("/api/v1/documents").json()[0]["id"]
    assert client.post(f"/api/v1/documents/{first}/correction", json=body).status_code == 422
