"""Who did what to a photo, for its page "Who did what when"."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest

from photos.models import Photo


def log(request: HttpRequest, photo: Photo, what: Any, *, is_new: bool = False) -> None:
    """Keep a sentence, or what `construct_change_message` says of a form; nothing where that is nothing."""
    if what:
        flag = ADDITION if is_new else CHANGE
        LogEntry.objects.log_actions(request.user.pk, [photo], flag, change_message=what, single_object=True)


def forget_words(photo: Photo) -> None:
    """Let the log go on without what described the photo; who did what and when stays."""
    kind = ContentType.objects.get_for_model(Photo)
    LogEntry.objects.filter(content_type=kind, object_id=str(photo.pk)).update(object_repr=str(photo))
