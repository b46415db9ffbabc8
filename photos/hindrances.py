"""What keeps a photo from being shown, in sentences for the editor who wants to show it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from photos.models import Photo
from photos.rights import Consent
from publishing.clock import helsinki_date
from publishing.doubts import Written, seems_to_be


def obstacle(photo: Photo, at: datetime) -> str:
    """Why the photo may not be shown at that instant, whatever is said about it; "" where it may."""
    today = helsinki_date(at)
    if photo.binned_at is not None:
        return _("It is in the bin.")
    if photo.withdrawn_at is not None:
        return _("It was withdrawn.")
    if photo.shows_minors and photo.consent != Consent.GUARDIANS:
        return _("It shows minors, and their guardians have not agreed yet.")
    if photo.shows_minors and (photo.consent_on is None or photo.consent_on > today):
        return _("It shows minors, and the agreement of their guardians does not hold yet.")
    if photo.usable_from and photo.usable_from > today:
        return _("It may be used from %(day)s on.") % {"day": date_format(photo.usable_from)}
    if photo.usable_until and photo.usable_until < today:
        return _("It could be used until %(day)s.") % {"day": date_format(photo.usable_until)}
    if photo.consent_until and photo.consent_until < today:
        return _("The people in it had agreed until %(day)s.") % {"day": date_format(photo.consent_until)}
    return ""


def hindrances(
    photo: Photo, language: str, at: datetime, doubts: Mapping[Written, str], *, alt: str = "", caption: str = ""
) -> list[str]:
    """All that keeps the photo from readers of `language`; `alt` and `caption` are what was written for one place.

    `doubts` are those of `publishing.doubts.doubtful` about `texts_to_check`.
    """
    found = [obstacle(photo, at)]
    if not photo.credit_line and photo.needs_credit:
        found.append(_("Nobody is credited."))
    if not alt and not photo.is_decorative and not getattr(photo, f"alt_{language}"):
        found.append(_("It has no description (alt text) in the article's language."))
    for name, text in texts_to_check(photo, language, alt=alt, caption=caption).items():
        if code := doubts.get((text, language)):
            field = _("Description") if name == "alt" else _("Caption")
            found.append(f"{field}: {seems_to_be(code)}")
    return [sentence for sentence in found if sentence]


def texts_to_check(photo: Photo, language: str, *, alt: str = "", caption: str = "") -> dict[str, str]:
    """The description and the caption that readers of `language` get as their own language, where there are such."""
    texts = {
        "alt": alt or ("" if photo.is_decorative else getattr(photo, f"alt_{language}")),
        "caption": caption or getattr(photo, f"caption_{language}"),
    }
    return {name: text for name, text in texts.items() if text}
