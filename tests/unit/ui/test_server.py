"""The whole application with Gradio mounted: what is open, what is closed, how it starts."""

import asyncio
import gc
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.routing import BaseRoute, Mount
from starlette.testclient import TestClient

from assistant.config import Settings
from tests.fakes_ui import FakeAssistant
from tests.loops import run_apart
from ui import frame, server
from ui.access.front import Front
from ui.errors import NoSuchAddress, PortInUse, UsersNeeded
from ui.security import OPEN, OPEN_EXACTLY

# Gradio leaves an event loop open when it is built.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
HOME = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory):
    yield server.build_app(FakeAssistant(tmp_path_factory.mktemp("library")))
    gc.collect()


@pytest.fixture(scope="module")
def client(app):
    with TestClient(app, base_url=HOME) as client:
        yield client


def paths(routes: list[BaseRoute], prefix: str = "") -> set[str]:
    """Every path of an application, with those of what is mounted in it."""
    found = set()
    for route in routes:
        path = prefix + getattr(route, "path", "")
        if isinstance(route, Mount):
            found |= paths(getattr(route.app, "routes", []), path.rstrip("/"))
        elif hasattr(route, "original_router"):
            found |= paths(route.original_router.routes, path)
        else:
            found.add(path)
    return found


def is_open(path: str) -> bool:
    return path in OPEN_EXACTLY or path.startswith(OPEN)


def test_gradios_own_routes_are_closed_but_for_those_the_page_uses(app, client):
    every = paths(app.routes)
    assert len(every) > 60
    closed = sorted(p for p in every if not is_open(p))
    assert len(closed) > 40
    for path in closed:
        url = re.sub(r"\{[^}]*\}", "x", path)
        for method in ("GET", "POST"):
            assert client.request(method, url, content=b"{}").status_code == 404, (method, path)


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd", "/gradio_api/file=https://evil.example/x",
        "/gradio_api/file/etc/passwd", "/gradio_api/proxy=http://evil.example/",
        "/gradio_api/upload", "/gradio_api/upload_progress", "/gradio_api/info", "/config",
        "/gradio_api/mcp/", "/gradio_api/mcp/sse", "/gradio_api/token", "/gradio_api/openapi.json",
        "/gradio_api/runs", "/gradio_api/run-history/records", "/monitoring",
        "/monitoring/summary", "/gradio_api/vibe-edit", "/gradio_api/vibe-code",
        "/gradio_api/heartbeat/x", "/gradio_api/call/chat", "/gradio_api/api/chat",
        "/gradio_api/dev/reload", "/gradio_api/deep_link", "/gradio_api/stream/x",
        "/gradio_api/custom_component/x/y/z/w", "/docs", "/redoc", "/openapi.json", "/login",
        "/logout", "/manifest.json", "/pwa_icon", "/svelte/x",
    ],
)  # fmt: skip
def test_a_route_that_the_page_does_not_use_is_closed(client, path: str):
    assert client.get(path).status_code == 404
    assert client.post(path, content=b"").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/hujian/static/../../server.py", "/hujian/static/..%2f..%2fserver.py",
        "/hujian/static/%2e%2e/%2e%2e/server.py", "/hujian/static//etc/passwd",
        "/hujian/static/..\\..\\server.py", "/assets/../../../routes.py",
        "/assets/..%2f..%2f..%2froutes.py", "/assets/%2e%2e/%2e%2e/routes.py",
        "/static/js/../../../routes.py", "/static/js/..%2f..%2froutes.py",
    ],
)  # fmt: skip
def test_static_files_cannot_be_left(client, path: str):
    reply = client.get(path)
    assert reply.status_code in {403, 404}
    assert "import" not in reply.text


def test_events_cannot_be_run_past_the_queue(client):
    for name in ("chat", "clear", "refresh", "load"):
        body = {"data": ["", "义诊", [], [], [], []]}
        assert client.post(f"/gradio_api/run/{name}", json=body).status_code == 404


def test_the_page_has_our_parts_a_nonce_and_nothing_from_outside(client):
    reply = client.get("/")
    nonce = reply.headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
    scripts = re.findall(r"<script\b[^>]*>", reply.text)
    assert len(scripts) > 4
    assert all(f'nonce="{nonce}"' in s for s in scripts)
    assert 'id="hj-frame"' in reply.text
    assert 'connect_heartbeat":false' in reply.text
    assert not re.findall(r'(?:src|href|content)="https?://', reply.text)


