"""The renditions, served by ourselves where no web server or object storage in front does it."""

import re

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from photos.models import renditions_storage
from photos.renditions import MEDIA_TYPES

# Only names that photos.actions gives; so no path leads out of the storage, nor to a folder.
_NAME = re.compile(r"(?:previews|[0-9]{1,9}-[0-9a-f]{32})/[a-z0-9-]{1,64}\.(?P<suffix>avif|webp|jpg)")
_HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file. Its content never changes under its name, so browsers may keep it for a year without asking again."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise Http404
    storage = renditions_storage()
    try:
        changed_at = int(storage.get_modified_time(name).timestamp())
        etag = f'"{changed_at:x}-{storage.size(name):x}"'
        response = get_conditional_response(request, etag=etag, last_modified=changed_at)
        if response is None:
            response = FileResponse(storage.open(name), content_type=MEDIA_TYPES[match["suffix"]])
    except FileNotFoundError as error:
        raise Http404 from error
    for header, value in {**_HEADERS, "ETag": etag, "Last-Modified": http_date(changed_at)}.items():
        response[header] = value
    # The site's compression would read these headers on the way out, and pictures are compressed already.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    return response
