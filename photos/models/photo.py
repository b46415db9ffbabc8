"""A photo with its words, its rights and the people in it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from photos import originals, renditions
from photos.licences import WITHOUT_CREDIT, Licence
from photos.people import PersonShown, people_from_json
from photos.querysets import PhotoQuerySet
from photos.rights import REVOCABLE, Consent, earliest
from photos.storages import housing, originals_storage, random_name, renditions_storage
from photos.tagging import KeywordedPhoto, KeywordsOfPhoto
from publishing.clock import HELSINKI, helsinki_date
from publishing.collation import fold
from publishing.models import Derived, Thing
from publishing.text import LANGUAGES
from publishing.translated import Translated


def original_name(photo: Photo, filename: str) -> str:
    return random_name(originals.SUFFIXES[photo.format])


# What a person says about a picture: columns that go with it when another photo takes the picture over.
WORDS_AND_RIGHTS = (
    *Translated.columns_of("alt"),
    "is_decorative",
    *Translated.columns_of("caption"),
    "photographer",
    "credit_organisation",
    "licence",
    "terms",
    "taken_on",
    "place",
    "source_url",
    "source",
    "consent",
    "shows_minors",
    "consent_on",
    "consent_until",
    "usable_from",
    "usable_until",
    "focal_x",
    "focal_y",
    "is_kept_whole",
)
_SHARE_OF_SIDE = (MinValueValidator(0), MaxValueValidator(1))


class Photo(Derived, Thing):
    """One picture. Constraints hold the shape of the row; that its files are what it says is held by `photos.actions`.

    `rendition_key` names the folder with the complete set of renditions. It is empty until the first set of this
    original exists; while another focal point is being seen to, it goes on naming the old one. `is_held` says where the
    files are: in the folder of those whose every request is checked. `people` is what `directory` knows of who is in
    the picture, in the shape of `photos.people`. `readings` is what the file said of itself when it came, until
    somebody has looked at it.
    """

    original = models.FileField(
        _("original"), storage=originals_storage, upload_to=original_name, blank=True, editable=False
    )
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True, editable=False)
    fingerprint = models.CharField(_("fingerprint"), max_length=16, blank=True, editable=False)
    width = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), editable=False)
    format = models.CharField(_("file format"), max_length=10, editable=False)
    preview = models.FileField(_("preview"), storage=renditions_storage, blank=True, editable=False)
    rendition_key = models.CharField(_("rendition key"), max_length=40, blank=True, db_index=True, editable=False)
    is_held = models.BooleanField(default=False, editable=False)
    readings = models.JSONField(default=dict, blank=True, editable=False)
    people = models.JSONField(default=list, blank=True, editable=False)

    focal_x = models.FloatField(_("focal point from the left"), default=0.5, validators=_SHARE_OF_SIDE)
    focal_y = models.FloatField(_("focal point from the top"), default=0.5, validators=_SHARE_OF_SIDE)
    is_kept_whole = models.BooleanField(
        _("always shown whole in articles"),
        default=False,
        help_text=_("For works of art and for groups of people. Lists and shared links still show a cut of it."),
    )
    alt = Translated(
        models.CharField(
            _("description"),
            max_length=300,
            help_text=_("What can be seen, in a sentence, for those who do not see the picture."),
        )
    )
    caption = Translated(
        models.TextField(
            _("caption"), help_text=_("What the picture shows, where and when. Who stands where is made from below.")
        )
    )
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("The picture says nothing that the text beside it does not say.")
    )
    photographer = models.CharField(_("photographer"), max_length=200, blank=True)
    credit_organisation = models.CharField(
        _("organisation in the credit"), max_length=200, blank=True, help_text=_("For example: Aalto University")
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, blank=True)
    terms = models.CharField(
        _("terms"), max_length=300, blank=True, help_text=_("What else was agreed: with whom, for what, which invoice.")
    )
    source_url = models.URLField(_("web address of the source"), blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True, help_text=_("For example: Otaniemi, Espoo"))
    keywords = TaggableManager(
        through=KeywordedPhoto,
        manager=KeywordsOfPhoto,
        blank=True,
        verbose_name=_("keywords"),
        help_text=_("Words to find the photo by, separated by commas."),
    )

    usable_from = models.DateField(_("usable from"), null=True, blank=True)
    usable_until = models.DateField(
        _("usable until"),
        null=True,
        blank=True,
        help_text=_("After this day the photo vanishes from all public pages."),
    )
    consent = models.CharField(_("people in the picture"), max_length=20, choices=Consent.choices, blank=True)
    consent_on = models.DateField(_("agreed on"), null=True, blank=True)
    consent_until = models.DateField(
        _("agreed until"), null=True, blank=True, help_text=_("After this day the photo vanishes as well.")
    )
    shows_minors = models.BooleanField(
        _("children or young people under 18 can be recognised"),
        default=False,
        help_text=_("The photo is shown to nobody outside until their guardians have agreed."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    withdrawal_reason = models.CharField(_("reason of the withdrawal"), max_length=300, blank=True, editable=False)
    binned_at = models.DateTimeField(_("moved to the bin"), null=True, blank=True, editable=False)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # Everything about the photo that a search box may be asked for, since SQLite folds ASCII only.
    folded = models.TextField(editable=False, blank=True)
    # When it was taken; of a photo that does not say, when it came.
    year = models.PositiveSmallIntegerField(_("year"), default=0, editable=False, db_index=True)

    derived = ("folded", "year")
    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-created_at", "-pk"]
        permissions = [("publish_photo", "Can change photos that the public sees")]
        indexes = [
            models.Index(fields=["binned_at", "-created_at", "-id"], name="photo_newest"),
            models.Index(fields=["usable_until"], name="photo_usable_until"),
            models.Index(fields=["consent_until"], name="photo_consent_until"),
        ]
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
                condition=Q(consent_on__isnull=True)
                | Q(consent_until__isnull=True)
                | Q(consent_on__lte=F("consent_until")),
                name="photo_consent_on_before_until",
                violation_error_message=_("The agreement ends before it was given."),
            ),
            models.CheckConstraint(
                condition=~Q(original="") | Q(withdrawn_at__isnull=False), name="photo_has_an_original_or_is_withdrawn"
            ),
            models.CheckConstraint(
                condition=~Q(preview="") | Q(withdrawn_at__isnull=False), name="photo_has_a_preview_or_is_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return Truncator(self.alt or self.caption).chars(80) or f"{self._meta.verbose_name} {self.pk}"

    def clean(self) -> None:
        super().clean()
        for first, last, message in (
            ("usable_from", "usable_until", _("The last day of use lies before the first.")),
            ("consent_on", "consent_until", _("The agreement ends before it was given.")),
        ):
            start, end = getattr(self, first), getattr(self, last)
            if start and end and end < start:
                raise ValidationError({last: message}, code="reversed")
        if self.shows_minors and self.consent == Consent.GUARDIANS and self.consent_on is None:
            raise ValidationError({"consent_on": _("Say on which day the guardians agreed.")}, code="no_day")

    def derive(self) -> None:
        words = [getattr(self, column) for name in ("alt", "caption") for column in Translated.columns_of(name)]
        names = [person.name for person in self.people_shown]
        keywords = self.keywords.names() if self.pk else ()
        credit = (self.photographer, self.credit_organisation)
        self.folded = fold(" ".join([*words, *names, *keywords, *credit, self.place, self.terms]))
        self.year = (self.taken_on or helsinki_date(self.created_at)).year

    @property
    def people_shown(self) -> list[PersonShown]:
        return people_from_json(self.people)

    @property
    def credit_line(self) -> str:
        """As printed under the photo: organisation first, then the person."""
        return " / ".join(filter(None, (self.credit_organisation, self.photographer)))

    @property
    def needs_credit(self) -> bool:
        return self.licence not in WITHOUT_CREDIT

    @property
    def is_described(self) -> bool:
        return self.is_decorative or any(getattr(self, column) for column in Translated.columns_of("alt"))

    @property
    def languages_without_alt(self) -> list[str]:
        """Those of the site in which nobody has described the photo; none for a decorative one."""
        return [] if self.is_decorative else [code for code in LANGUAGES if not getattr(self, f"alt_{code}")]

    @property
    def next_rendition_key(self) -> str:
        """The key that this original and focal point ask for; equal to `rendition_key` when that set is complete."""
        return renditions.rendition_key(self.original.name, self.sha256, self.focal_x, self.focal_y)

    @property
    def folder(self) -> str:
        """Where the set of renditions lies, in the storage of that name."""
        return f"{housing(self.is_held)}/{self.rendition_key}"

    @property
    def is_revocable(self) -> bool:
        """Whether somebody may take back the ground on which the photo is shown."""
        return self.shows_minors or self.consent in REVOCABLE

    @property
    def must_be_held(self) -> bool:
        """Whether the photo's files may be handed out only after a look at the clock and the row."""
        limits = (self.usable_from, self.ends_on, self.binned_at)
        return self.is_revocable or any(limit is not None for limit in limits)

    @property
    def ends_on(self) -> date | None:
        """The last day on which the photo may be shown; None where no end is known."""
        return earliest(self.usable_until, self.consent_until)

    def ends_at(self) -> datetime | None:
        """The instant after the last day, in Finland; None where there is no end, or none that a clock could reach."""
        if self.ends_on in (None, date.max):
            return None
        next_day = self.ends_on + timedelta(days=1)
        return datetime(next_day.year, next_day.month, next_day.day, tzinfo=HELSINKI)

    def is_visible(self, user: Any, at: datetime) -> bool:
        """The predicate that says the same of one photo as `PhotoQuerySet.visible_to` of many."""
        today = helsinki_date(at)
        return (
            self.withdrawn_at is None
            and self.binned_at is None
            and (self.usable_from is None or self.usable_from <= today)
            and (self.ends_on is None or self.ends_on >= today)
            and (not self.shows_minors or self._guardians_agreed(today))
            and self.is_described
            and (bool(self.credit_line) or not self.needs_credit)
        )

    def _guardians_agreed(self, today: date) -> bool:
        return self.consent == Consent.GUARDIANS and self.consent_on is not None and self.consent_on <= today
