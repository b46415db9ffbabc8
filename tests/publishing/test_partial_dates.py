"""Partial dates as values, as what people type, and as form field (columns: tests/partnerships/test_constraints.py)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from publishing.partial_dates import PartialDate, PartialDateField, Precision
from tests.partial_dates import partial_dates


def test_the_source_article_knows_one_year_and_one_day():
    assert PartialDate.parse("2012").format("en") == "2012"
    assert PartialDate.parse("2020-06-16").format("en") == "16 June 2020"


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("6/2020", date(2020, 6, 1), date(2020, 6, 30)),
        ("06/2020", date(2020, 6, 1), date(2020, 6, 30)),
        ("6.2020", date(2020, 6, 1), date(2020, 6, 30)),
        ("2020-06", date(2020, 6, 1), date(2020, 6, 30)),
        ("2/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("16.6.2020", date(2020, 6, 16), date(2020, 6, 16)),
        (" 16. 6. 2020 ", date(2020, 6, 16), date(2020, 6, 16)),
        ("2020-06-16", date(2020, 6, 16), date(2020, 6, 16)),
        ("29.2.2024", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_what_people_type_is_a_period(typed, first, last):
    read = PartialDate.parse(typed)

    assert (read.first, read.last) == (first, last)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "20",
        "13/2020",
        "2020-13",
        "31.4.2020",
        "29.2.2023",
        "0000",
        "0012",
        "16 June 2020",
        "٢٠٢٠",
        "2020-06-16\0",
        "1e9",
    ],
)
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(ValueError, match=r"Not a date|month must be|day is out of range"):
        PartialDate.parse(typed)


@pytest.mark.parametrize(
    ("typed", "fi", "sv", "en"),
    [
        ("2012", "2012", "2012", "2012"),
        ("2020-06", "kesäkuu 2020", "juni 2020", "June 2020"),
        ("2020-06-16", "16. kesäkuuta 2020", "16 juni 2020", "16 June 2020"),
    ],
)
def test_dates_are_written_as_each_language_writes_them(typed, fi, sv, en):
    read = PartialDate.parse(typed)

    assert [read.format(language) for language in ("fi", "sv", "en")] == [fi, sv, en]


def test_a_month_begins_on_its_first_day_and_a_year_in_january():
    with pytest.raises(ValueError, match="first day of a month"):
        PartialDate(date(2020, 6, 16), Precision.MONTH)
    with pytest.raises(ValueError, match="in January"):
        PartialDate(date(2020, 6, 1), Precision.YEAR)


@given(partial_dates())
def test_a_date_is_read_back_from_its_iso_form(value):
    assert PartialDate.parse(str(value)) == value


@given(partial_dates())
def test_a_date_is_found_by_its_last_day_and_precision(value):
    assert PartialDate.ending(value.last, value.precision) == value


@given(partial_dates())
def test_the_day_after_the_last_begins_a_new_period_of_the_same_kind(value):
    if value.last < date.max:
        following = value.last + timedelta(days=1)

        assert PartialDate(following, value.precision).first == following


@given(partial_dates(), partial_dates())
def test_order_is_total_and_follows_the_first_day(one, other):
    assert (one < other) + (one == other) + (one > other) == 1
    if one.first < other.first:
        assert one < other


@given(st.text(max_size=12) | st.from_regex(r"\A[0-9]{1,4}[-./ ]{0,2}[0-9]{1,4}[-./ ]?[0-9]{0,4}\Z"))
def test_the_field_reads_what_the_parser_reads_and_refuses_the_rest(text):
    field = PartialDateField(required=False)
    try:
        expected = PartialDate.parse(text) if text.strip() else None
    except ValueError:
        with pytest.raises(ValidationError) as refusal:
            field.clean(text)
        assert [error.code for error in refusal.value.error_list] == ["invalid"]
    else:
        assert field.clean(text) == expected


def test_the_field_says_which_forms_it_reads():
    with pytest.raises(ValidationError, match=r"16\.6\.2020 \w+ 2020-06-16"):
        PartialDateField().clean("last summer")


def test_the_same_date_typed_another_way_is_no_change():
    field = PartialDateField(required=False)

    assert not field.has_changed(PartialDate.parse("2020-06-16"), "16.6.2020")
    assert field.has_changed(PartialDate.parse("2020-06-16"), "6/2020")
    assert field.has_changed(PartialDate.parse("2020-06-16"), "nonsense")
