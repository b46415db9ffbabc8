"""The files of a photo beside its original: what pages show, and what a replacement has put aside."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from photos.models.photo import Photo
from photos.storages import originals_storage, renditions_storage


class Rendition(models.Model):
    """One file made of a photo, its preview among them: what exists, and which photo decides who may see it.

    Pages never read this table. A set that another one has replaced is retired: pages that were sent before go on
    showing its files for a while.
    """

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="renditions", verbose_name=_("photo"))
    crop = models.CharField(_("crop"), max_length=10)
    format = models.CharField(_("file format"), max_length=10)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    file = models.FileField(_("file"), storage=renditions_storage, max_length=200)
    bytes = models.PositiveIntegerField(_("bytes"))
    retired_at = models.DateTimeField(_("replaced"), null=True, blank=True)

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [models.UniqueConstraint(fields=["file"], name="rendition_file_once")]

    def __str__(self) -> str:
        return self.file.name


class FormerOriginal(models.Model):
    """The file that a photo had before it was replaced, kept for a while so that it can come back."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="former_originals", verbose_name=_("photo"))
    original = models.FileField(_("original"), storage=originals_storage)
    # `photos.said.Said`, where the photo shows another picture since; empty where what is said of it holds for both.
    said = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    replaced_at = models.DateTimeField(_("replaced"))
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("replaced by")
    )

    class Meta:
        verbose_name = _("former original")
        verbose_name_plural = _("former originals")
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return self.original.name
