"""The working copy of an article, with the rows around it that its content is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager

from directory.models import ContactPerson, Organisation
from news.content import AgreementMention, ArticleContent, PhotoPlacement
from news.models.topic import Topic, topics_of
from news.querysets import ArticleQuerySet
from news.tagging import Tag, TaggedArticle, TagsOfArticle
from partnerships.models import Agreement
from photos.embeds import PHOTO, photos_in
from photos.hindrances import hindrances, texts_to_check
from photos.models import Photo
from publishing.doubts import Written, doubtful
from publishing.embeds import embeds_in
from publishing.models import Document
from publishing.richtext import RichTextField, clean_html, plain_text

# A photo's key, and the words that somebody wrote for it at one place.
_Words = tuple[int, dict[str, str]]


class Article(Document):
    """The working copy of a piece of news in one language. Readers see editions of it."""

    class Kind(models.TextChoices):
        NEWS = "news", pgettext_lazy("one article", "News")
        PRESS_RELEASE = "press-release", _("Press release")
        NOTICE = "notice", _("Notice")

    content_class: ClassVar[type[ArticleContent]] = ArticleContent

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.NEWS)
    kicker = models.CharField(
        _("kicker"),
        max_length=60,
        blank=True,
        help_text=_("One to three words above the title, for example “Cooperation”."),
    )
    lead = models.TextField(
        _("lead"), max_length=500, blank=True, help_text=_("One or two sentences that stand alone in lists and feeds.")
    )
    body = RichTextField(_("text"), blank=True)
    contacts_heading = models.CharField(
        _("heading of the contacts"), max_length=60, blank=True, help_text=_("Left empty: “Further information”.")
    )
    topics = models.ManyToManyField(Topic, related_name="articles", blank=True, verbose_name=_("topics"))
    organisations = models.ManyToManyField(
        Organisation, related_name="articles", blank=True, verbose_name=_("organisations it is about")
    )
    tags = TaggableManager(
        through=TaggedArticle,
        manager=TagsOfArticle,
        blank=True,
        verbose_name=_("tags"),
        help_text=_("Words of this article's language, separated by commas."),
    )

    objects = ArticleQuerySet.as_manager()

    class Meta(Document.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("submit_article", _("Can submit articles for review")),
            ("approve_article", _("Can approve articles and ask for changes")),
            ("publish_article", _("Can publish and withdraw articles")),
            ("edit_others_article", _("Can edit articles of others")),
        ]
        indexes = [models.Index(fields=["-updated_at", "-id"], name="article_last_saved")]

    def snapshot(self) -> ArticleContent:
        placements = self.photo_placements.order_by("position", "pk")
        mentions = self.agreement_mentions.order_by("pk")
        return ArticleContent(
            language=self.language,
            title=self.title,
            slug=self.slug,
            kind=self.kind,
            kicker=self.kicker,
            lead=self.lead,
            body=clean_html(self.body),
            contacts_heading=self.contacts_heading,
            photos=tuple(PhotoPlacement(row.photo_id, row.alt, row.caption) for row in placements),
            contacts=tuple(self.contact_placements.order_by("position", "pk").values_list("contact_id", flat=True)),
            topics=tuple(topic.pk for topic in self.topics.all()),
            tags=tuple(self.tagged_items.order_by("pk").values_list("tag_id", flat=True)),
            organisations=tuple(sorted(organisation.pk for organisation in self.organisations.all())),
            agreements=tuple(AgreementMention(row.agreement_id, row.role) for row in mentions),
        )

    def apply(self, content: ArticleContent) -> None:
        for field in ("title", "slug", "kind", "kicker", "lead", "body", "contacts_heading"):
            setattr(self, field, getattr(content, field))
        self.save()
        self._replace_photos(content.photos)
        self._replace_contacts(content.contacts)
        self._replace_mentions(content.agreements)
        self.topics.set(Topic.objects.filter(pk__in=content.topics))
        self.organisations.set(Organisation.objects.filter(pk__in=content.organisations))
        tags = Tag.objects.in_bulk(content.tags)
        self.tags.clear()
        self.tags.set([tags[pk] for pk in content.tags if pk in tags])

    def those_within_reach(self, people: Sequence[Any]) -> list[Any]:
        """Whoever is named under topics has rights over others' articles in those topics, and nowhere else."""
        named = topics_of(people)
        if not named or self.pk is None:
            return list(people)
        own = set(self.topics.values_list("pk", flat=True))
        return [person for person in people if person.pk not in named or not own.isdisjoint(named[person.pk])]

    def has_words_about(self, thing: Any, at: datetime) -> bool:
        editions = self.editions.unfinished(at).select_related("revision")
        contents = [ArticleContent.from_json(row.revision.content, row.revision.schema) for row in editions]
        return isinstance(thing, Photo) and any(one.describes(thing.pk) for one in (self.snapshot(), *contents))

    def keep_links(self, content: ArticleContent) -> None:
        """So that the photo library knows which working copies show a photo inside their text."""
        wanted = set(Photo.objects.filter(pk__in=photos_in(content.body)).values_list("pk", flat=True))
        known = set(self.body_photos.values_list("photo", flat=True))
        self.body_photos.filter(photo__in=known - wanted).delete()
        ArticleBodyPhoto.objects.bulk_create(ArticleBodyPhoto(article=self, photo_id=pk) for pk in wanted - known)

    def _replace_photos(self, placements: tuple[PhotoPlacement, ...]) -> None:
        existing = set(Photo.objects.filter(pk__in=[row.photo for row in placements]).values_list("pk", flat=True))
        self.photo_placements.all().delete()
        ArticlePhoto.objects.bulk_create(
            ArticlePhoto(article=self, photo_id=row.photo, position=position, alt=row.alt, caption=row.caption)
            for position, row in enumerate(placements, start=1)
            if row.photo in existing
        )

    def _replace_contacts(self, contacts: tuple[int, ...]) -> None:
        existing = set(ContactPerson.objects.filter(pk__in=contacts).values_list("pk", flat=True))
        self.contact_placements.all().delete()
        ArticleContact.objects.bulk_create(
            ArticleContact(article=self, contact_id=pk, position=position)
            for position, pk in enumerate(contacts, start=1)
            if pk in existing
        )

    def _replace_mentions(self, mentions: tuple[AgreementMention, ...]) -> None:
        existing = set(
            Agreement.objects.filter(pk__in=[row.agreement for row in mentions]).values_list("pk", flat=True)
        )
        self.agreement_mentions.all().delete()
        ArticleAgreement.objects.bulk_create(
            ArticleAgreement(article=self, agreement_id=row.agreement, role=row.role)
            for row in mentions
            if row.agreement in existing
        )

    def doubtful_texts(self, content: ArticleContent) -> Mapping[Written, str]:
        return _doubts(content, Photo.objects.in_bulk(content.photo_ids))

    def publication_errors(self, content: ArticleContent, at: datetime) -> dict[str, list[Any]]:
        errors: dict[str, list[Any]] = {}
        for field in ("title", "slug", "lead"):
            if not getattr(content, field).strip():
                errors[field] = [_("Missing: %(field)s.") % {"field": content.labels[field]}]
        if not plain_text(content.body):
            errors["body"] = [_("The article has no text yet.")]
        for field, sentences in self._photo_errors(content, at).items():
            errors.setdefault(field, []).extend(sentences)
        return errors

    def _photo_errors(self, content: ArticleContent, at: datetime) -> dict[str, list[Any]]:
        """What keeps its photos from being shown, by the field in which they stand."""
        photos = Photo.objects.in_bulk(content.photo_ids)
        placed, inside = _words_at_photos(content)
        doubts = _doubts(content, photos)
        errors: dict[str, list[Any]] = {}
        for field, uses, name in (
            ("photos", placed, _("Photo %(number)s")),
            ("body", inside, _("Photo %(number)s in the text")),
        ):
            for number, (pk, own) in enumerate(uses, start=1):
                photo = photos.get(pk)
                found = hindrances(photo, content.language, at, doubts, **own) if photo else [_("It is gone.")]
                for sentence in found:
                    errors.setdefault(field, []).append(f"{name % {'number': number}}: {sentence}")
        return errors


