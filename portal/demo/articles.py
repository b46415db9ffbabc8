"""Demonstration articles, written and published the way an editor does it."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from directory.models import ContactPerson, Organisation
from news.models import Article, ArticleAgreement, ArticleContact, ArticleEdition, ArticlePhoto, Topic
from partnerships.models import Agreement
from photos.models import Photo
from portal.demo.register import CONTENT, keys, read
from publishing import actions, clock
from publishing.addresses import free_slug
from publishing.text import LANGUAGES

REASON = "Demonstration: as if published on an earlier site"


@dataclass(frozen=True)
class Shelf:
    """What articles refer to, by the keys that the content files use."""

    topics: dict[str, Topic]
    organisations: dict[str, Organisation]
    contacts: dict[str, ContactPerson]
    photos: dict[str, Photo]
    agreements: dict[str, Agreement]


def load_articles(shelf: Shelf, writer: User, editor: User) -> int:
    """All articles, oldest first; answers how many language versions there are."""
    rows = [read(f"articles/{path.stem}") for path in (CONTENT / "articles").glob("*.toml")]
    count = 0
    for row in sorted(rows, key=lambda row: row["published"]):
        family = uuid.uuid4()
        for language in LANGUAGES:
            if language in row:
                _load(row, row[language], language, family, shelf, writer, editor)
                count += 1
    return count


def _load(
    row: dict[str, Any],
    words: dict[str, Any],
    language: str,
    family: uuid.UUID,
    shelf: Shelf,
    writer: User,
    editor: User,
) -> None:
    published_at = row["published"].replace(tzinfo=clock.HELSINKI)
    article = _working_copy(row, words, language, family, shelf, writer)
    state = row.get("state", "live")
    if state == "draft":
        actions.save(document=article, actor=writer)
        return
    article.published_at, article.published_at_reason = published_at, REASON
    article.save()
    actions.publish(document=article, actor=editor)
    if "change" in words:
        edition = actions.publish(document=article, actor=editor, change_note=words["change"]["note"])
        _date_back(edition, words["change"]["at"].replace(tzinfo=clock.HELSINKI))
    if state == "withdrawn":
        actions.withdraw(document=article, actor=editor)


def _with_photos(body: str, photos: dict[str, Photo]) -> str:
    """The text with the keys of the content files turned into those of the library, where photos stand inside it."""
    return re.sub(r'data-embed="photo:([a-z0-9-]+)"', lambda match: f'data-embed="photo:{photos[match[1]].pk}"', body)


def _date_back(edition: ArticleEdition, changed_at: datetime) -> None:
    """Readers were told of the change on the earlier site, not on the day on which the demonstration was loaded."""
    edition.changed_at = changed_at
    edition.change_notes = [{**note, "at": changed_at.isoformat()} for note in edition.change_notes]
    edition.save(update_fields=["changed_at", "change_notes"])


def _working_copy(
    row: dict[str, Any], words: dict[str, Any], language: str, family: uuid.UUID, shelf: Shelf, writer: User
) -> Article:
    article = Article(
        language=language,
        translation_key=family,
        kind=row["kind"],
        kicker=words.get("kicker", ""),
        title=words["title"],
        lead=words["lead"],
        body=_with_photos(words["body"], shelf.photos),
        owner=writer,
    )
    at = clock.now()
    article.slug = free_slug(article, at)
    article.stamp(actor=writer, at=at)
    article.full_clean(exclude=["owner"])
    article.save()
    article.topics.set(keys(row["topics"], shelf.topics))
    article.organisations.set(keys(row.get("organisations", []), shelf.organisations))
    article.tags.set(words.get("tags", []))
    ArticlePhoto.objects.bulk_create(
        ArticlePhoto(article=article, photo=photo, position=position)
        for position, photo in enumerate(keys(row.get("photos", []), shelf.photos), start=1)
    )
    ArticleContact.objects.bulk_create(
        ArticleContact(article=article, contact=contact, position=position)
        for position, contact in enumerate(keys(row.get("contacts", []), shelf.contacts), start=1)
    )
    ArticleAgreement.objects.bulk_create(
        ArticleAgreement(article=article, agreement=shelf.agreements[mention["agreement"]], role=mention["role"])
        for mention in row.get("agreements", [])
    )
    return article
