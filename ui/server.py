"""The server: one FastAPI application that holds the page, the machine API and the uploads.

Gradio is imported inside `build_app`, after its analytics are switched off in the environment;
importing this module costs FastAPI alone.
"""

from __future__ import annotations

import errno
import os
import socket
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from ui import api, frame
from ui.access.front import LOCAL_FRONT, Access, Front
from ui.access.users import Users
from ui.conversations import FILE as CONVERSATIONS
from ui.conversations import Conversations
from ui.errors import NoSuchAddress, PortInUse
from ui.gradio_import import skip_stubs
from ui.jobs import JobRunner
from ui.kept_files import KeptFiles
from ui.language import CHINESE, LANGUAGES
from ui.preloads import ASSETS, is_script, page_files, scripts_html, styles
from ui.quiet import wait_for_quiet
from ui.reader import Reader
from ui.security import LOOPBACK, Guard

if TYPE_CHECKING:
    from assistant.service import Assistant

PORT = 7860
MAX_FILE_MB = 64
OFFLINE = {  # read by Gradio and its libraries when they are imported
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",  # else pandas counts after each question
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}


_MOUNTED: dict[str, Any] = {  # what Gradio is told to leave out
    "path": "/",
    "footer_links": [],
    "run_history": False,
    "enable_monitoring": False,
    "mcp_server": False,
    "show_error": False,
    "ssr_mode": False,
    "pwa": False,
    "max_file_size": 1,  # bytes: nothing is uploaded through Gradio
}


def go_offline() -> None:
    """Switch off everything that Gradio and its libraries would fetch, send or rewrite."""
    os.environ.update(OFFLINE)
    skip_stubs()


def build_app(
    assistant: Assistant,
    *,
    front: Front = LOCAL_FRONT,
    uploads: Path | None = None,
    max_file_mb: int = MAX_FILE_MB,
) -> FastAPI:
    """The whole application over one library; with users in its folder it needs a login.

    Args:
        assistant: The library that answers.
        front: Under which names it may be reached, and what the audit keeps.
        uploads: Where uploaded files wait to be read; by default a folder in the library.
        max_file_mb: Larger files are refused while they arrive.

    Raises:
        UsersNeeded: If others could reach it, and there is no user.
    """
    go_offline()
    gradio, page = import_module("gradio"), import_module("ui.page")
    library = Path(assistant.status().path)
    folder = uploads or library / "uploads"
    access = Access.over(library, front)
    desk = access.desk(assistant, Conversations(library / CONVERSATIONS))
    jobs = JobRunner(assistant, folder, max_file_mb=max_file_mb, library_of=access.library_of(desk))
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan(jobs, access))
    # Gradio answers any Origin of an intranet name unless the parent has its own CORS rules.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    access.install(app)
    dress = frame.Dress(max_file_mb)
    app.add_middleware(Guard, dress=dress, hosts={*LOOPBACK, *front.names})
    app.add_middleware(Reader)  # outermost: refusals too are said in the reader's language
    frontend = Path(str(gradio.__file__)).parent / "templates" / "frontend"
    kept = _kept_files(app, frontend)
    api.install(app, desk, jobs)
    blocks = page.build_page(desk)
    dress.learn(page.wordings(desk))
    mounted: FastAPI = gradio.mount_gradio_app(app, blocks, theme=page.theme(), **_MOUNTED)
    _hasten(dress, kept, frontend, blocks.config)
    return mounted


def _kept_files(app: FastAPI, frontend: Path) -> tuple[KeptFiles, KeptFiles]:
    """Our own files and Gradio's, each behind its address."""
    own, assets = KeptFiles(frame.STATIC), KeptFiles(frontend / "assets")
    app.mount(frame.folder(), own)
    app.mount(ASSETS.rstrip("/"), assets)
    return own, assets


