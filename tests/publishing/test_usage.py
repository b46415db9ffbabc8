"""Where a thing is used in public: that decides who may change it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from publishing import actions
from publishing.usage import is_used_publicly, public_uses
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

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_what_only_drafts_use_is_not_public(clock: Clock) -> None:
    photo, contact, topic, partner = make_photo(), make_contact(), make_topic(), make_organisation()
    make_article(photos=[photo], contacts=[contact], topics=[topic], organisations=[partner])

    assert [thing for thing in (photo, contact, topic, partner) if is_used_publicly(thing, clock.at)] == []


def test_what_a_live_or_scheduled_article_shows_is_public(clock: Clock) -> None:
    photo, contact, topic, partner = make_photo(), make_contact(), make_topic(), make_organisation()
    live = make_published_article(photos=[photo], contacts=[contact])
    later = make_published_article(topics=[topic], organisations=[partner], live_from=clock.at + HOUR)

    assert [list(public_uses(thing, clock.at)) for thing in (photo, contact, topic, partner)] == [
        [live],
        [live],
        [later],
        [later],
    ]


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
