"""What a page weighs on its way to a phone, compressed as browsers get it."""

from __future__ import annotations

import gzip
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from photos.actions import build
from tests.conftest import Clock
from tests.factories import (
    make_contact,
    make_espoo_aalto,
    make_organisation,
    make_photo,
    make_published_article,
    make_topic,
)
from tests.news.documents import Element, parsed

KILO = 1_000
HTML_MOST, CSS_MOST, JS_MOST = 15 * KILO, 12 * KILO, 8 * KILO


@pytest.fixture
def heavy(db: None, client: Client, clock: Clock) -> tuple[bytes, Element]:
    """A long article with everything, related news included."""
    photos = [make_photo(caption_en="What can be seen here, and who, from left to right. " * 3) for _ in range(6)]
    for photo in photos:
        build(photo_id=photo.pk)
    parts = {
        "topics": [make_topic() for _ in range(3)],
        "tags": ["snow", "ice", "air", "city development", "Espoo"],
        "contacts": [
            make_contact(name=f"Elli Rantala {number}", email=f"elli{number}@example.org") for number in range(3)
        ],
        "organisations": [make_organisation()],
        "agreements": list(make_espoo_aalto().agreements.all()),
    }
    paragraphs = "".join(
        f"<p>{' '.join(f'word{(7 * line * number) % 1009}' for number in range(90))}.</p>" for line in range(1, 13)
    )
    for _ in range(4):
        make_published_article(photos=photos[:1], **parts)
    clock.advance(timedelta(hours=1))
    edition = make_published_article(body=paragraphs, photos=photos, **parts)
    content = client.get(edition.get_absolute_url()).content
    return content, parsed(content.decode())


def static_files(page: Element) -> dict[str, list[Path]]:
    """The style sheets and scripts that the page asks for."""
    paths = {
        "css": [link["href"] for link in page.all("link", rel="stylesheet")],
        "js": [script["src"] for script in page.all("script") if "src" in script.attributes],
    }
    return {
        kind: [Path(str(finders.find(path.removeprefix(settings.STATIC_URL)))) for path in found]
        for kind, found in paths.items()
    }


def weight(files: list[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


def test_a_long_article_is_light(heavy: tuple[bytes, Element]) -> None:
    content, page = heavy
    assert len(page.one("main").all("img")) == 6 + 3
    assert len(gzip.compress(content)) <= HTML_MOST


def test_style_sheets_and_scripts_of_the_page_are_light(heavy: tuple[bytes, Element]) -> None:
    files = static_files(heavy[1])

    assert files["css"]
    assert files["js"]
    assert weight(files["css"]) <= CSS_MOST
    assert weight(files["js"]) <= JS_MOST


def test_the_page_asks_nobody_else_for_anything(heavy: tuple[bytes, Element]) -> None:
    page = heavy[1]
    asked = [
        element[name] for name in ("src", "data", "poster") for element in page.all() if name in element.attributes
    ]
    asked += [
        link["href"] for link in page.all("link") if link["rel"] in ("stylesheet", "icon", "preload", "modulepreload")
    ]

    assert len(asked) > 10
    assert [address for address in asked if not address.startswith("/") or address.startswith("//")] == []
