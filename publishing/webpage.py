"""What every public page says of itself, and how it answers for addresses that lead nowhere any more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils.html import json_script
from django.utils.safestring import SafeString

from publishing.translated import reading_language

LANGUAGE_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


@dataclass(frozen=True)
class LanguageLink:
    """A way to the same page in one language; `url` is None where that version does not exist."""

    code: str
    name: str
    url: str | None
    is_current: bool


@dataclass(frozen=True)
class PageMeta:
    """The head of a page. Addresses are absolute; `alternates` are (hreflang, address) pairs.

    Who shows a link cannot be told in which language the description of its picture is: one in another language than
    the page is left out.
    """

    canonical: str
    description: str = ""
    kind: str = "website"
    alternates: list[tuple[str, str]] = field(default_factory=list)
    image_url: str = ""
    image_alt: str = ""
    feed_url: str = ""
    feed_title: str = ""

    def __post_init__(self) -> None:
        if getattr(self.image_alt, "language", "") not in ("", reading_language()):
            object.__setattr__(self, "image_alt", "")


def absolute(path: str) -> str:
    """The full address of a path of this site; an address on another host (a file store) stays as it is."""
    return urljoin(f"{settings.SITE_URL}/", path)


def language_links(urls: Mapping[str, str], current: str) -> list[LanguageLink]:
    """One link a language, in the site's order; `urls` are the paths of the versions that exist."""
    return [LanguageLink(code, name, urls.get(code), code == current) for code, name in LANGUAGE_NAMES.items()]


def alternates(links: list[LanguageLink]) -> list[tuple[str, str]]:
    """hreflang pairs of the versions that exist, with x-default: the English one, else the first."""
    pairs = [(link.code, absolute(link.url)) for link in links if link.url]
    default = dict(pairs).get("en") or (pairs[0][1] if pairs else "")
    return [*pairs, ("x-default", default)] if pairs else []


def json_ld(description: Mapping[str, object]) -> SafeString:
    """A schema.org description as the script element that holds it.

    See https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents. Django's json_script escapes what could
    end the element; only the type differs.
    """
    return SafeString(json_script(description).replace("application/json", "application/ld+json", 1))


def gone(request: HttpRequest) -> HttpResponse:
    """410: once public and so no more. Not even the title is said, since it may be the reason of the withdrawal."""
    return TemplateResponse(request, "410.html", status=410).render()


def moved(path: str) -> HttpResponse:
    """301 to where an item lives now, remembered for a while only: an address that changed may change back."""
    response = HttpResponsePermanentRedirect(path)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
