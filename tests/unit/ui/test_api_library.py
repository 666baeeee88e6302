"""The routes of the library over a real one: health, corrections, removing and restoring, jobs."""

from __future__ import annotations

import csv
import io
import time
import zipfile
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.config import Settings
from assistant.reading import read_file
from assistant.service import Assistant
from tests.fakes import fake_models
from ui import api
from ui.conversations import Conversations
from ui.desk import Desk
from ui.health_exports import harmless
from ui.jobs import JobRunner
from ui.security import Guard

TEXT = (
    "# {name}2021年工作总结\n\n一、主要做法\n\n{body}\n\n第 3 页 共 9 页\n\n"
    "二、存在问题\n\n一是学习不深。\n"
)
FILES = {"青石镇.md": "走访慰问困难群众36户。", "=1+1.md": "开展义诊12场。", "空.md": ""}


@pytest.fixture
def assistant(tmp_path: Path):
    folder = tmp_path / "材料"
    folder.mkdir()
    for name, body in FILES.items():
        text = TEXT.format(name=name[:-3], body=body) if body else ""
        (folder / name).write_text(text, encoding="utf-8")
    made = Assistant(Settings(library=tmp_path / "库"), fake_models())
    made.index([folder])
    yield made
    made.close()


@pytest.fixture
def runner(assistant: Assistant, tmp_path: Path):
    made = JobRunner(assistant, tmp_path / "uploads", max_file_mb=1)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def client(assistant: Assistant, runner: JobRunner, tmp_path: Path):
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard)
    api.install(app, Desk(assistant, Conversations(tmp_path / "c.sqlite")), runner)
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        yield client


def names(client: TestClient) -> list[str]:
    return [d["document"] for d in client.get("/api/v1/documents").json()]


def test_files_are_removed_together_and_brought_back(client: TestClient):
    both = {"names": ["青石镇.md", "=1+1.md"]}
    assert client.post("/api/v1/documents/remove", json=both).json()["removed"] == both["names"]
    assert names(client) == []
    trash = client.get("/api/v1/trash").json()
    assert sorted(t["document"] for t in trash) == sorted(both["names"])
    assert "最近移除的文件（2）" in client.get("/hujian/library").text
    client.post("/api/v1/documents/restore", json=both)
    assert sorted(names(client)) == sorted(both["names"])
    assert client.get("/api/v1/trash").json() == []
    again = client.post("/api/v1/documents/restore", json=both)
    assert (again.status_code, again.json()["error"]["type"]) == (404, "NotRemoved")
    assert "请重新添加" in again.json()["error"]["message"]


def test_one_unknown_name_removes_nothing(client: TestClient):
    reply = client.post("/api/v1/documents/remove", json={"names": ["青石镇.md", "没有.md"]})
    assert reply.status_code == 404
    assert len(names(client)) == 2


@pytest.mark.parametrize("body", [{}, {"names": []}, {"names": "甲"}, {"names": [1]}, []])
@pytest.mark.parametrize("what", ["remove", "restore"])
def test_names_must_be_texts(client: TestClient, what: str, body: object):
    assert client.post(f"/api/v1/documents/{what}", json=body).status_code == 422


def test_the_trash_is_emptied(client: TestClient):
    client.delete("/api/v1/documents", params={"name": "青石镇.md"})
    client.delete("/api/v1/trash")
    reply = client.post("/api/v1/documents/restore", json={"names": ["青石镇.md"]})
    assert reply.status_code == 404


def test_a_role_is_corrected_and_taken_back(client: TestClient, assistant: Assistant):
    document = next(d for d in assistant.documents() if d.file == "青石镇.md").id
    address = f"/api/v1/documents/{document}/correction"

    def roles() -> dict[str, str]:
        return {s.path[-1]: s.role.value for s in assistant.document(document).sections if s.path}

    before = roles()
    body = {"roles": [{"section": ["青石镇2021年工作总结", "二、存在问题"], "role": "经验体会"}]}
    path = next(s.path for s in assistant.document(document).sections if "二、存在问题" in s.path)
    body["roles"][0]["section"] = list(path)
    assert client.post(address, json=body).status_code == 200
    assert roles() == before | {"二、存在问题": "经验体会"}
    html = client.get("/hujian/file", params={"name": "青石镇.md"}).text
    assert html.count("人工更正") == 1
    params = {"field": "role", "section": list(path)}
    assert client.delete(address, params=params).status_code == 200
    assert roles() == before
    wrong = client.delete(address, params=params)
    assert (wrong.status_code, wrong.json()["error"]["type"]) == (422, "CorrectionError")
    assert client.delete(address, params={"field": "text"}).status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        {"roles": "做法"},
        {"roles": ["做法"]},
        {"roles": [{"section": ["一"], "role": "别的"}]},
        {"roles": [{"section": [], "role": "成效"}]},
        {"date": "去年"},
        {"date": 3},
    ],
)
def test_a_wrong_correction_is_refused(client: TestClient, assistant: Assistant, body: object):
    address = f"/api/v1/documents/{assistant.documents()[0].id}/correction"
    assert client.post(address, json=body).status_code == 422


