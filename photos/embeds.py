"""Photos inside the text of an article: what the registry of `publishing.embeds` has to know about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from photos.figures import figure
from photos.models import Photo
from publishing.embeds import Embed, EmbedKind, ids_in

NAME = "photo"
# How wide a photo stands in the text, for the browser's choice among the files.
_SIZES = {
    "column": "(min-width: 62em) 40rem, 100vw",
    "wide": "(min-width: 90em) 52rem, (min-width: 62em) 60vw, 100vw",
    "start": "(min-width: 40em) 20rem, 100vw",
    "end": "(min-width: 40em) 20rem, 100vw",
}


def photos_in(html: str) -> list[int]:
    """The photos that a cleaned text shows, by their keys."""
    return ids_in(html, NAME)


def _load(ids: Collection[int], language: str, at: datetime) -> Mapping[int, Photo]:
    return Photo.objects.visible_to(None, at).in_bulk(ids)


def _render(photo: Photo, embed: Embed, language: str, page: Mapping[str, Any]) -> SafeString:
    context = {
        "figure": figure(photo, language, caption=embed.caption),
        "variant": "text" if embed.place == "column" else embed.place,
        "sizes": _SIZES[embed.place],
        "contacts": page.get("contacts", ()),
    }
    with override(language):
        return render_to_string("components/figure.html", context)


PHOTO = EmbedKind(name=NAME, load=_load, render=_render, plugin="admin_skin/editor/photo/", button="ChoosePhoto")