def test_our_own_files_are_cached_for_good(client):
    address = re.search(r"/hujian/static/\w+/page\.js", client.get("/").text)[0]
    assert "immutable" in client.get(address).headers["cache-control"]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_everything_that_the_page_has_fetched_at_once_is_there(client, language: str):
    head = client.get("/", headers={"cookie": f"hujian-lang={language}"}).text.split("</head>")[0]
    links = re.findall(r'<link rel="([^"]+)"([^>]*) href="([^"]+)"', head)
    scripts = [href for rel, _, href in links if rel == "modulepreload"]
    assert len(scripts) == len(set(scripts)) > 40
    assert head.index(scripts[0]) < head.index("window.gradio_config")
    for rel, _, href in links:
        if rel != "manifest":
            assert client.get(href).status_code == 200, href


def test_the_one_style_holds_ours_and_then_gradios(client):
    head = client.get("/").text
    address = re.search(r'rel="stylesheet" href="(/hujian/static/\w+/page-\w+\.css)"', head)[1]
    style, at = client.get(address).text, 0
    own = [(frame.STATIC / name).read_text(encoding="utf-8") for name in frame.STYLES]
    for text in own:
        at = style.index(text, at)
    assert ".svelte-" in style[at:] and "#hj-log" not in style[at + len(own[-1]) :]


def test_our_scripts_are_all_that_the_page_imports():
    found = set(frame.scripts())
    for name in found:
        text = (frame.STATIC / name).read_text(encoding="utf-8")
        imported = set(re.findall(r"""from\s*["']\./([^"']+)["']""", text))
        assert imported <= found
    assert found >= {"page.js", "base.js", "shelf.js", "correct.js"}


def test_the_page_fetches_nothing_for_being_framed(client):
    page = client.get("/").text
    assert "iframeResizer.contentWindow" not in page
    assert "window.iFrameResizer" in page and "control_page_title" in page


def test_a_port_in_use_is_said_before_anything_slow(tmp_path: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortInUse) as caught:
            server.check_address(tmp_path, port)
    assert caught.value.port == port


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org", ""])
def test_only_loopback_addresses_are_served_without_users(tmp_path: Path, host: str):
    with pytest.raises(UsersNeeded):
        server.check_address(tmp_path, 0, Front(host))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("host", ["192.0.2.7", "example.org", ""])
def test_an_address_of_another_machine_is_said(host: str):
    with pytest.raises(NoSuchAddress):
        server.listen(host, 0)


def test_replies_are_sent_without_nagles_delay():
    async def accepted() -> int:
        delay: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def look(_reader, writer):
            taken = writer.get_extra_info("socket")
            delay.set_result(taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        with server.listen("127.0.0.1", 0) as taken:
            async with await asyncio.start_server(look, sock=taken):
                _, writer = await asyncio.open_connection(*taken.getsockname())
                found = await delay
                writer.close()
                return found

    assert run_apart(accepted()) != 0


def test_the_queue_tells_nobody_more_than_is_needed(app, client):
    queue = (
        next(r.app for r in app.routes if isinstance(r, Mount) and not r.path).get_blocks()._queue
    )
    assert not queue.live_updates
    assert queue.ANAYLTICS_CACHE_FREQUENCY > 1_000_000
    assert queue.ANALYTICS_MAX_EVENTS == 1
    assert len(queue.active_jobs) == 100  # the application runs: places for questions in hand


def test_the_largest_file_is_that_of_the_settings(tmp_path: Path, monkeypatch):
    assistant = FakeAssistant(tmp_path)
    assistant.settings = Settings(library=tmp_path, max_file_mb=128)
    built = {}

    def build(_assistant: FakeAssistant, **options: object) -> None:
        built.update(options)
        raise KeyboardInterrupt

    monkeypatch.setattr(server, "build_app", build)
    with pytest.raises(KeyboardInterrupt):
        server.serve(assistant, port=0)
    assert built["max_file_mb"] == 128


def test_importing_the_server_imports_no_gradio():
    code = "import sys, ui.server; assert 'gradio' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
