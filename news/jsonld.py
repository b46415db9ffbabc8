"""schema.org descriptions of the newsroom's pages (https://schema.org/NewsArticle)."""

from typing import Any

from directory.home import home
from news.reading import ArticlePage
from photos.jsonld import image_object
from publishing.webpage import absolute


def news_article(page: ArticlePage) -> dict[str, Any]:
    """A NewsArticle with its breadcrumb; times are ISO 8601 with offset."""
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "description": page.lead,
        "inLanguage": page.language,
        "datePublished": page.published_at.isoformat(),
        "dateModified": (page.changed_at or page.published_at).isoformat(),
        "mainEntityOfPage": absolute(page.url),
        "publisher": {"@type": "CollegeOrUniversity", "name": home(page.language).name, "url": absolute("/")},
        **({"image": [image_object(page.hero)]} if page.hero else {}),
        "about": [{"@type": "Organization", "name": str(organisation.name)} for organisation in page.organisations],
        "keywords": [tag.name for tag in page.tags],
    }
