"""How a file goes out over HTTP: whole or in part, or not at all where the browser has it (RFC 9110, 13 and 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

_RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))")
_CHUNK = 64 * 1024
# Nothing in these files is meant to run, wherever they are opened.
_HEADERS = {"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True)
class Part:
    """A stretch of an open file; offset and length in bytes."""

    file: IO[bytes]
    offset: int
    length: int

    def __len__(self) -> int:
        return self.length

    def read(self, start: int, stop: int) -> Iterator[bytes]:
        self.file.seek(self.offset + start)
        while start < stop and (chunk := self.file.read(min(_CHUNK, stop - start))):
            start += len(chunk)
            yield chunk


def send(
    request: HttpRequest,
    parts: Sequence[bytes | Part],
    *,
    media_type: str,
    etag: str,
    changed_at: datetime,
    cache_control: str,
) -> HttpResponseBase:
    """The parts one after the other as one body; its files are closed with the response.

    304 where the browser has it, 206 for one range of bytes, 416 for a range outside. Several ranges at once are
    answered with the whole, as RFC 9110, 14.2 allows.
    """
    size = sum(map(len, parts))
    modified = int(changed_at.timestamp())
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=modified)
    if response is None:
        wanted = _wanted_range(request, etag, modified, size)
        if wanted is None:
            response = StreamingHttpResponse(_chunks(parts, 0, size), content_type=media_type)
            response["Content-Length"] = str(size)
        elif wanted == (0, 0):
            response = HttpResponse(status=416)
            response["Content-Range"] = f"bytes */{size}"
        else:
            start, stop = wanted
            response = StreamingHttpResponse(_chunks(parts, start, stop), content_type=media_type, status=206)
            response["Content-Length"] = str(stop - start)
            response["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    # Django closes with the response what it finds here; the stubs do not know the list.
    closers: list[Any] = response._resource_closers  # type: ignore[attr-defined]
    closers += [part.file.close for part in parts if isinstance(part, Part)]
    response["Accept-Ranges"] = "bytes"
    for header, value in {**_HEADERS, "ETag": etag, "Last-Modified": http_date(modified)}.items():
        response[header] = value
    response["Cache-Control"] = cache_control
    # The site's compression would read these headers on the way out, and pictures are compressed already.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    return response


def hand_over(location: str, *, media_type: str, cache_control: str) -> HttpResponse:
    """Let nginx send the file at its internal `location`, with ranges and conditions of its own."""
    response = HttpResponse(content_type=media_type)
    response["X-Accel-Redirect"] = location
    response["Cache-Control"] = cache_control
    for header, value in _HEADERS.items():
        response[header] = value
    return response


def _wanted_range(request: HttpRequest, etag: str, modified: int, size: int) -> tuple[int, int] | None:
    """[start, stop) of what is asked for; None for the whole, (0, 0) for what the file does not have."""
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    if match is None or request.method != "GET" or not _is_still_the_same(request, etag, modified):
        return None
    if match[3] is not None:
        start, stop = max(0, size - int(match[3])), size
    else:
        start, stop = int(match[1]), min(int(match[2]) + 1, size) if match[2] else size
    return (start, stop) if start < stop else (0, 0)


def _is_still_the_same(request: HttpRequest, etag: str, modified: int) -> bool:
    """Whether the browser's beginning belongs to this file (If-Range: RFC 9110, 13.1.5)."""
    condition = request.headers.get("If-Range")
    return condition is None or condition == etag or parse_http_date_safe(condition) == modified


def _chunks(parts: Sequence[bytes | Part], start: int, stop: int) -> Iterator[bytes]:
    position = 0
    for part in parts:
        first, last = max(start - position, 0), min(stop - position, len(part))
        if first < last:
            yield from part.read(first, last) if isinstance(part, Part) else [part[first:last]]
        position += len(part)
