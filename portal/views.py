"""The front page, the way to it, and the pages for when something is wrong."""

from __future__ import annotations

import sys
from datetime import timedelta

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import loader
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import requires_csrf_token

from news.feeds import feed_url
from news.models import ArticleEdition
from news.reading import cards, list_url
from partnerships.listing import partnership_cards
from portal.middleware import browser_language
from portal.site import site_facts
from publishing import clock
from publishing.text import LANGUAGES
from publishing.translated import reading_language
from publishing.webpage import PageMeta, absolute, alternates, language_links

LATEST = 9
NOTICES = 12
NOTICE_DAYS = 60
RETRY_AFTER_SECONDS = 30


def choose_language(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the reader's language; that the answer varies on it, the middleware says."""
    with override(browser_language(request)):
        return HttpResponseRedirect(reverse("home"))


def home(request: HttpRequest) -> HttpResponse:
    at, language = clock.now(), reading_language()
    newest = ArticleEdition.objects.live(at).in_language(language).news().newest_first().for_listing()
    latest = cards(newest[:LATEST], at)
    notices = ArticleEdition.objects.live(at).in_language(language).notices()
    recent = notices.filter(published_at__gt=at - timedelta(days=NOTICE_DAYS)).newest_first().for_listing()[:NOTICES]
    lead = next((card for card in latest if card.photo), None)
    links = language_links({code: _home_url(code) for code in LANGUAGES}, language)
    meta = PageMeta(
        canonical=absolute(_home_url(language)),
        description=_("News and partnerships of %(name)s.") % {"name": site_facts(language).name},
        alternates=alternates(links),
        feed_url=feed_url(language),
        feed_title=_("News"),
    )
    context = {
        "lead": lead,
        "latest": [card for card in latest if card is not lead],
        "notices": cards(recent, at),
        "cooperation": partnership_cards(at, language, limit=4),
        "more_url": list_url(language),
        "partnerships_url": reverse("partnerships:partnership-list"),
        "languages": links,
        "meta": meta,
    }
    return TemplateResponse(request, "home.html", context)


def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /admin/\n", content_type="text/plain")


def _home_url(language: str) -> str:
    with override(language):
        return reverse("home")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(loader.render_to_string("404.html", request=request), status=404)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(loader.render_to_string("403.html", request=request), status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or did not come from this site."""
    return HttpResponse(loader.render_to_string("403.html", {"is_stale_form": True}), status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(loader.render_to_string("500.html", {"status": 400}), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without request or context processors: whatever broke may be in them.

    A database that does not answer is not a fault of the page: 503, to be tried again. Django calls this while the
    exception is being handled.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = HttpResponse(loader.render_to_string("503.html"), status=503)
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    return HttpResponse(loader.render_to_string("500.html", {"status": 500}), status=500)
