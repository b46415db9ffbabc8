"""Addresses that nobody typed by mistake: never an error of ours, never a cookie, always the policy."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from photos.actions import build
from publishing import actions
from publishing.csp import STRICT, header
from tests.conftest import Clock
from tests.factories import make_espoo_aalto, make_photo, make_published_article, make_topic, make_user

pytestmark = pytest.mark.django_db

VALUES = [
    "",
    "abc",
    "-1",
    "0",
    "00",
    "1.5",
    "+1",
    " 1",
    "1e9",
    "1000000000",
    "9" * 5000,
    "99999999999999999999",
    "0x10",
    "NaN",
    "None",
    "null",
    "true",
    "%00",
    "1%00",
    "campus%00",
    "%FF%FE",
    "%ED%A0%80",
    "%C3%28",
    "%F0%9F%8E%93",
    "%D9%A1",
    "%E2%85%A7",
    "%C2%B2",
    "å",
    "a" * 10_000,
    quote("å" * 5_000),
    "'",
    quote("' OR '1'='1"),
    quote("1; DROP TABLE news_article--"),
    quote("1) UNION SELECT password FROM accounts_user--"),
    quote("<script>alert(1)</script>"),
    quote("{{7*7}}{% debug %}"),
    quote("${jndi:ldap://127.0.0.1/x}"),
    quote("../../../../etc/passwd"),
    quote("\r\nSet-Cookie: x=1"),
    quote("%s%n%x"),
    "%",
    "%zz",
    "&",
    "=",
    "[]",
]
KEYS = ["page", "topic", "tag", "year"]
FILTERED = ["/en/news/", "/en/news/feed.atom"]
PAGES = ["/en/", "/fi/uutiset/", "/sv/nyheter/", "/en/partnerships/", *FILTERED]


@pytest.fixture
def site(clock: Clock) -> dict[str, str]:
    """Addresses of something of each kind, each with content behind it."""
    topic = make_topic(slug_en="campus")
    photo = make_photo()
    build(photo_id=photo.pk)
    edition = make_published_article(slug="snow", topics=[topic], tags=["snow"], photos=[photo])
    gone = make_published_article(slug="gone")
    make_espoo_aalto()
    clock.advance(timedelta(hours=1))
    actions.withdraw(document=gone.document, actor=make_user())
    return {
        "article": edition.get_absolute_url(),
        "gone": gone.get_absolute_url(),
        "partnership": "/en/partnerships/espoo-and-aalto/",
        "photo": photo.preview.url,
    }


def is_well_behaved(response: HttpResponse) -> None:
    assert response.status_code < 500, (response.request["PATH_INFO"], response.request["QUERY_STRING"][:100])
    assert response.status_code != 200 or len(response.content) > 0
    assert not response.cookies
    assert response["Content-Security-Policy"] == header(STRICT)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("key", KEYS)
def test_no_value_of_a_parameter_breaks_a_page(client: Client, site: dict[str, str], key: str) -> None:
    for page in (*PAGES, site["article"], site["partnership"], site["gone"]):
        # All of them where the parameter means something, a sample elsewhere.
        for value in VALUES if page in FILTERED else VALUES[::9]:
            is_well_behaved(client.get(f"{page}?{key}={value}"))


def test_nonsense_is_not_found_instead_of_something_else(client: Client, site: dict[str, str]) -> None:
    for key in KEYS:
        for value in ("abc", "-1", "1e9", "0", "%00", "9" * 5000, "a" * 10_000, "%F0%9F%8E%93", "%D9%A1"):
            assert client.get(f"/en/news/?{key}={value}").status_code == 404, (key, value[:20])
        assert client.get(f"/en/news/?{key}=").status_code == 200
    assert client.get("/en/news/?page=2").status_code == 404
    assert client.get("/en/news/?page=1").status_code == 200
    assert client.get("/en/news/?unknown=abc&utm_source=x").status_code == 200


def test_repeated_keys_arrays_and_floods_of_keys_break_nothing(client: Client, site: dict[str, str]) -> None:
    queries = [
        "page=1&page=2",
        "page=abc&page=1",
        "topic=campus&topic=campus",
        "topic=campus&topic=nothing",
        "page[]=1",
        "page[0]=1&page[1]=2",
        "topic[$ne]=x",
        "year=2026&year=abc",
        "&".join(["page=1"] * 300),
        "&".join(f"k{number}=1" for number in range(4_000)),
        "&".join(f"k{number}=1" for number in range(6_000)),
        "page=1;page=2",
        "page",
        "=1",
        "&&&",
        "%00=%00",
    ]
    for page in (*PAGES, site["article"], site["partnership"]):
        for query in queries:
            is_well_behaved(client.get(f"{page}?{query}"))


PATHS = [
    "/en/news/{}/snow/",
    "/en/news/2026/{}/",
    "/en/news/{}/",
    "/en/news/{}",
    "/en/partnerships/{}/",
    "/en/contacts/{}.vcf",
    "/en/{}/",
    "/{}/",
    "/{}",
    "/media/{}",
    "/media/previews/{}.jpg",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_path_breaks_the_site(client: Client, site: dict[str, str], path: str) -> None:
    for value in VALUES:
        if value not in ("&", "="):
            response = client.get(path.format(value.replace("%s%n", "%25s%25n")))
            if not path.startswith("/media/") or response.status_code == 404:
                is_well_behaved(response)


@pytest.mark.parametrize(
    ("accepted", "cookie"),
    [
        ("x" * 10_000, ""),
        (",".join(["fi"] * 2_000), ""),
        ("*", "sessionid=x"),
        ("../../etc", "csrftoken=x; django_language=%00"),
        ("sv;q=nan", "messages=x:y:z"),
        ("\u00e5", "\u00e5=\u00e5"),
    ],
)
def test_no_header_breaks_the_site(client: Client, site: dict[str, str], accepted: str, cookie: str) -> None:
    for url in ("/", "/en/", "/nothing", site["article"]):
        response = client.get(url, headers={"Accept-Language": accepted, "Cookie": cookie, "Referer": "x" * 5_000})
        assert response.status_code < 500
        assert "messages" not in response.cookies or response.cookies["messages"]["max-age"] == 0


@pytest.mark.parametrize("method", ["get", "head", "options", "post", "put", "patch", "delete", "trace"])
def test_no_method_breaks_the_site(site: dict[str, str], method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for url in ("/", "/robots.txt", *PAGES, site["article"], site["gone"], site["partnership"], "/nothing"):
        response = getattr(client, method)(url)
        assert response.status_code < 500, (method, url)
        assert "Content-Security-Policy" in response.headers


def test_every_kind_of_answer_carries_the_strict_policy_and_no_cookie(client: Client, site: dict[str, str]) -> None:
    expected = {
        "/": 302,
        "/en/": 200,
        "/en/news/": 200,
        "/en/news/feed.atom": 200,
        "/en/partnerships/": 200,
        site["article"]: 200,
        site["partnership"]: 200,
        site["article"].replace("/2", "/1"): 301,
        site["gone"]: 410,
        "/en/nothing/": 404,
        "/robots.txt": 200,
    }
    for url, status in expected.items():
        response = client.get(url)
        assert response.status_code == status, url
        is_well_behaved(response)


def test_photos_are_sent_with_a_policy_that_runs_nothing(client: Client, site: dict[str, str]) -> None:
    response = client.get(site["photo"])

    assert response.status_code == 200
    assert b"".join(response.streaming_content)  # type: ignore[attr-defined]
    response.close()
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert not response.cookies


@given(
    path=st.lists(
        st.sampled_from(["en", "fi", "news", "uutiset", "feed.atom", "2026", "snow", "..", "", "å", "\0", "%"])
    ),
    pairs=st.lists(
        st.tuples(st.sampled_from([*KEYS, "x", ""]), st.one_of(st.text(max_size=9), st.sampled_from(VALUES)))
    ),
)
def test_no_mixture_of_all_that_breaks_the_site(client: Client, path: list[str], pairs: list[tuple[str, str]]) -> None:
    query = "&".join(f"{quote(key)}={quote(value, errors='replace')}" for key, value in pairs)
    response = client.get("/" + "/".join(quote(part) for part in path).lstrip("/") + "?" + query)
    assert response.status_code < 500


def test_the_pages_of_these_tests_exist(client: Client, site: dict[str, str]) -> None:
    for page in PAGES:
        assert client.get(page).status_code == 200
