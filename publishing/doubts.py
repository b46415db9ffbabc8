"""Texts that seem to be in another language than the one their field is for, and the word of whoever knows better."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from publishing.languages import other_language
from publishing.models import ConfirmedText

# A text and the language it should be in.
Written = tuple[str, str]


def doubtful(texts: Iterable[Written]) -> dict[Written, str]:
    """Those texts that are clearly written in another language, with its code; what was confirmed is none of them.

    One query, and only where there is something to ask about.
    """
    doubts = {(text, language): other for text, language in texts if (other := other_language(text, language))}
    if not doubts:
        return {}
    keys = {written: (written[1], _digest(written[0])) for written in doubts}
    asked = Q()
    for language, digest in set(keys.values()):
        asked |= Q(language=language, digest=digest)
    confirmed = set(ConfirmedText.objects.filter(asked).values_list("language", "digest"))
    return {written: other for written, other in doubts.items() if keys[written] not in confirmed}


def confirm(text: str, language: str, actor: Any) -> None:
    """Note that the text is right as it is, here and wherever it is used."""
    ConfirmedText.objects.get_or_create(language=language, digest=_digest(text), defaults={"confirmed_by": actor})


def seems_to_be(code: str) -> str:
    """The sentence about a text in the language of that code; "" for one that is none of the site's."""
    sentences = {
        "fi": _("This seems to be Finnish."),
        "sv": _("This seems to be Swedish."),
        "en": _("This seems to be English."),
    }
    return sentences.get(code, _("This seems to be in another language."))


def _digest(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