def test_the_health_report_is_json(client: TestClient):
    files = {f["document"]: f for f in client.get("/api/v1/health").json()}
    assert files["空.md"]["state"] == "unreadable"
    assert "0 字节" in files["空.md"]["reason"]
    good = files["青石镇.md"]
    assert good["removed_lines"] == 1
    assert good["documents"][0]["organisation"] == "青石镇"
    assert good["documents"][0]["roles"]["存在问题"] == 1


def test_removed_lines_have_reason_and_place(client: TestClient):
    reply = client.get("/api/v1/removed-lines", params={"name": "青石镇.md"}).json()
    assert reply == {
        "document": "青石镇.md",
        "lines": [
            {
                "text": "第 3 页 共 9 页", "reason": "page", "why": "页码",
                "after": "走访慰问困难群众36户。", "page": None,
            }
        ],
    }  # fmt: skip
    assert client.get("/api/v1/removed-lines", params={"name": "没有"}).status_code == 404


def test_the_report_is_exported_and_no_cell_is_a_formula(client: TestClient):
    reply = client.get("/api/v1/health", params={"format": "csv"})
    assert reply.content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in reply.headers["content-disposition"]
    head, *lines = list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"))))
    table = {line[0]: dict(zip(head, line, strict=True)) for line in lines}
    assert set(table) == {"青石镇.md", "'=1+1.md", "空.md"}
    assert table["青石镇.md"]["单位"] == "青石镇"
    assert table["青石镇.md"]["数字数"] == "1"
    assert table["空.md"]["状态"] == "未读出"
    excel = client.get("/api/v1/health", params={"format": "xlsx"}).content
    with zipfile.ZipFile(io.BytesIO(excel)) as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2)]
    assert "<f>" not in "".join(sheets)
    assert "=1+1.md" in sheets[0]
    assert "第 3 页 共 9 页" in sheets[1]
    assert client.get("/api/v1/health", params={"format": "exe"}).status_code == 422


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1"])
def test_a_cell_that_looks_like_a_formula_is_kept_from_being_one(cell: str):
    assert harmless(cell) == "'" + cell


def test_storage_is_named(client: TestClient):
    storage = client.get("/api/v1/storage").json()
    assert storage["generation"] == 1
    assert storage["size"] >= storage["current"] > 0
    assert storage["format_version"] == 2


def test_the_list_is_narrowed_and_an_unknown_state_refused(client: TestClient):
    assert "空.md" in client.get("/hujian/files", params={"state": "unreadable"}).text
    assert "没有符合条件" in client.get("/hujian/files", params={"state": "partial"}).text
    assert client.get("/hujian/files", params={"state": "x"}).status_code == 422
    assert client.get("/hujian/file", params={"name": "没有.md"}).status_code == 404


def test_jobs_are_paused_and_resumed_and_an_unknown_one_is_said(
    client: TestClient, runner: JobRunner
):
    job = client.post("/api/v1/uploads").json()["id"]
    assert client.post(f"/api/v1/jobs/{job}/pause").status_code == 409
    assert client.post(f"/api/v1/jobs/{job}/resume").status_code == 409
    assert client.post(f"/api/v1/jobs/{job}/stop").status_code == 422
    unknown = client.post("/api/v1/jobs/none/pause").json()["error"]
    assert unknown["type"] == "UnknownJob"
    assert "none" in unknown["message"]


def state_of(client: TestClient, job: str) -> str:
    return next(j["state"] for j in client.get("/api/v1/jobs").json() if j["id"] == job)


def until(client: TestClient, job: str, state: str) -> None:
    for _ in range(1_000):
        if state_of(client, job) == state:
            return
        time.sleep(0.01)
    raise AssertionError(state_of(client, job))


def test_while_a_job_holds_the_library_a_change_says_why_it_is_refused_and_questions_work(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
):
    def slowly(*arguments):
        time.sleep(0.05)
        return read_file(*arguments)

    monkeypatch.setattr("assistant.indexing.read_file", slowly)
    job = client.post("/api/v1/uploads").json()["id"]
    for n in range(20):
        text = TEXT.format(name=f"松岗{n}乡", body="走访慰问5户。").encode()
        client.put(f"/api/v1/uploads/{job}/file", params={"name": f"{n}.md"}, content=text)
    client.post(f"/api/v1/uploads/{job}/start")
    until(client, job, "running")
    assert client.post(f"/api/v1/jobs/{job}/pause").json()["state"] == "paused"
    refused = client.delete("/api/v1/documents", params={"name": "青石镇.md"})
    assert refused.status_code == 409
    assert "先取消读入再试" in refused.json()["error"]["message"]
    answer = client.post("/api/v1/ask", json={"question": "青石镇走访慰问了多少户？"}).json()
    assert "36户" in answer["answer"]
    assert len(names(client)) == 2
    client.post(f"/api/v1/jobs/{job}/resume")
    until(client, job, "done")
    assert len(names(client)) == 22
    assert client.delete("/api/v1/documents", params={"name": "青石镇.md"}).status_code == 200
