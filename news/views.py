"""The public pages of the newsroom."""

from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from news.content import ArticleContent
from news.facets import facets
from news.feeds import feed_url
from news.forms import ArticleFilter, UnknownFilter, whole_number
from news.jsonld import news_article
from news.models import ArticleEdition, Topic
from news.reading import RELATED, ArticlePage, article_page, cards, change_notes, list_url, versions
from photos.sources import social_image
from publishing import clock
from publishing.addresses import Gone, former
from publishing.text import LANGUAGES
from publishing.translated import reading_language
from publishing.webpage import LanguageLink, PageMeta, absolute, alternates, gone, json_ld, language_links, moved

PER_PAGE = 20
LAST_PAGE = 1_000_000


def article_list(request: HttpRequest) -> HttpResponse:
    at, language = clock.now(), reading_language()
    topics = list(Topic.objects.all())
    try:
        chosen = ArticleFilter.parse(request.GET, language, topics)
        number = whole_number(request.GET.get("page", ""), 1, LAST_PAGE) or 1
    except UnknownFilter as error:
        raise Http404 from error
    everything = ArticleEdition.objects.live(at).in_language(language).news()
    narrowed = facets(chosen, everything, topics, language)
    paginator = Paginator(chosen.apply(everything).newest_first().for_listing(), PER_PAGE)
    # Every article has one year, and the years have just been counted.
    paginator.count = sum(year.count for year in narrowed["years"] if year.is_active or not chosen.year)
    if number > paginator.num_pages:
        raise Http404
    page = paginator.page(number)
    links = language_links({code: list_url(code) + chosen.shared_query(code) for code in LANGUAGES}, language)
    context = {
        "cards": cards(page.object_list, at),
        "page_obj": page,
        "total": paginator.count,
        "query": chosen.query(language),
        "filter_title": chosen.title(language),
        "languages": links,
        "meta": _list_meta(chosen, language, number, links),
        **narrowed,
    }
    return TemplateResponse(request, "news/article_list.html", context)


def _list_meta(chosen: ArticleFilter, language: str, number: int, links: list[LanguageLink]) -> PageMeta:
    """Other languages have the same list, but not the same tags, nor the same articles on a later page."""
    return PageMeta(
        canonical=absolute(list_url(language) + chosen.query(language, page=number if number > 1 else None)),
        description=_("News and press releases, the newest first."),
        alternates=alternates(links) if number == 1 and not chosen.tag else [],
        feed_url=feed_url(language, chosen),
        feed_title=_("News"),
    )


def article_detail(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    at, language = clock.now(), reading_language()
    live = list(ArticleEdition.objects.with_translations(language, slug, at))
    edition = next((edition for edition in live if edition.language == language), None)
    if edition is None:
        return _former_address(request, language, slug, at)
    if request.path != edition.get_absolute_url():
        return moved(edition.get_absolute_url())
    content = ArticleContent.from_json(edition.stored_content, edition.stored_schema)
    related = ArticleEdition.objects.related_to(edition, at).select_related("hero")[:RELATED]
    page = article_page(
        content,
        at,
        published_at=edition.published_at,
        changed_at=edition.changed_at,
        change_notes=change_notes(edition),
        translations=versions(live, language),
        related=cards(related, at),
        url=edition.get_absolute_url(),
        is_preview=False,
    )
    return article_response(request, page)


def article_response(request: HttpRequest, page: ArticlePage) -> HttpResponse:
    """The article's page, for readers and for the preview alike."""
    meta = PageMeta(
        canonical=absolute(page.url),
        description=page.lead,
        kind="article",
        alternates=alternates(page.translations),
        image_url=absolute(social_image(page.hero.photo).url) if page.hero else "",
        image_alt=page.hero.alt if page.hero else "",
        feed_url=feed_url(page.language),
        feed_title=_("News"),
    )
    context = {
        "page": page,
        "languages": page.translations,
        "meta": meta,
        "jsonld": json_ld(news_article(page)),
    }
    return TemplateResponse(request, "news/article_detail.html", context)


def _former_address(request: HttpRequest, language: str, slug: str, at: datetime) -> HttpResponse:
    """Where the item moved to, or that it is gone, or that there never was one."""
    outcome = former(ArticleEdition.objects.all(), language, slug, at)
    if outcome is None:
        raise Http404
    if isinstance(outcome, Gone):
        return gone(request)
    return moved(outcome.edition.get_absolute_url())
