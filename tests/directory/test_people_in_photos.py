"""Who is in a picture: printed as they were then, found in the register as long as they are in it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from directory.actions import picture, show_people
from directory.models import ContactPerson, PhotoPerson
from photos.actions import replace_original
from photos.models import Photo
from photos.originals import examine
from photos.people import PersonShown, Row
from tests.factories import make_contact, make_photo, make_published_article, make_user
from tests.photos.factories import make_upload

pytestmark = pytest.mark.django_db


def in_picture(photo: Photo, *names: str, **over: Any) -> list[PhotoPerson]:
    return [
        PhotoPerson.objects.create(photo=photo, name=name, position=position, **over)
        for position, name in enumerate(names, start=1)
    ]


def names(photo: Photo) -> list[str]:
    photo.refresh_from_db()
    return [person.name for person in photo.people_shown]


# Printed as they were then


def test_who_is_chosen_from_the_register_is_printed_as_there() -> None:
    person = make_contact(name="Elli Rantala", title_en="Director", title_fi="Johtaja")

    place = PhotoPerson.objects.create(photo=make_photo(), person=person)

    assert (place.name, place.title_fi, place.title_sv, place.title_en) == ("Elli Rantala", "johtaja", "", "Director")


def test_what_is_printed_otherwise_stays_so() -> None:
    person = make_contact(name="Elli Rantala", title_en="Director")
    photo = make_photo()

    renamed = PhotoPerson.objects.create(photo=photo, person=person, name="Elli Salo")
    promoted = PhotoPerson.objects.create(photo=photo, person=person, title_en="Project manager")

    assert (renamed.name, renamed.title_en) == ("Elli Salo", "")
    assert (promoted.name, promoted.title_en) == ("Elli Rantala", "Project manager")


def test_a_later_change_in_the_register_changes_no_caption() -> None:
    person, photo = make_contact(name="Elli Rantala", title_en="Director"), make_photo()
    place = PhotoPerson.objects.create(photo=photo, person=person)
    person.name, person.title_en = "Elli Salo", "President"
    person.save()

    place.refresh_from_db()
    place.save()
    show_people(photo=photo)

    assert names(photo) == ["Elli Rantala"]
    assert photo.people_shown[0].title == {"en": "Director"}


def test_who_leaves_the_register_stays_in_the_picture_by_name() -> None:
    person, photo = make_contact(name="Elli Rantala"), make_photo()
    place = PhotoPerson.objects.create(photo=photo, person=person)

    person.delete()

    place.refresh_from_db()
    assert (place.name, place.person) == ("Elli Rantala", None)
    show_people(photo=photo)
    assert photo.people_shown[0].contact is None


def test_somebody_without_a_name_is_refused_in_words_and_by_the_database() -> None:
    with pytest.raises(ValidationError) as refusal:
        PhotoPerson(photo=make_photo()).full_clean()
    assert list(refusal.value.message_dict) == ["name"]
    with pytest.raises(IntegrityError, match="photoperson_has_a_name"), transaction.atomic():
        PhotoPerson.objects.create(photo=make_photo())


# What the photo carries of it


def test_the_photo_carries_the_people_row_by_row_and_its_search_finds_them() -> None:
    photo, other = make_photo(), make_photo()
    person = make_contact(name="Åsa Öberg", title_sv="Rektor")
    PhotoPerson.objects.create(photo=photo, name="Kaj Ek", row=Row.BACK, position=1)
    PhotoPerson.objects.create(photo=photo, person=person, row=Row.FRONT, position=3)
    PhotoPerson.objects.create(photo=photo, name="Ada Niemi", row=Row.FRONT, position=2)
    in_picture(other, "Somebody Else")

    show_people(photo=photo)

    assert names(photo) == ["Ada Niemi", "Åsa Öberg", "Kaj Ek"]
    assert photo.people[1] == {"name": "Åsa Öberg", "title": {"sv": "rektor"}, "row": "front", "contact": person.pk}
    for words in ("oberg", "ÅSA", "ek kaj", "niemi roof"):
        assert list(Photo.objects.matching(words)) == [photo]
    assert not Photo.objects.matching("somebody").exists()


def test_people_at_one_place_stand_as_they_were_entered() -> None:
    photo = make_photo()
    in_picture(photo, "First")
    in_picture(photo, "Second")

    show_people(photo=photo)

    assert names(photo) == ["First", "Second"]


def test_writing_the_people_overwrites_nothing_else_of_the_photo() -> None:
    photo = make_photo()
    stale = Photo.objects.get(pk=photo.pk)
    Photo.objects.filter(pk=photo.pk).update(alt_en="Written meanwhile", version=7)
    in_picture(photo, "Kaj Ek")

    show_people(photo=stale)

    photo.refresh_from_db()
    assert (photo.alt_en, photo.version, names(photo)) == ("Written meanwhile", 7, ["Kaj Ek"])


def test_people_come_and_go_with_the_picture() -> None:
    source, target, neither = make_photo(), make_photo(), make_photo()
    person = make_contact()
    in_picture(source, "Kaj Ek", "Ada Niemi", person=person)
    in_picture(target, "Somebody Else")

    for photo in (source, target, neither):
        show_people(photo=photo)

    picture(photo=target, people=source.people_shown)

    assert names(target) == ["Kaj Ek", "Ada Niemi"]
    assert [place.person for place in target.people_places.all()] == [person, person]
    assert source.people_places.count() == 2
    picture(photo=target, people=neither.people_shown)
    assert names(target) == []
    picture(photo=source, people=source.people_shown)
    assert [place.person for place in source.people_places.all()] == [person, person]


def test_who_has_left_the_register_meanwhile_stays_in_the_picture_by_name() -> None:
    photo = make_photo()

    picture(photo=photo, people=[PersonShown("Ada Niemi", {"fi": "rehtori"}, "front", contact=4711)])

    (place,) = photo.people_places.all()
    assert (place.person, place.name, place.title_fi, place.title_en, place.row) == (
        None,
        "Ada Niemi",
        "rehtori",
        "",
        "front",
    )


def test_a_replacement_that_shows_the_same_keeps_the_people_and_another_picture_forgets_them() -> None:
    photo, other = make_photo(), make_photo()
    in_picture(photo, "Kaj Ek")
    in_picture(other, "Ada Niemi")
    for one in (photo, other):
        show_people(photo=one)

    replace_original(photo=photo, original=examine(make_upload(300, 300)), actor=None)
    assert names(photo) == ["Kaj Ek"]

    replace_original(photo=photo, original=examine(make_upload(310, 300)), actor=None, like=other)
    assert names(photo) == ["Ada Niemi"]

    replace_original(photo=photo, original=examine(make_upload(320, 300)), actor=None, shows_another=True)
    assert (names(photo), photo.people_places.count()) == ([], 0)
    assert names(other) == ["Ada Niemi"]


def test_a_deleted_photo_takes_its_places_along_and_nobody_with_them() -> None:
    photo, person = make_photo(), make_contact()
    PhotoPerson.objects.create(photo=photo, person=person)

    photo.delete()

    assert not PhotoPerson.objects.exists()
    assert ContactPerson.objects.filter(pk=person.pk).exists()


# In the back office


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_user("editor"))
    return client


def change_url(photo: Photo) -> str:
    return reverse("admin:photos_photo_change", args=[photo.pk])


def opened(client: Client, photo: Photo) -> dict[str, Any]:
    """What the browser of somebody who opened the form would send back."""
    context = client.get(change_url(photo)).context
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = [context["adminform"].form, *(form for formset in formsets for form in (formset.management_form, *formset))]
    values = {bound.html_name: bound.value() for form in forms for bound in form}
    values |= {"version": context["original"].version, "keywords": ""}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def people_rows(*rows: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {"people_places-TOTAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        data |= {f"people_places-{number}-{name}": value for name, value in {"position": number + 1, **row}.items()}
    return data


def test_the_form_of_a_photo_writes_who_is_where(desk: Client) -> None:
    photo, person = make_photo(), make_contact(name="Elli Rantala", title_en="Director")
    rows = people_rows(
        {"name": "Kaj Ek", "row": "back"},
        {"person": person.pk, "row": "front", "position": 5},
        {"name": "Ada Niemi", "title_en": "Mayor", "row": "front", "position": 4},
    )

    answer = desk.post(change_url(photo), opened(desk, photo) | rows)

    assert answer.status_code == 302
    assert names(photo) == ["Ada Niemi", "Elli Rantala", "Kaj Ek"]
    assert list(Photo.objects.matching("rantala")) == [photo]


def test_a_row_that_is_taken_out_is_out_of_the_caption(desk: Client) -> None:
    photo = make_photo()
    in_picture(photo, "Kaj Ek", "Ada Niemi")
    show_people(photo=photo)

    desk.post(change_url(photo), opened(desk, photo) | {"people_places-0-DELETE": "on"})

    assert names(photo) == ["Ada Niemi"]
    assert not Photo.objects.matching("kaj").exists()


def test_new_people_come_last_and_rows_may_change_places(desk: Client) -> None:
    photo = make_photo()
    in_picture(photo, "Kaj Ek", "Ada Niemi")
    form = desk.get(change_url(photo)).context["inline_admin_formsets"][0].formset.empty_form
    assert form["position"].value() == 3

    desk.post(change_url(photo), opened(desk, photo) | {"people_places-0-position": 9})

    assert names(photo) == ["Ada Niemi", "Kaj Ek"]


def test_nobody_without_a_name_gets_in(desk: Client) -> None:
    photo = make_photo()

    answer = desk.post(change_url(photo), opened(desk, photo) | people_rows({"title_en": "Mayor"}))

    assert answer.status_code == 200
    assert "Give a name, or choose somebody from the register." in answer.content.decode()
    assert names(photo) == []


def test_who_may_not_change_a_public_photo_changes_nobody_in_it(client: Client) -> None:
    photo = make_photo()
    in_picture(photo, "Kaj Ek")
    show_people(photo=photo)
    make_published_article(photos=[photo])
    client.force_login(make_user("writer"))

    answer = client.post(
        change_url(photo), {"version": photo.version, "people_places-INITIAL_FORMS": 0} | people_rows({"name": "Me"})
    )

    assert answer.status_code == 403
    assert names(photo) == ["Kaj Ek"]
