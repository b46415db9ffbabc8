"""What the newsroom shows on pages of lower apps: they place these tags, and never import news."""

from typing import Any

from django import template

from news.models import ArticleEdition
from news.reading import cards
from publishing import clock
from publishing.translated import reading_language

register = template.Library()

NEWS_OF_A_PARTNERSHIP = 6


@register.inclusion_tag("news/_partnership_news.html")
def partnership_news(partnership: Any) -> dict[str, Any]:
    """The newest live articles about any agreement of the partnership, in the page's language; two queries."""
    at = clock.now()
    news = ArticleEdition.objects.live(at).in_language(reading_language()).news()
    editions = news.about_agreements_of(partnership)
    return {"cards": cards(editions.newest_first().for_listing()[:NEWS_OF_A_PARTNERSHIP], at)}