def _words_at_photos(content: ArticleContent) -> tuple[list[_Words], list[_Words]]:
    """What was written for each photo at its place: beside the text, and inside it, where one may stand twice."""
    placed = [(row.photo, {"alt": row.alt, "caption": row.caption}) for row in content.photos]
    inside = [(row.pk, {"caption": row.caption}) for row in embeds_in(content.body) if row.kind == PHOTO.name]
    return placed, inside


def _doubts(content: ArticleContent, photos: Mapping[int, Photo]) -> dict[Written, str]:
    placed, inside = _words_at_photos(content)
    return doubtful(
        (text, content.language)
        for pk, own in (*placed, *inside)
        if pk in photos
        for text in texts_to_check(photos[pk], content.language, **own).values()
    )


class ArticlePhoto(models.Model):
    """A photo in an article, in order; the first one leads."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="photo_placements")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="+", verbose_name=_("photo"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    alt = models.CharField(
        _("description here"),
        max_length=300,
        blank=True,
        help_text=_("Only where it should differ from the photo library's."),
    )
    caption = models.TextField(
        _("caption here"),
        max_length=600,
        blank=True,
        help_text=_("Only where it should differ from the photo library's."),
    )

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "photo"],
                name="articlephoto_once",
                violation_error_message=_("This photo is in the article already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.photo)


class ArticleBodyPhoto(models.Model):
    """A photo that stands inside the text of a working copy, at whatever place."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="body_photos")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "photo"], name="articlebodyphoto_once")]

    def __str__(self) -> str:
        return str(self.photo)


class ArticleContact(models.Model):
    """A person to ask about an article, in order."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="contact_placements")
    contact = models.ForeignKey(ContactPerson, models.PROTECT, related_name="+", verbose_name=_("contact person"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "contact"],
                name="articlecontact_once",
                violation_error_message=_("This person is in the article already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.contact)


class MentionRole(models.TextChoices):
    ANNOUNCES = "announces", _("announces it")
    RENEWS = "renews", _("tells of its renewal")
    ENDS = "ends", _("tells of its end")
    MENTIONS = "mentions", _("mentions it")


class ArticleAgreement(models.Model):
    """An agreement that an article is about, and in what way."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="agreement_mentions")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+", verbose_name=_("agreement"))
    role = models.CharField(_("the article"), max_length=20, choices=MentionRole.choices, default=MentionRole.ANNOUNCES)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "agreement"],
                name="articleagreement_once",
                violation_error_message=_("This agreement is in the article already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.agreement)