def _hasten(
    dress: frame.Dress,
    kept: tuple[KeptFiles, KeptFiles],
    frontend: Path,
    config: dict[str, Any],
) -> None:
    """Have the page's files ready, and fetched at once, its styles as one.

    Args:
        dress: Names them in the page.
        kept: Our own files, and Gradio's.
        frontend: The folder of Gradio's built page.
        config: Gradio's configuration of the page.
    """
    own, assets = kept
    kinds = [component["type"] for component in config["components"]]
    files = {each: page_files(frontend, kinds, each) for each in LANGUAGES}
    theme = f"/theme.css?v={config['theme_hash']}"
    style = own.add("page", ".css", frame.styles() + b"\n" + styles(frontend, files[CHINESE]))
    for name in frame.scripts():
        own.keep(name)
    for name in filter(is_script, files[CHINESE]):
        assets.keep(name)
    dress.hasten(lambda language: scripts_html(files[language], theme), style)


def _lifespan(jobs: JobRunner, access: Access) -> Callable[[FastAPI], Any]:
    """The worker runs while the application does."""

    @asynccontextmanager
    async def running(_app: FastAPI) -> AsyncIterator[None]:
        jobs.start()
        yield
        jobs.stop()
        access.close()

    return running


def check_address(library: Path, port: int, front: Front = LOCAL_FRONT) -> None:
    """Find out, before anything slow, whether a library's page could be served there.

    Raises:
        UsersNeeded: If other machines could reach the page, and there is no user.
        WrongHostName: If a name of the front is none.
        WrongCertificate: If its certificate cannot be used.
        NoSuchAddress: If this machine has no such address.
        PortInUse: If another program answers there.
    """
    front.check(Users(library))
    listen(front.host, port).close()


def warm_up() -> None:
    """Begin to import Gradio in the background, so that the library can open meanwhile."""
    go_offline()
    threading.Thread(target=import_module, args=("ui.page",), daemon=True).start()


def serve(
    assistant: Assistant,
    front: Front = LOCAL_FRONT,
    port: int = PORT,
    on_ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the page until interrupted.

    Args:
        assistant: The library that answers.
        front: Where, under which names, with which certificate.
        port: From 1 to 65535; 0 takes a free one.
        on_ready: Called with the page's address once it can be opened.

    Raises:
        UsersNeeded: If other machines could reach the page, and there is no user.
        NoSuchAddress: If this machine has no such address.
        PortInUse: If another program answers there.
    """
    taken = listen(front.host, port)
    try:
        app = build_app(assistant, front=front, max_file_mb=assistant.settings.max_file_mb)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False,
            ssl_certfile=front.certificate, ssl_keyfile=front.key,
        )  # fmt: skip
        address = front.address(taken.getsockname()[1])

        def prepare() -> None:
            wait_for_quiet(server.server_state)
            assistant.prepare()

        def ready() -> None:
            on_ready(address)
            threading.Thread(target=prepare, daemon=True).start()

        server = _Server(config, ready)
        server.run(sockets=[taken])
    finally:
        taken.close()


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to one of this machine's addresses.

    Raises:
        NoSuchAddress: If this machine has no such address, or it is no address.
        PortInUse: If another program answers there.
    """
    number = "127.0.0.1" if host == "localhost" else host
    try:
        ip_address(number)
    except ValueError as error:
        raise NoSuchAddress(host) from error
    family = socket.AF_INET6 if ":" in number else socket.AF_INET
    # asyncio sends small replies at once (TCP_NODELAY) only where the protocol is named
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name != "nt":  # on Windows this option would let two programs share the port
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((number, port))
        taken.listen(128)
    except OSError as error:
        taken.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise NoSuchAddress(host) from error
        raise PortInUse(host, port) from error
    return taken


class _Server(uvicorn.Server):
    """Uvicorn that says when it answers."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start answering, then say so."""
        await super().startup(sockets=sockets)
        if self.started:
            self._on_ready()
