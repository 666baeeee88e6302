"""`hujian similar`, `compare`, `themes`, `duplicates` and their routes over a small library."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from xml.etree import ElementTree as ET

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.config import Settings
from assistant.errors import AssistantError, SettingsError
from assistant.service import open_assistant
from ui import api, api_practices, learning_routes
from ui.cli import main
from ui.columns import width
from ui.contract import ContractError
from ui.conversations import Conversations
from ui.desk import Desk
from ui.practice_exports import matrix_export

pytestmark = pytest.mark.integration

TEXTS = {
    "青石镇": "把课堂搬到田埂上，开设“田间小课堂”36场，由老支书用方言宣讲党史故事。",
    "梅岭乡": "宣讲队带着小板凳进院坝，开办“板凳课堂”28场，用山歌宣讲党史故事。",
    "石桥镇": "=1+1开展义诊3场，服务群众210人次。",
}
QUESTION = "和青石镇“田间小课堂”类似的宣讲做法还有哪些单位？"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def desk_over(library):
    """The server's own desk over a library folder."""
    library.mkdir(exist_ok=True)
    return Desk(open_assistant(Settings(library=library)), Conversations(library / "c.sqlite"))


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("材料")
    for name, text in TEXTS.items():
        whole = f"# {name}2021年工作总结\n\n一、主要做法\n\n{text}\n"
        (folder / f"{name}.md").write_text(whole, encoding="utf-8")
    path = tmp_path_factory.mktemp("库")
    open_assistant(Settings(library=path)).index([folder])
    return path


@pytest.fixture
def run(capsys, library):
    def call(*arguments):
        try:
            status = main([*map(str, arguments), "--library", str(library)])
        except SystemExit as stop:
            status = stop.code
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


@pytest.fixture
def client(library):
    app = FastAPI()
    app.state.desk = desk_over(library)
    app.include_router(api_practices.routes)
    app.include_router(learning_routes.fragments)
    app.add_exception_handler(AssistantError, api._in_words)
    app.add_exception_handler(ContractError, api._in_words)
    return TestClient(app)


def cells(content, sheet):
    """The texts of a sheet by rows; fails on anything but inline texts."""
    root = ET.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(f"xl/worksheets/{sheet}.xml"))
    assert root.find(f".//{SHEET}f") is None
    assert {c.get("t") for c in root.iter(f"{SHEET}c")} == {"inlineStr"}
    return [
        ["".join(t.text or "" for t in c.iter(f"{SHEET}t")) for c in row.iter(f"{SHEET}c")]
        for row in root.iter(f"{SHEET}row")
    ]


def test_similar_names_the_other_organisation_and_what_is_shared(run):
    status, out, err = run("similar", QUESTION)
    assert status == 0
    assert "青石镇" in out.split("1. ")[0]
    assert "1. 梅岭乡" in out
    assert "宣讲" in out
    assert "个单位有相近做法" in err


def test_similar_as_json_is_one_object_whose_spans_hold(run):
    status, out, _ = run("similar", QUESTION, "--json")
    found = json.loads(out)
    assert status == 0
    assert found["practice"]["excluded"] == ["青石镇"]
    passage = found["hits"][0]["citation"]["passage"]
    for shared in found["hits"][0]["shared"]:
        a, b = shared["practice"]["span"]
        assert found["practice"]["text"][a:b] == shared["practice"]["text"]
        a, b = shared["passage"]["span"]
        assert passage[a:b] == shared["passage"]["text"]


def test_similar_wants_a_text_or_a_chunk(run):
    assert run("similar")[0] == 2
    assert run("similar", "义诊", "--chunk", "x")[0] == 2
    assert run("similar", "--chunk", "没有这一段")[0] == 2


def test_compare_prints_a_verdict_for_every_organisation(run):
    status, out, _ = run("compare", "义诊")
    assert status == 0
    table, passages = out.split("\n\n")
    verdicts = dict(line.split(maxsplit=1) for line in table.splitlines())
    assert verdicts["青石镇"] == "未见"
    number = re.fullmatch(r"[强中弱] \[(\d+)\]", verdicts["石桥镇"])[1]
    (passage,) = [p for p in passages.splitlines() if p.startswith(f"[{number}] ")]
    assert "石桥镇 · 义诊：" in passage
    assert "义诊3场" in passage
    ends = {width(line[: line.rindex(verdicts[line.split()[0]])]) for line in table.splitlines()}
    assert len(ends) == 1  # the column begins in one place


def test_compare_writes_texts_and_their_sources(run, tmp_path):
    target = tmp_path / "对照.xlsx"
    assert run("compare", "义诊", "--xlsx", target)[0] == 0
    content = target.read_bytes()
    told, sources = cells(content, "sheet1"), cells(content, "sheet3")
    assert told[0] == ["单位", "义诊"]
    quoted = {row[0]: row[1] for row in told[1:]}["石桥镇"]
    assert "[1] =1+1开展义诊3场" in quoted.replace("一、主要做法 ", "")
    assert sources[1][0] == "[1]"
    assert sources[1][1] == "石桥镇"
    assert "=1+1开展义诊3场" in sources[1][5]


def test_compare_says_when_the_file_cannot_be_written(run, tmp_path):
    status, _, err = run("compare", "义诊", "--xlsx", tmp_path / "无" / "x.xlsx")
    assert status == 2
    assert "写不了" in err


def test_themes_and_duplicates_speak_chinese(run):
    status, out, _ = run("themes")
    assert status == 1  # three organisations with different practices have none in common
    assert "只有一家在做的" in out
    status, _, err = run("duplicates")
    assert status == 0
    assert "没有发现" in err


