"""Organisations and people: what the database holds, what is public, how they are found."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from directory.countries import countries, country_choices
from directory.models import ContactPerson, Organisation
from directory.phones import e164, validate_phone
from tests.directory.factories import make_contact, make_home, make_organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("organisation_has_a_name", {"name_en": ""}),
        ("organisation_both_coordinates", {"latitude": 60}),
        ("organisation_both_coordinates", {"longitude": 24}),
        ("organisation_latitude_on_earth", {"latitude": "90.00001", "longitude": 0}),
        ("organisation_longitude_on_earth", {"latitude": 0, "longitude": "-180.00001"}),
    ],
)
def test_an_impossible_organisation_is_refused(constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_organisation(**{"name_en": "Somewhere"} | fields)


def test_the_poles_and_the_date_line_are_places():
    organisation = make_organisation(latitude=-90, longitude=180)

    organisation.full_clean()


def test_one_organisation_is_home():
    make_home()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_organisation(is_home=True)
    make_organisation(is_home=False)


def test_a_second_home_is_explained():
    make_home()

    with pytest.raises(ValidationError, match="marked as us already"):
        Organisation(kind="city", name_en="Another", country="FI", is_home=True).full_clean()


def test_a_missing_name_is_told_at_the_name():
    with pytest.raises(ValidationError) as refusal:
        Organisation(kind="city", country="FI").clean()

    assert list(refusal.value.message_dict) == ["name_fi"]


def test_who_has_an_organisation_keeps_it():
    contact = make_contact()

    with pytest.raises(ProtectedError):
        contact.organisation.delete()


@pytest.mark.parametrize("words", ["åbo", "ABO", "akademi åbo", "ÅA", "turku", "yliopisto"])
def test_an_organisation_is_found_by_any_of_its_names_blind_to_case_and_accents(words):
    found = make_organisation(
        name_fi="Åbo Akademin yliopisto", name_sv="Åbo Akademi", acronym="ÅA", city="Turku", country="FI"
    )
    make_organisation(name_en="Lund")

    assert list(Organisation.objects.matching(words)) == [found]


def test_searching_for_nothing_finds_everything():
    make_organisation()

    assert Organisation.objects.matching("  ").count() == 1


def test_a_new_name_is_found_and_sorted_at_once_even_when_only_it_is_saved():
    organisation = make_organisation(name_en="Uppsala")
    organisation.name_en = "Ørsted"

    organisation.save(update_fields=["name_en"])

    assert Organisation.objects.matching("orsted").exists()
    assert not Organisation.objects.matching("uppsala").exists()


def test_people_are_sorted_by_surname():
    for name in ["Zaida Aalto", "Anna Ålander", "Media desk", "Bo Öhman"]:
        make_contact(name=name)

    assert [person.name for person in ContactPerson.objects.order_by("sort_name", "pk")] == [
        "Zaida Aalto",
        "Media desk",
        "Anna Ålander",
        "Bo Öhman",
    ]


@pytest.mark.parametrize(
    ("fields", "visible"),
    [
        ({}, True),
        ({"is_public": False}, False),
        ({"valid_until": date(2026, 11, 22)}, True),
        ({"valid_until": date(2026, 11, 21)}, False),
        ({"valid_until": date(2026, 11, 22), "is_public": False}, False),
    ],
)
def test_a_contact_is_shown_through_the_last_day_in_finland(fields, visible):
    make_contact(**fields)
    before_midnight, after_midnight = datetime(2026, 11, 21, 22, tzinfo=UTC), datetime(2026, 11, 22, 21, 59, tzinfo=UTC)

    for at in (before_midnight, after_midnight):
        assert ContactPerson.objects.visible_to(None, at).exists() is visible


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+358 50 555 0101", "+358505550101"),
        ("+358 (0)50 555 0101", "+358505550101"),
        ("00358-50-5550101", "+358505550101"),
        ("+46 8 790 60 00", "+4687906000"),
        ("", ""),
    ],
)
def test_a_number_is_dialled_in_one_form_and_printed_as_typed(typed, number):
    contact = make_contact(phone=typed)

    assert (contact.phone, contact.phone_printed) == (number, typed)


def test_saving_again_keeps_the_printed_number_and_a_new_one_replaces_it():
    contact = make_contact(phone="+358 50 555 0101")
    contact.save()
    assert contact.phone_printed == "+358 50 555 0101"

    contact.phone = "+358505550102"
    contact.save()

    assert contact.phone_printed == "+358505550102"


@pytest.mark.parametrize(
    "typed", ["050 555 0101", "+0 50 555", "+358", "call me", "+358 50 555 0101 0101 0101", "+358٥٠٥٥٥٠١٠١"]
)
def test_a_number_that_cannot_be_dialled_from_abroad_is_refused(typed):
    with pytest.raises(ValidationError, match="country code"):
        validate_phone(typed)


@given(st.from_regex(r"\A\+[1-9][0-9]{6,14}\Z"))
def test_a_dialled_form_stays_as_it_is(number):
    validate_phone(number)
    assert e164(number) == number


@pytest.mark.parametrize(
    ("language", "finland", "first", "last"),
    [
        ("fi", "Suomi", "Afganistan", "Zimbabwe"),
        ("sv", "Finland", "Afghanistan", "Östtimor"),
        ("en", "Finland", "Afghanistan", "Zimbabwe"),
    ],
)
def test_countries_are_named_and_ordered_in_the_readers_language(language, finland, first, last):
    names = list(countries(language).values())

    assert len(names) == 249
    assert countries(language)["FI"] == finland
    assert (names[0], names[-1]) == (first, last)
    with translation.override(language):
        assert dict(country_choices()) == countries(language)
        assert make_organisation(country="FI").get_country_display() == finland


def test_what_is_not_a_country_of_iso_3166_is_refused():
    for code in ("EU", "ZZ", "xx", ""):
        with pytest.raises(ValidationError):
            Organisation(kind="city", name_en="Somewhere", country=code).full_clean()
