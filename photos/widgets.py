"""What stands in forms for a photo: the chooser, and the pair of sliders for the focal point."""

from __future__ import annotations

from typing import Any

from django import forms

from photos.models import Photo
from photos.originals import MEDIA_TYPES
from photos.sources import thumbnail_url
from publishing.text import number_in


class PhotoChooser(forms.TextInput):
    """A field for the key of a photo, with the photo beside it and a way into the library.

    Without script it is the number that the library shows; with it the number is hidden.
    """

    template_name = "photos/chooser.html"

    def __init__(self, language: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.language = language

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        photo = self._photo(value)
        context["photo"] = photo
        context["thumbnail"] = thumbnail_url(photo) if photo else ""
        context["language"] = self.language
        context["accept"] = ",".join(MEDIA_TYPES)
        return context

    def format_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Photo) else super().format_value(value)

    @staticmethod
    def _photo(value: Any) -> Photo | None:
        if isinstance(value, Photo):
            return value
        key = number_in(str(value or ""))
        return None if key is None else Photo.objects.filter(pk=key).first()


class Share(forms.NumberInput):
    """A slider over a side of the photo, from 0 to 1; arrow keys move it by a hundredth."""

    input_type = "range"

    def __init__(self, axis: str) -> None:
        super().__init__({"min": "0", "max": "1", "step": "0.01", "data-focal": axis})
