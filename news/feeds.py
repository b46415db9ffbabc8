"""The Atom feed of the news list: the same filters, the same editions (RFC 4287)."""

from __future__ import annotations

import re
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from directory.home import home
from news.forms import ArticleFilter, UnknownFilter
from news.models import ArticleEdition, Topic
from news.reading import list_url
from publishing import clock
from publishing.translated import reading_language
from publishing.webpage import absolute

LENGTH = 30
# What XML cannot hold at all: pasted from slides, a vertical tab stands for a line break.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def feed_url(language: str, chosen: ArticleFilter | None = None) -> str:
    """The full address of the feed in one language, narrowed like the list."""
    with override(language):
        path = reverse("news:article-feed")
    return absolute(path + (chosen.query(language) if chosen else ""))


def article_feed(request: HttpRequest) -> HttpResponse:
    """The newest thirty, lead as summary. Ids outlive changed addresses: they come from the item's key and language."""
    at, language = clock.now(), reading_language()
    try:
        chosen = ArticleFilter.parse(request.GET, language, list(Topic.objects.all()))
    except UnknownFilter as error:
        raise Http404 from error
    address = feed_url(language, chosen)
    feed = Atom1Feed(
        title=_("News"),
        link=absolute(list_url(language) + chosen.query(language)),
        description=_("News and press releases, the newest first."),
        language=language,
        feed_url=address,
        feed_guid=address,
        # RFC 4287 wants an author: the house, since articles do not name writers.
        author_name=_printable(home(language).name),
    )
    editions = chosen.apply(ArticleEdition.objects.live(at).in_language(language).news()).newest_first().for_listing()
    for edition in editions[:LENGTH]:
        feed.add_item(
            title=_printable(edition.title),
            link=absolute(edition.get_absolute_url()),
            description=escape(_printable(edition.lead)),  # In Atom the summary is HTML, and a lead is not.
            unique_id=uuid.uuid5(edition.translation_key, edition.language).urn,
            pubdate=edition.published_at,
            updateddate=edition.changed_at or edition.published_at,
            categories=[getattr(link.topic, f"name_{language}") for link in edition.listed_topics],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _printable(text: str) -> str:
    return _NOT_IN_XML.sub(" ", text)
