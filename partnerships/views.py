"""The public pages of the partnerships."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.listing import partnership_cards
from partnerships.models import Partnership
from partnerships.reading import PartnershipPage, partnership_page
from photos.sources import social_image
from publishing import clock
from publishing.text import LANGUAGES
from publishing.translated import reading_language
from publishing.webpage import LanguageLink, PageMeta, absolute, alternates, language_links, moved


def partnership_list(request: HttpRequest) -> HttpResponse:
    at, language = clock.now(), reading_language()
    rows = partnership_cards(at, language)
    links = language_links({code: _list_url(code) for code in LANGUAGES}, language)
    meta = PageMeta(
        canonical=absolute(_list_url(language)),
        description=_("With whom we work together, since when and on what."),
        alternates=alternates(links),
    )
    context = {
        "in_force": [row for row in rows if row.is_in_force],
        "others": [row for row in rows if not row.is_in_force],
        "total": len(rows),
        "languages": links,
        "meta": meta,
    }
    return TemplateResponse(request, "partnerships/partnership_list.html", context)


def partnership_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; a slug of another language leads to the right one."""
    at, language = clock.now(), reading_language()
    found = list(Partnership.objects.visible_to(None, at).with_slug(slug).select_related("photo"))
    if not found:
        raise Http404
    # One slug may be the Finnish address of this and the English one of that partnership: the page's language decides.
    partnership = next((one for one in found if getattr(one, f"slug_{language}") == slug), found[0])
    if request.path != partnership.url_in(language):
        return moved(partnership.url_in(language))
    page = partnership_page(partnership, at, language)
    links = language_links({code: partnership.url_in(code) for code in LANGUAGES}, language)
    context = {
        "partnership": partnership,
        "page": page,
        "list_url": _list_url(language),
        "languages": links,
        "meta": _meta(partnership, page, links),
    }
    return TemplateResponse(request, "partnerships/partnership_detail.html", context)


def _meta(partnership: Partnership, page: PartnershipPage, links: list[LanguageLink]) -> PageMeta:
    """As versions count the languages that the partnership has words in; the others show a fallback."""
    written = [link for link in links if getattr(partnership, f"title_{link.code}")]
    return PageMeta(
        canonical=absolute(page.url),
        description=page.summary,
        alternates=alternates(written),
        image_url=absolute(social_image(page.figure.photo).url) if page.figure else "",
        image_alt=page.figure.alt if page.figure else "",
    )


def _list_url(language: str) -> str:
    with override(language):
        return reverse("partnerships:partnership-list")
