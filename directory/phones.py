"""Telephone numbers: one form for machines (E.164), and the one that somebody typed for readers."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_BETWEEN = re.compile(r"[\s()./‐‑–-]+")


def e164(printed: str) -> str:
    """The plus and the digits only: "+358 (0)50 123 4567" and "00358 50 1234567" are both +358501234567."""
    bare = _BETWEEN.sub("", printed.replace("(0)", ""))
    return f"+{bare[2:]}" if bare.startswith("00") else bare


def validate_phone(printed: str) -> None:
    if not _E164.fullmatch(e164(printed)):
        raise ValidationError(_("Write the number with its country code, such as +358 50 123 4567."), code="phone")
