"""The demo's pictures: one motif and one seed give one picture, always the same."""

from collections.abc import Callable
from random import Random

from PIL import Image

from portal.demo.pictures import (
    arches,
    birches,
    bridge,
    city_plan,
    concert,
    facade,
    harbour,
    islands,
    laboratory,
    lecture_hall,
    library,
    night_campus,
    portrait,
    pupils,
    seedlings,
    signing,
    snowfield,
    stairs,
    textile,
    walkers,
    workshop,
)
from portal.demo.pictures.palettes import PALETTES
from portal.demo.pictures.paper import Sheet

# The artist of a motif, and the palettes that suit it.
_MOTIFS: dict[str, tuple[Callable[[Sheet], None], str]] = {
    "facade": (facade.paint, "brick rust dawn plaster indigo verdigris ochre"),
    "arches": (arches.paint, "ochre plaster rust dawn verdigris indigo copper"),
    "stairs": (stairs.paint, "plaster dawn ice rust ochre indigo pine"),
    "birches": (birches.paint, "ice birch-leaf dawn midsummer pine indigo plaster"),
    "snowfield": (snowfield.paint, "dawn ice midsummer storm ochre blue-hour indigo"),
    "islands": (islands.paint, "midsummer pine copper ice storm verdigris dawn"),
    "lecture-hall": (lecture_hall.paint, "rust verdigris ochre plaster indigo brick pine"),
    "laboratory": (laboratory.paint, "verdigris plaster ice dawn ochre indigo moss"),
    "textile": (textile.paint, "indigo rust plaster birch-leaf copper verdigris dawn"),
    "city-plan": (city_plan.paint, "plaster brick verdigris indigo dawn moss ice"),
    "signing": (signing.paint, "plaster pine rust indigo ochre verdigris dawn"),
    "walkers": (walkers.paint, "dawn brick ice ochre verdigris indigo midsummer"),
    "portrait": (portrait.paint, "pine rust indigo ochre verdigris dawn plaster copper"),
    "workshop": (workshop.paint, "ochre plaster rust pine indigo brick dawn"),
    "library": (library.paint, "ember ochre pine rust copper brick verdigris"),
    "harbour": (harbour.paint, "midsummer copper storm ochre ice rust blue-hour"),
    "night-campus": (night_campus.paint, "blue-hour copper ember midsummer storm"),
    "seedlings": (seedlings.paint, "moss birch-leaf verdigris pine ice dawn"),
    "bridge": (bridge.paint, "dawn storm verdigris midsummer indigo pine copper"),
    "concert": (concert.paint, "ember blue-hour copper ember storm"),
    "pupils": (pupils.paint, "dawn brick ice ochre verdigris midsummer rust"),
}
MOTIFS = tuple(_MOTIFS)


def paint(motif: str, *, seed: int, width: int, height: int) -> Image.Image:
    """An RGB picture of `width` by `height` pixels."""
    artist, palettes = _MOTIFS[motif]
    names = palettes.split()
    sheet = Sheet(width, height, Random(f"{motif}/{seed}"), PALETTES[names[seed % len(names)]])
    artist(sheet)
    return sheet.finished()
