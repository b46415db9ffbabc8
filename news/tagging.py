"""Tags: free words in one language, found whatever their case or accents are, the same on both databases."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase

from publishing.addresses import numbered
from publishing.collation import fold
from publishing.models import LANGUAGE_CHOICES


def case_fold(name: str) -> str:
    """What makes two tags the same: letters without case, single spaces. Accents count: 'sää' is not 'saa'."""
    return " ".join(unicodedata.normalize("NFC", name.casefold()).split())


def _tidy(name: str) -> str:
    """The name as it is shown: single spaces, and one spelling of å however it was typed."""
    return " ".join(unicodedata.normalize("NFC", name).split())


class Tag(TagBase):
    """A tag belongs to one language; `folded` decides whether two names are one tag."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=100, allow_unicode=False)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_CHOICES)
    folded = models.CharField(max_length=100, editable=False)

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

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if not slugify(fold(self.name)):
            raise ValidationError({"name": _("A tag needs at least one letter or digit.")})
        if len(case_fold(self.name)) > 100:
            message = _("A tag has at most 100 characters: “%(tag)s …”")
            raise ValidationError({"name": message % {"tag": self.name[:30]}})
        self.name = _tidy(self.name)
        self.folded = case_fold(self.name)
        self.slug = self.slug or self._free_slug()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = _tidy(self.name)
        self.folded = case_fold(self.name)
        if not self.slug:
            self.slug = self._free_slug()
        models.Model.save(self, *args, **kwargs)

    def _free_slug(self) -> str:
        """The folded name as an address; numbered where 'sää' follows 'saa'."""
        wanted = slugify(fold(self.name))[:90] or "tag"
        others = Tag.objects.filter(language=self.language, slug__startswith=wanted).exclude(pk=self.pk)
        return numbered(wanted, set(others.values_list("slug", flat=True)))


class TagsOfArticle(_TaggableManager):
    """taggit's manager, with our rule for what is the same tag and the article's language for new ones.

    taggit compares with iexact, which on SQLite knows only ASCII letters: 'Åbo' and 'åbo' would be two tags.
    """

    def _to_tag_model_instances(self, tags: Iterable[Any], tag_kwargs: dict[str, Any]) -> list[Tag]:
        language = self.instance.language
        result: dict[int, Tag] = {}
        for tag in tags:
            if isinstance(tag, str):
                tag = self._tag(tag, language)
            result[tag.pk] = tag
        return list(result.values())

    def _tag(self, name: str, language: str) -> Tag:
        tag, _created = Tag.objects.get_or_create(language=language, folded=case_fold(name), defaults={"name": name})
        return tag


class TaggedArticle(ItemBase):
    """One tag of one working copy, in the order they were given."""

    content_object = models.ForeignKey("news.Article", models.CASCADE, related_name="tagged_items")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged_articles")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="taggedarticle_once")]
