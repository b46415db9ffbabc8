"""The countries of ISO 3166-1, named in the reader's language."""

from functools import cache

from babel import Locale

from publishing.collation import sort_key
from publishing.translated import reading_language

# Two-letter codes that CLDR names and ISO 3166-1 does not assign: reserved, grouping and user-assigned ones.
_NOT_ASSIGNED = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}


@cache
def countries(language: str) -> dict[str, str]:
    """The name of each country by its two-letter code, in the dictionary order of `language`."""
    names = {
        code: name
        for code, name in Locale.parse(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_ASSIGNED
    }
    return dict(sorted(names.items(), key=lambda item: sort_key(item[1], language)))


def country_choices() -> list[tuple[str, str]]:
    """For form fields; called at each request, since the names depend on the language."""
    return list(countries(reading_language()).items())
