"""The page in English: no word of ours is left in Chinese, whoever asks for whatever."""

import gc
import io
import json
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant import reasons
from assistant.answering import words
from assistant.records import Answer, FileOutcome, Outcome, Request, Role
from assistant.themes import load_themes
from tests import fakes_learning as learning
from tests.fakes_learning import LearningAssistant
from tests.fakes_ui import FakeAssistant
from tests.unit.ui.test_server import paths
from tests.unit.ui.test_texts import SAMPLES
from ui import phrases, server, texts
from ui.conversations import Conversations
from ui.desk import Desk
from ui.job_cards import jobs_html
from ui.jobs import Job, JobState
from ui.language import CHINESE, ENGLISH, Text, both, language, listed, speaking, spoken
from ui.pages import chat
from ui.reader import in_their_language, language_of
from ui.texts_learning import EMPTY, MATRIX_QUESTION

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
HOME = "http://127.0.0.1:7860"
HAN = re.compile("[\u3400-\u9fff]+")
OTHER = "中文"  # the button back names the other language in that language
QUESTION = "哪些单位开展了义诊？"
FRAGMENTS = {  # what each route of a fragment is asked with; the test names those that are missing
    "/hujian/access": {},
    "/hujian/conversations": {},
    "/hujian/file": {"name": ""},
    "/hujian/files": {},
    "/hujian/holdings": {},
    "/hujian/jobs": {},
    "/hujian/library": {},
    "/hujian/matrix": {"theme": "走访"},
    "/hujian/practices": {},
    "/hujian/settings": {},
    "/hujian/similar": {"practice": "组织医疗志愿者到乡村开展义诊"},
    "/hujian/source": {"document": "", "start": 0, "end": 30},
    "/hujian/why": {"turn": 0},
    "/hujian/themes": {},
}
PARTS = ("/hujian/overview/common", "/hujian/overview/alone", "/hujian/overview/same")
COMPARED = (  # what the records of `fakes_learning` hold
    "甲镇乙镇丙镇丁镇坏 梅岭乡 青石镇 春节前，组织干部走访慰问近30户 走访慰问老人 讲党课5场 XX户 "
    "三榜公示 田间课堂"
)


class Library(LearningAssistant):
    """The fake library, in the sentences that the real one speaks."""

    def ask(self, request: Request) -> Answer:
        answer = super().ask(request)
        head = words.LISTING.format(found=len(answer.citations), total=3)
        explanation = replace(
            answer.explanation,
            scope=(("单位", "青石镇"), ("章节", "存在问题")),
            coverage=words.COVERAGE.format(total=3, found=3, not_found=0)
            + words.COVERAGE_UNREADABLE.format(files=1),
        )
        text = "\n".join([head, *answer.text.splitlines()[1:]])
        if not answer.citations:
            text = words.NONE_FOUND.format(reason=words.NOTHING_NEAR.format(topic="义诊"))
        return replace(answer, text=text, explanation=explanation)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    found = Library(tmp_path_factory.mktemp("library"))
    found.unreadable[:] = [("旧文件/2019年总结.doc", reasons.ENCRYPTED)]
    return found


@pytest.fixture(scope="module")
def app(library: Library):
    yield server.build_app(library)
    gc.collect()


@pytest.fixture(scope="module")
def client(app):
    with TestClient(app, base_url=HOME, headers={"Accept-Language": "en-GB,en;q=0.9"}) as client:
        yield client


