"""The files of photos, served by ourselves where no web server in front does it, and what the press takes away."""

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import Storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from photos.delivery import Part, hand_over, send
from photos.embedding import header, insertion_point
from photos.licences import Licence
from photos.models import Photo
from photos.press import press_filename, press_text, press_words
from photos.renditions import MEDIA_TYPES
from photos.sources import press_file, press_size
from photos.storages import HELD, OPEN, renditions_storage
from publishing import clock
from publishing.translated import reading_language
from publishing.usage import Standing, uses

# Only names that photos.actions gives; so no path leads out of the storage, nor to a folder.
_NAME = re.compile(
    rf"(?P<housing>{OPEN}|{HELD})/(?:previews|[0-9]{{1,9}}-[0-9a-f]{{32}})/[a-z0-9-]{{1,64}}\.(?P<suffix>avif|webp|jpg)"
)
ONE_YEAR = timedelta(days=365)
# How long a copy may live of a photo that somebody may take back at any time.
SHORT_WHILE = timedelta(seconds=60)
FOR_EVER = f"public, max-age={ONE_YEAR.total_seconds():.0f}, immutable"
_START_BYTES = 64


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file. Its content never changes under its name; whether it may be seen does for those that are held."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise Http404
    media_type = MEDIA_TYPES[match["suffix"]]
    if match["housing"] == OPEN:
        return _send(request, name, media_type, FOR_EVER)
    cache_control = _permission(request, name)
    if settings.ACCEL_REDIRECT:
        return hand_over(f"{settings.ACCEL_REDIRECT}{name}", media_type=media_type, cache_control=cache_control)
    return _send(request, name, media_type, cache_control)


@require_safe
def press_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The large JPEG with caption and credit in it, in the language of the address; it does not change the pixels."""
    photo = _photo_for_press(pk)
    storage, name = renditions_storage(), press_file(photo)
    words = header(press_words(photo, reading_language()))
    try:
        file, size, changed_at = storage.open(name), storage.size(name), storage.get_modified_time(name)
    except FileNotFoundError as error:
        raise Http404 from error
    start = file.read(_START_BYTES)
    split = insertion_point(start)
    response = send(
        request,
        [start[:split], words, Part(file, split, size - split)],
        media_type="image/jpeg",
        etag=f'"{photo.rendition_key}-{photo.version}-{reading_language()}"',
        changed_at=max(changed_at, photo.updated_at),
        cache_control=_cache_control(photo, clock.now(), at_most=SHORT_WHILE),
    )
    response["Content-Disposition"] = content_disposition_header(True, f"{press_filename(photo)}.jpg")
    return response


@require_safe
def press_words_as_text(request: HttpRequest, pk: int) -> HttpResponse:
    photo = _photo_for_press(pk)
    response = HttpResponse(press_text(photo, reading_language()), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{press_filename(photo)}.txt")
    response["Cache-Control"] = _cache_control(photo, clock.now(), at_most=SHORT_WHILE)
    return response


def _photo_for_press(pk: int) -> Photo:
    """A photo that a public page shows today, whose licence lets others have it, and whose file is made."""
    at = clock.now()
    photo = Photo.objects.visible_to(None, at).filter(pk=pk).first()
    if photo is None or not photo.licence or not Licence(photo.licence).is_open_to_press or press_size(photo) is None:
        raise Http404
    # What is only scheduled is nobody's yet, be the address guessed.
    if not any(Standing.LIVE in use.standings for use in uses(photo, at)):
        raise Http404
    return photo


def _permission(request: HttpRequest, name: str) -> str:
    """Whether this reader may see that held file now, as the Cache-Control of the answer. Raises Http404 if not."""
    at = clock.now()
    photo = Photo.objects.filter(renditions__file=name).first()
    if photo is None:
        raise Http404
    if photo.is_visible(None, at):
        return _cache_control(photo, at)
    if request.user.has_perm("photos.view_photo"):
        return "private, no-store"
    raise Http404


def _cache_control(photo: Photo, at: datetime, at_most: timedelta = ONE_YEAR) -> str:
    """As long as the photo may be shown, and a minute where somebody may take that back."""
    ends_at = photo.ends_at()
    limits = [at_most, *([SHORT_WHILE] if photo.is_revocable else []), *([ends_at - at] if ends_at else [])]
    return f"public, max-age={min(limits) // timedelta(seconds=1)}"


def _send(request: HttpRequest, name: str, media_type: str, cache_control: str) -> HttpResponseBase:
    storage: Storage = renditions_storage()
    try:
        changed_at, size = storage.get_modified_time(name), storage.size(name)
        return send(
            request,
            [Part(storage.open(name), 0, size)],
            media_type=media_type,
            etag=f'"{int(changed_at.timestamp()):x}-{size:x}"',
            changed_at=changed_at,
            cache_control=cache_control,
        )
    except FileNotFoundError as error:
        raise Http404 from error
