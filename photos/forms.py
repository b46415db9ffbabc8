"""What an editor says about a photo, and the files that come in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from photos.licences import Licence
from photos.metadata import Readings
from photos.models import WORDS_AND_RIGHTS, Keyword, Photo
from photos.originals import MEDIA_TYPES, Original, examine
from photos.widgets import Share
from publishing.forms import LanguageChecks, VersionedForm
from publishing.languages import other_language
from publishing.tagging import check_names
from publishing.text import LANGUAGES
from publishing.translated import Translated, reading_language

ALTS, CAPTIONS = Translated.columns_of("alt"), Translated.columns_of("caption")
# What is often the same for a whole series of photos.
SHARED = ("photographer", "credit_organisation", "licence", "place", "taken_on")


class UploadField(forms.FileField):
    """A file that becomes an examined `Original`, or errors at the field."""

    widget = forms.FileInput(attrs={"accept": ",".join(MEDIA_TYPES)})

    def to_python(self, data: Any) -> Original | None:
        # Not FileField's own checks: names do not matter here, and an empty file is told apart from none in our words.
        return None if data in self.empty_values else examine(data)

    def clean(self, data: Any, initial: Any = None) -> Original | None:
        original = self.to_python(data)
        self.validate(original)
        return original


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PhotoForm(LanguageChecks, VersionedForm):
    """All that is said about one photo. What the file said of itself stands in empty fields, to be looked at."""

    source_url = forms.URLField(
        label=gettext_lazy("Web address of the source"), required=False, max_length=200, assume_scheme="https"
    )

    class Meta:
        model = Photo
        fields: ClassVar[list[str]] = [*WORDS_AND_RIGHTS, "keywords"]
        widgets: ClassVar[dict[str, Any]] = {
            **{name: forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField", "maxlength": 300}) for name in ALTS},
            **{name: forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}) for name in CAPTIONS},
            **dict.fromkeys(("taken_on", "consent_on", "consent_until", "usable_from", "usable_until"), DateInput),
            "focal_x": Share("x"),
            "focal_y": Share("y"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.read_from_file: set[str] = set()
        for name in (*ALTS, *CAPTIONS):
            if name in self.fields:
                self.fields[name].widget.attrs["lang"] = name[-2:]
        if self.instance.pk and self.instance.readings:
            self._offer(suggestions(Readings.from_json(self.instance.readings)))

    def _offer(self, suggested: Mapping[str, Any]) -> None:
        for name, value in suggested.items():
            if name in self.fields and not self.initial.get(name):
                self.initial[name] = value
                self.read_from_file.add(name)

    def written(self) -> dict[str, str]:
        return {name: name[-2:] for name in (*ALTS, *CAPTIONS)}

    def has_changed(self) -> bool:
        # What was read from the file is not saved yet: to leave it as it stands is to confirm it.
        return super().has_changed() or bool(self.read_from_file)

    def clean_keywords(self) -> list[str]:
        check_names(self.cleaned_data["keywords"])
        return list(self.cleaned_data["keywords"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk and self.errors.keys() <= {"__all__"}:
            self._lose_nothing(cleaned)
        return cleaned

    def _lose_nothing(self, cleaned: dict[str, Any]) -> None:
        """A photo that was described and credited stays so: without either it would vanish from public pages."""
        before = Photo.objects.get(pk=self.instance.pk)
        described = cleaned.get("is_decorative") or any(cleaned.get(name) for name in ALTS)
        if before.is_described and not described:
            self.add_error(ALTS[0], _("Describe the photo in one language at least, or mark it as decorative."))
        needs_credit = Photo(licence=cleaned.get("licence") or "").needs_credit
        if before.credit_line and needs_credit and not (cleaned["photographer"] or cleaned["credit_organisation"]):
            self.add_error("credit_organisation", _("This licence wants a credit: say whose photo it is."))


def suggestions(readings: Readings) -> dict[str, Any]:
    """What the file says of itself, by the fields of `PhotoForm`; texts without a language go where they belong."""
    credit = readings.credit.replace(readings.photographer, "").strip(" /,-") if readings.photographer else ""
    address = readings.licence_url.replace("http:", "https:")
    licence = next((one for one in Licence if one.url and one.url == address), "")
    found: dict[str, Any] = {
        **_by_language("alt", readings.alt),
        **_by_language("caption", readings.caption),
        "photographer": readings.photographer,
        "credit_organisation": credit if readings.photographer else readings.credit,
        "licence": licence,
        "terms": readings.copyright,
        "place": readings.place,
        "taken_on": readings.taken_on,
        "keywords": [Keyword(name=word) for word in readings.keywords],
    }
    return {name: value for name, value in found.items() if value}


def _by_language(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    found = {f"{name}_{code}": texts[code] for code in LANGUAGES if texts.get(code)}
    unmarked = texts.get("", "")
    if unmarked:
        here = reading_language()
        guess = other_language(unmarked, here)
        found.setdefault(f"{name}_{guess if guess in LANGUAGES else here}", unmarked)
    return found
