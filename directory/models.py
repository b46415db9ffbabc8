"""Who we deal with: organisations of every kind, and the people who answer for something."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.countries import country_choices
from directory.phones import e164, validate_phone
from directory.querysets import ContactPersonQuerySet
from photos.people import Row, before_a_name
from publishing.collation import fold, sort_key
from publishing.models import Derived, Thing
from publishing.querysets import FoldedQuerySet
from publishing.text import LANGUAGES
from publishing.translated import Translated


class Organisation(Derived, Thing):
    """A party that we work with; the university itself is the one that is home.

    The database holds: a name in at least one language, one home at most, and coordinates that lie on the globe. The
    columns `folded` and `sort_…` follow from the names: `queryset.update()` of a name must write them too.
    """

    class Kind(models.TextChoices):
        UNIVERSITY = "university", _("University")
        CITY = "city", _("City")
        AGENCY = "agency", _("Public agency")
        RESEARCH_INSTITUTE = "research-institute", _("Research institute")
        COMPANY = "company", _("Company")
        NGO = "ngo", _("Non-governmental organisation")
        NETWORK_BODY = "network-body", _("Network or alliance")
        UNIT = "unit", _("Unit")
        OTHER = "other", _("Other")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = Translated(models.CharField(_("name"), max_length=200))
    native_name = models.CharField(
        _("own name"),
        max_length=200,
        blank=True,
        help_text=_("What the organisation calls itself, where that is in none of our languages."),
    )
    native_language = models.CharField(
        _("language of the own name"),
        max_length=35,
        blank=True,
        validators=[
            RegexValidator(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", _("Write a language code such as de or zh-Hans."))
        ],
        help_text=_("A language code such as de, fr or zh-Hans."),
    )
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=country_choices)
    city = models.CharField(_("town or city"), max_length=100, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    website = models.URLField(_("website"), blank=True)
    is_home = models.BooleanField(_("this is us"), default=False)
    verified_on = models.DateField(_("checked on"), null=True, blank=True)
    folded = models.TextField(editable=False)
    sort_fi = models.TextField(editable=False)
    sort_sv = models.TextField(editable=False)
    sort_en = models.TextField(editable=False)

    derived = ("folded", "sort_fi", "sort_sv", "sort_en")
    objects = FoldedQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        permissions = [("publish_organisation", "Can publish organisation")]
        constraints = [
            models.CheckConstraint(
                condition=Translated.given("name"),
                name="organisation_has_a_name",
                violation_error_message=_("Give the name in at least one language."),
            ),
            models.UniqueConstraint(
                fields=["is_home"],
                condition=Q(is_home=True),
                name="organisation_one_home",
                violation_error_message=_("Another organisation is marked as us already."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="organisation_both_coordinates",
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True) | Q(latitude__gte=-90, latitude__lte=90),
                name="organisation_latitude_on_earth",
                violation_error_message=_("Latitude lies between -90 and 90."),
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True) | Q(longitude__gte=-180, longitude__lte=180),
                name="organisation_longitude_on_earth",
                violation_error_message=_("Longitude lies between -180 and 180."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if not self.name:
            raise ValidationError({"name_fi": _("Give the name in at least one language.")})

    def derive(self) -> None:
        names = [getattr(self, column) for column in Translated.columns_of("name")]
        self.folded = fold(" ".join(filter(None, [*names, self.native_name, self.acronym, self.city])))
        for language in LANGUAGES:
            setattr(self, f"sort_{language}", sort_key(Translated.of(self, "name", language), language))


class ContactPerson(Derived, Thing):
    """Somebody whom readers may turn to, or a functional mailbox.

    A leaver disappears from every public page at once when `is_public` is taken away or `valid_until` has passed.
    `phone` takes a number as people write it; saving keeps that in `phone_printed` and leaves the E.164 form. The
    columns `folded` and `sort_name` follow from the name: `queryset.update()` of a name must write them too.
    """

    name = models.CharField(_("name"), max_length=120)
    is_mailbox = models.BooleanField(
        _("functional mailbox"), default=False, help_text=_("A desk or a service, not a person.")
    )
    title = Translated(models.CharField(pgettext_lazy("of a person", "title"), max_length=160))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="contacts", verbose_name=_("organisation")
    )
    phone = models.CharField(
        _("phone"),
        max_length=32,
        blank=True,
        validators=[validate_phone],
        help_text=_("With the country code, spaced as readers should see it: +358 50 123 4567."),
    )
    phone_printed = models.CharField(_("phone as printed"), max_length=32, blank=True, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    portrait = models.ForeignKey(
        "photos.Photo", models.PROTECT, null=True, blank=True, related_name="portraits_of", verbose_name=_("portrait")
    )
    is_public = models.BooleanField(_("shown to the public"), default=True)
    valid_until = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("From the next day on the contact is shown nowhere.")
    )
    verified_on = models.DateField(_("checked on"), null=True, blank=True)
    folded = models.TextField(editable=False)
    sort_name = models.TextField(editable=False)

    derived = ("folded", "sort_name", "phone", "phone_printed")
    objects = ContactPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        permissions = [("publish_contactperson", "Can publish contact person")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="contactperson_has_a_name", violation_error_message=_("Give the name.")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.folded = fold(" ".join([self.name, self.email]))
        self.sort_name = sort_key(_surname_first(self.name), "fi")
        number = e164(self.phone)
        if self.phone != number or e164(self.phone_printed) != number:
            self.phone_printed = " ".join(self.phone.split())
        self.phone = number


def _surname_first(name: str) -> str:
    """ "Jonas Bergström" files under B. A name of one word, or a mailbox of several, files under what it is."""
    first_names, _space, surname = name.rpartition(" ")
    return f"{surname} {first_names}"


class PhotoPerson(models.Model):
    """Somebody in a photo, at a place in a row as the camera sees it.

    Name and title are printed as they were then; `person` ties them to the register, so that whoever is in it is found
    with their photos. The photo itself carries what pages need of this: `directory.actions.show_people`.
    """

    photo = models.ForeignKey("photos.Photo", models.CASCADE, related_name="people_places")
    person = models.ForeignKey(
        ContactPerson,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="photo_places",
        verbose_name=_("in the register"),
    )
    name = models.CharField(
        _("name as printed"), max_length=120, blank=True, help_text=_("Left empty: that of the register.")
    )
    title = Translated(
        models.CharField(
            pgettext_lazy("of a person", "title"),
            max_length=160,
            help_text=_("As it stands before the name in a sentence: kaupunginjohtaja, stadsdirektör, Mayor."),
        )
    )
    row = models.CharField(_("row"), max_length=10, choices=Row.choices, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("person in the picture")
        verbose_name_plural = _("people in the picture, each row from the left")
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="photoperson_has_a_name",
                violation_error_message=_("Give a name, or choose somebody from the register."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._take_from_register()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self._take_from_register()
        if not self.name:
            raise ValidationError({"name": _("Give a name, or choose somebody from the register.")})

    def _take_from_register(self) -> None:
        """What is not printed otherwise is printed as it stands in the register today."""
        if self.person is None or self.name:
            return
        self.name = self.person.name
        for code in LANGUAGES:
            if not getattr(self, f"title_{code}"):
                setattr(self, f"title_{code}", before_a_name(getattr(self.person, f"title_{code}"), code))
