"""Errors are pages: styled, in the language of the address, with a way on, and without what has just broken."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError, connection
from django.test import Client

from news.models import ArticleEdition
from publishing import actions
from publishing.csp import STRICT, header
from tests.conftest import Clock
from tests.factories import make_published_article, make_user
from tests.news.documents import parsed, read

WORDS = {"en": "Page not found", "fi": "Sivua ei löytynyt", "sv": "Sidan hittades inte"}


@pytest.fixture
def broken(client: Client, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes whatever asks for live editions raise that error; the client answers as the server would."""
    client.raise_request_exception = False

    def breaks(error: Exception) -> None:
        def live(*_: Any) -> None:
            raise error

        monkeypatch.setattr(type(ArticleEdition.objects.all()), "live", live)
        monkeypatch.setattr(ArticleEdition.objects, "live", live, raising=False)

    return breaks


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_page_that_was_not_found_says_so_in_the_language_of_its_address(client: Client, language: str) -> None:
    response = client.get(f"/{language}/nothing/here/", headers={"Accept-Language": "de"})

    page = parsed(response.content.decode())
    assert response.status_code == 404
    assert response["Content-Language"] == page.one("html")["lang"] == language
    assert len(page.all("h1")) == 1
    ways = [link["href"] for link in page.one("main").all("a")]
    assert len(ways) == 3
    assert all(way.startswith(f"/{language}/") and client.get(way).status_code == 200 for way in ways)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accepted", "language"), [("sv-FI, en;q=0.5", "sv"), ("de, fi;q=0.1", "fi"), ("de", "en"), ("", "en")]
)
def test_elsewhere_the_browser_decides_on_the_language(client: Client, accepted: str, language: str) -> None:
    response = client.get("/nothing", headers={"Accept-Language": accepted})

    assert response.status_code == 404
    assert parsed(response.content.decode()).one("html")["lang"] == language
    home = client.get("/", headers={"Accept-Language": accepted})
    assert (home.status_code, home["Location"]) == (302, f"/{language}/")
    for answer in (response, home):
        assert "Accept-Language" in answer["Vary"]


@pytest.mark.django_db
def test_no_cookie_decides_on_a_language(client: Client) -> None:
    """What is kept for one reader is given to the next: only what Vary names may count."""
    client.cookies["django_language"] = "sv"
    assert client.get("/", headers={"Accept-Language": "fi"})["Location"] == "/fi/"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_withdrawn_page_says_so_in_the_language_of_its_address(client: Client, clock: Clock, language: str) -> None:
    edition = make_published_article(language=language, title="What stood here")
    clock.advance(timedelta(hours=1))
    actions.withdraw(document=edition.document, actor=make_user())

    page = read(client, edition.get_absolute_url(), status=410)

    assert page.one("html")["lang"] == language
    assert len(page.one("main").all("a")) == 3
    assert "What stood here" not in page.text, "the title may be the reason for the withdrawal"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_when_something_breaks_a_whole_page_says_so_without_asking_the_database(
    client: Client, broken: Any, language: str, django_assert_num_queries: Any
) -> None:
    broken(RuntimeError("the database of all things"))
    address = {"fi": "/fi/uutiset/", "sv": "/sv/nyheter/", "en": "/en/news/"}[language]
    with django_assert_num_queries(0):
        response = client.get(f"/{language}/")

    page = parsed(response.content.decode())
    assert response.status_code == 500
    assert page.one("html")["lang"] == language
    assert "database" not in page.text
    assert response["Content-Security-Policy"] == header(STRICT)
    assert client.get(address).status_code == 500


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_while_the_database_is_away_readers_are_asked_to_come_back(
    client: Client, broken: Any, language: str, django_assert_num_queries: Any
) -> None:
    broken(OperationalError("no route to 10.0.0.7"))
    with django_assert_num_queries(0):
        response = client.get(f"/{language}/")

    page = parsed(response.content.decode())
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert page.one("html")["lang"] == language
    assert "10.0.0.7" not in page.text
    assert response["Content-Security-Policy"] == header(STRICT)


@pytest.mark.django_db
def test_staff_are_asked_to_come_back_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    client.force_login(make_user())

    def away(*_: Any) -> None:
        raise OperationalError("no route to 10.0.0.7")

    monkeypatch.setattr(SessionStore, "_get_session_from_db", away)

    assert client.get("/admin/").status_code == 503


@pytest.mark.django_db
def test_a_form_without_a_valid_token_is_refused_with_a_page_of_ours() -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/admin/login/", {"username": "editor", "password": "x"}, headers={"Accept-Language": "en"})

    page = parsed(response.content.decode())
    assert response.status_code == 403
    assert page.one("h1").text == "This form was open for too long"


@pytest.mark.django_db
def test_a_request_that_makes_no_sense_is_told_so(client: Client, broken: Any) -> None:
    broken(SuspiciousOperation("nonsense"))
    page = read(client, "/en/", status=400)
    assert len(page.all("h1")) == 1
    assert "Something went wrong" not in page.text


@pytest.mark.django_db
def test_a_foreign_host_name_is_refused_with_a_page(client: Client) -> None:
    response = client.get("/en/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "evil" not in response.content.decode()
    assert response["Content-Security-Policy"] == header(STRICT)


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/en/", "/en/news/", "/en/nothing/", "/en/partnerships/"])
def test_readers_pages_take_no_forms(url: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(url, {"title": "x"}).status_code in (403, 404, 405)


@pytest.mark.django_db
def test_an_address_without_its_last_slash_leads_to_the_page(client: Client) -> None:
    assert client.get("/en/news")["Location"] == "/en/news/"


@pytest.mark.django_db
def test_the_database_of_these_tests_is_the_one_that_was_asked_for() -> None:
    scheme = urlsplit(os.environ["DATABASE_URL"]).scheme
    assert connection.vendor == {"postgres": "postgresql"}.get(scheme, scheme)
