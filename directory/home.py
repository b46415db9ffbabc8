"""Who we are: the home organisation, as every page names it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache

from directory.models import Organisation
from publishing.text import Text
from publishing.translated import Translated

KEPT_SECONDS = 30


@dataclass(frozen=True)
class Home:
    """`source` says where the entry comes from, as on every thing."""

    name: Text
    source: str


def home(language: str) -> Home:
    """The home organisation for readers of `language`, remembered for half a minute; "Alvari" where none is marked."""
    found: Home = cache.get_or_set(f"home:{language}", lambda: _read(language), KEPT_SECONDS)
    return found


def _read(language: str) -> Home:
    organisation = Organisation.objects.filter(is_home=True).first()
    if organisation is None:
        return Home(Text("Alvari", "fi"), "")
    return Home(Translated.of(organisation, "name", language), organisation.source)
