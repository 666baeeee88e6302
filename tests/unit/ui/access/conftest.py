"""The whole application with three users, one of each rank, and a browser for each of them."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.fakes_learning import LearningAssistant
from tests.fakes_ui import FakeAssistant
from ui import server
from ui.access.users import Users
from ui.access.visitors import Rank

HOME = "http://127.0.0.1:7860"
SECRET = "三会一课2022"
NAMES = {Rank.ASK: "周查询", Rank.EDIT: "吴编辑", Rank.MANAGE: "郑管理"}


def pytest_collection_modifyitems(items):
    """Gradio leaves an event loop open when it is built, and uses what pandas gave up."""
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            for warning in (
                "ignore::ResourceWarning",
                "ignore::pytest.PytestUnraisableExceptionWarning",
                "ignore:'future.no_silent_downcasting'",
                "ignore:The copy keyword is deprecated",
            ):
                item.add_marker(pytest.mark.filterwarnings(warning))


@dataclass
class Site:
    """An application with its library folder and users."""

    app: FastAPI
    folder: Path
    users: Users
    assistant: FakeAssistant
    running: TestClient

    def browser(self, address: str = "127.0.0.1") -> TestClient:
        """A browser that nobody has logged in with."""
        made = TestClient(self.app, base_url=HOME, client=(address, 50_000), follow_redirects=False)
        made.portal = self.running.portal  # one event loop, as a server has
        return made

    def logged_in(self, name: str, password: str = SECRET) -> TestClient:
        """A browser with a session."""
        browser = self.browser()
        reply = log_in(browser, name, password)
        assert (reply.status_code, reply.headers["location"]) == (303, "/")
        return browser


def log_in(browser: TestClient, name: str, password: str, **headers: str):
    """Fill in the login form and send it."""
    form = re.search(r'name="form" value="([^"]+)"', browser.get("/login").text)[1]
    fields = {"form": form, "name": name, "password": password}
    return browser.post("/login", data=fields, headers=headers)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("library")
    users = Users(folder)
    for rank in reversed(Rank):
        users.add(NAMES[rank], SECRET, rank)
    assistant = LearningAssistant(folder)
    app = server.build_app(assistant)
    with TestClient(app, base_url=HOME) as running:
        yield Site(app, folder, users, assistant, running)
    gc.collect()


@pytest.fixture(scope="module")
def as_rank(site: Site) -> Callable[[Rank], TestClient]:
    """A browser of the user of each rank."""
    browsers = {rank: site.logged_in(name) for rank, name in NAMES.items()}
    return lambda rank: browsers[rank]
