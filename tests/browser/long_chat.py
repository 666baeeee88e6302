"""Measures a chat of sixty messages while an answer streams: the longest tasks of the browser.

python -m tests.browser.long_chat data/samples
"""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, ROOT, Site, ask, halt, launch
from ui.conversations import Conversations

TURNS = 30
QUESTIONS = ("哪些单位开展了义诊？", "各单位走访慰问了多少户？", "宣讲有哪些做法？")
OBSERVE = """() => {
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.longTasks.push(Math.round(task.duration));
  }).observe({ type: "longtask", buffered: false });
}"""


def fill(page: Page, library: Path) -> str:
    """Keep a conversation of `TURNS` turns, made of three real answers; its id."""
    for question in QUESTIONS:
        ask(page, question)
    kept = Conversations(library / "conversations.sqlite")
    first = kept.list()[0].id
    turns = kept.turns(first)
    for number in range(TURNS - len(QUESTIONS)):
        turn = turns[number % len(turns)]
        kept.add(first, turn.question, turn.answer, turn.shown)
    return first


def ask_on(page: Page, question: str) -> None:
    """Ask where the oldest messages leave as new ones come: their number says nothing then."""
    last = page.locator('a[href^="#rate-good-"]').last
    before = last.get_attribute("href")
    page.fill("#hj-box textarea", question)
    page.press("#hj-box textarea", "Enter")
    expect(last).not_to_have_attribute("href", str(before))
    page.wait_for_timeout(500)


def measure(browser: Browser, site: Site, library: Path) -> dict[str, Any]:
    """Reopen the long conversation, ask on, and list what took the browser over 50 ms."""
    with closing(browser.new_context(locale="zh-CN")) as context:
        page = context.new_page()
        page.goto(site.address)
        page.wait_for_selector("#hj-log .hj-welcome")
        conversation = fill(page, library)
        page.evaluate("id => sessionStorage.setItem('hj-conversation', id)", conversation)
        page.reload()
        page.locator(".hj-answer").nth(TURNS - 1).wait_for()
        page.wait_for_timeout(1_500)
        page.evaluate(OBSERVE)
        tasks = []
        for question in QUESTIONS:
            ask_on(page, question)
            tasks.append(page.evaluate("window.longTasks.splice(0)"))
        messages = page.locator("#hj-log .message-row").count()
    return {"messages": messages, "longest_ms": max(map(max, filter(None, tasks)), default=0),
            "long_tasks_ms": tasks}  # fmt: skip


def main(documents: str = str(ROOT / "data" / "samples")) -> None:
    """Serve the documents, measure, print one line."""
    library = Path(tempfile.mkdtemp()) / "library"
    site = launch(library, Path(documents))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            sys.stdout.write(json.dumps(measure(browser, site, library)) + "\n")
            browser.close()
    finally:
        halt(site)


if __name__ == "__main__":
    main(*sys.argv[1:])
