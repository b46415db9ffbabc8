"""A photo with the words it has at one place, and what machines read about it."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from photos.figures import figure
from photos.jsonld import image_object
from photos.licences import Licence
from photos.models import Photo
from photos.people import PersonShown, people_to_json
from tests.photos.test_picture_tag import a_photo

ANNA = people_to_json([PersonShown("Anna Aho", {})])


def test_words_of_the_place_go_before_those_of_the_library() -> None:
    photo = a_photo(alt_en="A stair", caption_en="Stairs", people=ANNA, photographer="Mikko")
    plain, own = figure(photo, "en"), figure(photo, "en", alt="Our stair", caption="Our stairs, with Anna")
    assert (plain.alt, plain.caption, plain.credit) == ("A stair", "Stairs", "Mikko")
    assert [person.name for person in plain.people] == ["Anna Aho"]
    # Somebody who writes a caption for one place says all of it.
    assert (own.alt, own.caption, own.people) == ("Our stair", "Our stairs, with Anna", [])


def test_words_that_are_missing_come_from_the_next_best_language_and_say_so() -> None:
    photo = a_photo(alt_fi="Portaat", caption_sv="Trappor")
    shown = figure(photo, "en")
    assert [(text, text.language) for text in (shown.alt, shown.caption)] == [("Portaat", "fi"), ("Trappor", "sv")]
    own = figure(photo, "en", alt="A stair")
    assert (own.alt, own.alt.language) == ("A stair", "en")


def test_a_decorative_photo_is_described_only_where_a_place_does() -> None:
    photo = a_photo(is_decorative=True)
    assert (figure(photo, "fi").alt, figure(photo, "fi", alt="Portaat").alt) == ("", "Portaat")


@pytest.mark.parametrize("licence", ["", *Licence])
def test_terms_are_shown_where_readers_may_take_the_photo(licence: str) -> None:
    is_open = licence in ("press", "cc-by-4.0", "cc-by-sa-4.0", "cc0-1.0", "public-domain")
    assert figure(a_photo(licence=licence), "en").licence == (licence if is_open else None)


def described(**fields: Any) -> dict[str, Any]:
    return image_object(figure(a_photo(**fields), "en"))


def test_search_engines_read_caption_credit_and_licence() -> None:
    found = described(
        caption_en="Stairs", photographer="Mikko", credit_organisation="Aalto University", licence="cc-by-4.0"
    )
    photo: Photo = a_photo()
    assert found == {
        "@type": "ImageObject",
        "url": f"{settings.SITE_URL}/media/open/{photo.rendition_key}/social-1200.jpg",
        "width": 1200,
        "height": 630,
        "caption": "Stairs",
        "creditText": "Aalto University / Mikko",
        "copyrightNotice": "Aalto University / Mikko",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creator": {"@type": "Person", "name": "Mikko"},
    }


def test_a_caption_whose_language_cannot_be_told_is_left_out() -> None:
    assert "caption" not in described(caption_fi="Portaat")
    assert described(caption_fi="Portaat", caption_en="Stairs")["caption"] == "Stairs"


def test_what_is_not_known_is_not_said() -> None:
    assert described().keys() == {"@type", "url", "width", "height"}
    free = described(photographer="Mikko", licence="cc0-1.0")
    assert "copyrightNotice" not in free
    assert free["creditText"] == "Mikko"
    assert "license" not in described(licence="own")
    assert "license" not in described(licence="press")
