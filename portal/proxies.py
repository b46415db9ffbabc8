"""Who asks, when a proxy stands in front."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address that lockouts count by: with BEHIND_PROXY what our own proxy added last to X-Forwarded-For.

    Earlier entries of that header were sent by the client, who may write there what it likes.
    """
    if settings.BEHIND_PROXY:
        last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if last:
            return last
    return request.META.get("REMOTE_ADDR")
