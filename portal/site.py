"""The site as a whole: whose it is, and what its footer says."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.home import home
from portal import demo
from publishing.text import Text


@dataclass(frozen=True)
class SiteFacts:
    """`notice` is empty unless the demonstration content is loaded."""

    name: Text
    notice: str


def site_facts(language: str) -> SiteFacts:
    """The name is that of the home organisation."""
    here = home(language)
    return SiteFacts(here.name, _demo_notice() if here.source == demo.SOURCE else "")


def _demo_notice() -> str:
    return _(
        "A demonstration. Apart from the agreement between Espoo and Aalto University, the news, agreements and "
        "contact details on this site are invented; the pictures are drawn by a program, also where a photographer is "
        "named."
    )
