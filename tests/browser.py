"""A real Chromium, driven by Playwright, for the journeys of editors and readers.

`page` is strict: when its test ends it fails on any breach of the content security policy, on any script error and on
any request to another address than 127.0.0.1. Point it at `live_server`, whose clock the `clock` fixture moves.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
REPORT_BREACHES = """
document.addEventListener("securitypolicyviolation", (breach) =>
    reportBreach(`${document.URL}: ${breach.effectiveDirective} forbids ${breach.blockedURI} ${breach.sample}`));
"""


@dataclass
class Observer:
    """What a browser context did that a page of ours must never do."""

    findings: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.expose_binding("reportBreach", lambda _source, breach: self.findings.append(f"policy: {breach}"))
        context.add_init_script(REPORT_BREACHES)
        context.on("weberror", lambda error: self.findings.append(f"script error: {error.error}"))
        context.on("request", lambda request: self.note_request(request.url))

    def note_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1":
            self.findings.append(f"outside request: {url}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip(f"no Chromium on this machine (looked for {', '.join(PROGRAMS)})")
    # Playwright keeps an event loop in the test's thread, which makes Django refuse every query there. The loop runs
    # nothing of ours, so the refusal is lifted for as long as the browser is open.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages of visitors who share nothing; takes the options of Playwright's `new_context`."""
    observer = Observer()
    contexts = []

    def open_page(**options: Any) -> Page:
        context = chromium.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        observer.watch(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    if observer.findings:
        pytest.fail("\n".join(observer.findings))


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page(viewport={"width": 1280, "height": 900})


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Runs axe-core on the page as it stands: WCAG 2.2 A and AA and best practice; one line for each finding."""

    def run(page: Page) -> list[str]:
        page.evaluate(AXE_SCRIPT)
        results = page.evaluate("(tags) => axe.run({runOnly: tags, resultTypes: ['violations']})", AXE_RULES)
        return [
            f"{finding['id']} ({finding['impact']}): {node['html'][:200]}"
            for finding in results["violations"]
            for node in finding["nodes"]
        ]

    return run
