"""The demonstration in a real Chromium: accessible, nothing wider than the screen, no complaint on the console."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.site.crawling import LANGUAGES, Answer, Crawl

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
Axe = Callable[[Page], list[str]]


class Reader:
    """Opens one page after the other and notes what is wrong with each."""

    def __init__(self, page: Page, axe: Axe) -> None:
        self.page = page
        self.axe = axe
        self.findings: list[str] = []
        page.on("console", self.note_message)

    def note_message(self, message: ConsoleMessage) -> None:
        # Chromium reports the status of a page that is an error page by intention.
        if message.type in {"error", "warning"} and message.location["url"] != self.page.url:
            self.findings.append(f"{self.page.url}: console: {message.text}")

    def open(self, wanted: Answer) -> None:
        response = self.page.goto(wanted.url)
        if response is None or response.status != wanted.status:
            self.findings.append(f"{wanted.url}: {response and response.status} instead of {wanted.status}")
        too_wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if too_wide > 0:
            self.findings.append(f"{wanted.url}: {too_wide} px wider than the screen")
        self.findings += [f"{wanted.url}: {finding}" for finding in self.axe(self.page)]

    def read(self, pages: list[Answer]) -> list[str]:
        """What is wrong with the pages; cookies among it."""
        for page in pages:
            self.open(page)
        return self.findings + [f"cookie: {cookie['name']}" for cookie in self.page.context.cookies()]


def assert_nothing(findings: list[str]) -> None:
    assert not findings, "\n".join(findings)


@pytest.fixture
def templates(site: Crawl, unlinked: list[Answer]) -> list[Answer]:
    """A Finnish page of each template, and of each of its states: Finnish words are the longest."""
    lists, partnerships = f"{site.visitor.url}/fi/uutiset/", f"{site.visitor.url}/fi/kumppanuudet/"
    paths = (
        f"{site.visitor.url}/fi/",
        lists,
        f"{lists}?page=2",
        f"{lists}?topic=yhteistyo",
        f"{lists}?year=2020",
        f"{lists}2020/espoon-ja-aalto-yliopiston-kumppanuus-laajenee-jatkosopimuksella/",
        partnerships,
        f"{partnerships}espoon-ja-aallon-strateginen-kumppanuus/",
    )
    tagged = next(page for page in site.pages.values() if page.url.startswith(f"{lists}?tag="))
    finnish = {page.status: page for page in unlinked if page.language == "fi"}
    return [*(site.pages[path] for path in paths), tagged, *finnish.values()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_template_is_accessible(
    new_page: Callable[..., Page], axe: Axe, templates: list[Answer], size: dict[str, int], scheme: str
) -> None:
    reader = Reader(new_page(viewport=size, color_scheme=scheme), axe)

    assert {page.status for page in templates} == {200, 404, 410}
    assert_nothing(reader.read(templates))


@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_article_and_partnership_is_accessible_on_a_phone(
    new_page: Callable[..., Page], axe: Axe, site: Crawl, language: str, half: int
) -> None:
    pages = site.details(language)[half::2]

    assert len(pages) > 15
    assert_nothing(Reader(new_page(viewport=PHONE), axe).read(pages))


def test_service_notices_are_accessible(new_page: Callable[..., Page], axe: Axe, unlinked: list[Answer]) -> None:
    notices = [page for page in unlinked if page.status == 200]

    assert notices
    assert_nothing(Reader(new_page(viewport=PHONE), axe).read(notices))
