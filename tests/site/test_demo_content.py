"""The content files of the demonstration: complete, consistent, harmless, and nobody else's words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from directory.phones import e164
from photos.licences import WITHOUT_CREDIT, Licence
from photos.people import PersonShown, people_text
from photos.rights import Consent
from portal.demo.pictures import MOTIFS
from portal.demo.register import SIZES
from publishing.embeds import Embed, embeds_in
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
SIGNERS = ["Jukka Mäkelä", "Ilkka Niemelä"]
WITNESSES = [
    "Päivi Sutinen",
    "Harri Paananen",
    "Jaana Tuomi",
    "Kristiina Mäkelä",
    "Tuula Antola",
    "Ossi Naukkarinen",
    "Janne Laine",
    "Piia Wollsten",
]
SUBJECTS = "research education health care urban planning construction events service design"
LISTED = set(re.findall(r"\w+", " ".join([*SIGNERS, *WITNESSES, SUBJECTS]).lower()))
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


def as_stored(body: str) -> str:
    """The text as the loader stores it: photos by number, here by their place among all photos."""
    numbers = {key: number for number, key in enumerate(PHOTOS, start=1)}
    return re.sub(r"photo:([a-z0-9-]+)", lambda match: f"photo:{numbers[match[1]]}", body)


def photos_inside(key: str, language: str) -> list[tuple[str, Embed]]:
    """The photos that stand inside the text, by key, each with its place and caption there."""
    keys = list(PHOTOS)
    return [(keys[embed.pk - 1], embed) for embed in embeds_in(clean_html(as_stored(ARTICLES[key][language]["body"])))]


FIRST_LANGUAGE = {key: next(language for language in LANGUAGES if language in row) for key, row in ARTICLES.items()}
INSIDE = {key: [photo for photo, _embed in photos_inside(key, FIRST_LANGUAGE[key])] for key in ARTICLES}
LEADING = {row["photos"][0] for row in ARTICLES.values() if row.get("photos")}
IN_ARTICLES = {photo for key, row in ARTICLES.items() for photo in [*row.get("photos", []), *INSIDE[key]]}
USED = IN_ARTICLES | {row["photo"] for row in PARTNERSHIPS.values() if row.get("photo")}


def days_left(photo: str) -> int | None:
    return PHOTOS[photo].get("days", {}).get("usable_until")


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
    assert "".join(clean_html(as_stored(words["body"])).split()) == "".join(as_stored(words["body"]).split())
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
    assert row.get("credit", "aalto") in ORGANISATIONS


@pytest.mark.parametrize("key", PHOTOS)
def test_a_photo_has_its_licence_its_credit_and_the_words_to_find_it_by(key):
    row = PHOTOS[key]
    licence = Licence(row["licence"])

    assert licence in WITHOUT_CREDIT or any(row.get(name) for name in ("photographer", "credit", "agency"))
    assert bool(row.get("terms")) == (licence in (Licence.COMMISSIONED, Licence.AGENCY))
    assert 2 <= len(row["keywords"]) <= 5
    assert row["place"]
    assert (Consent(row["consent"]) in (Consent.AGREED, Consent.GUARDIANS)) == ("consent_on" in row)


def test_no_two_photos_are_the_same_picture():
    pictures = [(row["motif"], row["seed"], row["shape"]) for row in PHOTOS.values()]

    assert len(set(pictures)) == len(pictures)


def test_the_library_has_photos_under_all_kinds_of_terms():
    in_press_use = [key for key in IN_ARTICLES if PHOTOS[key]["licence"] == Licence.PRESS]

    assert {row["licence"] for row in PHOTOS.values()} >= {"own", "press", "cc-by-4.0", "commissioned", "agency"}
    assert [key for key in IN_ARTICLES if PHOTOS[key]["licence"] == Licence.PUBLIC_DOMAIN]
    assert len(in_press_use) >= 12


def test_rights_end_within_thirty_and_ninety_days_and_have_ended_and_no_lead_photo_vanishes():
    ending = {key: days for key in PHOTOS if (days := days_left(key)) is not None}

    assert ending.keys() <= IN_ARTICLES - LEADING
    assert [days for days in ending.values() if 0 < days <= 30]
    assert [days for days in ending.values() if 30 < days <= 90]
    assert [days for days in ending.values() if days < 0]


def test_a_photo_that_has_ended_stands_beside_the_text_and_not_inside_it():
    """Inside it the text would speak of what nobody sees."""
    ended = {key for key in PHOTOS if (days_left(key) or 0) < 0}

    assert ended.isdisjoint({photo for inside in INSIDE.values() for photo in inside})


def test_children_are_shown_with_the_agreement_of_their_guardians():
    children = [key for key, row in PHOTOS.items() if row.get("shows_minors")]

    assert children == ["pupils-before-school"] == INSIDE["espoo-school-routes"]
    assert {PHOTOS[key]["consent"] for key in children} == {Consent.GUARDIANS}


def test_one_photo_was_uploaded_and_never_used():
    assert PHOTOS.keys() - USED == {"campus-stairs-autumn"}


def test_photos_stand_inside_texts_at_every_place_and_two_have_a_caption_of_their_own():
    inside = [(key, photo, embed) for key, language in VERSIONS for photo, embed in photos_inside(key, language)]

    assert len({key for key, _photo, _embed in inside}) >= 7
    assert {embed.place for _key, _photo, embed in inside} == {"column", "wide", "start", "end"}
    assert len({key for key, _photo, embed in inside if embed.caption}) >= 2


@pytest.mark.parametrize("key", ARTICLES)
def test_the_photos_inside_a_text_are_the_same_in_each_language_and_not_beside_it_as_well(key):
    versions = [photos_inside(key, language) for language in LANGUAGES if language in ARTICLES[key]]
    placed = [[(photo, embed.place, bool(embed.caption)) for photo, embed in version] for version in versions]

    assert all(version == placed[0] for version in placed)
    assert set(INSIDE[key]).isdisjoint(ARTICLES[key].get("photos", []))


@pytest.mark.parametrize("key", [key for key, row in PHOTOS.items() if row.get("people")])
def test_people_in_photos_are_known_by_name_and_contacts_exist(key):
    people = PHOTOS[key]["people"]

    assert all(person["name"] for person in people)
    assert all(CONTACTS[person["contact"]]["name"] == person["name"] for person in people if "contact" in person)
    assert all(set(person["title"]) == set(LANGUAGES) for person in people if "title" in person)


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
    assert story["photos"] == ["alvari-square-walkers"]
    assert INSIDE["espoo-aalto-2020"] == ["espoo-aalto-signing"]


def test_the_ten_people_of_the_signing_stand_in_their_order_and_the_caption_leaves_them_to_the_library():
    photo = PHOTOS["espoo-aalto-signing"]
    rows = {row: [person for person in photo["people"] if person["row"] == row] for row in ("front", "back")}

    assert [person["name"] for person in rows["front"]] == SIGNERS
    assert [person["name"] for person in rows["back"]] == WITNESSES
    assert [person["title"] for person in photo["people"] if "title" in person] == [
        {"fi": "kaupunginjohtaja", "sv": "stadsdirektör", "en": "Mayor"},
        {"fi": "rehtori", "sv": "rektor", "en": "President"},
    ]
    assert {person["name"]: person["contact"] for person in photo["people"] if "contact" in person} == {
        "Tuula Antola": "tuula-antola"
    }
    assert not any(name in caption for name in (*SIGNERS, *WITNESSES) for caption in photo["caption"].values())


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("fi", ("Edessä vasemmalta: kaupunginjohtaja Jukka Mäkelä ja rehtori", "Takana vasemmalta: Päivi Sutinen,")),
        ("sv", ("stadsdirektör Jukka Mäkelä och rektor Ilkka Niemelä.", "Janne Laine och Piia Wollsten.")),
        ("en", ("In front, from left: Mayor Jukka Mäkelä and President", "At the back, from left: Päivi Sutinen,")),
    ],
)
def test_the_page_says_in_three_languages_who_stands_where_at_the_signing(language, sentences):
    people = [
        PersonShown(name=person["name"], title=person.get("title", {}), row=person["row"])
        for person in PHOTOS["espoo-aalto-signing"]["people"]
    ]
    text = people_text(people, language)

    assert all(sentence in text for sentence in sentences)
    assert [text.index(name) for name in (*SIGNERS, *WITNESSES)] == sorted(
        text.index(name) for name in (*SIGNERS, *WITNESSES)
    )


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
