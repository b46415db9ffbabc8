"""`{% picture %}`: a photo in a page, without a query."""

from typing import Any

from django import template
from django.utils.translation import get_language

from photos.models import Photo
from photos.sources import sources

register = template.Library()


@register.inclusion_tag("photos/picture.html")
def picture(
    photo: Photo,
    crop: str = "full",
    sizes: str = "100vw",
    alt: str = "",
    lang: str = "",
    eager: bool = False,
    **attributes: str,
) -> dict[str, Any]:
    """A <picture>. `alt` replaces the photo's own text alternative; `lang` says its language, unless it is a Text.

    `eager` is for the one picture that a page opens with. `class` goes to the <picture> element. The alt attribute is
    empty for decorative photos only.
    """
    text = alt or photo.alt
    language = lang if alt and lang else getattr(text, "language", "")
    if photo.is_decorative and not alt:
        text, language = "", ""
    return {
        "sources": sources(photo, crop),
        "sizes": sizes,
        "alt": text,
        "language": "" if language == get_language() else language,
        "eager": eager,
        "class": attributes.pop("class", ""),
        **_none_left(attributes),
    }


def _none_left(attributes: dict[str, str]) -> dict[str, str]:
    if attributes:
        raise template.TemplateSyntaxError(f"picture does not know: {', '.join(attributes)}")
    return attributes
