"""Measures a cold page: time to interactive, bytes on the wire, hosts asked. Prints JSON.

python -m tests.browser.measure http://127.0.0.1:7860
"""

from __future__ import annotations

import json
import sys
import time
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS


def measure(browser: Browser, address: str) -> dict[str, object]:
    """One load without a cache: milliseconds until the box can be typed in, bytes, hosts."""
    page = browser.new_context(locale="zh-CN").new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    urls: list[str] = []
    session.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
    page.on("request", lambda r: urls.append(r.url))
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("#hj-box textarea")
    ready = time.perf_counter() - begun
    page.wait_for_selector("#hj-log .hj-welcome")
    page.wait_for_timeout(1_000)
    page.context.close()
    hosts = {urlsplit(u).hostname for u in urls} - {None}
    return {
        "interactive_ms": round(ready * 1000),
        "wire_kb": round(sum(sizes) / 1024),
        "requests": len(urls),
        "hosts": sorted(str(h) for h in hosts),
    }


def main(address: str) -> None:
    """Load the page five times and print each."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for _ in range(5):
            sys.stdout.write(json.dumps(measure(browser, address)) + "\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
