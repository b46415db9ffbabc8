"""A partnership: what the parties do together, whichever agreement is in force."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from partnerships.querysets import PartnershipPartQuerySet, PartnershipQuerySet
from partnerships.states import Visibility
from publishing.addresses import numbered, slug_from
from publishing.collation import fold, sort_key
from publishing.models import Derived, Thing
from publishing.text import LANGUAGES
from publishing.translated import Translated, reading_language


class Theme(Thing):
    """What a partnership is about: a short shared list, in the order in which it is shown."""

    name = Translated(models.CharField(_("name"), max_length=80))
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Translated.given("name"),
                name="theme_has_a_name",
                violation_error_message=_("Give the name in at least one language."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Partnership(Derived, Thing):
    """The database holds: a title and an address in at least one language, and no address twice in one language.

    A saved change of a public partnership is public at once; a private one answers 404. An address that is left empty
    is made from the title of its language, and numbered where it is taken. The columns `folded` and `sort_…` follow
    from the titles: `queryset.update()` of a title must write them too.
    """

    class Kind(models.TextChoices):
        STRATEGIC = "strategic", _("Strategic partnership")
        FRAMEWORK = "framework", _("Framework agreement")
        MOBILITY = "mobility", _("Mobility")
        RESEARCH = "research", _("Research")
        EDUCATION = "education", _("Education")
        OTHER = "other", _("Other")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = Translated(models.CharField(_("title"), max_length=200))
    slug = Translated(models.SlugField(_("address"), max_length=120, db_index=False))
    summary = Translated(models.TextField(_("summary")))
    themes = models.ManyToManyField(
        Theme, through="PartnershipTheme", related_name="partnerships", verbose_name=_("themes")
    )
    contacts = models.ManyToManyField(
        "directory.ContactPerson", through="PartnershipContact", related_name="partnerships", verbose_name=_("contacts")
    )
    photo = models.ForeignKey(
        "photos.Photo", models.PROTECT, null=True, blank=True, related_name="partnerships", verbose_name=_("photo")
    )
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility.choices, default=Visibility.PRIVATE
    )
    folded = models.TextField(editable=False)
    sort_fi = models.TextField(editable=False)
    sort_sv = models.TextField(editable=False)
    sort_en = models.TextField(editable=False)

    derived = ("folded", "sort_fi", "sort_sv", "sort_en", "slug_fi", "slug_sv", "slug_en")
    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        permissions = [("publish_partnership", "Can publish partnership")]
        constraints = [
            models.CheckConstraint(
                condition=Translated.given("title"),
                name="partnership_has_a_title",
                violation_error_message=_("Give the title in at least one language."),
            ),
            models.CheckConstraint(
                condition=~Translated.given("title") | Translated.given("slug"),
                name="partnership_has_an_address",
                violation_error_message=_("Give the address in at least one language."),
            ),
            *(
                models.UniqueConstraint(
                    fields=[f"slug_{language}"],
                    condition=~Q(**{f"slug_{language}": ""}),
                    name=f"partnership_slug_{language}_once",
                    violation_error_message=_("Another partnership has this address."),
                )
                for language in LANGUAGES
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.url_in(reading_language())

    def clean(self) -> None:
        super().clean()
        if not self.title:
            raise ValidationError({"title_fi": _("Give the title in at least one language.")})
        # Addresses that were left empty are made before the constraints look for one.
        self.derive()

    def derive(self) -> None:
        titles = [getattr(self, column) for column in Translated.columns_of("title")]
        self.folded = fold(" ".join(filter(None, titles)))
        for language in LANGUAGES:
            setattr(self, f"sort_{language}", sort_key(Translated.of(self, "title", language), language))
            self._fill_slug(language)

    def _fill_slug(self, language: str) -> None:
        column, title = f"slug_{language}", getattr(self, f"title_{language}")
        if title and not getattr(self, column):
            wanted = slug_from(title) or "partnership"
            others = Partnership.objects.filter(**{f"{column}__startswith": wanted}).exclude(pk=self.pk)
            setattr(self, column, numbered(wanted, set(others.values_list(column, flat=True))))

    def url_in(self, language: str) -> str:
        """The page's address for readers of `language`; without a title in that it has the slug of another language."""
        return partnership_url(Translated.of(self, "slug", language), language)


def partnership_url(slug: str, language: str) -> str:
    with override(language):
        return reverse("partnerships:partnership-detail", kwargs={"slug": slug})


class PartnershipAim(models.Model):
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="aims")
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    text = Translated(models.CharField(_("aim"), max_length=300))

    class Meta:
        verbose_name = _("aim")
        verbose_name_plural = _("aims")
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Translated.given("text"),
                name="partnershipaim_has_a_text",
                violation_error_message=_("Write the aim in at least one language."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PartnershipTheme(models.Model):
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="theme_places")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="places", verbose_name=_("theme"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    objects = PartnershipPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "theme"],
                name="partnershiptheme_once",
                violation_error_message=_("This theme is in the list already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.theme)


class PartnershipContact(models.Model):
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="contact_places")
    contact = models.ForeignKey(
        "directory.ContactPerson", models.PROTECT, related_name="partnership_places", verbose_name=_("contact")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    objects = PartnershipPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "contact"],
                name="partnershipcontact_once",
                violation_error_message=_("This contact is in the list already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.contact)
