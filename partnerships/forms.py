"""What staff enter about partnerships and agreements."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models import Agreement, Partnership
from partnerships.states import Stage, may_become, party_problem
from publishing.forms import OrderedFormSet, VersionedForm
from publishing.partial_dates import PartialDateField, PartialDatesForm
from publishing.text import LANGUAGES

_PARTY_FIELD = re.compile(r"parties-[0-9]+-organisation")


class PartnershipForm(VersionedForm):
    class Meta:
        model = Partnership
        exclude = ()
        widgets = {f"summary_{language}": forms.Textarea(attrs={"rows": 4}) for language in LANGUAGES}


class AgreementForm(PartialDatesForm, VersionedForm):
    signed = PartialDateField(label=capfirst(gettext_lazy("signed")), required=False)
    starts = PartialDateField(label=capfirst(gettext_lazy("in force from")), required=False)
    ends = PartialDateField(label=capfirst(gettext_lazy("in force until")), required=False)

    class Meta:
        model = Agreement
        exclude = ()
        widgets = {f"summary_{language}": forms.Textarea(attrs={"rows": 3}) for language in LANGUAGES}

    def clean_stage(self) -> str:
        after = self.cleaned_data["stage"]
        before = Agreement.objects.filter(pk=self.instance.pk).values_list("stage", flat=True).first()
        if before and not may_become(Stage(before), Stage(after)):
            raise ValidationError(
                _("An agreement in the stage “%(before)s” cannot become “%(after)s”.")
                % {"before": Stage(before).label, "after": Stage(after).label}
            )
        return after

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        same = Agreement.objects.filter(partnership=cleaned.get("partnership"), position=cleaned.get("position"))
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("position", _("The partnership has an agreement with this number already."))
        return cleaned


class SignatureFormSet(OrderedFormSet):
    """Everybody signs for one of the parties that the same form names."""

    def clean(self) -> None:
        super().clean()
        parties = {value for name, value in self.data.items() if _PARTY_FIELD.fullmatch(name)}
        for form in self.forms:
            organisation = getattr(form, "cleaned_data", {}).get("organisation")
            if organisation is not None and str(organisation.pk) not in parties:
                form.add_error("organisation", _("Everybody signs for one of the parties."))


class PartyFormSet(OrderedFormSet):
    def clean(self) -> None:
        super().clean()
        if self.instance.stage != Stage.SIGNED or any(self.errors):
            return
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        problem = party_problem(row["organisation"].is_home for row in rows if "organisation" in row)
        if problem:
            raise ValidationError(problem, code="parties")
