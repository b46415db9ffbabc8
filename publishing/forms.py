"""Forms of the back office that know who else has been here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import clock
from publishing.actions import Scheduled
from publishing.addresses import free_slug
from publishing.richtext import Editor, plain_text


@dataclass(frozen=True)
class Conflict:
    """A field in which the saved text differs from the one on the screen."""

    field: str
    label: str
    saved: str


class VersionedForm(forms.ModelForm):
    """Refuses to save over somebody else's work: the version the form was opened with must still be the saved one.

    On a collision the person's own input stays in the fields, `conflicts` holds what is saved in each that differs, and
    the page is sent with the new version, so that saving once more is a decision made with both texts in view.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    conflicts: list[Conflict]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        saved = self.instance.version
        if self.instance.pk and cleaned.get("version") != saved:
            self.conflicts = [self._conflict(name) for name in self.changed_data if name in self._saved_fields()]
            raise ValidationError(
                _(
                    "While you were writing, %(person)s saved this item on %(time)s. Nothing of yours is lost: your text is "
                    "in the fields, theirs is shown with it. Compare them, and save again."
                )
                % {"person": self.instance.updated_by or _("somebody"), "time": localize(localtime(self.instance.updated_at))},
                code="stale",
            )
        return cleaned

    def _saved_fields(self) -> set[str]:
        """The fields that are saved: not the version, nor what a form asks about the saving itself."""
        options = self._meta.model._meta
        return {field.name for field in (*options.get_fields(), *options.private_fields)}

    def _conflict(self, name: str) -> Conflict:
        bound = self[name]
        saved = bound.initial
        if isinstance(bound.field.widget, Editor):
            saved = plain_text(saved or "")
        elif isinstance(saved, (list, tuple)):
            saved = ", ".join(str(item) for item in saved)
        elif isinstance(bound.field, forms.ChoiceField):
            saved = dict(bound.field.choices).get(saved, saved)
        elif isinstance(saved, datetime):
            saved = localize(localtime(saved))
        return Conflict(bound.id_for_label, str(bound.label), "" if saved is None else str(saved))


class OrderedFormSet(forms.BaseInlineFormSet):
    """Rows in an order that the editor gives; a new row comes last unless somebody says otherwise."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk is None and "position" in form.fields:
            form.initial["position"] = max((row.position for row in self.get_queryset()), default=0) + 1


class LocalDateTimeInput(forms.DateTimeInput):
    """One native input for date and time: Django's pair of inputs leaves the second without a label."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class DocumentForm(VersionedForm):
    """A working copy, and beside it what its publication needs. The publication fields count only when publishing."""

    live_from = forms.DateTimeField(
        label=gettext_lazy("Goes public"),
        required=False,
        widget=LocalDateTimeInput,
        help_text=gettext_lazy("Empty: at once. Finnish time."),
    )
    live_until = forms.DateTimeField(
        label=gettext_lazy("Public until"),
        required=False,
        widget=LocalDateTimeInput,
        help_text=gettext_lazy("Empty: until it is withdrawn."),
    )
    change_note = forms.CharField(
        label=gettext_lazy("What changed"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Shown to readers, with the date, as an update. Leave it empty for a small correction."),
    )
    scheduled = forms.ChoiceField(
        label=gettext_lazy("The scheduled change"),
        required=False,
        initial=Scheduled.CARRY,
        choices=[
            (Scheduled.CARRY, gettext_lazy("Carry this correction into it")),
            (Scheduled.KEEP, gettext_lazy("Keep it as it is")),
            (Scheduled.CANCEL, gettext_lazy("Cancel it")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        live = self.instance.editions.live(clock.now()).first() if self.instance.pk else None
        if live is not None:
            self.initial.setdefault("live_until", live.planned_until)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        at = clock.now()
        if "_publish" in self.data:
            self._clean_times(cleaned, at)
        if not cleaned.get("slug") and cleaned.get("title"):
            self.instance.title = cleaned["title"]
            self.instance.language = cleaned.get("language") or self.instance.language
            cleaned["slug"] = free_slug(self.instance, at)
        return cleaned

    def publication(self) -> dict[str, Any]:
        """The arguments for `publishing.actions.publish`, from a valid form."""
        chosen = self.cleaned_data
        return {
            "live_from": chosen["live_from"],
            "live_until": chosen["live_until"],
            "change_note": chosen["change_note"],
            "scheduled": Scheduled(chosen["scheduled"] or Scheduled.CARRY),
        }

    def _clean_times(self, cleaned: dict[str, Any], at: Any) -> None:
        start, end = cleaned.get("live_from"), cleaned.get("live_until")
        if start and start < at:
            self.add_error("live_from", _("This time has passed. Leave it empty to publish at once, or choose a later one."))
        if end and end <= (start or at):
            self.add_error("live_until", _("The end must be later than the start, and in the future."))
