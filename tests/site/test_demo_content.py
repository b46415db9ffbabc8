"""The content files of the demonstration: complete, consistent, harmless, and nobody else's words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from directory.phones import e164
from portal.demo.pictures import MOTIFS
from portal.demo.register import SIZES
from publishing.richtext import clean_html, plain_text

LANGUAGES = ("fi", "sv", "en")
CONTENT = Path(__file__).parents[2] / "portal" / "demo" / "content"
# What the demonstration retells, kept beside the repository by those who write it.
SOURCES = sorted((Path(__file__).parents[3] / "shared" / "source").glob("*.txt"))
MAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")
PHONE = re.compile(r"\+\d[\d\s()/-]{6,}\d")
# The second half of 555 01xx is used by nobody, in no area code that the demonstration has.
INVENTED = re.compile(r"\+358(9|50)55501\d\d")
# Who stood where and what the agreement is about can be listed in one way only; these words do not make a sentence.
PEOPLE = (
    "Päivi Sutinen, Harri Paananen, Jaana Tuomi, Kristiina Mäkelä, Tuula Antola, Ossi Naukkarinen, Janne Laine",
    "Piia Wollsten",
    "Jukka Mäkelä",
    "Ilkka Niemelä",
)
SUBJECTS = "research education health care urban planning construction events service design"
LISTED = set(re.findall(r"\w+", " ".join([*PEOPLE, SUBJECTS]).lower()))
RUN_OF_WORDS = 8


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


ARTICLES = {path.stem: read(f"articles/{path.stem}") for path in sorted((CONTENT / "articles").glob("*.toml"))}
VERSIONS = [(key, language) for key, row in ARTICLES.items() for language in LANGUAGES if language in row]
PHOTOS = {key: row for path in sorted(CONTENT.glob("photos-*.toml")) for key, row in read(path.stem).items()}
ORGANISATIONS, CONTACTS, PARTNERSHIPS = read("organisations"), read("contacts"), read("partnerships")
TOPICS, THEMES = read("topics"), read("themes")
AGREEMENTS = {f"{key}/{term['position']}" for key, row in PARTNERSHIPS.items() for term in row["agreements"]}


def texts(value: Any) -> Iterator[str]:
    """All texts in a piece of content."""
    if isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, str):
        yield value


def everything() -> list[str]:
    return list(texts([ARTICLES, PHOTOS, ORGANISATIONS, CONTACTS, PARTNERSHIPS, TOPICS, THEMES]))


def runs_of_words(text: str) -> set[tuple[str, ...]]:
    words = [word for word in re.findall(r"\w+", plain_text(text).lower()) if word not in LISTED]
    return {tuple(words[start : start + RUN_OF_WORDS]) for start in range(len(words) - RUN_OF_WORDS + 1)}


def test_there_is_enough_to_look_around_in():
    assert len(ARTICLES) >= 40
    assert len([key for key in ORGANISATIONS if key != "aalto"]) >= 30
    assert len({row["country"] for row in ORGANISATIONS.values()}) >= 12
    assert len(PARTNERSHIPS) >= 12


def test_most_articles_are_in_three_languages_and_some_in_one():
    counts = [sum(language in row for language in LANGUAGES) for row in ARTICLES.values()]

    assert counts.count(3) > len(counts) / 2
    assert counts.count(1) >= 2
    assert 0 not in counts


def test_there_are_articles_of_every_kind_and_state():
    assert {row["kind"] for row in ARTICLES.values()} == {"news", "press-release", "notice"}
    assert {row.get("state", "live") for row in ARTICLES.values()} == {"live", "draft", "withdrawn"}


@pytest.mark.parametrize(("key", "language"), VERSIONS)
def test_an_article_has_all_its_words_and_its_body_is_already_clean(key, language):
    words = ARTICLES[key][language]

    assert all(words[name].strip() for name in ("title", "lead", "body"))
    assert len(words["title"]) <= 200
    assert len(plain_text(words["body"]).split()) >= 50
    assert "".join(clean_html(words["body"]).split()) == "".join(words["body"].split())
    assert clean_html(words["lead"]) == words["lead"]


@pytest.mark.parametrize("key", ARTICLES)
def test_what_an_article_refers_to_exists(key):
    row = ARTICLES[key]

    assert row["topics"]
    assert set(row["topics"]) <= TOPICS.keys()
    assert set(row.get("photos", [])) <= PHOTOS.keys()
    assert set(row.get("contacts", [])) <= CONTACTS.keys()
    assert set(row.get("organisations", [])) <= ORGANISATIONS.keys()
    assert {mention["agreement"] for mention in row.get("agreements", [])} <= AGREEMENTS


@pytest.mark.parametrize("key", PARTNERSHIPS)
def test_a_partnership_has_all_its_words_and_what_it_refers_to_exists(key):
    row = PARTNERSHIPS[key]

    assert all(row[name][language].strip() for name in ("title", "slug", "summary") for language in LANGUAGES)
    assert len({len(aims) for aims in row.get("aims", {}).values()}) <= 1
    assert set(row.get("themes", [])) <= THEMES.keys()
    assert set(row.get("contacts", [])) <= CONTACTS.keys()
    assert not row.get("photo") or row["photo"] in PHOTOS
    for term in row["agreements"]:
        signing = {signature["organisation"] for signature in term.get("signatures", [])}
        assert len(term["parties"]) >= 2
        assert set(term["parties"]) <= ORGANISATIONS.keys()
        assert signing <= set(term["parties"])


@pytest.mark.parametrize("key", PHOTOS)
def test_a_photo_is_described_in_three_languages_and_can_be_painted(key):
    row = PHOTOS[key]

    assert all(len(row["alt"][language]) >= 15 for language in LANGUAGES)
    assert not row.get("caption") or all(row["caption"].get(language) for language in LANGUAGES)
    assert row["motif"] in MOTIFS
    assert row["shape"] in SIZES
    assert row.get("photographer") or row.get("credit")
    assert row.get("credit", "aalto") in ORGANISATIONS


def test_contact_persons_belong_somewhere_and_have_titles_in_three_languages():
    assert {row["organisation"] for row in CONTACTS.values()} <= ORGANISATIONS.keys()
    for row in CONTACTS.values():
        assert row.get("is_mailbox") or all(row["title"][language] for language in LANGUAGES), row["name"]


def test_every_mail_address_is_one_that_cannot_exist():
    addresses = {address for text in everything() for address in MAIL.findall(text)}

    assert len(addresses) > 10
    assert [address for address in addresses if not address.endswith(".example")] == []


def test_every_telephone_number_is_one_that_nobody_has():
    numbers = {e164(number) for text in everything() for number in PHONE.findall(text)}

    assert len(numbers) > 10
    assert [number for number in numbers if not INVENTED.fullmatch(number)] == []


def test_the_espoo_aalto_story_is_complete():
    story = ARTICLES["espoo-aalto-2020"]

    assert set(LANGUAGES) <= story.keys()
    assert story["agreements"] == [{"agreement": "espoo-aalto/2", "role": "announces"}]
    assert [CONTACTS[key]["organisation"] for key in story["contacts"]] == ["espoo", "aalto"]
    assert len(story["photos"]) == 2
    for language in LANGUAGES:
        caption = PHOTOS["espoo-aalto-signing"]["caption"][language]
        row, last, mayor, president = (caption.index(names) for names in PEOPLE)
        assert mayor < president < row < last


@pytest.fixture
def sources() -> str:
    if not SOURCES:
        pytest.skip("the texts that the demonstration retells are not beside this repository")
    return "\n\n".join(path.read_text(encoding="utf-8") for path in SOURCES)


def test_no_sentence_is_copied_from_the_sources(sources):
    theirs = {run for paragraph in sources.split("\n") for run in runs_of_words(paragraph)}
    copied = {" ".join(run) for text in everything() for run in runs_of_words(text) & theirs}

    assert len(theirs) > 300
    assert copied == set()


def test_no_address_or_number_of_the_sources_is_in_the_content(sources):
    content = "\n".join(everything())
    digits = re.sub(r"[^\d+\n]", "", content)
    mails, phones = set(MAIL.findall(sources)), {e164(number) for number in PHONE.findall(sources)}

    assert len(mails) == len(phones) == 2
    assert [mail for mail in mails if mail in content] == []
    assert [phone for phone in phones if phone in digits] == []
