"""The site as a whole: whose it is, and what its footer says."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from directory.models import Organisation
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
    name, spoken = cache.get_or_set(f"site-name:{language}", lambda: _home_name(language), NAME_IS_KEPT_SECONDS)
    return SiteFacts(Text(name, spoken), demo_notice())


def _home_name(language: str) -> tuple[str, str]:
    home = Organisation.objects.filter(is_home=True).first()
    name = Translated.of(home, "name", language) if home else Text("Alvari", "fi")
    return str(name), name.language


def demo_notice() -> str:
    if not (settings.DATA_DIR / "demo-content").exists():
        return ""
    return _(
        "A demonstration. Apart from the agreement between Espoo and Aalto University, the news, agreements and contact "
        "details on this site are invented."
    )
