"""Forms of the back office that know who else has been here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import clock
from publishing.actions import Scheduled
from publishing.addresses import free_slug, slug_from
from publishing.doubts import Written, confirm, doubtful, seems_to_be
from publishing.models import Edition
from publishing.richtext import Editor, RichText, clean_html


@dataclass(frozen=True)
class Conflict:
    """A field in which the saved text differs from the one on the screen; rich text keeps its form."""

    field: str
    label: str
    saved: str | RichText

    @property
    def is_rich(self) -> bool:
        return isinstance(self.saved, RichText)


class FrugalForm(forms.ModelForm):
    """Does not ask whether what its row has referred to all along still exists: the database holds that."""

    def _get_validation_exclusions(self) -> set[str]:
        same = {name for name in self.fields if name not in self.changed_data} if self.instance.pk else set()
        relations = {field.name for field in self.instance._meta.fields if field.is_relation}
        return {*super()._get_validation_exclusions(), *(same & relations)}


class VersionedForm(FrugalForm):
    """Refuses to save over somebody else's work: the version the form was opened with must still be the saved one.

    On a collision the person's own input stays in the fields, `conflicts` holds what is saved in each that differs, and
    the page is sent with the new version, so that saving once more is a decision made with both texts in view.
    """

    # Fields about the saving itself, which no row keeps.
    asked_only: ClassVar[frozenset[str]] = frozenset({"version", "is_right"})

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    conflicts: list[Conflict]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts = []
        if self.is_bound:
            # What is wrong is read first, from the top of the page.
            for field in self.fields.values():
                field.widget.attrs.pop("autofocus", None)

    @cached_property
    def changed_data(self) -> list[str]:
        """The fields of the row that differ from what is saved: what the history of the item names."""
        return [name for name in super().changed_data if name not in self.asked_only]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        saved = self.instance.version
        if self.instance.pk and cleaned.get("version") != saved:
            self.conflicts = [self._conflict(name) for name in self.changed_data]
            raise ValidationError(
                _(
                    "While you were writing, %(person)s saved this item on %(time)s. Nothing of yours is lost: your "
                    "text is in the fields, theirs is shown with it. Compare them, and save again."
                )
                % {
                    "person": self.instance.updated_by or _("somebody"),
                    "time": localize(localtime(self.instance.updated_at)),
                },
                code="stale",
            )
        return cleaned

    def _conflict(self, name: str) -> Conflict:
        bound = self[name]
        saved = bound.initial
        if isinstance(bound.field.widget, Editor):
            saved = clean_html(saved or "")
        elif isinstance(saved, (list, tuple)):
            saved = ", ".join(str(item) for item in saved)
        elif isinstance(bound.field, forms.ChoiceField):
            saved = dict(bound.field.choices).get(saved, saved)
        elif isinstance(saved, datetime):
            saved = localize(localtime(saved))
        words = saved if isinstance(saved, RichText) else "" if saved is None else str(saved)
        return Conflict(bound.id_for_label, str(bound.label), words)


class LanguageChecks(forms.ModelForm):
    """Asks, once, about a text that seems to be in another language than its field.

    Classes with it have a field `is_right`, which a template shows when `asks_about_language` is set.
    """

    is_right = forms.BooleanField(label=gettext_lazy("It is in the right language; do not ask again"), required=False)
    asks_about_language = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.confirmed: list[Written] = []

    def written(self) -> dict[str, str]:
        """The language that each field is for, by the field's name; from a form whose fields have been cleaned."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        changed = [(name, language) for name, language in self.written().items() if name in self.changed_data]
        texts = {name: (cleaned[name], language) for name, language in changed if cleaned.get(name)}
        doubts = doubtful(texts.values())
        for name, text in texts.items():
            if text not in doubts:
                continue
            if cleaned.get("is_right"):
                self.confirmed.append(text)
            else:
                self.asks_about_language = True
                way_on = _("Write it anew, or say that it is right.")
                self.add_error(name, f"{seems_to_be(doubts[text])} {way_on}")
        return cleaned

    def remember_confirmed(self, actor: Any) -> None:
        """Call it when the texts have been saved."""
        for text, language in self.confirmed:
            confirm(text, language, actor)


def _first(row: dict[str, list[str]], name: str) -> str:
    return row.get(name, [""])[0]


