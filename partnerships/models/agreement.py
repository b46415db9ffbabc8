"""An agreement: one term of a partnership that has been, or is to be, signed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.models.partnership import Partnership
from partnerships.querysets import AgreementPartQuerySet, AgreementQuerySet
from partnerships.states import EndKind, Stage
from publishing.models import Thing
from publishing.partial_dates import PartialDateColumns
from publishing.translated import Translated


class Agreement(Thing):
    """Its status is derived (`AgreementQuerySet.with_status`); decisions are stored.

    The database holds: one agreement for each position of a partnership, so that a chain has an order and no cycles;
    an end not before the start; a date of the end exactly when it is fixed; a date of signature, or the word that it
    is not known, once it is signed; termination only of what was signed. That a signed agreement has a home party and
    a counterparty is a matter of several tables: `record_agreement` and the form of the admin see to it.
    """

    class Kind(models.TextChoices):
        ORIGINAL = "original", _("Original agreement")
        EXTENSION = "extension", _("Extension")
        RENEWAL = "renewal", _("Renewal")
        AMENDMENT = "amendment", _("Amendment")

    partnership = models.ForeignKey(
        Partnership, models.PROTECT, related_name="agreements", verbose_name=_("partnership")
    )
    position = models.PositiveSmallIntegerField(
        _("number in the chain"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("1 is the oldest agreement."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.ORIGINAL)
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices, default=Stage.DRAFT)
    signed = PartialDateColumns(_("signed"))
    signed_unknown = models.BooleanField(_("date of signature not known"), default=False)
    starts = PartialDateColumns(_("in force from"))
    ends = PartialDateColumns(_("in force until"))
    end_kind = models.CharField(_("end"), max_length=20, choices=EndKind.choices, default=EndKind.UNKNOWN)
    review_on = models.DateField(_("review by"), null=True, blank=True)
    terminated_on = models.DateField(
        _("terminated"), null=True, blank=True, help_text=_("The first day on which it is no longer in force.")
    )
    terminated_reason = Translated(models.CharField(_("reason of termination"), max_length=300))
    place = models.CharField(_("place of signature"), max_length=100, blank=True)
    summary = Translated(models.TextField(_("summary")))

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["partnership", "position"]
        # Who may edit a partnership may edit its agreements: there is no right of their own.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "position"],
                name="agreement_position_once",
                violation_error_message=_("The partnership has an agreement with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1),
                name="agreement_position_from_1",
                violation_error_message=_("The oldest agreement has the number 1."),
            ),
            *(
                models.CheckConstraint(
                    condition=PartialDateColumns.consistent(name),
                    name=f"agreement_{name}_consistent",
                    violation_error_message=_("The stored days do not make up a day, a month or a year."),
                )
                for name in ("signed", "starts", "ends")
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_last_on__isnull=True)
                | Q(ends_last_on__gte=F("starts_on")),
                name="agreement_ends_after_start",
                violation_error_message=_("The end is earlier than the start."),
            ),
            models.CheckConstraint(
                condition=Q(end_kind=EndKind.FIXED, ends_on__isnull=False)
                | (~Q(end_kind=EndKind.FIXED) & Q(ends_on__isnull=True)),
                name="agreement_fixed_end_has_date",
                violation_error_message=_("A fixed end has a date, and only a fixed end has one."),
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.SIGNED) | Q(signed_on__isnull=False) | Q(signed_unknown=True),
                name="agreement_signed_has_date",
                violation_error_message=_("Give the date of signature, or say that it is not known."),
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | Q(signed_unknown=False),
                name="agreement_signed_known_or_not",
                violation_error_message=_("The date of signature is either given or not known."),
            ),
            models.CheckConstraint(
                condition=Q(terminated_on__isnull=True) | Q(stage=Stage.SIGNED),
                name="agreement_terminated_was_signed",
                violation_error_message=_("Only a signed agreement can be terminated; an unsigned one is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership} · {self.position}"

    def clean(self) -> None:
        super().clean()
        errors = dict(self._date_errors())
        if self.stage == Stage.SIGNED and not self.signed and not self.signed_unknown:
            errors["signed"] = _("A signed agreement has a date of signature. If nobody knows it, tick “not known”.")
        if self.signed and self.signed_unknown:
            errors["signed_unknown"] = _("The date of signature is given: take this tick away, or the date.")
        if self.terminated_on and self.stage != Stage.SIGNED:
            errors["terminated_on"] = _("Only a signed agreement can be terminated; an unsigned one is withdrawn.")
        if errors:
            raise ValidationError(errors)

    def validate_constraints(self, exclude: Any = None) -> None:
        """A date that `clean` has found wrong is not complained about once more, column by column."""
        wrong = {name for name in ("signed", "starts", "ends") if name in (exclude or ())}
        columns = {f"{name}_{part}" for name in wrong for part in ("on", "last_on", "precision")}
        super().validate_constraints(exclude={*(exclude or ()), *columns})

    def _date_errors(self) -> Any:
        """The same rules as the constraints, but at the field that somebody has to change."""
        if self.end_kind == EndKind.FIXED and not self.ends:
            yield (
                "ends",
                _("A fixed end needs a date. Otherwise say that it is open-ended, not published or not known."),
            )
        if self.end_kind != EndKind.FIXED and self.ends:
            yield "end_kind", _("There is a date of the end: the end is fixed.")
        if self.starts and self.ends and self.ends.last < self.starts.first:
            yield "ends", _("The end is earlier than the start.")


class AgreementParty(models.Model):
    class Role(models.TextChoices):
        PARTY = "party", _("Party")
        COORDINATOR = "coordinator", _("Coordinator")
        ASSOCIATED = "associated", _("Associated party")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="agreement_parties", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.PARTY)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    objects = AgreementPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"],
                name="agreementparty_once",
                violation_error_message=_("This organisation is a party already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Signature(models.Model):
    """Who signed, with name and title as printed on that day: people change their titles, signatures do not."""

    class Side(models.TextChoices):
        LEFT = "left", _("On the left")
        RIGHT = "right", _("On the right")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(
        "directory.Organisation",
        models.PROTECT,
        related_name="signatures",
        verbose_name=_("for"),
        help_text=_("One of the parties."),
    )
    name = models.CharField(_("name"), max_length=120)
    title = Translated(models.CharField(_("title as printed"), max_length=160))
    side = models.CharField(_("side in the picture"), max_length=10, choices=Side.choices, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    objects = AgreementPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="signature_has_a_name", violation_error_message=_("Give the name.")
            ),
        ]

    def __str__(self) -> str:
        return self.name
