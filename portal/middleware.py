"""The language of a request: of a public page its address, of the back office the person."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from publishing.text import LANGUAGES

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

    Public pages depend on no cookie and do not vary on Accept-Language: equal addresses give equal bytes.
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
