"""Content-Security-Policy on every response.

In the shape Django 6 will bring: the setting SECURE_CSP, and a decorator to override it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Policy = Mapping[str, Sequence[str]]

SELF, NONE, INLINE = "'self'", "'none'", "'unsafe-inline'"

STRICT: Policy = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}
# The back office: Django's own pages need nothing more than data: icons.
BACK_OFFICE: Policy = {**STRICT, "img-src": [SELF, "data:", "blob:"], "base-uri": [SELF]}
# Pages with the rich-text editor: its toolbar lives on on* attributes and injected styles; script elements stay ours.
EDITOR: Policy = {**BACK_OFFICE, "script-src-attr": [INLINE], "style-src": [SELF, INLINE], "frame-src": [SELF]}


def header(policy: Policy) -> str:
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in policy.items())


class ContentSecurityPolicyMiddleware:
    """Sends the policy of the view that answered (`csp_override`), else `settings.SECURE_CSP`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = getattr(response, "_csp_policy", settings.SECURE_CSP)
        response.headers.setdefault("Content-Security-Policy", header(policy))
        return response


def csp_override(policy: Policy) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a view so that its responses carry `policy` instead of the site's; the innermost decorator wins."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def with_policy(*args: Any, **kwargs: Any) -> Any:
            response = view(*args, **kwargs)
            if not hasattr(response, "_csp_policy"):
                response._csp_policy = policy
            return response

        return with_policy

    return decorate
