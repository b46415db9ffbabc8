"""Keywords of photos: free words without a language, as they come from cameras, agencies and editors."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from publishing.tagging import FoldedTag, FoldedTags


class Keyword(FoldedTag):
    class Meta:
        verbose_name = _("keyword")
        verbose_name_plural = _("keywords")
        ordering = ["folded", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["folded"],
                name="keyword_name_once",
                violation_error_message=_("There is a keyword of that name already."),
            ),
            models.UniqueConstraint(fields=["slug"], name="keyword_address_once"),
        ]


class KeywordsOfPhoto(FoldedTags):
    """taggit's manager with our rule for what is the same word."""


class KeywordedPhoto(ItemBase):
    content_object = models.ForeignKey("photos.Photo", models.CASCADE, related_name="keyword_places")
    tag = models.ForeignKey(Keyword, models.CASCADE, related_name="photo_places")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="keywordedphoto_once")]
