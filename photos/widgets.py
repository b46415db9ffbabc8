"""What stands in forms for a photo: the chooser, and the pair of sliders for the focal point."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from photos.hindrances import obstacle
from photos.models import Photo
from photos.sources import thumbnail_url
from publishing import clock
from publishing.text import number_in


class PhotoChooser(forms.TextInput):
    """A field for the key of a photo, with the photo beside it and a way into the library.

    Without script it is the number that the library shows; with it the number is hidden.
    """

    template_name = "photos/chooser.html"

    def __init__(self, language: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.language = language
        # Those that the form has read already, by their keys: publishing.forms.OrderedFormSet.
        self.known: Mapping[str, Photo] = {}

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        photo = self._photo(value)
        context["photo"] = photo
        context["obstacle"] = obstacle(photo, clock.now()) if photo else ""
        context["thumbnail"] = thumbnail_url(photo) if photo else ""
        context["language"] = self.language
        return context

    def format_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Photo) else super().format_value(value)

    def _photo(self, value: Any) -> Photo | None:
        if isinstance(value, Photo):
            return value
        key = number_in(str(value or ""))
        if str(key) in self.known:
            return self.known[str(key)]
        return None if key is None else Photo.objects.filter(pk=key).first()


class Share(forms.NumberInput):
    """A slider over a side of the photo, from 0 to 1; arrow keys move it by a hundredth."""

    input_type = "range"

    def __init__(self, axis: str) -> None:
        super().__init__({"min": "0", "max": "1", "step": "0.01", "data-focal": axis})

    def use_required_attribute(self, initial: Any) -> bool:
        """A slider always has a value, and HTML knows no such attribute for it."""
        return False