class _Visible(HTMLParser):
    """What of an HTML text can be read or heard."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style"}
        spoken_ones = ("title", "aria-label", "placeholder", "alt", "data-label", "value")
        self.found += [value for name, value in attrs if name in spoken_ones and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


def visible(html: str) -> list[str]:
    """The pieces of an HTML text that can be read or heard."""
    parser = _Visible()
    parser.feed(html)
    return parser.found


def chinese_of_ours(html: str, library: FakeAssistant) -> list[str]:
    """The visible pieces with Chinese that no document of the library holds."""
    documents = [library.document(s.id) for s in library.documents()]
    held = " ".join(
        [
            *(" ".join(d.text.split()) for d in documents),
            *(f"{d.organisation} {d.title} {d.file} {d.period}" for d in documents),
            *(file for file, _ in library.unreadable),
            *library.examples(),
            learning.PRACTICE, learning.PASSAGE, COMPARED,
            *(t.name for t in learning.THEMES),
            MATRIX_QUESTION.zh.replace("{theme}", ""),
            *(MATRIX_QUESTION.format(theme=t.name).zh for t in learning.THEMES),
            *(f"{d.organisation}{q}" for d in documents for q in FOLLOWING),
            texts.FOLLOW_UP_ELSEWHERE.zh,
            *(" ".join((t.name, *t.expressions, *t.measures)) for t in load_themes(library.path)),
            *Role,
            QUESTION, OTHER, texts.BRAND.zh, "义诊 巡诊 送医下乡", "组织医疗志愿者到乡村开展义诊",
        ]
    )  # fmt: skip
    return [
        piece for piece in visible(html)
        if any(run not in held for run in HAN.findall(" ".join(piece.split())))
    ]  # fmt: skip


FOLLOWING = [q.zh.removeprefix("{organisation}") for q in texts.FOLLOW_UPS.values()]


def test_every_fragment_is_english_for_a_reader_of_english(app, client, library: Library):
    routes = {p for p in paths(app.routes) if p.startswith("/hujian/") and "/static" not in p}
    assert {p for p in routes if "{" not in p} == set(FRAGMENTS)
    client.post("/api/v1/uploads")
    turns = [kept_turn(app, question) for question in (QUESTION, "Mars?")]
    for path, values in (FRAGMENTS | {part: {} for part in PARTS}).items():
        asked = values | ({"document": library.documents()[0].id} if "document" in values else {})
        asked |= {"name": library.documents()[0].file} if "name" in values else {}
        for turn in turns if "turn" in values else [0]:
            asked |= {"turn": turn} if turn else {}
            reply = client.get(path, params=asked)
            assert reply.status_code == 200, path
            assert chinese_of_ours(reply.text, library) == [], path
            if "hj-" in reply.text:
                assert re.search("[A-Za-z]{3}", " ".join(visible(reply.text))), path


def kept_turn(app, question: str) -> int:
    """The number of a kept answer that can be asked why."""
    message, _ = app.state.desk.answer("", Request(question))
    return int(re.search(r"#why-(\d+)", message)[1])


def test_the_check_would_notice_a_chinese_word(client, library: Library):
    reply = client.get("/hujian/library", headers={"Accept-Language": "zh-CN"})
    assert "材料" in chinese_of_ours(reply.text, library)


def test_the_page_itself_is_english_with_gradios_labels(client, library: Library):
    page = client.get("/").text
    assert '<html lang="en"' in page
    config = json.JSONDecoder().raw_decode(page, page.index("window.gradio_config = ") + 23)[0]
    names = ("label", "value", "placeholder", "title")
    shown = [str(c["props"][n]) for c in config["components"] for n in names if c["props"].get(n)]
    assert config["title"] == texts.TITLE.en
    assert texts.SEND.en in shown
    assert texts.PLACE_LIBRARY.en in shown
    assert chinese_of_ours(" ".join(f"<p>{s}</p>" for s in shown), library) == []
    frame = json.loads(re.search(r'id="hj-frame">(.*?)</script>', page)[1])
    assert frame["words"]["copied"] == texts.COPIED.en
    for name, part in frame.items():
        pieces = part.values() if isinstance(part, dict) else [str(part)]
        assert [chinese_of_ours(str(p), library) for p in pieces if HAN.search(str(p))] in (
            [], [[]],
        ), name  # fmt: skip


def test_one_readers_language_does_not_reach_another(client):
    english, chinese = {"Cookie": "hujian-lang=en"}, {"Cookie": "hujian-lang=zh-CN"}
    for headers, word in ((english, "documents"), (chinese, "材料")) * 3:
        assert word in client.get("/hujian/holdings", headers=headers).text
        assert (texts.SEND.en in client.get("/", headers=headers).text) is (headers is english)


@pytest.mark.parametrize(
    ("headers", "query", "wanted"),
    [
        ({}, "", CHINESE),
        ({"accept-language": "en-US,en;q=0.9"}, "", ENGLISH),
        ({"accept-language": "en-US,en;q=0.9,zh-CN;q=0.8"}, "", CHINESE),
        ({"accept-language": "de-DE,de"}, "", CHINESE),
        ({"accept-language": "en", "cookie": "hujian-lang=zh-CN"}, "", CHINESE),
        ({"cookie": "a=b; hujian-lang=en"}, "", ENGLISH),
        ({"cookie": "hujian-lang=xx"}, "", CHINESE),
        ({"cookie": "\x00;=;hujian-lang"}, "", CHINESE),
        ({"cookie": "hujian-lang=en"}, "lang=zh-CN", CHINESE),
        ({}, "lang=en", ENGLISH),
        ({}, "lang=%3Cscript%3E", CHINESE),
    ],
)
def test_a_choice_counts_before_a_cookie_before_a_hint(headers, query, wanted):
    assert language_of(headers, query) == wanted


def test_a_choice_is_kept_in_a_cookie_and_nothing_else_is(client):
    kept = client.get("/?lang=en").headers["set-cookie"]
    assert kept.startswith("hujian-lang=en; Path=/;")
    assert "SameSite=Strict" in kept
    assert "set-cookie" not in client.get("/?lang=xx").headers
    assert "set-cookie" not in client.get("/").headers


def test_refusals_are_said_in_the_readers_language(client):
    reply = client.get("/hujian/source", params={"document": "x"})
    assert reply.json()["error"]["message"].startswith("The library holds no “x”")
    assert client.get("/nowhere").json()["error"]["message"] == texts.NOT_FOUND.en


@pytest.mark.parametrize("error", SAMPLES, ids=lambda e: type(e).__name__)
def test_an_error_is_said_in_english_too(error: Exception):
    english = texts.message(error).en
    own = " ".join(str(v) for v in (*error.args, *vars(error).values()))
    assert re.search("[a-z]{3}", english)
    assert all(run in own for run in HAN.findall(english))


def test_answers_and_jobs_are_english_around_the_passages(library: Library, tmp_path: Path):
    desk = Desk(library, Conversations(tmp_path / "c.sqlite"))
    with speaking(ENGLISH):
        message, conversation = desk.answer("", Request(QUESTION))
        refusal, _ = desk.answer("", Request("火星？"))
        job = Job(
            "0" * 32, state=JobState.DONE,
            files=(FileOutcome("甲.doc", Outcome.FAILED, 0, 0, reasons.ENCRYPTED),),
        )  # fmt: skip
        cards = jobs_html([job])
        again = chat.reopened(desk, conversation)[0][1]["content"]
    assert chinese_of_ours(message.replace("甲.doc", ""), library) == []
    assert "3 organisations with a record</strong> (of 3 examined)" in message
    assert "3 organisations: 3 with a record, 0 without; 1 file unreadable" in message
    assert "No evidence: The documents say nothing of “义诊”." in refusal
    assert chinese_of_ours(cards.replace("甲.doc", ""), library) == []
    assert again == message


def test_a_kept_answer_comes_back_in_the_language_of_who_opens_it(library: Library, tmp_path: Path):
    desk = Desk(library, Conversations(tmp_path / "c.sqlite"))
    with speaking(ENGLISH):
        _, conversation = desk.answer("", Request(QUESTION))
    content = chat.reopened(desk, conversation)[0][1]["content"]
    assert "3 个单位有记载" in content
    assert texts.COPY_ANSWER.zh in content
    assert texts.COPY_ANSWER.en not in content


def test_what_the_library_is_asked_stays_chinese(library: Library, tmp_path: Path):
    desk = Desk(library, Conversations(tmp_path / "c.sqlite"))
    with speaking(ENGLISH):
        message, _ = desk.answer("", Request("青石镇慰问了多少户？", history=()))
    asked = re.findall('<a class="hj-ask" href="#ask">([^<]+)</a>', message)
    assert asked
    assert all(HAN.search(question) for question in asked)


def test_the_themes_that_are_compared_are_chinese_for_everyone(client):
    names = re.findall('data-theme="([^"]+)"', client.get("/hujian/themes").text)
    assert names == [t.name for t in learning.THEMES]
    titles = re.findall(
        'href="#ask-title" title="([^"]+)"', client.get("/hujian/matrix?theme=走访").text
    )
    assert titles == [MATRIX_QUESTION.format(theme=n).zh for n in names[:2]]


def test_what_is_compared_is_english_around_the_passages(client):
    cards = client.get("/hujian/similar", params={"practice": learning.PRACTICE}).text
    assert "7 organisations with something alike, 1 not found; 1 file could not be read" in cards
    assert "nearly the same text as 甲镇, 乙镇" in cards
    assert ">Likeness: weak<" in cards
    table = client.get("/hujian/matrix", params={"theme": "走访"}).text
    assert "<b>strong</b>" in table
    assert "= 乙镇 30户 + 甲镇 12户" in table
    assert "The years differ (2021, 2022)" in table


def test_an_empty_library_says_so_in_the_readers_language(tmp_path: Path):
    app = server.build_app(Library(tmp_path, empty=True))
    with TestClient(app, base_url=HOME) as client:
        for path in ("/hujian/practices", *PARTS):
            for code, wanted in (("en", EMPTY.en), ("zh-CN", EMPTY.zh)):
                reply = client.get(path, headers={"Cookie": f"hujian-lang={code}"})
                assert wanted in reply.text, path
    gc.collect()


@pytest.mark.parametrize("kind", ["md", "docx", "xlsx"])
def test_alike_practices_are_handed_on_in_the_readers_language(client, kind: str):
    asked = {"practice": learning.PRACTICE, "format": kind}
    for code, wanted in (("en", "Practices like"), ("zh-CN", "相近的做法")):
        reply = client.get(
            "/api/v1/similar", params=asked, headers={"Cookie": f"hujian-lang={code}"}
        )
        content = reply.content
        if kind != "md":
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                content = b"".join(parts.read(n) for n in parts.namelist())
        shown = content.decode()
        assert wanted in shown
        assert ("strong" in shown) is (code == "en")


def test_the_matrix_is_handed_on_in_the_readers_language(client):
    for code, wanted in (("en", "not found"), ("zh-CN", "未见")):
        reply = client.get("/api/v1/compare?format=xlsx", headers={"Cookie": f"hujian-lang={code}"})
        with zipfile.ZipFile(io.BytesIO(reply.content)) as parts:
            shown = b"".join(parts.read(n) for n in parts.namelist()).decode()
        assert wanted in shown
        assert ("strong" in shown) is (code == "en")


def test_each_step_of_a_handler_speaks_the_language_of_its_request():
    def turns(count: int):
        for _ in range(count):
            yield language()

    steps = in_their_language(turns)
    assert list(steps({"cookie": "hujian-lang=en"}, 3)) == [ENGLISH] * 3
    assert list(steps({}, 1)) == [CHINESE]
    assert language() == CHINESE


@pytest.mark.parametrize("template", phrases.TEMPLATES)
def test_a_sentence_is_known_by_its_template(template: str):
    names = re.findall(r"\{(\w+)\}", template)
    assert sorted(names) == sorted(re.findall(r"\{(\w+)\}", phrases.TEMPLATES[template]))
    values = {name: f"7{n}" for n, name in enumerate(names)}
    english = phrases.said(template.format(**values)).en
    assert english == phrases.TEMPLATES[template].format(**values)


def test_a_sentence_of_no_template_stays():
    assert phrases.said("青石镇开展义诊6场。").en == "青石镇开展义诊6场。"


def test_a_text_is_rendered_in_the_language_that_is_spoken():
    text = Text("第{n}页，{name}", "page {n}, {name}").format(n=3, name=texts.SEND)
    assert (text.zh, text.en) == ("第3页，发送", "page 3, Send")
    with speaking(ENGLISH):
        assert f"{text}" == str(text) == spoken(text) == "page 3, Send"
        assert f"{listed(['a', texts.SEND])}" == "a, Send"
        assert texts.SEND == "发送"
    assert f"{text:>10}" == "    第3页，发送"
    assert both(lambda: f"<b>{texts.SEND}</b>").en == "<b>Send</b>"
