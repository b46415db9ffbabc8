"""What a row may be, and how photos are found."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from photos.models import Keyword, KeywordedPhoto, Photo, Rendition
from photos.people import PersonShown, people_to_json
from tests.conftest import Clock
from tests.photos.factories import make_photo

BROKEN: list[dict[str, Any]] = [
    {"width": 0},
    {"height": 0},
    {"focal_x": -0.01},
    {"focal_x": 1.01},
    {"focal_y": -1},
    {"focal_y": 7},
    {"usable_from": date(2026, 2, 1), "usable_until": date(2026, 1, 31)},
    {"consent_on": date(2026, 2, 1), "consent_until": date(2026, 1, 31)},
    {"original": ""},
    {"preview": ""},
]
ODD_BUT_GOOD: list[dict[str, Any]] = [
    {"focal_x": 0, "focal_y": 1},
    {"usable_from": date(2026, 2, 1), "usable_until": date(2026, 2, 1)},
    {"consent_on": date(2026, 2, 1), "consent_until": date(2026, 2, 1)},
    {"usable_from": date(2026, 2, 1), "consent_until": date(2026, 1, 31)},
    {"original": "", "preview": "", "withdrawn_at": datetime(2026, 1, 1, tzinfo=UTC)},
    {"alt_en": "", "credit_organisation": ""},
]


@pytest.mark.django_db
@pytest.mark.parametrize("columns", BROKEN, ids=str)
def test_the_database_refuses_what_no_photo_can_be(columns: dict[str, Any]) -> None:
    photo = make_photo()
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.filter(pk=photo.pk).update(**columns)


@pytest.mark.django_db
@pytest.mark.parametrize("columns", ODD_BUT_GOOD, ids=str)
def test_the_database_takes_what_a_photo_can_be(columns: dict[str, Any]) -> None:
    photo = make_photo()
    assert Photo.objects.filter(pk=photo.pk).update(**columns) == 1


@pytest.mark.django_db
def test_one_file_has_one_row() -> None:
    row = make_photo().renditions.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Rendition.objects.bulk_create([row])


@pytest.mark.django_db
def test_a_keyword_is_there_once_whatever_its_case_and_once_on_a_photo() -> None:
    photo = make_photo(keywords=("Kevät", "KEVÄT", "kevat"))
    assert sorted(photo.keywords.names()) == ["Kevät", "kevat"]
    keyword = Keyword.objects.get(name="Kevät")
    for doubled in (
        Keyword(name="kevät", slug="another"),
        Keyword(name="Another", slug=keyword.slug),
        KeywordedPhoto(content_object=photo, tag=keyword),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            doubled.save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "at_field"),
    [
        ({"focal_x": 1.5}, "focal_x"),
        ({"focal_y": -0.5}, "focal_y"),
        ({"usable_from": date(2026, 2, 1), "usable_until": date(2026, 1, 31)}, "usable_until"),
        ({"consent_on": date(2026, 2, 1), "consent_until": date(2026, 1, 31)}, "consent_until"),
        ({"shows_minors": True, "consent": "guardians"}, "consent_on"),
        ({"licence": "stolen"}, "licence"),
        ({"consent": "stolen"}, "consent"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
    ],
    ids=str,
)
def test_a_form_hears_of_it_in_words_at_the_field(fields: dict[str, Any], at_field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_photo(**fields)
    sentences = refusal.value.message_dict[at_field]
    assert all(sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize(
    ("organisation", "person", "line"),
    [
        ("Aalto University", "Mikko Raskinen", "Aalto University / Mikko Raskinen"),
        ("Aalto University", "", "Aalto University"),
        ("", "Mikko Raskinen", "Mikko Raskinen"),
        ("", "", ""),
    ],
)
def test_the_credit_names_the_organisation_first(organisation: str, person: str, line: str) -> None:
    assert Photo(credit_organisation=organisation, photographer=person).credit_line == line


@pytest.mark.parametrize(
    ("licence", "is_needed"), [("", True), ("own", True), ("press", True), ("cc-by-4.0", True), ("cc0-1.0", False)]
)
def test_only_what_has_no_author_any_more_needs_no_credit(licence: str, is_needed: bool) -> None:
    assert Photo(licence=licence).needs_credit == is_needed


def test_a_photo_is_called_by_its_words() -> None:
    assert str(Photo(alt_en="A stair in raking light")) == "A stair in raking light"
    assert str(Photo(caption_en="From left: Anna, Bo", is_decorative=True)) == "From left: Anna, Bo"
    assert str(Photo(pk=7, is_decorative=True)) == "photo 7"
    assert len(str(Photo(alt_en="long " * 60))) <= 80


def test_what_is_not_described_is_told_by_language() -> None:
    assert Photo(alt_en="A stair").languages_without_alt == ["fi", "sv"]
    assert Photo(is_decorative=True).languages_without_alt == []
    assert [photo.is_described for photo in (Photo(), Photo(alt_sv="Trappa"), Photo(is_decorative=True))] == [
        False,
        True,
        True,
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        "light roof",  # alternative text
        "ROOF Light",  # in any order and case
        "portaissa",  # caption in another language
        "aland",  # caption, without its accents
        "ÅLAND",
        "öhman",  # photographer
        "OHMAN aalto",
        "otaniemi",  # place
        "invoice 17",  # terms
        "kevät",  # keyword
        "kevat valo",  # parts of words
        "Mäkelä",  # somebody in the picture
        "ma kela",
        "",
    ],
)
def test_a_photo_is_found_by_all_that_is_said_about_it_blind_to_case_and_accents(words: str) -> None:
    photo = make_photo(
        alt_en="A light roof",
        caption_fi="Valoa portaissa, Åland",
        photographer="Sirkka-Liisa Öhman",
        place="Otaniemi, Espoo",
        terms="Invoice 17",
        keywords=("Kevät", "valoisa"),
        people=people_to_json([PersonShown("Jukka Mäkelä", {"en": "Mayor"})]),
    )
    make_photo(alt_en="Something else", credit_organisation="Somebody")
    assert photo in Photo.objects.matching(words)
    assert Photo.objects.matching(words).count() == (1 if words else 2)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["light window", "%", "light_", "mayor"])
def test_a_photo_is_not_found_by_what_is_not_said(words: str) -> None:
    make_photo(alt_en="A light roof", people=people_to_json([PersonShown("Jukka Mäkelä", {"en": "Mayor"})]))
    assert not Photo.objects.matching(words).exists()


@pytest.mark.django_db
def test_a_photo_is_found_by_the_words_it_has_now() -> None:
    photo = make_photo(alt_en="A light roof", keywords=("snow",))
    photo.alt_en = "A dark cellar"
    photo.keywords.set(["rain"])
    photo.save()
    assert [Photo.objects.matching(word).count() for word in ("roof", "snow", "cellar", "rain")] == [0, 0, 1, 1]


@pytest.mark.django_db
def test_a_photo_belongs_to_the_year_it_was_taken_in_or_came_in(clock: Clock) -> None:
    clock.set(datetime(2025, 12, 31, 21, 59, tzinfo=UTC))
    last = make_photo()
    clock.set(datetime(2025, 12, 31, 22, 0, tzinfo=UTC))
    first, older = make_photo(), make_photo(taken_on=date(1987, 5, 4))
    assert [photo.year for photo in (last, first, older)] == [2025, 2026, 1987]
