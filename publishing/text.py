"""Text that knows its language, so that a fallback can carry its own `lang` attribute."""

from collections.abc import Mapping
from typing import Self

LANGUAGES = ("fi", "sv", "en")
# What a key can have in both databases.
_MOST_DIGITS = 18

# Who has no text in the reader's language is shown the next one here. A Finnish or Swedish reader of a university's
# pages is likelier to read English than the other domestic language.
FALLBACKS: Mapping[str, tuple[str, ...]] = {
    "fi": ("fi", "en", "sv"),
    "sv": ("sv", "en", "fi"),
    "en": ("en", "fi", "sv"),
}


class Text(str):
    """A string with the BCP 47 code of the language it is written in ("" when it is empty)."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, value: str, language: str) -> Self:
        text = super().__new__(cls, value)
        text.language = language if value else ""
        return text

    def __getnewargs__(self) -> tuple[str, str]:
        return str(self), self.language


def first_text(texts: Mapping[str, str], language: str) -> Text:
    """The text for a reader of `language`, or the best fallback, or an empty Text.

    Raises KeyError for a language the site does not have.
    """
    for code in FALLBACKS[language]:
        if texts.get(code):
            return Text(texts[code], code)
    return Text("", "")


def number_in(text: str) -> int | None:
    """The whole number that a text of plain digits is; None for every other text, and for one that is no key's."""
    # int() alone would also take "1_000", "٣" and, slowly, a megabyte of digits.
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None
