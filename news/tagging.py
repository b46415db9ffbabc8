"""The tags of the newsroom: free words, each of one language."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from publishing.models import LANGUAGE_CHOICES
from publishing.tagging import FoldedTag, FoldedTags


class Tag(FoldedTag):
    """A tag belongs to one language."""

    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_CHOICES)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["folded", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "folded"],
                name="tag_name_once_per_language",
                violation_error_message=_("There is a tag of that name in this language already."),
            ),
            models.UniqueConstraint(fields=["language", "slug"], name="tag_address_once_per_language"),
        ]

    def namesakes(self) -> models.QuerySet[Tag]:
        return Tag.objects.filter(language=self.language)


class TagsOfArticle(FoldedTags):
    """New ones are of the article's language."""

    def facts(self) -> dict[str, Any]:
        return {"language": self.instance.language}


class TaggedArticle(ItemBase):
    """One tag of one working copy, in the order they were given."""

    content_object = models.ForeignKey("news.Article", models.CASCADE, related_name="tagged_items")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged_articles")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="taggedarticle_once")]
