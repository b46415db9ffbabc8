"""The demo's pictures: one motif and one seed give one picture, always the same."""

from collections.abc import Callable
from random import Random

from PIL import Image

from portal.demo.pictures import architecture, campus, city, crafts, interiors, nature, objects, passages, people, water
from portal.demo.pictures.palettes import PALETTES
from portal.demo.pictures.paper import Sheet

_MOTIFS: dict[str, tuple[Callable[[Sheet], None], str]] = {
    "facade": (architecture.facade, "brick rust dawn plaster indigo verdigris ochre"),
    "arches": (passages.arches, "ochre plaster rust dawn verdigris indigo copper"),
    "stairs": (passages.stairs, "plaster dawn ice rust ochre indigo pine"),
    "birches": (nature.birches, "ice birch-leaf dawn midsummer pine indigo plaster"),
    "snowfield": (nature.snowfield, "dawn ice midsummer storm ochre blue-hour indigo"),
    "islands": (water.islands, "midsummer pine copper ice storm verdigris dawn"),
    "harbour": (water.harbour, "midsummer copper storm ochre ice rust blue-hour"),
    "bridge": (water.bridge, "dawn storm verdigris midsummer indigo pine copper"),
    "lecture-hall": (interiors.lecture_hall, "rust verdigris ochre plaster indigo brick moss"),
    "library": (interiors.library, "ember ochre pine rust copper brick verdigris"),
    "concert": (interiors.concert, "ember blue-hour copper ember storm"),
    "workshop": (crafts.workshop, "ochre plaster rust pine indigo brick moss"),
    "seedlings": (crafts.seedlings, "moss birch-leaf verdigris pine ice dawn"),
    "laboratory": (objects.laboratory, "verdigris plaster ice dawn ochre indigo moss"),
    "textile": (objects.textile, "indigo rust plaster birch-leaf copper verdigris dawn"),
    "city-plan": (city.city_plan, "plaster brick verdigris indigo dawn moss ice"),
    "signing": (people.signing, "plaster pine rust indigo ochre verdigris dawn"),
    "portrait": (people.portrait, "pine rust indigo ochre verdigris dawn plaster copper"),
    "walkers": (campus.walkers, "dawn brick ice ochre verdigris indigo midsummer"),
    "night-campus": (campus.night_campus, "blue-hour copper ember midsummer storm"),
}
MOTIFS = tuple(_MOTIFS)


def paint(motif: str, *, seed: int, width: int, height: int) -> Image.Image:
    """An RGB picture of `width` by `height` pixels."""
    artist, palettes = _MOTIFS[motif]
    names = palettes.split()
    sheet = Sheet(width, height, Random(f"{motif}/{seed}"), PALETTES[names[seed % len(names)]])
    artist(sheet)
    return sheet.finished()
