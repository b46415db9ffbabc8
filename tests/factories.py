"""The things that most tests need, valid and minimal; a test says what it is about: `make_article(title="Snow")`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group

from accounts.models import User
from news.models import Article, ArticleAgreement, ArticleContact, ArticleEdition, ArticlePhoto, Topic
from photos.models import Photo
from publishing import actions
from tests.directory.factories import make_contact, make_home, make_organisation
from tests.partnerships.factories import make_agreement, make_espoo_aalto, make_partnership
from tests.photos.factories import make_photo as make_photo_of_any_size
from tests.photos.factories import make_upload

__all__ = [
    "make_agreement",
    "make_article",
    "make_contact",
    "make_espoo_aalto",
    "make_home",
    "make_organisation",
    "make_partnership",
    "make_photo",
    "make_published_article",
    "make_topic",
    "make_user",
    "publish",
    "revise",
]


def make_user(role: str = "editor", **over: Any) -> User:
    """A new member of staff with that role of `accounts.roles`."""
    number = User.objects.count() + 1
    fields = {"username": f"{role}{number}", "email": f"{role}{number}@example.org", "is_staff": True} | over
    user: User = User.objects.create_user(password="correct horse battery", **fields)
    user.groups.set([Group.objects.get(name=role)])
    return user


def make_topic(**over: Any) -> Topic:
    number = Topic.objects.count() + 1
    fields: dict[str, Any] = {"position": number}
    for language, word in (("fi", "Aihe"), ("sv", "Tema"), ("en", "Topic")):
        fields |= {f"name_{language}": f"{word} {number}", f"slug_{language}": f"{word.lower()}-{number}"}
    return Topic.objects.create(**fields | over)


def make_photo(**over: Any) -> Photo:
    """A small photo that can be described to readers of all three languages."""
    words = {"alt_fi": "Valoisa katto", "alt_sv": "Ett ljust tak", "alt_en": "A light roof"}
    return make_photo_of_any_size(**{"upload": make_upload(280, 210), **words} | over)


def make_article(
    *,
    topics: Iterable[Topic] = (),
    tags: Iterable[str] = (),
    photos: Iterable[Photo] = (),
    contacts: Iterable[Any] = (),
    organisations: Iterable[Any] = (),
    agreements: Iterable[Any] = (),
    **over: Any,
) -> Article:
    """A working copy that could be published as it stands, in English unless told otherwise."""
    number = Article.objects.count() + 1
    fields = {
        "language": "en",
        "title": f"Article {number}",
        "slug": f"article-{number}",
        "lead": f"The lead of article {number}.",
        "body": f"<p>The text of article {number}.</p>",
    } | over
    article = Article.objects.create(**fields)
    article.topics.set(topics)
    article.organisations.set(organisations)
    article.tags.set(tags)
    for position, photo in enumerate(photos, start=1):
        ArticlePhoto.objects.create(article=article, photo=photo, position=position)
    for position, contact in enumerate(contacts, start=1):
        ArticleContact.objects.create(article=article, contact=contact, position=position)
    for agreement in agreements:
        ArticleAgreement.objects.create(article=article, agreement=agreement)
    return article


def publish(article: Article, **how: Any) -> ArticleEdition:
    """Publish the working copy as it stands in the database, as some editor."""
    editor = User.objects.filter(groups__name="editor").first() or make_user("editor")
    edition: ArticleEdition = actions.publish(document=article, actor=editor, **how)
    return edition


def make_published_article(
    *, live_from: datetime | None = None, live_until: datetime | None = None, change_note: str = "", **over: Any
) -> ArticleEdition:
    """An article that is public now, or from and until the given times; its working copy is `edition.document`."""
    return publish(make_article(**over), live_from=live_from, live_until=live_until, change_note=change_note)


def revise(article: Article, **fields: Any) -> Article:
    """Save other words into the working copy, as its form would; nothing public changes."""
    article.refresh_from_db()
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    return article
