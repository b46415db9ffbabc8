"""Free words that belong to things: the same word however it is typed, on both databases."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from news.models import Tag
from photos.models import Photo
from photos.tagging import Keyword
from publishing.tagging import LONGEST, case_fold, check_names
from tests.factories import make_article, make_photo


def keywords_of(photo: Photo) -> list[str]:
    return list(photo.keyword_places.values_list("tag__name", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second"), [("Åbo", "åbo"), ("ÄÄNI", "ääni"), ("city  plan", " City plan "), ("Å", "A\u030a")]
)
def test_words_that_differ_in_case_or_encoding_are_one_keyword(first: str, second: str) -> None:
    one, other = make_photo(keywords=(first,)), make_photo(keywords=(second,))

    assert one.keywords.get() == other.keywords.get()
    assert Keyword.objects.count() == 1


@pytest.mark.django_db
def test_the_same_keyword_twice_is_once_and_the_first_spelling_stays() -> None:
    photo = make_photo(keywords=("Snow", "Otaniemi", "snow"))

    photo.keywords.add("OTANIEMI", "ice")

    assert keywords_of(photo) == ["Snow", "Otaniemi", "ice"]


@pytest.mark.django_db
def test_keywords_belong_to_no_language_and_are_no_tags() -> None:
    make_article(language="sv", tags=["Åbo"])
    make_article(language="fi", tags=["Åbo"])

    make_photo(keywords=("åbo",))

    assert (Tag.objects.count(), Keyword.objects.count()) == (2, 1)


@pytest.mark.django_db
def test_accents_make_another_keyword_with_an_address_of_its_own() -> None:
    photo = make_photo(keywords=("sää", "saa"))

    assert keywords_of(photo) == ["sää", "saa"]
    assert set(photo.keywords.values_list("slug", flat=True)) == {"saa", "saa-2"}


@pytest.mark.django_db
def test_the_database_holds_one_keyword_of_a_name() -> None:
    Keyword.objects.create(name="Åbo")

    with pytest.raises(IntegrityError), transaction.atomic():
        Keyword.objects.create(name="åBO", slug="other")
    with pytest.raises(ValidationError, match="There is a keyword of that name"):
        Keyword(name="ÅBO", slug="another").full_clean()


@pytest.mark.parametrize("name", ["!?", "   ", "·☃", "x" * (LONGEST + 1), "ß" * LONGEST])
def test_what_cannot_be_a_tag_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        check_names(["snow", name])

    assert name[:30] in refusal.value.messages[0]


def test_ordinary_names_pass() -> None:
    check_names(["snow", "Åbo Akademi", "C++", "x" * LONGEST, "5G"])


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert case_fold(case_fold(name)) == case_fold(name)
