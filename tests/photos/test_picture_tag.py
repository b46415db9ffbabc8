"""The <picture> in a page, and the files that it names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from photos import renditions
from photos.models import Photo
from photos.people import PersonShown, people_to_json
from photos.sources import Sources, is_shown_whole, press_file, press_size, social_image, sources, thumbnail_url
from publishing.text import Text
from tests.news.documents import Element, parsed
from tests.photos.factories import make_built_photo, make_photo, make_upload, planned_files, public_files

USES = ("full", "card", "hero", "portrait", "social")


def a_photo(width: int = 3000, height: int = 2000, **fields: Any) -> Photo:
    """One whose files exist, if one believes its row; it is in no database."""
    photo = Photo(
        original="original.jpg",
        preview="open/previews/preview.jpg",
        sha256="0" * 64,
        width=width,
        height=height,
        **{"alt_fi": "Portaat valossa"} | fields,
    )
    photo.rendition_key = photo.next_rendition_key
    return photo


def draw(photo: Photo, arguments: str = "", language: str = "en", **context: Any) -> Element:
    template = Template("{% load photo_tags %}{% picture photo " + arguments + " %}")
    with translation.override(language):
        return parsed(template.render(Context({"photo": photo, **context}))).one("picture")


def image(photo: Photo, *args: Any, **kwargs: Any) -> dict[str, str]:
    return draw(photo, *args, **kwargs).one("img").attributes


def named_by(shown: Sources) -> set[str]:
    """All addresses that a browser may choose from."""
    srcsets = [source.srcset for source in shown.better] + [shown.srcset]
    return {part.split()[0] for srcset in srcsets if srcset for part in srcset.split(", ")} | {shown.fallback.url}


# Which files


def test_a_browser_may_choose_among_formats_and_widths() -> None:
    photo = a_photo(1000, 750)
    picture = draw(photo, 'use="card" sizes="50vw" class="card-picture"')
    assert picture.attributes == {"class": "card-picture"}
    avif, webp, jpeg = picture.all()
    assert [avif["type"], webp["type"], jpeg.tag] == ["image/avif", "image/webp", "img"]
    for element in (avif, webp, jpeg):
        assert element["sizes"] == "50vw"
        assert "media" not in element.attributes
        assert [part.split()[1] for part in element["srcset"].split(", ")] == ["320w", "640w", "1000w"]
    assert jpeg["src"] == f"/media/open/{photo.rendition_key}/card-1000.jpg"
    assert [(element["width"], element["height"]) for element in (avif, webp, jpeg)] == [("1000", "667")] * 3


def test_the_photo_that_leads_an_article_is_cut_for_the_window_widest_first() -> None:
    picture = draw(a_photo(), 'use="hero"')
    found = [
        (element.attributes.get("media", ""), element.attributes.get("type", "image/jpeg"), element["srcset"])
        for element in picture.all()
    ]
    cuts = [(media, kind, srcset.split("/")[4].split("-")[0]) for media, kind, srcset in found]
    assert cuts == [
        ("(min-width: 62em)", "image/avif", "hero"),
        ("(min-width: 62em)", "image/webp", "hero"),
        ("(min-width: 62em)", "image/jpeg", "hero"),
        ("(min-width: 40em)", "image/avif", "card"),
        ("(min-width: 40em)", "image/webp", "card"),
        ("(min-width: 40em)", "image/jpeg", "card"),
        ("", "image/avif", "portrait"),
        ("", "image/webp", "portrait"),
        ("", "image/jpeg", "portrait"),
    ]
    sizes = {(element["width"], element["height"]) for element in picture.all()}
    assert sizes == {("1920", "1080"), ("1440", "960"), ("960", "1200")}


def people(count: int) -> list[dict[str, Any]]:
    return people_to_json([PersonShown(f"Person {number}", {}) for number in range(count)])


@pytest.mark.parametrize(
    ("fields", "is_whole"),
    [
        ({}, False),
        ({"people": people(2)}, False),
        ({"people": people(3)}, True),
        ({"is_kept_whole": True}, True),
        ({"width": 2400, "height": 2000}, False),
        ({"width": 2399, "height": 2000}, True),
        ({"width": 2000, "height": 3000}, True),
    ],
    ids=str,
)
def test_what_would_lose_too_much_leads_an_article_whole(fields: dict[str, Any], is_whole: bool) -> None:
    photo = a_photo(**fields)
    assert is_shown_whole(photo) == is_whole
    cuts = {address.rpartition("/")[2].partition("-")[0] for address in named_by(sources(photo, "hero"))}
    assert cuts == ({"full"} if is_whole else {"hero", "card", "portrait"})
    # Lists show a cut of it all the same.
    assert {address.rpartition("/")[2].partition("-")[0] for address in named_by(sources(photo, "card"))} == {"card"}


SIDES = st.integers(200, 8000)


@given(SIDES, SIDES, st.booleans())
def test_every_address_that_a_page_names_is_a_planned_file_and_every_planned_file_is_named(
    width: int, height: int, is_held: bool
) -> None:
    photo = a_photo(width, height, is_held=is_held)
    whole = a_photo(width, height, is_held=is_held, is_kept_whole=True)
    named = {address for use in USES for one in (photo, whole) for address in named_by(sources(one, use))}
    named |= {thumbnail_url(photo), social_image(photo).url, f"/media/{press_file(photo)}"}
    planned = {f"/media/{photo.folder}/{step.name}" for step in renditions.plan(width, height)}
    if is_shown_whole(photo):  # Its widest cut is there for the day on which somebody says otherwise.
        planned = {name for name in planned if "/hero-" not in name}
    assert named == planned
    assert photo.folder.startswith("held/" if is_held else "open/")


@given(SIDES, SIDES, st.sampled_from(USES))
def test_widths_and_heights_keep_the_place_of_the_picture(width: int, height: int, use: str) -> None:
    photo = a_photo(width, height)
    steps = {f"/media/{photo.folder}/{step.name}": step for step in renditions.plan(width, height)}
    shown = sources(photo, use)
    fallback = steps[shown.fallback.url]
    assert (shown.fallback.width, shown.fallback.height) == (fallback.width, fallback.height)
    for source in shown.better:
        files = [part.split() for part in source.srcset.split(", ")]
        assert [f"{steps[url].width}w" for url, _width in files] == [width for _url, width in files]
        widest = steps[files[-1][0]]
        assert (source.width, source.height) == (widest.width, widest.height)
        assert source.media_type == renditions.MEDIA_TYPES[renditions.SUFFIXES[widest.format]]


@pytest.mark.django_db
@pytest.mark.parametrize("size", [(1000, 700), (300, 420)])
def test_what_pages_name_is_there(size: tuple[int, int], media: Path) -> None:
    photo = make_built_photo(upload=make_upload(*size))
    named = {address for use in USES for address in named_by(sources(photo, use))}
    assert {address.removeprefix("/media/") for address in named} < public_files(media) == planned_files(photo)


@pytest.mark.django_db
def test_the_picture_is_drawn_without_a_query(django_assert_num_queries: Any) -> None:
    photo = make_built_photo()
    with django_assert_num_queries(0):
        for use in USES:
            assert draw(photo, f'use="{use}"')
        assert social_image(photo).url == f"/media/{photo.folder}/social-280.jpg"
        assert press_size(photo) == (280, 210)


@pytest.mark.django_db
@pytest.mark.parametrize("use", USES)
def test_until_the_files_exist_the_whole_preview_stands_in(use: str) -> None:
    photo = make_photo(upload=make_upload(2000, 1500))
    picture = draw(photo, f'use="{use}"')
    (img,) = picture.all()
    assert (img["src"], img["width"], img["height"]) == (photo.preview.url, "960", "720")
    assert "srcset" not in img.attributes
    assert thumbnail_url(photo) == photo.preview.url
    assert press_size(photo) is None


def test_files_of_older_settings_are_not_named_by_the_present_plan() -> None:
    photo = a_photo()
    photo.rendition_key = f"{renditions.SETTINGS_VERSION - 1}-" + "a" * 32
    assert image(photo)["src"] == photo.preview.url
    assert press_size(photo) is None


def test_a_photo_whose_files_are_gone_has_no_address() -> None:
    photo = a_photo()
    photo.preview, photo.rendition_key = "", ""
    assert thumbnail_url(photo) == ""
    assert sources(photo, "hero").fallback.url == ""


def test_networks_get_their_own_cut_as_jpeg() -> None:
    shown = social_image(a_photo())
    assert (shown.url.rpartition("/")[2], shown.width, shown.height) == ("social-1200.jpg", 1200, 630)


# Which words


def test_pictures_wait_until_they_are_near_but_for_the_one_that_opens_the_page() -> None:
    later, first = image(a_photo()), image(a_photo(), "eager=True")
    assert (later["loading"], later["decoding"], "fetchpriority" in later) == ("lazy", "async", False)
    assert (first["fetchpriority"], "loading" in first) == ("high", False)


def test_the_alternative_text_carries_its_language_where_the_page_has_another() -> None:
    finnish, english = image(a_photo(), language="fi"), image(a_photo(), language="en")
    assert (finnish["alt"], finnish.get("lang")) == ("Portaat valossa", None)
    assert (english["alt"], english.get("lang")) == ("Portaat valossa", "fi")


def test_the_language_of_the_page_goes_before_the_others() -> None:
    photo = a_photo(alt_sv="Trappa")
    found = [image(photo, language=language) for language in ("fi", "sv", "en")]
    assert [(one["alt"], one.get("lang")) for one in found] == [
        ("Portaat valossa", None),
        ("Trappa", None),
        ("Portaat valossa", "fi"),
    ]


def test_a_page_may_use_words_of_its_own() -> None:
    swedish = image(a_photo(), "alt=alt", alt=Text("Trappa", "sv"))
    assert (swedish["alt"], swedish.get("lang")) == ("Trappa", "sv")
    plain = image(a_photo(), 'alt="A stair"')
    assert (plain["alt"], plain.get("lang")) == ("A stair", None)
    marked = image(a_photo(), 'alt="Trappa" lang="sv"')
    assert (marked["alt"], marked.get("lang")) == ("Trappa", "sv")
    own = image(a_photo(), 'alt="Trappa" lang="sv"', language="sv")
    assert own.get("lang") is None


def test_only_decorative_photos_have_an_empty_alternative() -> None:
    assert image(a_photo(), 'alt=""')["alt"] == "Portaat valossa"
    decorative = a_photo(is_decorative=True)
    assert (image(decorative)["alt"], image(decorative).get("lang")) == ("", None)
    assert image(decorative, 'alt="Here it matters"')["alt"] == "Here it matters"


def test_words_cannot_break_out_of_the_attribute() -> None:
    photo = a_photo(alt_fi='"><script>alert(1)</script>')
    assert [element.tag for element in draw(photo).all()] == ["source", "source", "img"]
    assert image(photo)["alt"] == photo.alt_fi


def test_a_misspelt_argument_is_an_error() -> None:
    with pytest.raises(TemplateSyntaxError, match="colour"):
        draw(a_photo(), 'colour="red"')
