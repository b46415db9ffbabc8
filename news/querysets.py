"""Adjectives for articles: editions are what readers get, articles what staff work on."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    JSONField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from publishing import clock
from publishing.querysets import EditionQuerySet


class ArticleQuerySet(models.QuerySet[Any]):
    def with_public_state(self, at: datetime) -> Self:
        """Each article with what the public sees of it; `publishing.states.public_status` puts it into words.

        The columns are `live_digest` (None when nothing is live), `latest_digest`, `goes_live_at` and `was_public`.
        """
        editions = self.model.editions.rel.related_model.objects.filter(document=OuterRef("pk"))
        revisions = self.model.revisions.rel.related_model.objects.filter(document=OuterRef("pk"))
        return self.annotate(
            live_digest=Subquery(editions.live(at).values("revision__digest")[:1]),
            latest_digest=Subquery(revisions.order_by("-number").values("digest")[:1]),
            goes_live_at=Subquery(editions.scheduled(at).values("live_from")[:1]),
            was_public=Exists(editions.opened(at)),
        )

    def having_public_status(self, status: str) -> Self:
        """Those of which `publishing.states.public_status` says `status`, after `with_public_state`."""
        live = Q(live_digest__isnull=False)
        conditions = {
            "live": live & Q(live_digest=F("latest_digest")),
            "changed": live & ~Q(live_digest=F("latest_digest")),
            "scheduled": ~live & Q(goes_live_at__isnull=False),
            "ended": ~live & Q(goes_live_at__isnull=True, was_public=True),
            "never": ~live & Q(goes_live_at__isnull=True, was_public=False),
        }
        return self.filter(conditions[status])


class ArticleEditionQuerySet(EditionQuerySet):
    def news(self) -> Self:
        """What belongs among the news: not the service notices, which stand apart on the front page."""
        return self.exclude(kind="notice")

    def notices(self) -> Self:
        """Service notices: faults, breaks, maintenance."""
        return self.filter(kind="notice")

    def about_topic(self, topic: Any) -> Self:
        return self.filter(pk__in=self._links("topic_links").filter(topic=topic).values("edition"))

    def tagged(self, tag: Any) -> Self:
        return self.filter(pk__in=self._links("tag_links").filter(tag=tag).values("edition"))

    def published_in_year(self, year: int) -> Self:
        """By the Helsinki calendar, as in the address."""
        return self.filter(published_at__gte=clock.new_year(year), published_at__lt=clock.new_year(year + 1))

    def about_agreements_of(self, partnership: Any) -> Self:
        links = self._links("agreement_links").filter(agreement__partnership=partnership)
        return self.filter(pk__in=links.values("edition"))

    def for_listing(self) -> Self:
        """With what a card shows, in two queries whatever the number of cards."""
        links = self._links("topic_links").select_related("topic")
        return self.select_related("hero").prefetch_related(Prefetch("topic_links", links, to_attr="listed_topics"))

    def with_translations(self, language: str, slug: str, at: datetime) -> Self:
        """The live editions of the item at that address, in all languages.

        `stored_content` and `stored_schema` come only with the one that is asked for, since that is what weighs.
        """
        here = self.in_language(language).filter(slug=slug).live(at).values("translation_key")[:1]
        asked = When(language=language, then=F("revision__content"))
        return (
            self.live(at)
            .filter(translation_key=Subquery(here))
            .annotate(
                stored_content=Case(asked, default=None, output_field=JSONField()), stored_schema=F("revision__schema")
            )
        )

    def related_to(self, edition: Any, at: datetime) -> Self:
        """Live news in the same language that share something with `edition`, the closest first, then the newest.

        Sharing an agreement counts most, then an organisation, a person, a tag, a topic. From each kind of tie only the
        newest hundred are weighed, so that the cost does not grow with the archive.
        """
        live = self.model.objects.live(at).in_language(edition.language).news().exclude(document=edition.document_id)
        weights = {"agreement": 16, "organisation": 8, "contact": 6, "tag": 4, "topic": 2}
        candidates: Any = None
        score: Any = Value(0, output_field=IntegerField())
        for thing, weight in weights.items():
            links = self._links(f"{thing}_links")
            own = links.filter(edition=edition.pk).values(f"{thing}_id")
            near = live.filter(Exists(links.filter(edition=OuterRef("pk"), **{f"{thing}__in": own})))
            # SQLite cannot limit a part of a union; an unlimited query around it can be one.
            newest = self.model.objects.filter(pk__in=near.newest_first().values("pk")[:100]).order_by().values("pk")
            candidates = newest if candidates is None else candidates.union(newest)
            shared = links.filter(edition=OuterRef("pk"), **{f"{thing}__in": own}).order_by().values("edition")
            count = shared.annotate(number=Count("pk")).values("number")
            score = score + Coalesce(Subquery(count, output_field=IntegerField()), 0) * weight
        related = self.filter(pk__in=candidates).annotate(score=score)
        return related.order_by("-score", "-published_at", "-pk")

    def _links(self, name: str) -> models.QuerySet[Any]:
        """All links of one kind, as in `topic_links`."""
        links: models.QuerySet[Any] = self.model._meta.get_field(name).related_model._default_manager.all()
        return links
