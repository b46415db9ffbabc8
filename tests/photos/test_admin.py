"""The photo library in the back office: found, described, replaced, withdrawn, put aside."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from photos import actions
from photos.admin.taking_in import MOST_AT_ONCE
from photos.models import FormerOriginal, Photo
from publishing import actions as publishing_actions
from publishing.clock import helsinki_date
from tests.conftest import Clock
from tests.factories import make_article, make_contact, make_partnership, make_published_article, make_user
from tests.photos.factories import encoded, files_below, make_photo, make_upload, picture

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def address(name: str, *arguments: int) -> str:
    return reverse(f"admin:photos_photo_{name}", args=arguments)


@pytest.fixture
def as_a(client: Client) -> Callable[[str], User]:
    """Signs somebody with that role in."""

    def sign_in(role: str) -> User:
        person = make_user(role)
        client.force_login(person)
        return person

    return sign_in


@pytest.fixture
def editor(as_a: Callable[[str], User]) -> User:
    return as_a("photo-editor")


def listed(client: Client, **query: Any) -> set[Photo]:
    answer = client.get(address("changelist"), query)
    assert answer.status_code == 200
    return set(answer.context["cl"].queryset)


def form_data(client: Client, url: str) -> dict[str, Any]:
    """What a browser would send from the form of a photo, untouched."""
    form = client.get(url).context["adminform"].form
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    data["keywords"] = ", ".join(str(tag) for tag in data.get("keywords") or ())
    inline = {f"people_places-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {**data, **inline, "version": form.instance.version}


# Finding


def test_photos_are_found_by_words_people_place_photographer_and_keyword_however_they_are_typed(
    editor: User, client: Client
) -> None:
    found = make_photo(
        alt_sv="Åbo slott i snö",
        photographer="Sirkka-Liisa Öhman",
        place="Tähtitorninmäki",
        keywords=("Kävelykatu",),
        people=[{"name": "Päivi Sutinen", "title": {}, "row": "", "contact": None}],
    )
    make_photo(upload=make_upload(300, 300))

    for words in ("ÅBO", "abo slott", "öhman", "tahtitornin", "kavelykatu", "SUTINEN", "snö sirkka"):
        assert listed(client, q=words) == {found}, words
    assert listed(client, q="turku") == set()


def test_the_library_is_narrowed_by_rights_to_the_day(editor: User, client: Client, clock: Clock) -> None:
    today = helsinki_date(clock.at)
    plain, soon, later, ended, early = (
        make_photo(upload=make_upload(300 + side, 300), **rights)
        for side, rights in enumerate(
            (
                {},
                {"usable_until": today + 30 * DAY},
                {"consent": "agreed", "consent_until": today + 90 * DAY},
                {"usable_until": today - DAY},
                {"usable_from": today + DAY},
            )
        )
    )
    withdrawn = make_photo(upload=make_upload(320, 300))
    actions.withdraw(photo=withdrawn, reason="asked", actor=editor)

    assert listed(client, rights="usable") == {plain, soon, later}
    assert listed(client, rights="soon") == {soon}
    assert listed(client, rights="later") == {soon, later}
    assert listed(client, rights="ended") == {ended}
    assert listed(client, rights="withdrawn") == {withdrawn}
    assert listed(client, rights="not") == {ended, early, withdrawn}
    clock.advance(DAY)
    assert listed(client, rights="not") == {ended, withdrawn}


def test_the_library_is_narrowed_by_what_is_missing(editor: User, client: Client) -> None:
    complete = make_photo(alt_fi="Katto", alt_sv="Ett tak")
    bare = make_photo(upload=make_upload(300, 300), credit_organisation="")
    decorative = make_photo(upload=make_upload(310, 300), alt_en="", is_decorative=True)
    free = make_photo(upload=make_upload(320, 300), credit_organisation="", licence="cc0-1.0")

    assert listed(client, missing="alt-fi") == listed(client, missing="alt-sv") == {bare, free}
    assert listed(client, missing="alt-en") == set()
    assert listed(client, missing="credit") == {bare}
    assert listed(client) == {complete, bare, decorative, free}


def test_the_library_is_narrowed_by_use_uploader_year_and_bin(editor: User, client: Client, clock: Clock) -> None:
    in_draft, inside_text, on_partnership, portrait, unused = (
        make_photo(upload=make_upload(300 + side, 300), actor=editor if side else None) for side in range(5)
    )
    article = make_article(photos=[in_draft], body=f'<figure data-embed="photo:{inside_text.pk}"></figure>')
    publishing_actions.save(document=article, actor=None)
    make_partnership(photo=on_partnership)
    make_contact(portrait=portrait)
    Photo.objects.filter(pk=unused.pk).update(taken_on="2019-12-31")
    unused.refresh_from_db()
    unused.save()

    assert listed(client, use="none") == {unused}
    assert listed(client, use="some") == {in_draft, inside_text, on_partnership, portrait}
    assert listed(client, by=editor.pk) == {inside_text, on_partnership, portrait, unused}
    assert listed(client, year=2019) == {unused}
    actions.move_to_bin(photo=unused, actor=editor)
    assert unused not in listed(client)
    assert listed(client, bin="yes") == {unused}


@pytest.mark.parametrize(
    "query", ["rights=x", "use='", "year=abc", "by=0", "p=999", "p=x", "q=%00", "missing=alt-de", "view=x", "o=99"]
)
def test_no_address_of_the_library_is_an_error(query: str, editor: User, client: Client) -> None:
    make_photo()
    assert client.get(f"{address('changelist')}?{query}", follow=True).status_code == 200


def test_the_way_the_library_is_looked_at_is_remembered(editor: User, client: Client) -> None:
    make_photo()
    assert b'class="photo-tiles"' in client.get(address("changelist")).content
    answer = client.get(address("changelist"), {"view": "list", "use": "none"})
    assert answer["Location"] == f"{address('changelist')}?use=none"
    assert b'class="photo-tiles"' not in client.get(address("changelist")).content


@pytest.mark.parametrize("view", ["grid", "list"])
def test_the_library_asks_the_same_number_of_questions_for_many_photos(
    view: str, editor: User, client: Client, django_assert_num_queries: Any
) -> None:
    client.get(address("changelist"), {"view": view})
    for side in range(2, 30):
        make_photo(upload=make_upload(300 + side, 300), actor=editor)
    with django_assert_num_queries(8):
        assert len(client.get(address("changelist")).context["cl"].result_list) == 28
    with django_assert_num_queries(5):
        client.get(address("choose"), {"q": "roof"})


# Describing


def test_what_the_file_says_is_offered_and_saved_only_when_somebody_has_seen_it(editor: User, client: Client) -> None:
    photo = make_photo(alt_en="", credit_organisation="")
    Photo.objects.update(
        readings={
            "alt": {"en": "A roof"},
            "caption": {"": "Valkoinen katto, jonka alla kulkee ihmisiä portaita ylös"},
            "photographer": "Aino Kuvaaja",
            "credit": "Aalto University / Aino Kuvaaja",
            "keywords": ["roof", "white stair"],
            "taken_on": "2024-02-29",
            "licence_url": "http://creativecommons.org/licenses/by/4.0/",
        }
    )
    assert not Photo.objects.get().is_described

    data = form_data(client, address("change", photo.pk))
    assert client.post(address("change", photo.pk), data).status_code == 302

    saved = Photo.objects.get()
    assert (saved.alt_en, saved.photographer, saved.credit_organisation) == (
        "A roof",
        "Aino Kuvaaja",
        "Aalto University",
    )
    assert saved.caption_fi.startswith("Valkoinen katto")
    assert (str(saved.taken_on), saved.licence) == ("2024-02-29", "cc-by-4.0")
    assert set(saved.keywords.names()) == {"roof", "white stair"}
    assert saved.readings == {}


def test_many_photos_are_described_on_one_page_and_only_the_wrong_ones_stay(editor: User, client: Client) -> None:
    good, wrong, untouched = (
        make_photo(upload=make_upload(300 + side, 300), alt_en="", credit_organisation="") for side in range(3)
    )
    data = {"photo": [good.pk, wrong.pk], "all-credit_organisation": "Aalto University", "all-licence": "press"}
    for photo, alt in ((good, "A roof over a stair"), (wrong, "Kaksi ihmistä kävelee aukion poikki kirjastoon")):
        data |= {f"photo-{photo.pk}-{name}": "0.5" for name in ("focal_x", "focal_y")}
        data |= {f"photo-{photo.pk}-alt_en": alt, f"photo-{photo.pk}-version": photo.version}

    answer = client.post(address("add"), data)

    (left,) = answer.context["forms"]
    assert left.instance == wrong
    assert "This seems to be Finnish." in left.errors["alt_en"][0]
    good.refresh_from_db()
    assert (good.alt_en, good.credit_line, good.licence) == ("A roof over a stair", "Aalto University", "press")
    assert not Photo.objects.get(pk=wrong.pk).is_described
    again = client.post(address("add"), {**data, "photo": [wrong.pk], f"photo-{wrong.pk}-is_right": "on"})
    assert again.status_code == 302
    assert Photo.objects.get(pk=untouched.pk).version == untouched.version


def test_more_photos_than_fit_on_a_page_are_not_asked_of_the_database(editor: User, client: Client) -> None:
    photo = make_photo()
    keys = [photo.pk, *range(10_000, 10_000 + 2 * MOST_AT_ONCE), "x", "1" * 30, "-1", "\0"]
    assert len(client.get(address("add"), {"photo": keys}).context["forms"]) == 1


def test_a_stale_row_keeps_both_texts(editor: User, client: Client) -> None:
    photo = make_photo()
    stale = photo.version
    photo.alt_en = "What a colleague wrote"
    actions.revise(photo=photo, actor=None)
    data = {
        "photo": photo.pk,
        f"photo-{photo.pk}-version": stale,
        f"photo-{photo.pk}-alt_en": "What I wrote",
        **{f"photo-{photo.pk}-{name}": "0.5" for name in ("focal_x", "focal_y")},
    }
    page = client.post(address("add"), data).content.decode()

    assert "What a colleague wrote" in page
    assert "What I wrote" in page
    assert Photo.objects.get().alt_en == "What a colleague wrote"


def test_a_described_and_credited_photo_loses_neither(editor: User, client: Client) -> None:
    photo = make_photo()
    data = form_data(client, address("change", photo.pk))
    answer = client.post(address("change", photo.pk), {**data, "alt_en": "", "credit_organisation": ""})

    errors = answer.context["adminform"].form.errors
    assert set(errors) == {"alt_fi", "credit_organisation"}
    free = client.post(address("change", photo.pk), {**data, "credit_organisation": "", "licence": "cc0-1.0"})
    assert free.status_code == 302


def test_a_saved_change_of_rights_moves_the_files_at_once(editor: User, client: Client, media: Path) -> None:
    photo = make_photo()
    actions.build(photo_id=photo.pk)
    data = form_data(client, address("change", photo.pk))
    assert client.post(address("change", photo.pk), {**data, "usable_until": "2099-01-01"}).status_code == 302

    files = {name for name in files_below(media) if name.startswith("renditions/")}
    assert files
    assert {name.split("/")[1] for name in files} == {
        "open",
        "held",
    }  # The old ones go when the transaction is committed.
    photo.refresh_from_db()
    assert photo.is_held
    assert photo.preview.name.startswith("held/")


def test_the_page_of_a_photo_says_where_it_is_used_and_what_it_looks_like(
    editor: User, client: Client, clock: Clock, django_assert_max_num_queries: Any
) -> None:
    photo = make_photo()
    live = make_published_article(title="Snow on the roofs", photos=[photo])
    make_article(title="A later thought", photos=[photo])
    make_partnership(title_en="Espoo and Aalto", photo=photo)
    with django_assert_max_num_queries(40):
        page = client.get(address("change", photo.pk))

    uses = {use["name"]: use["standings"] for use in page.context["uses"]}
    assert uses == {
        "Snow on the roofs": ["public now", "working copy"],
        "A later thought": ["working copy"],
        "Espoo and Aalto": ["public now"],
    }
    assert reverse("admin:news_article_change", args=[live.document_id]) in page.content.decode()


def test_a_writer_changes_what_nothing_public_uses_and_is_told_who_may_change_the_rest(
    as_a: Callable[[str], User], client: Client
) -> None:
    free, used = make_photo(), make_photo(upload=make_upload(300, 300))
    make_published_article(photos=[used])
    as_a("writer")

    data = form_data(client, address("change", free.pk))
    assert client.post(address("change", free.pk), {**data, "alt_fi": "Valoisa katto"}).status_code == 302
    page = client.get(address("change", used.pk))
    assert "Public pages use this." in page.content.decode()
    answer = client.post(address("change", used.pk), {**data, "alt_fi": "Muuta"})
    assert answer.status_code == 403
    assert client.get(address("describe", used.pk)).status_code == 403
    assert client.get(address("replace", used.pk)).status_code == 403
    assert Photo.objects.get(pk=used.pk).alt_fi == ""


# Choosing


def test_the_dialog_offers_what_may_be_chosen_the_newest_first(editor: User, client: Client) -> None:
    photos = [make_photo(upload=make_upload(300 + side, 300), actor=editor if side % 2 else None) for side in range(6)]
    actions.withdraw(photo=photos[0], reason="asked", actor=editor)
    actions.move_to_bin(photo=photos[1], actor=editor)
    make_article(photos=[photos[5]])

    def offered(**query: Any) -> list[int]:
        return [tile["photo"].pk for tile in client.get(address("choose"), query).context["tiles"]]

    keys = [photo.pk for photo in photos]
    assert offered() == keys[:1:-1]
    assert offered(shelf="mine") == [keys[5], keys[3]]
    assert offered(shelf="unused") == [keys[4], keys[3], keys[2]]
    assert offered(q="nothing") == []
    assert offered(page="2") == []
    for query in (
        {"page": "x"},
        {"page": "-1"},
        {"page": "99999999999"},
        {"shelf": "x"},
        {"q": "\0"},
        {"language": "xx"},
    ):
        assert client.get(address("choose"), query).status_code == 200


def test_the_card_of_a_photo_says_what_it_lacks_in_that_language(editor: User, client: Client, clock: Clock) -> None:
    photo = make_photo(credit_organisation="", usable_from=helsinki_date(clock.at) + DAY)

    def card(language: str) -> dict[str, Any]:
        answer = client.get(address("card", photo.pk), {"language": language})
        assert answer["Cache-Control"].startswith("no-store")
        return dict(json.loads(answer.content))

    assert (card("en")["alt"], card("en")["needsAlt"]) == ("A light roof over a stair", False)
    assert (card("fi")["alt"], card("fi")["needsAlt"]) == ("", True)
    assert card("en")["needsCredit"]
    assert card("en")["obstacle"].startswith("It may be used from")
    assert client.get(address("card", photo.pk + 1)).status_code == 404


@pytest.mark.parametrize("name", ["changelist", "choose", "rights"])
def test_nobody_without_the_right_to_looks_into_the_library(name: str, client: Client) -> None:
    stranger = make_user("administrator")
    stranger.groups.clear()
    client.force_login(stranger)
    assert client.get(address(name)).status_code == 403


# Many at once


def rows(*photos: Photo, **words: Any) -> dict[str, Any]:
    """What the page of many photos sends for these, each with the same words."""
    data: dict[str, Any] = {"photo": [photo.pk for photo in photos]}
    for photo in photos:
        fields = {"version": photo.version, "focal_x": "0.5", "focal_y": "0.5", "alt_en": "A roof", **words}
        data |= {f"photo-{photo.pk}-{name}": value for name, value in fields.items()}
    return data


def test_whatever_was_written_about_however_many_photos_is_saved(editor: User, client: Client) -> None:
    photos = [make_photo() for _number in range(MOST_AT_ONCE + 1)]
    answer = client.post(address("add"), rows(*photos, photographer="Aino"))
    assert answer.status_code == 302
    assert Photo.objects.filter(photographer="Aino").count() == MOST_AT_ONCE + 1


def test_a_page_of_too_many_photos_says_that_it_shows_the_first(editor: User, client: Client) -> None:
    photos = [make_photo() for _number in range(MOST_AT_ONCE + 1)]
    chosen = {"action": "describe_together", "_selected_action": [photo.pk for photo in photos]}
    page = client.post(address("changelist"), chosen, follow=True)
    assert f"These are the first {MOST_AT_ONCE}; the others are in the library." in page.content.decode()
    assert len(page.context["forms"]) == MOST_AT_ONCE


def test_what_was_written_about_a_photo_that_went_public_meanwhile_is_not_lost(
    as_a: Callable[[str], User], client: Client
) -> None:
    as_a("writer")
    photo = make_photo()
    data = rows(photo, alt_en="What the writer wrote")
    make_published_article(photos=[photo])
    page = client.post(address("add"), data)
    (form,) = page.context["forms"]
    assert form.non_field_errors() == ["Public pages use this photo by now: only people who may publish can change it."]
    assert "What the writer wrote" in page.content.decode()
    assert Photo.objects.get().alt_en == photo.alt_en


def test_who_was_overtaken_on_the_page_of_many_can_save_once_more(editor: User, client: Client) -> None:
    photo = make_photo()
    data = rows(photo, alt_en="Mine", credit_organisation="City")
    actions.revise(photo=photo, actor=None)
    page = client.post(address("add"), data).content.decode()
    assert f'name="photo-{photo.pk}-version" value="2"' in page
    again = client.post(address("add"), {**data, f"photo-{photo.pk}-version": "2"})
    assert again.status_code == 302, again.context["forms"][0].errors
    assert Photo.objects.get().alt_en == "Mine"


def test_a_page_of_many_photos_asks_for_the_keywords_of_each_and_for_nothing_else_again(
    as_a: Callable[[str], User], client: Client
) -> None:
    photos = [make_photo() for _number in range(6)]
    as_a("writer")

    def queries(count: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address("add"), {"photo": [photo.pk for photo in photos[:count]]}).status_code == 200
        return len(asked)

    queries(1)
    # taggit reads the keywords of each.
    assert queries(6) == queries(1) + 5


def test_actions_are_offered_to_those_who_may_take_them(as_a: Callable[[str], User], client: Client) -> None:
    make_photo()
    for role, is_offered in (("writer", True), ("photo-editor", True), ("legal", False), ("administrator", False)):
        as_a(role)
        page = client.get(address("changelist")).content.decode()
        assert ("Move them to the bin" in page, "Describe them on one page" in page) == (is_offered, is_offered), role


# Rights that end


def test_what_ends_first_stands_first_whichever_end_it_has(editor: User, client: Client, clock: Clock) -> None:
    today = helsinki_date(clock.at)
    ends = {
        "in three": {"consent": "agreed", "consent_until": today + 3 * DAY},
        "tomorrow": {"consent": "agreed", "usable_until": today + 20 * DAY, "consent_until": today + DAY},
        "in five": {"usable_until": today + 5 * DAY},
        "in two": {"usable_until": today + 2 * DAY},
    }
    for name, fields in ends.items():
        make_photo(alt_en=name, **fields)
    order = ["tomorrow", "in two", "in three", "in five"]

    _title, found = client.get(address("rights")).context["sections"][0]
    assert [row["photo"].alt_en for row in found] == order
    listing = client.get(address("changelist"), {"o": "5"}).context["cl"]
    assert [photo.alt_en for photo in listing.result_list] == order


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("column", ["usable_until", "consent_until", "usable_from"])
def test_no_day_is_too_far_off_for_any_answer(day: str, column: str, client: Client) -> None:
    photo = make_photo(**{column: date.fromisoformat(day), "licence": "press"})
    for url in (f"/media/{photo.preview}", reverse("photos:press-photo", args=[photo.pk])):
        answer = client.get(url)
        assert answer.status_code in (200, 404)
        if answer.streaming:
            answer.getvalue()


@pytest.mark.parametrize("key", ["abc", "0", "9" * 40, "1%2F2", "%00"])
def test_the_address_of_no_photo_is_none(key: str, editor: User, client: Client) -> None:
    for page in ("delete", "change", "history"):
        url = reverse("admin:photos_photo_changelist") + f"{key}/{page}/"
        assert client.get(url, follow=True).status_code in (200, 404), page


# Replacing


def replacement(photo: Photo, content: bytes, **more: Any) -> dict[str, Any]:
    words = {
        f"{name}_{code}": getattr(photo, f"{name}_{code}") for name in ("alt", "caption") for code in ("fi", "sv", "en")
    }
    return {
        "upload": SimpleUploadedFile("new.jpg", content),
        "version": photo.version,
        "credit_organisation": photo.credit_organisation,
        **words,
        **more,
    }


def test_the_same_picture_in_a_better_file_keeps_its_words_wherever_it_is_used(editor: User, client: Client) -> None:
    photo = make_photo()
    edition = make_published_article(photos=[photo])
    better = encoded(picture(1200, 900))
    assert (
        client.post(address("replace", photo.pk), replacement(photo, better, shows="same", alt_en="x")).status_code
        == 302
    )

    changed = Photo.objects.get()
    assert (changed.width, changed.alt_en) == (1200, photo.alt_en)
    assert changed.preview.url in client.get(edition.get_absolute_url()).content.decode()
    assert FormerOriginal.objects.get().original.name == photo.original.name


def test_another_picture_needs_other_words(editor: User, client: Client) -> None:
    photo = make_photo(people=[{"name": "Aino", "title": {}, "row": "", "contact": None}])
    other = encoded(picture(1200, 900).rotate(180))
    refused = client.post(address("replace", photo.pk), replacement(photo, other, shows="other"))
    assert refused.context["form"].errors["alt_en"] == ["This still describes the old picture."]
    assert Photo.objects.get().width == 640

    answer = client.post(address("replace", photo.pk), replacement(photo, other, shows="other", alt_en="A floor"))
    assert answer.status_code == 302
    changed = Photo.objects.get()
    assert (changed.width, changed.alt_en, changed.people) == (1200, "A floor", [])


def test_words_written_at_a_place_about_the_old_picture_stop_the_replacement(editor: User, client: Client) -> None:
    photo = make_photo()
    article = make_article(title="Snow on the roofs", photos=[photo])
    article.photo_placements.update(caption="The roof on that morning")
    data = replacement(photo, encoded(picture(900, 900)), shows="other", alt_en="A floor")
    refused = client.post(address("replace", photo.pk), data)

    assert "Snow on the roofs" in refused.context["form"].non_field_errors()[0]
    assert Photo.objects.get().width == 640
    article.photo_placements.update(caption="")
    data = replacement(photo, encoded(picture(900, 900)), shows="other", alt_en="A floor")
    assert client.post(address("replace", photo.pk), data).status_code == 302


def test_a_photo_of_the_library_can_take_the_place_of_another_everywhere(editor: User, client: Client) -> None:
    photo = make_photo()
    better = make_photo(
        upload=make_upload(1000, 700), alt_en="A quay", credit_organisation="City", licence="press", focal_x=0.2
    )
    data = {"by": better.pk, "version": photo.version, "shows": "same"}
    assert client.post(address("replace", photo.pk), data).status_code == 302

    changed = Photo.objects.get(pk=photo.pk)
    assert (changed.width, changed.alt_en, changed.credit_line, changed.licence, changed.focal_x) == (
        1000, "A quay", "City", "press", 0.2,
    )  # fmt: skip
    assert changed.original.name != better.original.name
    assert Photo.objects.get(pk=better.pk).version == better.version


def test_a_former_file_comes_back(editor: User, client: Client) -> None:
    photo = make_photo()
    client.post(address("replace", photo.pk), replacement(photo, encoded(picture(1200, 900)), shows="same"))
    former = FormerOriginal.objects.get()
    assert client.post(address("replace", photo.pk), {"_bring_back": former.pk}).status_code == 302
    assert Photo.objects.get().sha256 == photo.sha256
    for key in ("x", "0", "9" * 30, str(former.pk)):
        assert client.post(address("replace", photo.pk), {"_bring_back": key}).status_code == 302
    assert Photo.objects.get().sha256 == photo.sha256


@pytest.mark.parametrize("data", [{}, {"shows": "same"}, {"shows": "x"}, {"by": "x"}, {"by": "99999"}])
def test_a_replacement_by_nothing_changes_nothing(data: dict[str, Any], editor: User, client: Client) -> None:
    photo = make_photo()
    answer = client.post(address("replace", photo.pk), {"version": photo.version, **data})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert Photo.objects.get().version == photo.version


# Withdrawing, the bin


def test_a_withdrawn_photo_leaves_every_page_and_comes_back_when_it_is_shown_again(
    editor: User, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    photo = make_photo()
    edition = make_published_article(photos=[photo])
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address("withdraw", photo.pk), {"_withdraw": "1", "reason": ""})
        assert answer.context["form"].errors["reason"]
        client.post(address("withdraw", photo.pk), {"_withdraw": "1", "reason": "The person asked"})
    reader = Client()
    assert "<figure" not in reader.get(edition.get_absolute_url()).content.decode()
    assert client.get(address("change", photo.pk)).status_code == 200

    client.post(address("withdraw", photo.pk), {"_reinstate": "1"})
    assert "<figure" in reader.get(edition.get_absolute_url()).content.decode()


def test_a_photo_in_use_does_not_go_into_the_bin_and_an_unused_one_comes_out_again(
    editor: User, client: Client
) -> None:
    used, free = make_photo(), make_photo(upload=make_upload(300, 300))
    make_article(title="Snow on the roofs", photos=[used])
    page = client.post(address("bin", used.pk))
    assert "Snow on the roofs" in page.content.decode()
    assert Photo.objects.get(pk=used.pk).binned_at is None

    for _press in range(2):  # A second press of the same button does not undo the first.
        client.post(address("bin", free.pk), {"_bin": "1"})
        assert Photo.objects.get(pk=free.pk).binned_at is not None
    for _press in range(2):
        client.post(address("bin", free.pk), {"_take_out": "1"})
        assert Photo.objects.get(pk=free.pk).binned_at is None


def test_django_itself_deletes_no_photo(editor: User, client: Client) -> None:
    photo = make_photo()
    url = reverse("admin:photos_photo_delete", args=[photo.pk])
    for answer in (client.get(url), client.post(url, {"post": "yes"})):
        assert answer["Location"] == address("bin", photo.pk)
    client.post(address("changelist"), {"action": "delete_selected", "_selected_action": [photo.pk], "post": "yes"})
    assert Photo.objects.filter(pk=photo.pk).exists()


def test_several_photos_go_into_the_bin_and_those_in_use_are_named(editor: User, client: Client) -> None:
    used, free = make_photo(alt_en="A used roof"), make_photo(upload=make_upload(300, 300))
    make_article(photos=[used])
    data = {"action": "bin_together", "_selected_action": [used.pk, free.pk]}
    answer = client.post(address("changelist"), data, follow=True)

    said = " ".join(map(str, answer.context["messages"]))
    assert "A used roof: This photo is in use." in said
    assert "1 photo is in the bin." in said
    assert set(Photo.objects.in_bin()) == {free}


@pytest.mark.parametrize("name", ["replace", "withdraw", "bin"])
def test_what_changes_pages_takes_the_right_to(name: str, as_a: Callable[[str], User], client: Client) -> None:
    photo = make_photo()
    make_published_article(photos=[photo])
    for role in ("writer", "legal", "administrator", "partnership-manager"):
        as_a(role)
        assert client.post(address(name, photo.pk), {"reason": "x", "_withdraw": "1"}).status_code == 403, role
    assert Photo.objects.get().version == photo.version


# The queue


def test_the_queue_says_what_ends_when_and_where_it_is_used(editor: User, client: Client, clock: Clock) -> None:
    today = helsinki_date(clock.at)
    soon, later, ended, forgotten = (
        make_photo(upload=make_upload(300 + side, 300), usable_until=today + days * DAY)
        for side, days in enumerate((10, 60, -1, -2))
    )
    make_article(title="Snow on the roofs", photos=[soon])
    make_article(title="Ice on the bay", photos=[ended])
    sections = [rows for _title, rows in client.get(address("rights")).context["sections"]]

    assert [[row["photo"] for row in rows] for rows in sections] == [[soon], [later], [ended]]
    assert [use["name"] for use in sections[0][0]["uses"]] == ["Snow on the roofs"]
    assert forgotten not in [row["photo"] for row in sections[2]]


def test_the_queue_asks_the_same_number_of_questions_for_many_photos(
    editor: User, client: Client, clock: Clock, django_assert_max_num_queries: Any
) -> None:
    today = helsinki_date(clock.at)
    for side in range(30):
        photo = make_photo(upload=make_upload(300 + side, 300), usable_until=today + (side + 1) * DAY)
        make_article(photos=[photo])
    with django_assert_max_num_queries(40):
        assert client.get(address("rights")).status_code == 200
