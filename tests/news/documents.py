"""Pages read as a reader's browser reads them: by element, not by substring."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words in it, without soft hyphens, white space collapsed."""
        words = "".join(child if isinstance(child, str) else child.text for child in self.children)
        return " ".join(words.replace("\u00ad", "").split())

    @property
    def language(self) -> str:
        """The language its words are in, as marked on itself or around it."""
        if "lang" in self.attributes:
            return self.attributes["lang"]
        return self.parent.language if self.parent else ""

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Elements in it by tag and attributes, in order; `class_="x"` for one of its classes."""
        wanted_class = attributes.pop("class_", None)
        found = []
        for child in self.children:
            if isinstance(child, str):
                continue
            fits = not tag or child.tag == tag
            fits = fits and all(child.attributes.get(name) == value for name, value in attributes.items())
            if fits and (wanted_class is None or wanted_class in child.attributes.get("class", "").split()):
                found.append(child)
            found += child.all(tag, **attributes, **({"class_": wanted_class} if wanted_class else {}))
        return found

    def one(self, tag: str = "", **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} × {tag} {attributes}"
        return found[0]

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.here = self.root = Element("", {})

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attributes}, self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def parsed(html: str) -> Element:
    """The document; fails where elements are not closed as they were opened."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.here is builder.root
    return builder.root


def read(client: Client, url: str, status: int = 200) -> Element:
    response = client.get(url)
    assert response.status_code == status, f"{url}: {response.status_code}"
    return parsed(response.content.decode())


def json_ld(page: Element) -> dict[str, Any]:
    """The one JSON-LD block of the page."""
    (block,) = page.all("script", type="application/ld+json")
    description: dict[str, Any] = json.loads("".join(str(child) for child in block.children))
    return description
