"""The site as a whole: whose it is, and what its footer says."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _

from directory.models import Organisation
from portal import demo
from publishing.text import Text
from publishing.translated import Translated

NAME_IS_KEPT_SECONDS = 30


@dataclass(frozen=True)
class SiteFacts:
    """`notice` is empty unless the demonstration content is loaded."""

    name: Text
    notice: str


def site_facts(language: str) -> SiteFacts:
    """The name is that of the home organisation; remembered for half a minute, as every page shows it."""
    name, spoken, source = cache.get_or_set(f"site:{language}", lambda: _home(language), NAME_IS_KEPT_SECONDS)
    return SiteFacts(Text(name, spoken), _demo_notice() if source == demo.SOURCE else "")


def _home(language: str) -> tuple[str, str, str]:
    home = Organisation.objects.filter(is_home=True).first()
    name = Translated.of(home, "name", language) if home else Text("Alvari", "fi")
    return str(name), name.language, home.source if home else ""


def _demo_notice() -> str:
    return _(
        "A demonstration. Apart from the agreement between Espoo and Aalto University, the news, agreements and "
        "contact details on this site are invented; the pictures are drawn by a program, also where a photographer is "
        "named."
    )