def test_an_empty_library_is_said(capsys, tmp_path):
    for command in (["similar", "义诊"], ["compare", "义诊"], ["themes"]):
        assert main([*command, "--library", str(tmp_path / "空")]) == 1
        shown = capsys.readouterr()
        assert shown.out == ""
        assert "资料库是空的。用 hujian index 文件夹 入库。" in shown.err


def test_the_routes_give_what_the_commands_give(client, run):
    body = client.get("/api/v1/similar", params={"practice": QUESTION}).json()
    printed = json.loads(run("similar", QUESTION, "--json")[1])
    assert body["hits"] == printed["hits"]
    matrix = client.get("/api/v1/compare", params={"theme": ["义诊", "宣讲"]}).json()
    assert [t["name"] for t in matrix["themes"]] == ["义诊", "宣讲"]
    assert client.get("/api/v1/themes").json()["organisations"] == 3
    assert client.get("/api/v1/duplicates").json() == []


def test_the_matrix_can_be_downloaded(client, library):
    reply = client.get("/api/v1/compare", params={"theme": "义诊", "format": "xlsx"})
    assert reply.headers["content-disposition"].startswith("attachment")
    assert (
        reply.content
        == matrix_export(open_assistant(Settings(library=library)).compare(["义诊"])).content
    )


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/similar", 422),
        ("/api/v1/similar?practice=a&chunk=b", 422),
        ("/api/v1/similar?practice=a&limit=0", 422),
        ("/api/v1/similar?chunk=none", 404),
        ("/api/v1/compare?format=pdf", 422),
    ],
)
def test_wrong_requests_are_refused_in_words(client, address, status):
    reply = client.get(address)
    assert reply.status_code == status
    assert reply.json()["error"]["message"]


# ---------------------------------------------------------------- the page's fragments


def passage_of(library, words):
    """Document id and span of the sentence that holds some words."""
    assistant = open_assistant(Settings(library=library))
    for summary in assistant.documents():
        document = assistant.document(summary.id)
        if words in document.text:
            start = document.text.index(words)
            return {"document": document.id, "start": start, "end": start + len(words)}
    raise AssertionError(words)


def test_a_passage_of_a_document_is_compared_with_the_others(client, library):
    asked = passage_of(library, "开设“田间小课堂”36场，由老支书用方言宣讲党史故事。")
    found = client.get("/api/v1/similar", params=asked).json()
    assert found["practice"]["excluded"] == ["青石镇"]
    assert found["practice"]["source"]["start"] == asked["start"]
    assert found["hits"][0]["organisation"] == "梅岭乡"
    html = client.get("/hujian/similar", params=asked).text
    assert "<h3>梅岭乡</h3>" in html
    assert "出自〔青石镇" in html


def test_a_stretch_that_holds_no_text_is_refused_in_words(client, library):
    asked = passage_of(library, "开展义诊3场") | {"start": 90_000, "end": 90_010}
    reply = client.get("/hujian/similar", params=asked)
    assert reply.status_code in {404, 500}  # 404 in the application, which maps the error
    assert "资料库里没有" in reply.json()["error"]["message"]


@pytest.mark.parametrize(
    ("kind", "start"), [("docx", b"PK"), ("xlsx", b"PK"), ("md", "# 与".encode())]
)
def test_alike_practices_can_be_downloaded(client, kind, start):
    reply = client.get("/api/v1/similar", params={"practice": QUESTION, "format": kind})
    assert reply.content.startswith(start)
    assert "attachment" in reply.headers["content-disposition"]


def test_the_word_file_holds_passages_and_sources(client):
    reply = client.get("/api/v1/similar", params={"practice": QUESTION, "format": "docx"})
    xml = zipfile.ZipFile(io.BytesIO(reply.content)).read("word/document.xml").decode()
    assert "板凳课堂" in xml
    assert "〔梅岭乡《梅岭乡2021年工作总结》" in xml


def test_the_places_are_filled_from_the_library(client):
    practices = client.get("/hujian/practices").text
    assert "田间小课堂</a>" in practices
    assert "板凳课堂" not in client.get("/hujian/practices", params={"search": "青石镇"}).text
    assert 'data-theme="走访慰问"' in client.get("/hujian/themes").text
    table = client.get("/hujian/matrix", params={"theme": ["义诊", "宣讲"]}).text
    assert table.count("<tr>") >= 4
    assert "请至少选一个主题" in client.get("/hujian/matrix").text
    assert "材料还太少" in client.get("/hujian/overview/common").text
    assert "三榜" not in client.get("/hujian/overview/alone").text
    assert "没有发现" in client.get("/hujian/overview/same").text
    assert client.get("/hujian/overview/x").json()["error"]["type"] == "ContractError"


def test_an_empty_library_says_what_to_do(tmp_path):
    app = FastAPI()
    app.state.desk = desk_over(tmp_path / "空")
    app.include_router(learning_routes.fragments)
    client = TestClient(app)
    for path in ("similar?practice=a", "practices", "overview/common", "matrix?theme=a"):
        assert "先到“资料库”添加材料" in client.get(f"/hujian/{path}").text
    assert client.get("/hujian/themes").text == ""


def test_a_server_prepares_the_matrix_even_beside_a_broken_file_of_themes(tmp_path, library):
    folder = tmp_path / "library"
    shutil.copytree(library, folder)
    (folder / "themes.toml").write_text("[", encoding="utf-8")
    assistant = open_assistant(Settings(library=folder))
    assistant.prepare()
    with pytest.raises(SettingsError):
        assistant.compare()
    (folder / "themes.toml").unlink()
    assistant.prepare()
    assert assistant.compare().rows
