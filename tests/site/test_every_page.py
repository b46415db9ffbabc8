"""Every page of the demonstration that a link leads to, as a program reads it."""

from __future__ import annotations

import json
from urllib.parse import urldefrag, urljoin

import pytest
from defusedxml import ElementTree

from tests.site.conftest import Demo
from tests.site.crawling import LANGUAGES, Answer, Crawl

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
NAMES = {"fi": "Aalto-yliopisto", "sv": "Aalto-universitetet", "en": "Aalto University"}
ATOM = "{http://www.w3.org/2005/Atom}"


def pages_of(site: Crawl) -> list[Answer]:
    return site.matching(lambda page: page.media_type == "text/html")


def feeds_of(site: Crawl) -> list[Answer]:
    return site.matching(lambda page: page.media_type == "application/atom+xml")


def is_article(page: Answer) -> bool:
    return bool(page.all("meta", property="og:type", content="article"))


def test_every_link_leads_straight_to_something(site):
    assert len(site.pages) > 300
    assert {page.url: page.status for page in site.pages.values() if page.status != 200} == {}


def test_everything_is_a_page_a_feed_or_a_contact_card(site):
    assert {page.media_type for page in site.pages.values()} == {"text/html", "application/atom+xml", "text/vcard"}


def test_every_place_that_a_link_names_on_a_page_exists(site):
    missing = []
    for page in pages_of(site):
        for link in page.links():
            address, fragment = urldefrag(link)
            target = site.pages.get(address)
            if fragment and target and fragment not in {element.attributes.get("id") for element in target.elements}:
                missing.append(f"{page.url} -> {link}")

    assert missing == []


def test_all_news_and_all_partnerships_can_be_reached(demo: Demo, site, addresses):
    found = {page.url for language in LANGUAGES for page in site.details(language)} - set(addresses["notices"])

    assert len(addresses["news"]) > 80
    assert sorted(set(addresses["news"]) - found) == []
    assert len(found - set(addresses["news"])) == 3 * int(demo.installation.answer("Partnership.objects.count()"))


def test_pages_are_in_the_language_of_their_address(site):
    for page in pages_of(site):
        (root,) = page.all("html")
        assert root["lang"] == page.language == page.headers["Content-Language"], page.url


def test_a_language_link_leads_to_that_language(site):
    links = {
        (urljoin(page.url, link["href"]), link["hreflang"])
        for page in pages_of(site)
        for link in page.all("a", rel="alternate")
    }

    assert len(links) > 100
    assert [(url, code) for url, code in sorted(links) if site.visitor.get(url).all("html")[0]["lang"] != code] == []


def test_every_page_has_one_heading_of_the_first_level_and_a_title_that_ends_with_the_site(site):
    for page in pages_of(site):
        (heading,) = page.all("h1")
        (title,) = page.all("title")
        assert heading.text, page.url
        assert title.text.endswith(NAMES[page.language]), page.url


def test_every_page_names_its_own_address(site):
    for page in pages_of(site):
        (canonical,) = page.all("link", rel="canonical")
        (shared,) = page.all("meta", property="og:url")
        assert canonical["href"] == shared["content"] == page.url


def test_language_versions_name_each_other_and_themselves(site):
    for page in pages_of(site):
        versions = page.alternates
        if not versions:
            continue
        assert versions[page.language] == page.url
        assert versions["x-default"] == versions.get("en", next(iter(versions.values())))
        for url in versions.values():
            assert site.visitor.get(url).status == 200, (page.url, url)
            assert site.visitor.get(url).alternates == versions, (page.url, url)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_details_of_a_language_tell_which_versions_exist(site, language):
    assert all(page.alternates for page in site.details(language))


def test_nobody_gets_a_cookie_and_nothing_varies_by_one(site):
    for page in site.pages.values():
        assert "Set-Cookie" not in page.headers, page.url
        assert "cookie" not in page.headers.get("Vary", "").lower(), page.url


def test_every_answer_has_the_strict_policy_and_the_usual_headers(site):
    for page in site.pages.values():
        assert page.headers["Content-Security-Policy"] == POLICY, page.url
        assert page.headers["X-Content-Type-Options"] == "nosniff", page.url
        assert page.headers["Referrer-Policy"] == "strict-origin-when-cross-origin", page.url


