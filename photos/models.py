"""A photo with its words and rights, and the files that were made from it for the public."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from photos import originals, renditions
from photos.querysets import PhotoQuerySet
from publishing.clock import helsinki_date
from publishing.collation import fold
from publishing.models import Thing
from publishing.translated import Translated


def originals_storage() -> Storage:
    """Where uploads lie as they came, with all their metadata; no address leads there."""
    return storages["originals"]


def renditions_storage() -> Storage:
    """Where lies what we encoded ourselves; the public reads it under /media/."""
    return storages["renditions"]


def original_name(photo: Photo, filename: str) -> str:
    """A random name: what the sender called the file never reaches the disk."""
    return f"{secrets.token_hex(16)}.{originals.SUFFIXES[photo.format]}"


def preview_name(photo: Photo, filename: str) -> str:
    return f"previews/{secrets.token_hex(16)}.jpg"


_SHARE_OF_SIDE = (MinValueValidator(0), MaxValueValidator(1))


class Photo(Thing):
    """One picture. Constraints hold the shape of the row; that its files are what it says is held by `photos.actions`.

    `rendition_key` names the folder with the complete set of renditions. It is empty until the first set exists; while
    a new set is made, it goes on naming the old one.
    """

    original = models.FileField(_("original"), storage=originals_storage, upload_to=original_name, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True, editable=False)
    width = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), editable=False)
    format = models.CharField(_("file format"), max_length=10, editable=False)
    preview = models.FileField(_("preview"), storage=renditions_storage, upload_to=preview_name, editable=False)
    rendition_key = models.CharField(_("rendition key"), max_length=40, blank=True, editable=False)

    focal_x = models.FloatField(
        _("focal point from the left"),
        default=0.5,
        validators=_SHARE_OF_SIDE,
        help_text=_("From 0 (left edge) to 1 (right edge): the point that stays in the picture when it is cropped."),
    )
    focal_y = models.FloatField(
        _("focal point from the top"),
        default=0.5,
        validators=_SHARE_OF_SIDE,
        help_text=_("From 0 (top edge) to 1 (bottom edge)."),
    )
    alt = Translated(
        models.CharField(
            _("text alternative"),
            max_length=300,
            help_text=_("What can be seen, in a sentence, for those who do not see the picture."),
        )
    )
    caption = Translated(
        models.TextField(_("caption"), help_text=_("Who and what the picture shows; people in order."))
    )
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("The picture says nothing that the text beside it does not say.")
    )
    photographer = models.CharField(_("photographer"), max_length=200, blank=True)
    credit_organisation = models.CharField(
        _("organisation in the credit"), max_length=200, blank=True, help_text=_("For example: Aalto University")
    )
    licence = models.CharField(
        _("licence"), max_length=200, blank=True, help_text=_("For example: CC BY 4.0, or: press use only.")
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    usable_from = models.DateField(_("usable from"), null=True, blank=True)
    usable_until = models.DateField(
        _("usable until"),
        null=True,
        blank=True,
        help_text=_("After this day the photo vanishes from all public pages."),
    )
    # Words and credits folded for the search of the back office, since SQLite folds ASCII only.
    folded = models.TextField(editable=False, blank=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-created_at", "-pk"]
        permissions = [("publish_photo", "Can change photos that the public sees")]
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="photo_has_a_size"),
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="photo_focal_point_inside",
                violation_error_message=_("The focal point lies outside the photo."),
            ),
            models.CheckConstraint(
                condition=Q(usable_from__isnull=True)
                | Q(usable_until__isnull=True)
                | Q(usable_from__lte=F("usable_until")),
                name="photo_usable_from_before_until",
                violation_error_message=_("The last day of use lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(is_decorative=True) | Translated.given("alt"),
                name="photo_has_alt_or_is_decorative",
                violation_error_message=_("Describe the photo in one language at least, or mark it as decorative."),
            ),
        ]

    def __str__(self) -> str:
        return Truncator(self.alt or self.caption).chars(80) or f"{self._meta.verbose_name} {self.pk}"

    def clean(self) -> None:
        super().clean()
        if not self.is_decorative and not self.alt:
            raise ValidationError(
                {"alt_fi": _("Describe the photo in one language at least, or mark it as decorative.")}, code="no_alt"
            )
        if self.usable_from and self.usable_until and self.usable_until < self.usable_from:
            raise ValidationError({"usable_until": _("The last day of use lies before the first.")}, code="reversed")

    def save(self, *args: Any, **kwargs: Any) -> None:
        words = [getattr(self, column) for name in ("alt", "caption") for column in Translated.columns_of(name)]
        self.folded = fold(" ".join([*words, self.photographer, self.credit_organisation]))
        super().save(*args, **kwargs)

    @property
    def credit_line(self) -> str:
        """As printed under the photo: organisation first, then the person."""
        return " / ".join(filter(None, (self.credit_organisation, self.photographer)))

    @property
    def next_rendition_key(self) -> str:
        """The key that this original and focal point ask for; equal to `rendition_key` when that set is complete."""
        return renditions.rendition_key(self.original.name, self.focal_x, self.focal_y)

    def is_visible(self, user: Any, at: datetime) -> bool:
        """The predicate that says the same of one photo as `PhotoQuerySet.visible_to` of many."""
        today = helsinki_date(at)
        return (self.usable_from is None or self.usable_from <= today) and (
            self.usable_until is None or self.usable_until >= today
        )


class Rendition(models.Model):
    """One file of a photo's set: what exists, for the clearing of old files. Pages never read this table."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="renditions", verbose_name=_("photo"))
    crop = models.CharField(_("crop"), max_length=10)
    format = models.CharField(_("file format"), max_length=10)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    file = models.FileField(_("file"), storage=renditions_storage, max_length=200)
    bytes = models.PositiveIntegerField(_("bytes"))

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(fields=["photo", "crop", "format", "width"], name="rendition_once_per_photo")
        ]

    def __str__(self) -> str:
        return self.file.name
