"""The demo's pictures: the right size, always the same, and pictures rather than patches."""

import pytest
from PIL import Image, ImageChops, ImageStat

from portal.demo.pictures import MOTIFS, paint

EXPECTED = [
    "facade",
    "arches",
    "stairs",
    "birches",
    "snowfield",
    "islands",
    "lecture-hall",
    "laboratory",
    "textile",
    "city-plan",
    "signing",
    "walkers",
    "portrait",
    "workshop",
    "library",
    "harbour",
    "night-campus",
    "seedlings",
    "bridge",
    "concert",
    "pupils",
]
SHAPES = ((180, 120), (192, 108), (120, 150))


def difference(first: Image.Image, second: Image.Image) -> float:
    """Mean difference of two pictures' bands, 0..255."""
    return sum(ImageStat.Stat(ImageChops.difference(first, second)).mean) / 3


def test_there_is_an_artist_for_every_motif_of_the_content() -> None:
    assert list(MOTIFS) == EXPECTED


@pytest.mark.parametrize("motif", EXPECTED)
@pytest.mark.parametrize(("width", "height"), SHAPES)
def test_a_motif_is_painted_at_the_size_asked_for(motif: str, width: int, height: int) -> None:
    picture = paint(motif, seed=width, width=width, height=height)
    assert (picture.mode, picture.size) == ("RGB", (width, height))


@pytest.mark.parametrize("motif", EXPECTED)
def test_the_same_arguments_give_the_same_bytes(motif: str) -> None:
    first, second = (paint(motif, seed=7, width=180, height=120).tobytes() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("motif", EXPECTED)
def test_another_seed_gives_a_clearly_different_picture(motif: str) -> None:
    pictures = [paint(motif, seed=seed, width=180, height=120) for seed in (1, 2, 3)]
    assert all(difference(pictures[i], pictures[j]) > 12 for i, j in ((0, 1), (0, 2), (1, 2)))


@pytest.mark.parametrize("motif", EXPECTED)
@pytest.mark.parametrize("seed", [-3, 12345])
def test_a_picture_has_light_shadow_and_many_colours(motif: str, seed: int) -> None:
    picture = paint(motif, seed=seed, width=180, height=120)
    colours = picture.getcolors(maxcolors=180 * 120)
    low, high = picture.convert("L").resize((45, 30), Image.Resampling.BOX).getextrema()
    assert len(colours) > 2000
    assert high - low > 60


def test_a_picture_keeps_its_composition_at_another_size() -> None:
    small = paint("bridge", seed=4, width=180, height=120)
    large = paint("bridge", seed=4, width=540, height=360).resize((180, 120), Image.Resampling.BOX)
    assert difference(small, large) < 14


def test_an_unknown_motif_is_refused() -> None:
    with pytest.raises(KeyError):
        paint("sunset", seed=1, width=60, height=40)
