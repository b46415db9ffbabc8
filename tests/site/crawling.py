"""A reader who follows every link of the site, without a browser and without following redirects."""

from __future__ import annotations

import http.client
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from email.message import Message
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

LANGUAGES = ("fi", "sv", "en")
# Filters combine to thousands of lists, and each has a feed. Lists by one filter are always followed, of lists by two
# and of feeds by tag one in so many, of lists by more none.
ONE_OF = 20


@dataclass(frozen=True)
class Element:
    tag: str
    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).replace("\u00ad", "").split())

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def __contains__(self, name: str) -> bool:
        return name in self.attributes


class Outline(HTMLParser):
    """The elements of a document in order, and the text of those whose text matters here."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag in {"title", "h1", "script"}:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.words.append(data)


@dataclass(frozen=True)
class Answer:
    url: str
    status: int
    headers: Message
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get_content_type()

    @property
    def html(self) -> str:
        return self.body.decode()

    @cached_property
    def elements(self) -> list[Element]:
        return Outline(self.html).elements

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements with that tag and those values."""
        wanted = attributes.items()
        return [element for element in self.elements if element.tag == tag and wanted <= element.attributes.items()]

    @property
    def language(self) -> str:
        """That of the address."""
        return urlsplit(self.url).path.split("/")[1]

    @property
    def alternates(self) -> dict[str, str]:
        return {link["hreflang"]: link["href"] for link in self.all("link", rel="alternate") if "hreflang" in link}

    def links(self) -> Iterator[str]:
        """The full addresses that the page's <a> lead to, fragments and all."""
        return (urljoin(self.url, link["href"]) for link in self.all("a") if "href" in link)

    def assets(self) -> Iterator[str]:
        """The full addresses of what a browser fetches to show the page."""
        for element in self.elements:
            if element.tag in {"img", "script"} and "src" in element:
                yield urljoin(self.url, element["src"])
            if element.tag in {"img", "source"} and "srcset" in element:
                yield from (urljoin(self.url, part.split()[0]) for part in element["srcset"].split(","))
            if element.tag == "link" and element["rel"] in {"stylesheet", "icon", "preload", "modulepreload"}:
                yield urljoin(self.url, element["href"])


class Visitor:
    """Fetches without cookies, each time over a new connection, and remembers what it has seen."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: dict[str, Answer] = {}

    def get(self, url: str) -> Answer:
        url = urldefrag(url).url
        if url not in self.answers:
            with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)) as connection:
                connection.request("GET", url.removeprefix(self.url) or "/", headers={"Connection": "close"})
                response = connection.getresponse()
                self.answers[url] = Answer(url, response.status, response.headers, response.read())
        return self.answers[url]

    def is_ours(self, url: str) -> bool:
        return f"{url}/".startswith(f"{self.url}/")


@dataclass(frozen=True)
class Crawl:
    visitor: Visitor
    pages: dict[str, Answer]

    def matching(self, wanted: Callable[[Answer], bool]) -> list[Answer]:
        return [page for page in self.pages.values() if wanted(page)]

    def details(self, language: str) -> list[Answer]:
        """All articles and partnerships in one language."""
        return self.matching(lambda page: page.language == language and urlsplit(page.url).path.count("/") > 3)


def crawl(visitor: Visitor) -> Crawl:
    """All pages that links lead to from the three front pages."""
    pages: dict[str, Answer] = {}
    waiting = deque(f"{visitor.url}/{language}/" for language in LANGUAGES)
    known = set(waiting)
    rare = 0
    while waiting:
        page = visitor.get(waiting.popleft())
        pages[page.url] = page
        for link in page.links() if page.media_type == "text/html" else ():
            address = urldefrag(link).url
            if address in known or not visitor.is_ours(address):
                continue
            known.add(address)
            if is_rare(address):
                rare += 1
                if rare % ONE_OF != 1:
                    continue
            if len(filters_of(address)) <= 2:
                waiting.append(address)
    return Crawl(visitor, pages)


def filters_of(url: str) -> set[str]:
    return {name for name, _value in parse_qsl(urlsplit(url).query)} - {"page"}


def is_rare(url: str) -> bool:
    filters = filters_of(url)
    return len(filters) == 2 or ("tag" in filters and url.partition("?")[0].endswith(".atom"))
