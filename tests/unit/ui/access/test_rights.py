"""Every route of the application is in the table, and each rank gets what the table says."""

import re

import pytest
from starlette.routing import BaseRoute, Mount

from ui.access.rights import RULES, Rule, rule_for
from ui.access.visitors import Rank
from ui.security import OPEN, OPEN_EXACTLY

LOWER = {Rank.ASK: [], Rank.EDIT: [Rank.ASK], Rank.MANAGE: [Rank.ASK, Rank.EDIT]}


def routes(found: list[BaseRoute], prefix: str = "") -> set[tuple[str, str]]:
    """Every method and path of an application, with those of what is mounted in it."""
    pairs = set()
    for route in found:
        path = prefix + getattr(route, "path", "")
        if isinstance(route, Mount) and hasattr(route.app, "routes"):
            pairs |= routes(route.app.routes, path.rstrip("/"))
        elif isinstance(route, Mount):
            pairs.add(("GET", f"{path}/x"))
        elif hasattr(route, "original_router"):
            pairs |= routes(route.original_router.routes, path)
        else:
            pairs |= {(method, path) for method in getattr(route, "methods", None) or ()}
    return pairs


def address(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "1", path)


def closed_by_the_guard(path: str) -> bool:
    return path not in OPEN_EXACTLY and not path.startswith(OPEN)


def test_every_open_route_of_the_application_is_in_the_table(site):
    every = {(m, address(p)) for m, p in routes(site.app.routes)}
    assert len(every) > 90
    missing = sorted(
        f"{method} {path}"
        for method, path in every
        if not closed_by_the_guard(path) and method not in {"OPTIONS"}
        and rule_for(method, path) is None
    )  # fmt: skip
    assert missing == ["GET /logout"]  # answers 404, so that Gradio's own does not


def test_every_rule_has_a_route(site):
    every = {(m, re.sub(r"\{[^}]*\}", "1", p)) for m, p in routes(site.app.routes)}
    for rule in RULES:
        path = address(rule.path)
        served = any(
            method == rule.method and (path == known or re.fullmatch(_shape(known), path))
            for method, known in every
        )
        assert served or path.startswith(("/hujian/static/", "/favicon.ico")), rule


def _shape(path: str) -> str:
    return re.sub(r"(?<=/)1", ".*", re.escape(path))


@pytest.mark.parametrize("rule", RULES, ids=lambda r: f"{r.method} {r.path}")
def test_without_a_session_only_what_is_public_answers(site, rule: Rule):
    browser = site.browser()
    reply = browser.request(rule.method, address(rule.path), content=b"")
    page = browser.request(
        rule.method, address(rule.path), content=b"", headers={"accept": "text/html"}
    )
    if rule.rank is None:
        assert reply.status_code not in {401, 303}
    else:
        assert reply.status_code == 401
        assert reply.json()["error"]["type"] == "login"
        if rule.method == "GET":
            assert (page.status_code, page.headers["location"]) == (303, "/login")
        else:
            assert page.status_code == 401


@pytest.mark.parametrize("rule", [r for r in RULES if r.rank], ids=lambda r: f"{r.method} {r.path}")
def test_a_lower_rank_is_refused_in_words(site, as_rank, rule: Rule):
    for rank in LOWER[rule.rank]:
        reply = as_rank(rank).request(rule.method, address(rule.path), content=b"")
        assert reply.status_code == 403
        assert rule.rank in reply.json()["error"]["message"]


def test_refusals_are_written_down(site, as_rank):
    as_rank(Rank.ASK).delete("/api/v1/documents", params={"name": "县医院.pdf"})
    last = as_rank(Rank.MANAGE).get("/api/v1/audit").json()[-1]
    assert (last["user"], last["action"]) == ("周查询", "refused")
    assert last["object"] == "DELETE /api/v1/documents"
    assert len(as_rank(Rank.ASK).get("/api/v1/documents").json()) == 3


def test_an_address_that_is_not_in_the_table_is_closed_even_to_managers(site, as_rank):
    for method, path in (
        ("POST", "/gradio_api/run/chat"), ("GET", "/api/v1/new"), ("GET", "/logout"),
        ("PUT", "/api/v1/ask"), ("DELETE", "/"), ("PATCH", "/api/v1/documents"),
    ):  # fmt: skip
        assert as_rank(Rank.MANAGE).request(method, path, content=b"").status_code == 404


def test_a_rank_may_what_those_before_it_may():
    allowed = {rank: [needed for needed in Rank if rank.may(needed)] for rank in Rank}
    assert allowed == {
        Rank.ASK: [Rank.ASK],
        Rank.EDIT: [Rank.ASK, Rank.EDIT],
        Rank.MANAGE: [Rank.ASK, Rank.EDIT, Rank.MANAGE],
    }
