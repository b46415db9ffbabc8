"""What stands around every view: the language of the request, and words for when the database is away."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from publishing.text import LANGUAGES

logger = logging.getLogger(__name__)

# Pictures and files for machines speak no language.
_WITH_WORDS = ("text/html", "application/atom+xml")


def browser_language(request: HttpRequest) -> str:
    """The first of our languages that Accept-Language names; Django's own function would ask a cookie before."""
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        language = code.split("-")[0]
        if language in LANGUAGES:
            return language
    return settings.LANGUAGE_CODE


class LanguageMiddleware:
    """Activates the language of the path's first part; elsewhere that of the signed-in user, else of the browser.

    Nothing here looks at cookies, and public pages do not vary on Accept-Language: equal addresses give equal bytes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        prefix = request.path_info.split("/", 2)[1] if request.path_info.startswith("/") else ""
        is_negotiated = False
        if prefix in LANGUAGES:
            language = prefix
        elif prefix == "admin" and request.user.is_authenticated:
            language = request.user.language
        else:
            language = browser_language(request)
            is_negotiated = True
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith(_WITH_WORDS):
            response.headers.setdefault("Content-Language", language)
            if is_negotiated:
                patch_vary_headers(response, ["Accept-Language"])
        return response


class DatabaseAwayMiddleware:
    """Answers 503 in words, to be tried again, while the database does not answer; the page needs none."""

    RETRY_AFTER_SECONDS = 30

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("The database does not answer: %s", exception)
        response = HttpResponse(loader.render_to_string("503.html"), status=503)
        response.headers["Retry-After"] = str(self.RETRY_AFTER_SECONDS)
        return response
