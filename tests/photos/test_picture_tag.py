"""The <picture> in a page."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from photos import actions
from photos.models import Photo
from photos.sources import social_image
from publishing.text import Text
from tests.photos.factories import files_below, make_photo, make_upload

pytestmark = pytest.mark.django_db


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def draw(arguments: str = "", language: str = "en", **context: Any) -> list[tuple[str, dict[str, str | None]]]:
    template = Template("{% load photo_tags %}{% picture photo " + arguments + " %}")
    with translation.override(language):
        return Elements(template.render(Context(context))).found


def image(*args: Any, **kwargs: Any) -> dict[str, str | None]:
    tag, attributes = draw(*args, **kwargs)[-1]
    assert tag == "img"
    return attributes


@pytest.fixture
def photo() -> Photo:
    """A photo whose files exist, if one believes its row."""
    photo = make_photo(upload=make_upload(1000, 750), alt_fi="Portaat valossa", alt_en="")
    photo.rendition_key = photo.next_rendition_key
    photo.save()
    return photo


def test_a_browser_may_choose_among_formats_and_widths(photo: Photo) -> None:
    tags = draw('crop="card" sizes="50vw" class="card-picture"', photo=photo)
    assert [tag for tag, _attributes in tags] == ["picture", "source", "source", "img"]
    assert tags[0][1] == {"class": "card-picture"}
    assert [attributes["type"] for _tag, attributes in tags[1:3]] == ["image/avif", "image/webp"]
    for _tag, attributes in tags[1:]:
        assert attributes["sizes"] == "50vw"
        assert [part.split()[1] for part in str(attributes["srcset"]).split(", ")] == ["320w", "640w", "1000w"]
    img = tags[3][1]
    assert img["src"] == f"/media/{photo.rendition_key}/card-1000.jpg"
    assert (img["width"], img["height"]) == ("1000", "667")


def test_every_address_that_a_page_names_is_a_file_and_every_file_is_named(photo: Photo, media: Path) -> None:
    Photo.objects.update(rendition_key="")
    actions.build(photo_id=photo.pk)
    named = set()
    for crop in ("full", "card", "social"):
        for _tag, attributes in draw(f'crop="{crop}"', photo=photo)[1:]:
            named |= {part.split()[0] for part in str(attributes["srcset"]).split(", ")}
            named |= {str(attributes["src"])} if "src" in attributes else set()
    files = {f"/media/{name}" for name in files_below(media / "renditions")}
    assert named == files - {photo.preview.url}


def test_the_picture_is_drawn_without_a_query(photo: Photo, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert draw('crop="full"', photo=photo)
        assert social_image(photo).url == f"/media/{photo.rendition_key}/social-1000.jpg"


def test_until_the_files_exist_the_preview_stands_in() -> None:
    photo = make_photo(upload=make_upload(2000, 1500))
    tags = draw('crop="card"', photo=photo)
    assert [tag for tag, _attributes in tags] == ["picture", "img"]
    img = tags[1][1]
    assert (img["src"], img["width"], img["height"]) == (photo.preview.url, "960", "720")
    assert "srcset" not in img


def test_files_of_older_settings_are_not_named_by_the_present_plan(photo: Photo) -> None:
    photo.rendition_key = "0-" + "a" * 32
    assert image(photo=photo)["src"] == photo.preview.url


def test_pictures_wait_until_they_are_near_but_for_the_one_that_opens_the_page(photo: Photo) -> None:
    later, first = image(photo=photo), image("eager=True", photo=photo)
    assert (later["loading"], later["decoding"], "fetchpriority" in later) == ("lazy", "async", False)
    assert (first["fetchpriority"], "loading" in first) == ("high", False)


def test_the_alternative_text_carries_its_language_where_the_page_has_another(photo: Photo) -> None:
    finnish, english = image(language="fi", photo=photo), image(language="en", photo=photo)
    assert (finnish["alt"], finnish.get("lang")) == ("Portaat valossa", None)
    assert (english["alt"], english.get("lang")) == ("Portaat valossa", "fi")


def test_a_page_may_use_words_of_its_own(photo: Photo) -> None:
    swedish = image("alt=alt", photo=photo, alt=Text("Trappa", "sv"))
    assert (swedish["alt"], swedish.get("lang")) == ("Trappa", "sv")
    plain = image('alt="A stair"', photo=photo)
    assert (plain["alt"], plain.get("lang")) == ("A stair", None)
    marked = image('alt="Trappa" lang="sv"', photo=photo)
    assert (marked["alt"], marked.get("lang")) == ("Trappa", "sv")


def test_only_decorative_photos_have_an_empty_alternative(photo: Photo) -> None:
    assert image('alt=""', photo=photo)["alt"] == "Portaat valossa"
    photo.is_decorative = True
    assert (image(photo=photo)["alt"], image(photo=photo).get("lang")) == ("", None)
    assert image('alt="Here it matters"', photo=photo)["alt"] == "Here it matters"


def test_words_cannot_break_out_of_the_attribute(photo: Photo) -> None:
    photo.alt_fi = '"><script>alert(1)</script>'
    assert [tag for tag, _attributes in draw(photo=photo)] == ["picture", "source", "source", "img"]
    assert image(photo=photo)["alt"] == photo.alt_fi


def test_a_misspelt_argument_is_an_error(photo: Photo) -> None:
    with pytest.raises(TemplateSyntaxError, match="colour"):
        draw('colour="red"', photo=photo)
