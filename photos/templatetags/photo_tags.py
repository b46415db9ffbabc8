"""`{% picture %}`: a photo in a page, without a query; `{% people %}`: who is in it."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from photos.figures import Figure
from photos.models import Photo
from photos.people import people_html
from photos.sources import is_shown_whole, press_size, sources

register = template.Library()


@register.inclusion_tag("photos/picture.html")
def picture(
    photo: Photo,
    use: str = "full",
    sizes: str = "100vw",
    alt: str = "",
    lang: str = "",
    eager: bool = False,
    **attributes: str,
) -> dict[str, Any]:
    """A <picture> for one use of `photos.sources`. `alt` replaces the photo's own text alternative; `lang` says its
    language, unless it is a Text.

    `eager` is for the one picture that a page opens with. `class` goes to the <picture> element. The alt attribute is
    empty for decorative photos only.
    """
    text = alt or photo.alt
    language = lang if alt and lang else getattr(text, "language", "")
    if photo.is_decorative and not alt:
        text, language = "", ""
    return {
        "sources": sources(photo, use),
        "sizes": sizes,
        "alt": text,
        "language": "" if language == get_language() else language,
        "eager": eager,
        "class": attributes.pop("class", ""),
        **_none_left(attributes),
    }


@register.simple_tag
def people(figure: Figure, contacts: Iterable[Any] = ()) -> SafeString:
    """The sentence on who is where; whoever is among the page's contacts is linked to the card there."""
    anchors = {contact.pk: f"#contact-{contact.pk}" for contact in contacts}
    return people_html(figure.people, figure.language, anchors)


@register.filter
def is_whole(photo: Photo) -> bool:
    """Whether the photo leads an article uncropped."""
    return is_shown_whole(photo)


@register.filter
def size_for_press(photo: Photo) -> tuple[int, int] | None:
    """Width and height in pixels of what the press gets; None while there is no such file."""
    return press_size(photo)


def _none_left(attributes: dict[str, str]) -> dict[str, str]:
    if attributes:
        raise template.TemplateSyntaxError(f"picture does not know: {', '.join(attributes)}")
    return attributes