def test_every_picture_has_words_and_keeps_its_place(site):
    pictures = [(page, picture) for page in pages_of(site) for picture in page.all("img")]

    assert len(pictures) > 300
    for page, picture in pictures:
        assert "alt" in picture, (page.url, picture["src"])
        assert int(picture["width"]) > 0, (page.url, picture["src"])
        assert int(picture["height"]) > 0, (page.url, picture["src"])


def test_pictures_in_articles_are_described(site):
    pictures = [
        (page.url, picture)
        for language in LANGUAGES
        for page in site.details(language)
        for picture in page.all("img", fetchpriority="high")
    ]

    assert len(pictures) > 60
    assert [url for url, picture in pictures if len(picture["alt"]) < 15] == []


def test_everything_that_pages_show_is_ours_and_there(site):
    assets = {asset for page in pages_of(site) for asset in page.assets()}

    assert len(assets) > 50
    assert [asset for asset in assets if not site.visitor.is_ours(asset) or site.visitor.get(asset).status != 200] == []


def test_machines_can_read_what_an_article_is(site):
    articles = site.matching(lambda page: page.media_type == "text/html" and is_article(page))

    assert len(articles) > 80
    for page in articles:
        (script,) = page.all("script", type="application/ld+json")
        described = json.loads("".join(script.words))
        assert described["@type"] == "NewsArticle", page.url
        assert (described["headline"], described["inLanguage"]) == (page.all("h1")[0].text, page.language)
        assert described["mainEntityOfPage"] == page.url
        assert described["datePublished"] <= described["dateModified"], page.url


def test_pictures_for_shared_links_are_there(site):
    urls = {picture["content"] for page in pages_of(site) for picture in page.all("meta", property="og:image")}

    assert len(urls) > 20
    for url in urls:
        picture = site.visitor.get(url)
        assert (picture.status, picture.media_type) == (200, "image/jpeg"), url


def test_nothing_of_the_templates_shows(site):
    for page in pages_of(site):
        for trace in ("{{", "{%", "{#", "%(", ">None<"):
            assert trace not in page.html, (page.url, trace)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_feed_for_the_news_and_for_each_topic(site, language):
    feeds = [feed.url.partition("?")[2] for feed in feeds_of(site) if feed.language == language]

    assert "" in feeds
    assert len([query for query in feeds if query.startswith("topic=") and "&" not in query]) == 7


def test_feeds_are_well_formed_and_lead_to_articles(site):
    for answer in feeds_of(site):
        feed = ElementTree.fromstring(answer.body)
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert feed.tag == f"{ATOM}feed"
        assert links["self"] == feed.findtext(f"{ATOM}id") == answer.url
        assert links["alternate"] in site.pages or "&" in links["alternate"], answer.url
        assert all(feed.findtext(f"{ATOM}{name}") for name in ("title", "updated"))
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == NAMES[answer.language]
        assert_entries(feed, site)


def assert_entries(feed: ElementTree, site: Crawl) -> None:
    entries = feed.findall(f"{ATOM}entry")
    ids = {entry.findtext(f"{ATOM}id") for entry in entries}
    assert 1 <= len(ids) == len(entries) <= 30
    for entry in entries:
        assert entry.find(f"{ATOM}link").get("href") in site.pages
        assert all(entry.findtext(f"{ATOM}{name}") for name in ("title", "updated", "published", "summary"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_address_is_answered_in_the_language_of_the_path(site, language):
    page = site.visitor.get(f"{site.visitor.url}/{language}/no-such-page/")

    assert page.status == 404
    assert page.all("html")[0]["lang"] == language
    assert len(page.all("h1")) == 1
    assert page.headers["Content-Security-Policy"] == POLICY
    assert "Set-Cookie" not in page.headers


def test_withdrawn_articles_are_gone_in_the_language_of_their_address(site, addresses):
    assert addresses["gone"]
    for url in addresses["gone"]:
        page = site.visitor.get(url)
        assert (page.status, page.all("html")[0]["lang"]) == (410, page.language)
        assert url not in site.pages
