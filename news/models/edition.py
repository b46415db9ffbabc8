"""What was frozen of an article, what of it readers see when, and what holds the things it refers to in place."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from directory.models import ContactPerson, Organisation
from news.content import ArticleContent
from news.models.article import Article, MentionRole
from news.models.topic import Topic
from news.querysets import ArticleEditionQuerySet
from news.tagging import Tag
from partnerships.models import Agreement
from photos.models import Photo
from publishing import clock
from publishing.models import Comment, Edition, EditionLink, Revision


class ArticleRevision(Revision):
    document = models.ForeignKey(Article, models.CASCADE, related_name="revisions")

    class Meta(Revision.Meta):
        verbose_name = _("version of an article")
        verbose_name_plural = _("versions of articles")


class ArticleComment(Comment):
    document = models.ForeignKey(Article, models.CASCADE, related_name="comments")

    class Meta(Comment.Meta):
        verbose_name = _("comment on an article")
        verbose_name_plural = _("comments on articles")
        default_permissions = ()


class ArticleEdition(Edition):
    """What readers see of an article in a period of time, with the columns that lists and feeds need."""

    document = models.ForeignKey(Article, models.PROTECT, related_name="editions")
    revision = models.ForeignKey(ArticleRevision, models.PROTECT, related_name="editions")
    kind = models.CharField(max_length=20, choices=Article.Kind.choices)
    kicker = models.CharField(max_length=60, blank=True)
    lead = models.TextField(blank=True)
    hero = models.ForeignKey(Photo, models.PROTECT, null=True, related_name="+")
    hero_alt = models.CharField(max_length=300, blank=True)

    objects = ArticleEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("public article")
        verbose_name_plural = _("public articles")
        constraints = Edition.constraints("articleedition")
        indexes = Edition.indexes("articleedition")

    def get_absolute_url(self) -> str:
        year = self.published_at.astimezone(clock.HELSINKI).year
        with override(self.language):
            return reverse("news:article-detail", args=[year, self.slug])

    def project(self, content: ArticleContent) -> None:
        self.kind, self.kicker, self.lead = content.kind, content.kicker, content.lead
        if content.photos:
            self.hero_id, self.hero_alt = content.photos[0].photo, content.photos[0].alt

    def link(self, content: ArticleContent) -> None:
        EditionTopic.objects.bulk_create(EditionTopic(edition=self, topic_id=pk) for pk in content.topics)
        EditionTag.objects.bulk_create(EditionTag(edition=self, tag_id=pk) for pk in content.tags)
        EditionPhoto.objects.bulk_create(EditionPhoto(edition=self, photo_id=pk) for pk in content.photo_ids)
        EditionContact.objects.bulk_create(EditionContact(edition=self, contact_id=pk) for pk in content.contacts)
        EditionOrganisation.objects.bulk_create(
            EditionOrganisation(edition=self, organisation_id=pk) for pk in content.organisations
        )
        EditionAgreement.objects.bulk_create(
            EditionAgreement(edition=self, agreement_id=row.agreement, role=row.role) for row in content.agreements
        )


class EditionTopic(EditionLink):
    edition = models.ForeignKey(ArticleEdition, models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="edition_links")


class EditionTag(EditionLink):
    edition = models.ForeignKey(ArticleEdition, models.CASCADE, related_name="tag_links")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="edition_links")


class EditionPhoto(EditionLink):
    edition = models.ForeignKey(ArticleEdition, models.CASCADE, related_name="photo_links")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="edition_links")


class EditionContact(EditionLink):
    edition = models.ForeignKey(ArticleEdition, models.CASCADE, related_name="contact_links")
    contact = models.ForeignKey(ContactPerson, models.PROTECT, related_name="edition_links")


class EditionOrganisation(EditionLink):
    edition = models.ForeignKey(ArticleEdition, models.CASCADE, related_name="organisation_links")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="edition_links")


class EditionAgreement(EditionLink):
    edition = models.ForeignKey(ArticleEdition, models.CASCADE, related_name="agreement_links")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="edition_links")
    role = models.CharField(max_length=20, choices=MentionRole.choices)
