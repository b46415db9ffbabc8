"""Choosing a photo wherever a form asks for one: the field, the dialog's pages, and what a chosen photo tells."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import reverse

from photos.actions import may_change
from photos.figures import words
from photos.forms import suggestions
from photos.hindrances import obstacle
from photos.metadata import Readings
from photos.models import Photo
from photos.people import people_text
from photos.renditions import preview_size
from photos.sources import thumbnail_url
from photos.widgets import PhotoChooser
from publishing import clock
from publishing.text import LANGUAGES, number_in
from publishing.translated import reading_language
from publishing.usage import unused

PER_PAGE = 24
LAST_PAGE = 10_000


class ChoosesPhotos:
    """For admins and inlines: every foreign key to a photo is a chooser, without Django's pencil and plus beside it."""

    def formfield_for_dbfield(self, db_field: models.Field[Any, Any], request: Any, **kwargs: Any) -> Any:
        if isinstance(db_field, models.ForeignKey) and db_field.related_model is Photo:
            return db_field.formfield(**{"widget": PhotoChooser(), **kwargs})
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


def choose(request: HttpRequest) -> HttpResponse:
    """One page of the dialog: the library, the newest first, narrowed by words and shelf; each says what hinders it."""
    at = clock.now()
    shelf = request.GET.get("shelf", "all")
    words_typed = request.GET.get("q", "")[:200]
    photos = Photo.objects.in_service().matching(words_typed)
    if shelf == "mine":
        photos = photos.filter(created_by=request.user.pk)
    elif shelf == "unused":
        photos = unused(photos, at)
    # One more than is shown tells whether there are older ones; counting them all would cost more than finding these.
    start = (_page(request) - 1) * PER_PAGE
    found = list(photos.order_by("-created_at", "-pk")[start : start + PER_PAGE + 1])
    context = {
        "newer_page": _page(request) - 1,
        "older_page": _page(request) + 1 if len(found) > PER_PAGE else 0,
        "q": words_typed,
        "tiles": [tile(photo, at) for photo in found[:PER_PAGE]],
    }
    return TemplateResponse(request, "admin/photos/photo/choose.html", context)


def card(request: HttpRequest, pk: int) -> HttpResponse:
    """What a form or the editor shows of a photo it has just been given."""
    photo = get_object_or_404(Photo, pk=pk)
    language, at = _language(request), clock.now()
    width, height = preview_size(photo.width, photo.height)
    alt, caption = words(photo, "alt", language), words(photo, "caption", language)
    is_own_alt, is_own_caption = alt.language == language, caption.language == language
    facts = {
        "id": photo.pk,
        "name": str(photo),
        "thumbnail": thumbnail_url(photo),
        "preview": photo.preview.url if photo.preview else "",
        "width": width,
        "height": height,
        "alt": alt if is_own_alt else "",
        "caption": caption if is_own_caption else "",
        "credit": photo.credit_line,
        "needsCredit": photo.needs_credit and not photo.credit_line,
        "needsAlt": language in photo.languages_without_alt,
        "mayChange": may_change(request.user, photo, at),
        "people": people_text(photo.people_shown, language),
        "obstacle": obstacle(photo, at),
        "url": reverse("admin:photos_photo_change", args=[photo.pk]),
        "suggested": _suggested(photo, language),
    }
    return JsonResponse(facts, headers={"Cache-Control": "no-store"})


def thumbnail(request: HttpRequest, pk: int) -> HttpResponse:
    """The smallest picture of a photo, under an address that does not change with its files."""
    url = thumbnail_url(get_object_or_404(Photo, pk=pk))
    if not url:
        return HttpResponseRedirect(static("admin_skin/photos/gone.svg"))
    return HttpResponseRedirect(url, headers={"Cache-Control": "private, max-age=60"})


def tile(photo: Photo, at: Any) -> dict[str, Any]:
    """What a thumbnail in the library says in words: what is missing, and whether the photo may be shown."""
    return {
        "photo": photo,
        "thumbnail": thumbnail_url(photo),
        "obstacle": obstacle(photo, at),
        "without_alt": photo.languages_without_alt,
        "lacks_credit": photo.needs_credit and not photo.credit_line,
    }


def _suggested(photo: Photo, language: str) -> dict[str, str]:
    """What the file says of itself and the library does not have yet, by the fields of a form in that language."""
    read = suggestions(Readings.from_json(photo.readings)) if photo.readings else {}
    columns = {"alt": f"alt_{language}", "caption": f"caption_{language}"}
    columns |= {name: name for name in ("photographer", "credit_organisation", "licence")}
    return {name: read[column] for name, column in columns.items() if column in read and not getattr(photo, column)}


def _page(request: HttpRequest) -> int:
    asked = number_in(request.GET.get("page", "")) or 1
    return min(asked, LAST_PAGE)


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else reading_language()
