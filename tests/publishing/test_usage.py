"""Where a thing is used: in public, which decides who may change it, and anywhere, which decides what may go."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from directory.models import PhotoPerson
from news.models import Article
from photos.models import Photo
from publishing import actions
from publishing.embeds import Embed
from publishing.usage import Standing, is_used_publicly, publicly_used, unreferred, unused, uses, uses_of
from tests.conftest import Clock
from tests.factories import (
    make_agreement,
    make_article,
    make_contact,
    make_organisation,
    make_partnership,
    make_photo,
    make_published_article,
    make_topic,
    make_user,
    publish,
    revise,
)
from tests.news.photo_rows import make_photo_rows

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_what_only_drafts_use_is_not_public(clock: Clock) -> None:
    photo, contact, topic, partner = make_photo(), make_contact(), make_topic(), make_organisation()
    make_article(photos=[photo], contacts=[contact], topics=[topic], organisations=[partner])

    assert [thing for thing in (photo, contact, topic, partner) if is_used_publicly(thing, clock.at)] == []


def test_what_a_live_or_scheduled_article_shows_is_public(clock: Clock) -> None:
    photo, contact, topic, partner = make_photo(), make_contact(), make_topic(), make_organisation()
    make_published_article(photos=[photo], contacts=[contact])
    make_published_article(topics=[topic], organisations=[partner], live_from=clock.at + HOUR)

    assert [publicly_used([thing], clock.at) for thing in (photo, contact, topic, partner)] == [
        {photo.pk},
        {contact.pk},
        {topic.pk},
        {partner.pk},
    ]


def test_several_things_are_asked_about_with_as_many_queries_as_one(clock: Clock) -> None:
    photos = [make_photo() for _ in range(4)]
    make_published_article(photos=photos[:2])

    with CaptureQueriesContext(connection) as one:
        assert publicly_used(photos[:1], clock.at) == {photos[0].pk}
    with CaptureQueriesContext(connection) as several:
        assert publicly_used(photos, clock.at) == {photo.pk for photo in photos[:2]}
    assert len(several) == len(one)
    assert publicly_used([], clock.at) == set()


def test_what_an_article_showed_once_is_free_when_it_shows_it_no_more(clock: Clock) -> None:
    photo, topic = make_photo(), make_topic()
    article = make_published_article(photos=[photo], topics=[topic]).document
    clock.advance(HOUR)
    article.photo_placements.all().delete()
    publish(revise(article))
    assert not is_used_publicly(photo, clock.at)
    assert is_used_publicly(topic, clock.at)

    clock.advance(HOUR)
    actions.withdraw(document=article, actor=make_user())
    assert not is_used_publicly(topic, clock.at)


def test_public_things_make_public_what_they_point_at(clock: Clock) -> None:
    photo, portrait, partner = make_photo(), make_photo(), make_organisation()
    partnership = make_partnership(photo=photo, visibility="private")
    contact = make_contact(portrait=portrait, is_public=False)
    make_agreement(make_organisation(), partner, partnership=partnership)
    assert [thing for thing in (photo, portrait, partner) if is_used_publicly(thing, clock.at)] == []

    partnership.visibility, contact.is_public = "public", True
    partnership.save()
    contact.save()

    assert [thing for thing in (photo, portrait, partner) if not is_used_publicly(thing, clock.at)] == []


# Everywhere


def with_photo_inside(photo: Photo, **over: Any) -> Article:
    """A working copy, saved as its form would, with the photo in its text."""
    article = make_article(body=f"<p>Text</p>{Embed('photo', photo.pk)}", **over)
    actions.save(document=article, actor=None)
    return article


def standings(thing: Any, at: datetime) -> list[tuple[Any, tuple[str, ...]]]:
    return [(use.holder, tuple(map(str, use.standings))) for use in uses(thing, at)]


def test_each_kind_of_place_says_how_it_stands(clock: Clock) -> None:
    photo = make_photo()
    public = make_partnership(photo=photo, visibility="public")
    private = make_partnership(photo=photo, visibility="private")
    shown, hidden = make_contact(portrait=photo), make_contact(portrait=photo, is_public=False)
    gone = make_contact(portrait=photo, valid_until=clock.at.date() - timedelta(days=2))
    placed, inside = make_article(photos=[photo]), with_photo_inside(photo)

    found = dict(standings(photo, clock.at))

    assert found == {
        public: ("live",),
        shown: ("live",),
        placed: ("draft",),
        inside: ("draft",),
        private: ("internal",),
        hidden: ("internal",),
        gone: ("internal",),
    }


def test_an_article_that_shows_a_photo_in_several_ways_is_one_use_with_all_its_standings(clock: Clock) -> None:
    photo = make_photo()
    article = with_photo_inside(photo, photos=[photo])
    publish(article)
    clock.advance(HOUR)
    publish(revise(article, title="Later"), live_from=clock.at + HOUR)

    assert standings(photo, clock.at) == [(article, ("live", "scheduled", "draft"))]
    clock.advance(2 * HOUR)
    assert standings(photo, clock.at) == [(article, ("live", "draft"))]


def test_what_was_shown_once_is_no_use_today(clock: Clock) -> None:
    photo = make_photo()
    article = with_photo_inside(photo)
    publish(article)
    clock.advance(HOUR)

    publish(revise(article, body="<p>Without</p>"))

    assert uses(photo, clock.at) == []
    assert photo not in unreferred(Photo.objects.all())


def test_public_uses_come_first_then_the_newest(clock: Clock) -> None:
    photo = make_photo()
    drafts = [make_article(photos=[photo]), make_article(photos=[photo])]
    scheduled = make_published_article(photos=[photo], live_from=clock.at + HOUR).document
    lives = [make_published_article(photos=[photo]).document for _ in range(2)]
    public, private = make_partnership(photo=photo), make_partnership(photo=photo, visibility="private")

    holders = [use.holder for use in uses(photo, clock.at)]

    assert holders == [*lives[::-1], public, scheduled, *drafts[::-1], private]


def test_the_parts_of_a_partnership_speak_for_the_whole(clock: Clock) -> None:
    contact, partner = make_contact(), make_organisation()
    partnership = make_partnership(visibility="public")
    partnership.contact_places.create(contact=contact)
    agreement = make_agreement(make_organisation(is_home=False), partner, partnership=partnership)

    assert standings(contact, clock.at) == [(partnership, ("live",))]
    assert standings(partner, clock.at) == [(agreement, ("live",))]


def test_to_be_in_a_picture_is_no_use_of_the_picture(clock: Clock) -> None:
    photo, person = make_photo(), make_contact()
    PhotoPerson.objects.create(photo=photo, person=person)

    assert uses(photo, clock.at) == uses(person, clock.at) == []


def test_fifty_things_cost_as_many_queries_as_one(clock: Clock) -> None:
    photos = make_photo_rows(*({} for _ in range(50)))
    make_published_article(photos=photos)
    with_photo_inside(photos[0])
    make_partnership(photo=photos[1])
    make_contact(portrait=photos[2])

    with CaptureQueriesContext(connection) as one:
        alone = uses_of(photos[:1], clock.at)
    with CaptureQueriesContext(connection) as many:
        found = uses_of(photos, clock.at)

    assert len(one) == len(many)
    assert found[photos[0].pk] == alone[photos[0].pk]
    assert {pk: len(places) for pk, places in found.items()} == {
        photo.pk: 2 if number < 3 else 1 for number, photo in enumerate(photos)
    }
    assert uses_of([], clock.at) == {}


def test_unused_is_what_has_no_use_and_unreferred_what_never_had_one(clock: Clock) -> None:
    placed, inside, portrait, of_partnership, live, past, free = (make_photo() for _ in range(7))
    make_article(photos=[placed])
    with_photo_inside(inside)
    make_contact(portrait=portrait, is_public=False)
    make_partnership(photo=of_partnership, visibility="private")
    article = make_published_article(photos=[live, past]).document
    clock.advance(HOUR)
    article.photo_placements.filter(photo=past).delete()
    publish(revise(article))
    article.photo_placements.all().delete()
    everything = Photo.objects.all()

    without_use = set(unused(everything, clock.at))

    assert without_use == {past, free}
    assert without_use == {photo for photo in everything if not uses(photo, clock.at)}
    assert set(unreferred(everything)) == {free}
    assert set(unused(Photo.objects.filter(pk=free.pk), clock.at)) == {free}


def test_a_photo_of_which_nothing_is_left_can_be_deleted_and_one_in_a_text_cannot() -> None:
    free, inside = make_photo(), make_photo()
    article = with_photo_inside(inside)

    free.delete()
    with pytest.raises(ProtectedError):
        inside.delete()

    article.delete()
    inside.delete()
    assert not Photo.objects.exists()


def test_how_a_use_stands_is_said_in_words() -> None:
    assert [str(standing.label) for standing in Standing] == ["public now", "scheduled", "working copy", "not public"]
