"""Files on their way in: none is written down beyond what a photo may weigh, and a full disk is told in words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _

from photos.originals import too_many_bytes


class PhotoUploadHandler(TemporaryFileUploadHandler):
    """Reads past a file that is too large or finds no room, and notes it for `received`; the form around it goes on."""

    request: Any
    file_name: str

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().new_file(*args, **kwargs)
        except OSError:
            self._pass_over(no_room())

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.PHOTO_MAX_BYTES:
            self._pass_over(too_many_bytes())
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            self._pass_over(no_room())

    def _pass_over(self, refusal: ValidationError) -> None:
        self.request.passed_over = [*getattr(self.request, "passed_over", ()), (self.file_name, refusal)]
        raise SkipFile


def received(request: HttpRequest, field: str) -> list[tuple[str, File[bytes] | ValidationError]]:
    """The files that came with the request under that field, by name; instead of one that did not get in, why.

    A body that was cut off on the way brings no file.
    """
    files: list[Any] = request.FILES.getlist(field)
    return [*((str(file.name), file) for file in files), *getattr(request, "passed_over", ())]


def no_room() -> ValidationError:
    return ValidationError(
        _("There is no room left for this file. Nothing of it was kept; tell whoever runs this site."), code="no_room"
    )