class OrderedFormSet(forms.BaseInlineFormSet):
    """Rows in an order that the editor gives; a new row comes last unless somebody says otherwise.

    A row that somebody else removed, added or put in anew while the form was open keeps what was typed into it: it
    counts as the row that now holds the same thing, or as a new one.
    """

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if self.is_bound and self.management_form.is_valid():
            self._find_rows_again()

    def _find_rows_again(self) -> None:
        """Sort what was posted into rows that exist and new ones, by the database and not by what the form says."""
        posted = [self._row(number) for number in range(self.total_form_count())]
        known = {str(row.pk): row for row in self.get_queryset()}
        existing, new = [], []
        for row in posted:
            (existing if known.pop(_first(row, "id"), None) else new).append(row)
        thing = self._thing_held_once()
        places = {str(getattr(row, thing.attname)): key for key, row in known.items()} if thing else {}
        for row in [row for row in new if thing and _first(row, thing.name) in places]:
            new.remove(row)
            existing.append({**row, "id": [places.pop(_first(row, thing.name))]})
        if [*existing, *new] != posted or len(existing) != self.initial_form_count():
            self._post_again(existing, new)

    def _thing_held_once(self) -> Any:
        """The field of what may stand in one row only, if there is such a rule."""
        for rule in self.model._meta.constraints:
            names = getattr(rule, "fields", ())
            if self.fk.name in names and len(names) == 2:
                return self.model._meta.get_field(next(name for name in names if name != self.fk.name))
        return None

    def _post_again(self, existing: list[dict[str, list[str]]], new: list[dict[str, list[str]]]) -> None:
        self.data = self.data.copy()
        for number, row in enumerate([*existing, *({**row, "id": [""]} for row in new)]):
            for name in self._row(number):
                del self.data[f"{self.prefix}-{number}-{name}"]
            for name, values in row.items():
                self.data.setlist(f"{self.prefix}-{number}-{name}", values)
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(len(existing))
        del self.management_form

    def _row(self, number: int) -> dict[str, list[str]]:
        start = f"{self.prefix}-{number}-"
        return {name.removeprefix(start): self.data.getlist(name) for name in self.data if name.startswith(start)}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        self._spare_queries(form)
        # What a row may hold can depend on the item it belongs to; a new item has no key yet for Django to set.
        setattr(form.instance, self.fk.name, self.instance)
        if form.instance.pk is None and "position" in form.fields:
            form.initial["position"] = max((row.position for row in self.get_queryset()), default=0) + 1

    def _spare_queries(self, form: Any) -> None:
        """What the rows were read with is not asked for again, row by row, because it is sent back as it was."""
        known = {self._pk_field.name: {str(row.pk): row for row in self.get_queryset()}}
        if form.instance.pk:
            for relation in form.instance._meta.fields:
                if relation.is_relation and relation.is_cached(form.instance):
                    thing = relation.get_cached_value(form.instance)
                    known[relation.name] = {str(thing.pk): thing} if thing else {}
        for name, things in known.items():
            field = form.fields.get(name)
            if isinstance(field, forms.ModelChoiceField):
                field.to_python = partial(_known_or_asked, things, field.to_python)
                widget = getattr(field.widget, "widget", field.widget)  # Inside the admin's wrapper with its buttons.
                widget.known = things


def _known_or_asked(things: Mapping[str, Any], ask: Callable[[Any], Any], value: Any) -> Any:
    return things.get(str(value)) or ask(value)


class LocalDateTimeInput(forms.DateTimeInput):
    """One native input for date and time: Django's pair of inputs leaves the second without a label."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class DocumentForm(VersionedForm):
    """A working copy, and beside it what its publication needs. The publication fields count only when publishing."""

    asked_only = VersionedForm.asked_only | {"live_from", "live_until", "change_note", "scheduled"}

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
        # Those that are live or will be, soonest first.
        self.unfinished: list[Edition] = []
        if self.instance.pk:
            at = clock.now()
            self.unfinished = list(self.instance.editions.unfinished(at).order_by("live_from"))
            self._offer_the_times_that_stand(at)

    def _offer_the_times_that_stand(self, at: datetime) -> None:
        """Those of the next scheduled change, whose text the working copy holds; else the end of what is live.

        Pressing the main button again then replaces the scheduled text, and never brings it out early: for that,
        somebody has to empty the field.
        """
        waiting = next((edition for edition in self.unfinished if edition.live_from > at), None)
        if waiting is not None:
            self.initial.setdefault("live_from", waiting.live_from)
            self.initial.setdefault("live_until", waiting.planned_until)
            return
        live = next((edition for edition in self.unfinished if edition.is_live(at)), None)
        if live is not None:
            self.initial.setdefault("live_until", live.planned_until)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        at = clock.now()
        if "_publish" in self.data:
            self._clean_times(cleaned, at)
        if self._address_follows_title():
            cleaned["slug"] = ""
        if not cleaned.get("slug") and cleaned.get("title"):
            self.instance.title = cleaned["title"]
            self.instance.language = cleaned.get("language") or self.instance.language
            cleaned["slug"] = free_slug(self.instance, at)
        return cleaned

    def _address_follows_title(self) -> bool:
        """A new title makes a new address until something was public there, unless somebody wrote an address."""
        article = self.instance
        if not article.pk or "title" not in self.changed_data or "slug" in self.changed_data:
            return False
        is_made = article.slug.startswith(slug_from(article.title) or "item")
        return is_made and not article.editions.exists()

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
            self.add_error(
                "live_from", _("This time has passed. Leave it empty to publish at once, or choose a later one.")
            )
        if end and end <= (start or at):
            self.add_error("live_until", _("The end must be later than the start, and in the future."))
