"""What a reader is shown: an article's content joined with the things it refers to, as they are at that moment.

The public page and the preview use the same `ArticlePage`; the templates cannot tell which one they were given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Value
from django.urls import reverse
from django.utils.translation import override

from directory.models import ContactPerson, Organisation
from news.content import ArticleContent
from news.models import Article, ArticleEdition, Tag, Topic
from partnerships.panels import AgreementPanel, agreement_panels
from photos.embeds import PHOTO
from photos.figures import Figure, figure, words
from photos.models import Photo
from publishing import embeds
from publishing.richtext import RichText, trusted
from publishing.text import Text
from publishing.webpage import LanguageLink, language_links

RELATED = 3


@dataclass(frozen=True)
class TopicLink:
    name: Text
    url: str


@dataclass(frozen=True)
class TagLink:
    name: str
    url: str


@dataclass(frozen=True)
class ChangeNote:
    at: datetime
    text: str


@dataclass(frozen=True)
class ArticleCard:
    title: str
    url: str
    kicker: str
    lead: str
    language: str
    published_at: datetime
    photo: Photo | None
    alt: Text
    topics: list[TopicLink]


@dataclass(frozen=True)
class ArticlePage:
    language: str
    kind: str
    kicker: str
    title: str
    lead: str
    body: RichText
    published_at: datetime
    changed_at: datetime | None
    change_notes: list[ChangeNote]
    topics: list[TopicLink]
    hero: Figure | None
    figures: list[Figure]
    contacts_heading: str
    contacts: list[ContactPerson]
    tags: list[TagLink]
    agreements: list[AgreementPanel]
    organisations: list[Organisation]
    translations: list[LanguageLink]
    related: list[ArticleCard]
    url: str
    is_preview: bool

    @property
    def is_press_release(self) -> bool:
        return self.kind == Article.Kind.PRESS_RELEASE

    @property
    def other_organisations(self) -> list[Organisation]:
        """Those that the agreement panels do not name already."""
        named = {party.organisation_pk for panel in self.agreements for party in panel.parties}
        return [organisation for organisation in self.organisations if organisation.pk not in named]


def article_page(content: ArticleContent, at: datetime, **facts: Any) -> ArticlePage:
    """Join `content` with its things as they are at `at`.

    `facts` are the fields that only an edition or a preview knows.
    """
    photos = Photo.objects.visible_to(None, at).in_bulk(content.photo_ids) if content.photo_ids else {}
    figures = _figures(content, photos)
    lead_photo = content.photos[0].photo if content.photos else None
    hero = next((figure for figure in figures if figure.photo.pk == lead_photo), None)
    # A notice is in no list of news, so its topics and tags would lead to where it is not.
    topics, tags = ([], []) if content.kind == Article.Kind.NOTICE else _vocabulary(content)
    organisations = Organisation.objects.in_bulk(content.organisations) if content.organisations else {}
    contacts = _contacts(content, at)
    body = embeds.rendered(content.body, content.language, at, loaded={PHOTO.name: photos}, page={"contacts": contacts})
    return ArticlePage(
        language=content.language,
        kind=content.kind,
        kicker=content.kicker,
        title=content.title,
        lead=content.lead,
        body=trusted(body),
        topics=topics,
        hero=hero,
        figures=[figure for figure in figures if figure is not hero],
        contacts_heading=content.contacts_heading,
        contacts=contacts,
        tags=tags,
        agreements=agreement_panels([mention.agreement for mention in content.agreements], at, content.language),
        organisations=[organisations[pk] for pk in content.organisations if pk in organisations],
        **facts,
    )


def change_notes(edition: ArticleEdition) -> list[ChangeNote]:
    """What readers were told about the edition and those before it, newest first."""
    notes = [ChangeNote(datetime.fromisoformat(note["at"]), note["text"]) for note in edition.change_notes]
    return notes[::-1]


def versions(editions: Iterable[ArticleEdition], current: str) -> list[LanguageLink]:
    """The language links of an item, from its live editions."""
    return language_links({edition.language: edition.get_absolute_url() for edition in editions}, current)


def cards(editions: Iterable[ArticleEdition], at: datetime) -> list[ArticleCard]:
    """Cards of editions that were loaded with `for_listing()`."""
    return [_card(edition, at) for edition in editions]


def _card(edition: ArticleEdition, at: datetime) -> ArticleCard:
    photo = edition.hero if edition.hero is not None and edition.hero.is_visible(None, at) else None
    topics = sorted((link.topic for link in _loaded_topic_links(edition)), key=lambda topic: (topic.position, topic.pk))
    return ArticleCard(
        title=edition.title,
        url=edition.get_absolute_url(),
        kicker=edition.kicker,
        lead=edition.lead,
        language=edition.language,
        published_at=edition.published_at,
        photo=photo,
        alt=words(photo, "alt", edition.language, edition.hero_alt) if photo else Text("", ""),
        topics=[_topic(topic, edition.language) for topic in topics],
    )


def _loaded_topic_links(edition: ArticleEdition) -> Iterable[Any]:
    """The links that `for_listing()` fetched; cards elsewhere (related news) go without topics and without a query."""
    return getattr(edition, "listed_topics", ())


def _topic(topic: Topic, language: str) -> TopicLink:
    return topic_link(getattr(topic, f"name_{language}"), getattr(topic, f"slug_{language}"), language)


def topic_link(name: str, slug: str, language: str) -> TopicLink:
    return TopicLink(Text(name, language), f"{list_url(language)}?topic={slug}")


def list_url(language: str) -> str:
    with override(language):
        return reverse("news:article-list")


def _vocabulary(content: ArticleContent) -> tuple[list[TopicLink], list[TagLink]]:
    """The topics and tags, in one query: both are but a name and an address."""
    language = content.language
    topics = Topic.objects.filter(pk__in=content.topics).values_list(
        Value("topic"), "pk", "position", f"name_{language}", f"slug_{language}"
    )
    tags = Tag.objects.filter(pk__in=content.tags).values_list(Value("tag"), "pk", Value(0), "name", "slug")
    if not (content.topics or content.tags):
        return [], []
    rows = list(topics.order_by().union(tags.order_by(), all=True))
    in_order = sorted((row for row in rows if row[0] == "topic"), key=lambda row: (row[2], row[1]))
    named = {row[1]: row for row in rows if row[0] == "tag"}
    base = list_url(language)
    return (
        [topic_link(row[3], row[4], language) for row in in_order],
        [TagLink(named[pk][3], f"{base}?tag={named[pk][4]}") for pk in content.tags if pk in named],
    )


def _figures(content: ArticleContent, photos: Mapping[int, Photo]) -> list[Figure]:
    return [
        figure(photos[row.photo], content.language, alt=row.alt, caption=row.caption)
        for row in content.photos
        if row.photo in photos
    ]


def _contacts(content: ArticleContent, at: datetime) -> Sequence[ContactPerson]:
    if not content.contacts:
        return []
    people = ContactPerson.objects.visible_to(None, at).select_related("organisation").in_bulk(content.contacts)
    return [people[pk] for pk in content.contacts if pk in people]
