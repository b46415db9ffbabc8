"""Whether a photo may be shown: one rule, for one photo and for many, at any instant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from photos.hindrances import hindrances, obstacle, texts_to_check
from photos.licences import Licence
from photos.models import Photo
from photos.rights import Consent
from publishing.clock import HELSINKI, helsinki_date
from publishing.doubts import confirm, doubtful
from tests.photos.factories import make_photo, make_photographer

# Around two changes of the clocks, a leap day and a new year.
SOME_DAYS = [date(2026, 3, 28), date(2026, 10, 24), date(2028, 2, 28), date(2025, 12, 31)]
FAR = timedelta(days=400)


def midnight(day: date) -> datetime:
    """The instant at which the day begins in Finland."""
    return datetime(day.year, day.month, day.day, tzinfo=HELSINKI).astimezone(UTC)


@st.composite
def instants_and_photos(draw: st.DrawFn) -> tuple[datetime, list[Photo]]:
    """An instant at or near a midnight in Finland, and photos whose days all lie around it."""
    first = draw(st.sampled_from(SOME_DAYS))
    days = st.integers(0, 3).map(lambda after: first + timedelta(days=after))
    shift = st.sampled_from([-3600, -1, 0, 1, 3600, 7200]).map(lambda seconds: timedelta(seconds=seconds))
    at = midnight(draw(days)) + draw(shift)
    photos = st.builds(
        a_photo,
        usable=ordered(days),
        consented=ordered(days),
        consent=st.sampled_from(["", *Consent]),
        licence=st.sampled_from(["", *Licence]),
        shows_minors=st.booleans(),
        withdrawn_at=rarely(at - FAR),
        binned_at=rarely(at - FAR),
        is_decorative=st.booleans(),
        alt=st.sampled_from(["", "alt_fi", "alt_sv", "alt_en", "alt_en"]),
        credit=st.sampled_from(["", "photographer", "credit_organisation", "photographer"]),
    )
    return at, draw(st.lists(photos, min_size=1, max_size=8))


def ordered(days: st.SearchStrategy[date]) -> st.SearchStrategy[tuple[date | None, date | None]]:
    """A first and a last day, either of which may be missing."""
    return st.tuples(days | st.none(), days | st.none()).map(
        lambda pair: pair if None in pair else (min(pair), max(pair))  # type: ignore[type-var,return-value]
    )


def rarely(value: datetime) -> st.SearchStrategy[datetime | None]:
    return st.sampled_from([None] * 5 + [value])


def a_photo(usable: Any, consented: Any, alt: str, credit: str, **fields: Any) -> Photo:
    words = {name: "Words" for name in (alt, credit) if name}
    (usable_from, usable_until), (consent_on, consent_until) = usable, consented
    return Photo(
        original="x.jpg",
        preview="open/previews/x.jpg",
        width=1,
        height=1,
        usable_from=usable_from,
        usable_until=usable_until,
        consent_on=consent_on,
        consent_until=consent_until,
        **words,
        **fields,
    )


@pytest.mark.django_db
@given(instants_and_photos())
def test_the_predicate_and_the_queryset_agree_about_every_photo(example: tuple[datetime, list[Photo]]) -> None:
    at, photos = example
    with transaction.atomic():
        Photo.objects.bulk_create(photos)
        for user in (None, AnonymousUser()):
            visible = set(Photo.objects.visible_to(user, at).filter(pk__in=[photo.pk for photo in photos]))
            assert visible == {photo for photo in photos if photo.is_visible(user, at)}
        transaction.set_rollback(True)


@given(instants_and_photos())
def test_a_photo_is_shown_unless_there_is_a_reason_that_an_editor_can_read(
    example: tuple[datetime, list[Photo]],
) -> None:
    at, photos = example
    for photo in photos:
        has_words = photo.is_described and bool(photo.credit_line or not photo.needs_credit)
        assert photo.is_visible(None, at) == (not obstacle(photo, at) and has_words)


@given(instants_and_photos())
def test_a_photo_that_is_shown_is_shown_until_its_end_and_what_has_an_end_is_held(
    example: tuple[datetime, list[Photo]],
) -> None:
    at, photos = example
    for photo in photos:
        ends_at = photo.ends_at()
        assert (ends_at is None) == (photo.ends_on is None)
        if ends_at is not None:
            assert photo.must_be_held
            assert photo.is_visible(None, at) == (at < ends_at and without_end(photo).is_visible(None, at))
        if not photo.must_be_held:
            assert photo.is_visible(None, at) == photo.is_visible(None, at + FAR) == photo.is_visible(None, at - FAR)


def without_end(photo: Photo) -> Photo:
    fields = {field.attname: getattr(photo, field.attname) for field in Photo._meta.concrete_fields}
    return Photo(**fields | {"usable_until": None, "consent_until": None})


MAY = datetime(2026, 5, 15, 9, tzinfo=UTC)
TODAY = date(2026, 5, 15)
DAY = timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "is_shown"),
    [
        ({}, True),
        ({"usable_from": TODAY}, True),
        ({"usable_from": TODAY + DAY}, False),
        ({"usable_until": TODAY}, True),
        ({"usable_until": TODAY - DAY}, False),
        ({"consent": "agreed", "consent_until": TODAY}, True),
        ({"consent": "agreed", "consent_until": TODAY - DAY}, False),
        ({"usable_until": TODAY + DAY, "consent_until": TODAY - DAY}, False),
        # Adults' agreement is kept, but not waited for.
        ({"consent": "agreed", "consent_on": TODAY + DAY}, True),
        ({"shows_minors": True}, False),
        ({"shows_minors": True, "consent": "event"}, False),
        ({"shows_minors": True, "consent": "agreed", "consent_on": TODAY}, False),
        ({"shows_minors": True, "consent": "guardians", "consent_on": TODAY}, True),
        ({"shows_minors": True, "consent": "guardians", "consent_on": TODAY + DAY}, False),
        ({"alt_en": ""}, False),
        ({"alt_en": "", "alt_sv": "En trappa"}, True),
        ({"alt_en": "", "is_decorative": True}, True),
        ({"credit_organisation": ""}, False),
        ({"credit_organisation": "", "photographer": "Mikko"}, True),
        ({"credit_organisation": "", "licence": "press"}, False),
        ({"credit_organisation": "", "licence": "cc0-1.0"}, True),
        ({"credit_organisation": "", "licence": "public-domain"}, True),
    ],
    ids=str,
)
def test_a_photo_is_shown_or_not(fields: dict[str, Any], is_shown: bool) -> None:
    photo = make_photo(**fields)
    assert photo.is_visible(None, MAY) == is_shown
    assert Photo.objects.visible_to(None, MAY).exists() == is_shown
    has_words = photo.is_described and bool(photo.credit_line or not photo.needs_credit)
    assert (obstacle(photo, MAY) == "") == (is_shown or not has_words)


@pytest.mark.django_db
def test_staff_see_on_public_pages_what_everybody_sees() -> None:
    make_photo(usable_until=TODAY - DAY)
    assert not Photo.objects.visible_to(make_photographer("view_photo", "publish_photo"), MAY).exists()


@pytest.mark.parametrize(
    ("last_day", "first_instant_after"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 22, tzinfo=UTC)),  # The night in which the clocks go forward
        (date(2026, 3, 29), datetime(2026, 3, 29, 21, tzinfo=UTC)),  # and the one after it.
        (date(2026, 10, 24), datetime(2026, 10, 24, 21, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 22, tzinfo=UTC)),
        (date(2028, 2, 28), datetime(2028, 2, 28, 22, tzinfo=UTC)),
    ],
)
def test_the_last_day_ends_at_midnight_in_finland_whatever_the_clocks_do(
    last_day: date, first_instant_after: datetime
) -> None:
    assert Photo(usable_until=last_day).ends_at() == first_instant_after


def test_the_end_is_the_earlier_of_terms_and_agreement() -> None:
    soon, late = TODAY, TODAY + DAY
    ends = [
        Photo(usable_until=soon, consent_until=late).ends_on,
        Photo(usable_until=late, consent_until=soon).ends_on,
        Photo(consent_until=soon).ends_on,
        Photo(usable_until=soon).ends_on,
        Photo(usable_from=soon).ends_on,
    ]
    assert ends == [soon, soon, soon, soon, None]


@pytest.mark.parametrize(
    ("fields", "is_revocable", "must_be_held"),
    [
        ({}, False, False),
        ({"consent": "not-needed"}, False, False),
        ({"consent": "event"}, False, False),
        ({"consent": "agreed"}, True, True),
        ({"consent": "guardians"}, True, True),
        ({"shows_minors": True}, True, True),
        ({"usable_from": TODAY}, False, True),
        ({"usable_until": TODAY}, False, True),
        ({"consent": "event", "consent_until": TODAY}, False, True),
        ({"consent_on": TODAY}, False, False),
        ({"licence": "agency"}, False, False),
    ],
    ids=str,
)
def test_what_may_end_or_be_taken_back_is_held(fields: dict[str, Any], is_revocable: bool, must_be_held: bool) -> None:
    photo = Photo(**fields)
    assert (photo.is_revocable, photo.must_be_held) == (is_revocable, must_be_held)


@pytest.mark.django_db
def test_what_ends_soon_has_ended_or_lies_in_the_bin_is_found() -> None:
    photos = {
        name: make_photo(**fields)
        for name, fields in {
            "for ever": {},
            "yesterday": {"usable_until": TODAY - DAY},
            "agreed until yesterday": {"usable_until": TODAY + DAY, "consent_until": TODAY - DAY},
            "today": {"usable_until": TODAY},
            "in 30 days": {"usable_until": TODAY + 30 * DAY},
            "agreed for 30 days": {"usable_until": TODAY + 400 * DAY, "consent_until": TODAY + 30 * DAY},
            "in 31 days": {"consent_until": TODAY + 31 * DAY},
            "binned": {},
            "withdrawn": {},
        }.items()
    }
    Photo.objects.filter(pk=photos["binned"].pk).update(binned_at=MAY)
    Photo.objects.filter(pk=photos["withdrawn"].pk).update(withdrawn_at=MAY)

    def named(found: Any) -> set[str]:
        return {name for name, photo in photos.items() if photo in found}

    assert named(Photo.objects.ending_within(30, TODAY)) == {"today", "in 30 days", "agreed for 30 days"}
    assert named(Photo.objects.ending_within(31, TODAY)) - named(Photo.objects.ending_within(30, TODAY)) == {
        "in 31 days"
    }
    assert named(Photo.objects.ended(TODAY)) == {"yesterday", "agreed until yesterday"}
    assert named(Photo.objects.in_bin()) == {"binned"}
    assert named(Photo.objects.in_library()) == photos.keys() - {"binned"}
    assert named(Photo.objects.withdrawn()) == {"withdrawn"}


@pytest.mark.django_db
def test_what_lacks_a_description_or_a_credit_is_found() -> None:
    english = make_photo()
    finnish = make_photo(alt_en="", alt_fi="Portaat")
    decorative = make_photo(alt_en="", is_decorative=True)
    uncredited = make_photo(alt_fi="Portaat", credit_organisation="")
    free = make_photo(alt_fi="Portaat", credit_organisation="", licence="cc0-1.0")

    without = {code: set(Photo.objects.without_alt(code)) for code in ("fi", "sv", "en")}

    assert without == {"fi": {english}, "sv": {english, finnish, uncredited, free}, "en": {finnish}}
    assert decorative not in without["sv"]
    assert set(Photo.objects.without_credit()) == {uncredited}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, ""),
        ({"binned_at": MAY}, "It is in the bin."),
        ({"withdrawn_at": MAY}, "It was withdrawn."),
        ({"shows_minors": True}, "It shows minors, and their guardians have not agreed yet."),
        (
            {"shows_minors": True, "consent": "guardians", "consent_on": TODAY + DAY},
            "It shows minors, and the agreement of their guardians does not hold yet.",
        ),
        ({"usable_from": TODAY + DAY}, "It may be used from 16 May 2026 on."),
        ({"usable_until": TODAY - DAY}, "It could be used until 14 May 2026."),
        ({"consent_until": TODAY - DAY}, "The people in it had agreed until 14 May 2026."),
    ],
    ids=str,
)
def test_an_editor_reads_why_a_photo_may_not_be_shown(fields: dict[str, Any], sentence: str) -> None:
    assert obstacle(Photo(**fields), MAY) == sentence


@pytest.mark.parametrize(
    ("fields", "here", "sentences"),
    [
        ({"alt_en": "A stair", "photographer": "Mikko"}, {}, []),
        ({"alt_en": "A stair"}, {}, ["Nobody is credited."]),
        ({"alt_en": "A stair", "licence": "cc0-1.0"}, {}, []),
        (
            {"alt_fi": "Portaat", "photographer": "Mikko"},
            {},
            ["It has no description (alt text) in the article's language."],
        ),
        ({"alt_fi": "Portaat", "photographer": "Mikko"}, {"alt": "A stair"}, []),
        ({"is_decorative": True, "photographer": "Mikko"}, {}, []),
        (
            {"withdrawn_at": MAY},
            {},
            [
                "It was withdrawn.",
                "Nobody is credited.",
                "It has no description (alt text) in the article's language.",
            ],
        ),
    ],
    ids=str,
)
def test_an_editor_reads_all_that_keeps_a_photo_from_a_page(
    fields: dict[str, Any], here: dict[str, str], sentences: list[str]
) -> None:
    assert hindrances(Photo(**fields), "en", MAY, {}, **here) == sentences


FINNISH = "Valoisa puinen portaikko ja suuri ikkuna, josta näkyy lumisia puita"


@pytest.mark.django_db
def test_words_in_another_language_than_their_field_keep_a_photo_from_a_page_until_somebody_says_they_are_right() -> (
    None
):
    photo = make_photo(alt_en=FINNISH, caption_en="A stair")
    texts = [(text, "en") for text in texts_to_check(photo, "en").values()]
    assert len(texts) == 2

    (sentence,) = hindrances(photo, "en", MAY, doubtful(texts))
    assert sentence.startswith("Description: ")
    assert hindrances(photo, "en", MAY, doubtful(texts), alt="A light stair", caption="A stair") == []
    confirm(FINNISH, "en", make_photographer())
    assert hindrances(photo, "en", MAY, doubtful(texts)) == []


@pytest.mark.django_db
def test_time_alone_shows_a_photo_and_takes_it_away() -> None:
    make_photo(usable_from=TODAY + DAY, usable_until=TODAY + 2 * DAY)
    instants = [midnight(TODAY) + timedelta(hours=hours) for hours in range(0, 96, 6)]
    shown = [helsinki_date(at) for at in instants if Photo.objects.visible_to(None, at).exists()]
    assert shown == [TODAY + DAY] * 4 + [TODAY + 2 * DAY] * 4
