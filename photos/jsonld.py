"""schema.org descriptions of photos (https://schema.org/ImageObject), with what image search shows of rights."""

from __future__ import annotations

from typing import Any

from photos.figures import Figure
from photos.sources import social_image
from publishing.webpage import absolute


def image_object(shown: Figure) -> dict[str, Any]:
    """The photo of a page as others show it: its cut for shared links, with caption, credit and licence."""
    image = social_image(shown.photo)
    facts = {
        # Nothing here could say that it is in another language than the page.
        "caption": str(shown.caption) if shown.caption.language == shown.language else "",
        "creditText": shown.credit,
        "copyrightNotice": shown.credit if shown.photo.needs_credit else "",
        "license": shown.licence.url if shown.licence else "",
    }
    creator = {"@type": "Person", "name": shown.photo.photographer}
    return {
        "@type": "ImageObject",
        "url": absolute(image.url),
        "width": image.width,
        "height": image.height,
        **{name: fact for name, fact in facts.items() if fact},
        **({"creator": creator} if shown.photo.photographer else {}),
    }
