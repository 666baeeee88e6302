"""设置: what is shown, and what saving does."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.config import SETTINGS_FILE, Settings
from assistant.synonym_file import SynonymRow, synonym_rows
from assistant.themes import load_themes
from assistant.user_files import ABSENT
from tests.fakes_ui import FakeAssistant
from ui import api, settings, settings_texts
from ui.conversations import Conversations
from ui.desk import Desk
from ui.jobs import JobRunner

HOME = "http://127.0.0.1:7860"


@pytest.fixture
def assistant(tmp_path: Path) -> FakeAssistant:
    return FakeAssistant(tmp_path / "library")


@pytest.fixture
def client(assistant: FakeAssistant, tmp_path: Path):
    app = FastAPI()
    runner = JobRunner(assistant, tmp_path / "uploads", max_file_mb=1)
    api.install(app, Desk(assistant, Conversations(tmp_path / "c.sqlite")), runner)
    with TestClient(app, base_url=HOME) as client:
        yield client


def put(client: TestClient, name: str, rows: object, seen: str = ABSENT):
    return client.put(f"/api/v1/settings/{name}", json={"seen": seen, "rows": rows})


def test_every_part_is_shown_with_the_values_that_hold(assistant: FakeAssistant):
    html = settings.settings_html(assistant)
    for name in ("synonyms", "themes", "names", "thresholds", "model", "options", "storage"):
        assert f'id="hj-set-{name}"' in html
    assert "0.75 分以上" in html
    assert "没写到的超过 58% 就不答" in html
    assert "从材料里认出 3 个单位" in html
    assert "每秒约" in html
    assert str(assistant.path) in html


def test_synonyms_are_saved_and_shown(client: TestClient, assistant: FakeAssistant):
    reply = put(client, "synonyms", [["看病", "义诊，诊疗"], ["", "捐款、募捐；凑钱"]])
    assert reply.status_code == 200
    assert synonym_rows(assistant.path) == (
        SynonymRow("", ("捐款", "募捐", "凑钱")), SynonymRow("看病", ("义诊", "诊疗")),
    )  # fmt: skip
    html = client.get("/hujian/settings").text
    assert 'value="捐款、募捐、凑钱"' in html
    assert f'data-setting="synonyms" data-seen="{reply.json()["seen"]}"' in html


def test_a_wrong_row_is_named_and_nothing_is_written(client: TestClient, assistant: FakeAssistant):
    reply = put(client, "synonyms", [["看病", "义诊"], ["甲", ""]])
    error = reply.json()["error"]
    assert (reply.status_code, error["row"]) == (422, 1)
    assert error["message"].startswith("第 2 行没有保存：右边要写 1–12 个词")
    assert not assistant.path.exists()


def test_the_second_of_two_tabs_is_refused(client: TestClient, assistant: FakeAssistant):
    assert put(client, "synonyms", [["", "甲、乙"]]).status_code == 200
    late = put(client, "synonyms", [["", "丙、丁"]])
    assert late.status_code == 409
    assert "刚才已经在别处改过" in late.json()["error"]["message"]
    assert synonym_rows(assistant.path) == (SynonymRow("", ("甲", "乙")),)


def test_themes_are_saved_and_restored(client: TestClient, assistant: FakeAssistant):
    built_in = load_themes(assistant.path)
    rows = [["义诊", "开展义诊、巡诊", "场、次", ""], ["问题", "", "", "存在问题"]]
    seen = put(client, "themes", rows).json()["seen"]
    assert [t.name for t in load_themes(assistant.path)] == ["义诊", "问题"]
    assert settings_texts.RESTORE in client.get("/hujian/settings").text
    assert client.delete("/api/v1/settings/themes", params={"seen": "x"}).status_code == 409
    assert client.delete("/api/v1/settings/themes", params={"seen": seen}).status_code == 200
    assert load_themes(assistant.path) == built_in
    assert (assistant.path / "themes.toml.bak").is_file()


def test_a_kind_of_section_that_is_none_is_said_at_its_row(client: TestClient):
    error = put(client, "themes", [["甲", "乙", "", ""], ["丙", "", "", "缺点"]]).json()["error"]
    assert error["row"] == 1
    assert "没有“缺点”这类章节" in error["message"]


@pytest.mark.parametrize(
    "body",
    ["{", "[]", "{}", '{"seen": 1, "rows": []}', '{"seen": "", "rows": [1]}',
     '{"seen": "", "rows": [["甲"]]}', '{"seen": "", "rows": [["甲", 2]]}'],
)  # fmt: skip
def test_a_body_that_is_none_is_refused(client: TestClient, body: str):
    assert client.put("/api/v1/settings/synonyms", content=body).status_code == 422


def test_there_is_no_other_setting(client: TestClient):
    assert put(client, "../hujian", []).status_code in {404, 405, 422}
    assert put(client, "model", [["a", "b", "c", "d"]]).status_code == 422


@pytest.mark.parametrize("name", ["synonyms", "themes"])
def test_a_file_broken_by_hand_is_said_and_can_be_moved_away(
    client: TestClient, assistant: FakeAssistant, name: str
):
    assistant.path.mkdir()
    (assistant.path / f"{name}.toml").write_text("[[", encoding="utf-8")
    html = client.get("/hujian/settings").text
    assert 'role="alert">设置有误' in html
    seen = re.search(rf'data-setting="{name}" data-seen="(\w+)"', html)[1]
    assert client.delete(f"/api/v1/settings/{name}", params={"seen": seen}).status_code == 200
    assert 'role="alert">设置有误' not in client.get("/hujian/settings").text


def test_what_a_user_wrote_is_escaped(client: TestClient, assistant: FakeAssistant):
    put(client, "synonyms", [["<script>", "<img src=x>、乙"]])
    html = client.get("/hujian/settings").text
    assert "&lt;img src=x&gt;、乙" in html
    assert "<img" not in html
    assert "<script" not in html


def test_every_setting_is_explained_with_its_cost():
    known = {field.name for field in fields(Settings)} - {"library"}
    assert settings_texts.OPTION_NAMES.keys() == settings_texts.OPTION_COSTS.keys() == known


def test_a_change_that_waits_for_a_restart_is_said(assistant: FakeAssistant, monkeypatch):
    assistant.path.mkdir(parents=True)
    file = assistant.path / SETTINGS_FILE
    file.write_text("max_file_mb = 128\n", encoding="utf-8")
    monkeypatch.setenv("HUJIAN_WORKERS", "3")
    html = settings.settings_html(assistant)
    assert '<b>64</b> <em class="hj-pending">已改为 128，重新打开程序后生效</em>' in html
    assert "已改为 3，重新打开程序后生效" in html
    assert html.count("hj-pending") == 2
    file.write_text("max_file = 128\n", encoding="utf-8")
    broken = settings.settings_html(assistant)
    assert "下次打开程序会被拒绝：没有“max_file”这个设置" in broken
    assert "hj-pending" not in broken
