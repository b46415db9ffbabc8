"""How words, dates and page numbers are set: the language of parts, dates in words, soft hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from django import template
from django.core.paginator import Page
from django.utils.html import format_html
from django.utils.safestring import SafeString

from publishing.clock import HELSINKI, helsinki_date
from publishing.partial_dates import PartialDate
from publishing.text import Text
from publishing.translated import reading_language

register = template.Library()

# Dates of this site are British in English: day, month, year, as in the other two languages.
_LOCALES = {"fi": "fi", "sv": "sv", "en": "en_GB"}

# A Finnish syllable begins with the last consonant before a vowel. Browsers differ in whether they can hyphenate
# Finnish at all, and a headline on a phone has no room for words that others hyphenate without help. Where a part of a
# compound begins with a vowel the rule would break one letter early, so parts that are common in our news are named.
_COMPOUND_PART = re.compile(r"(?<=\w{4})(?=yhteis|yliopist|ohjelm|opetu|opint|osaam|alue|sopimu)", re.IGNORECASE)
_FINNISH_SYLLABLE = re.compile(r"(?<=[aeiouyäöåbdfghjklmnprstv])(?=[bcdfghjklmnpqrstvwxz][aeiouyäöå])", re.IGNORECASE)
_LONG_WORD = re.compile(r"\w{16,}")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9])")
_SOFT_HYPHEN = "\u00ad"
_SHORTEST_PART = 4


def _foreign_language(text: Any) -> str:
    language = getattr(text, "language", "")
    return language if language and language != reading_language() else ""


@register.filter
def in_lang(text: Any) -> Any:
    """The text, marked with its language where that is not the page's."""
    language = _foreign_language(text)
    return format_html('<span lang="{}">{}</span>', language, str(text)) if language else text


@register.filter
def lang_attribute(text: Any) -> str:
    """` lang="sv"` for an element that holds nothing but this text; nothing where the page's language serves."""
    language = _foreign_language(text)
    return format_html(' lang="{}"', language) if language else ""


@register.filter
def hyphenated(text: Any) -> Any:
    """A headline whose long Finnish words may break between syllables."""
    language = getattr(text, "language", "")
    if (language or reading_language()) != "fi":
        return text
    softened = _LONG_WORD.sub(lambda match: _softened(match[0]), str(text))
    return Text(softened, language) if language else softened


def _softened(word: str) -> str:
    return _SOFT_HYPHEN.join(piece for part in _COMPOUND_PART.split(word) for piece in _pieces(part))


def _pieces(part: str) -> list[str]:
    """Syllables, run together until none is shorter than a reader can make out at the end of a line."""
    pieces = [""]
    for syllable in _FINNISH_SYLLABLE.split(part):
        if len(pieces[-1]) >= _SHORTEST_PART:
            pieces.append("")
        pieces[-1] += syllable
    if len(pieces) > 1 and len(pieces[-1]) < _SHORTEST_PART:
        pieces[-2:] = ["".join(pieces[-2:])]
    return pieces


@register.filter
def first_sentence(text: Any) -> Any:
    """The first sentence of a longer text, in the language of the whole."""
    sentence = _SENTENCE_END.split(str(text), maxsplit=1)[0]
    return Text(sentence, text.language) if isinstance(text, Text) else sentence


@register.simple_tag
def date_of(value: date | datetime | PartialDate) -> SafeString:
    """`<time>` with the date in words, as it was in Finland, as exactly as it is known."""
    if isinstance(value, PartialDate):
        machine, words = str(value), value.format(reading_language())
    else:
        is_instant = isinstance(value, datetime)
        machine = value.astimezone(HELSINKI).isoformat(timespec="minutes") if is_instant else value.isoformat()
        day = helsinki_date(value) if is_instant else value
        words = format_date(day, format="long", locale=_LOCALES[reading_language()])
    return format_html('<time datetime="{}">{}</time>', machine, words)


@register.filter
def page_numbers(page: Page[Any]) -> Iterator[int | str]:
    """The numbers to offer around this page: the ends, its neighbours, and an ellipsis for what is left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag
def page_url(path: str, query: str, number: int) -> str:
    """The address of a page of a list that is filtered by `query` ("?…" or ""); the first page has no number."""
    if number == 1:
        return f"{path}{query}"
    return f"{path}{query}{'&' if query else '?'}page={number}"
