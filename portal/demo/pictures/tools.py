"""Hand tools hung on a wall, each drawn from its hook downwards in shares of its height."""

from portal.demo.pictures.palettes import Colour, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.shapes import limb, quad, smooth


def tools(sheet: Sheet, side: int) -> None:
    """A row of tools hung on the wall away from the window."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    rail_y = sheet.y(rng.uniform(0.14, 0.2))
    left = sheet.x(0.2) if side > 0 else sheet.x(0.44)
    rail = Cut()
    rail.polygon(quad(left - u * 0.03, rail_y - u * 0.012, left + u * 0.6, rail_y + u * 0.012))
    sheet.lay(rail, mix(p.mid, p.deep, 0.5), lift=u * 0.005)
    makers = [_saw, _hammer, _chisel, _square, _chisel, _clamp, _mallet]
    rng.shuffle(makers)
    for index, maker in enumerate(makers[:5]):
        piece = Cut()
        maker(
            piece,
            left + u * (0.03 + 0.115 * index),
            rail_y,
            u * rng.uniform(0.24, 0.3),
            (p.ink, mix(p.accent, p.mid, 0.3), mix(p.high, p.deep, 0.45)),
        )
        sheet.lay(piece, lift=u * 0.011, rim=(p.sun, side * u * 0.004, -u * 0.002, 0.6))


Tones = tuple[Colour, Colour, Colour]  # dark, wood, steel


def _saw(piece: Cut, x: float, y: float, tall: float, tones: Tones) -> None:
    piece.polygon(
        [
            (x - tall * 0.06, y + tall * 0.28),
            (x + tall * 0.2, y + tall * 0.28),
            (x + tall * 0.06, y + tall * 1.15),
            (x - tall * 0.03, y + tall * 1.15),
        ],
        tones[2],
    )
    piece.polygon(
        smooth(
            [
                (x - tall * 0.1, y + tall * 0.3),
                (x - tall * 0.04, y),
                (x + tall * 0.14, y),
                (x + tall * 0.22, y + tall * 0.3),
            ],
            4,
        ),
        tones[1],
    )
    piece.ellipse(x + tall * 0.05, y + tall * 0.14, tall * 0.055, tall * 0.07, tones[0])


def _hammer(piece: Cut, x: float, y: float, tall: float, tones: Tones) -> None:
    piece.polygon(limb([(x, y), (x, y + tall * 0.95)], [tall * 0.06, tall * 0.085]), tones[1])
    piece.polygon(
        [
            (x - tall * 0.2, y),
            (x + tall * 0.2, y + tall * 0.03),
            (x + tall * 0.2, y + tall * 0.14),
            (x - tall * 0.14, y + tall * 0.16),
            (x - tall * 0.22, y + tall * 0.08),
        ],
        tones[0],
    )


def _chisel(piece: Cut, x: float, y: float, tall: float, tones: Tones) -> None:
    piece.polygon(
        limb([(x, y), (x, y + tall * 0.18), (x, y + tall * 0.36)], [tall * 0.07, tall * 0.1, tall * 0.06]), tones[1]
    )
    piece.polygon(limb([(x, y + tall * 0.36), (x, y + tall * 0.8)], [tall * 0.045, tall * 0.075]), tones[2])


def _square(piece: Cut, x: float, y: float, tall: float, tones: Tones) -> None:
    piece.polygon(quad(x - tall * 0.06, y, x + tall * 0.02, y + tall * 0.9), tones[2])
    piece.polygon(quad(x - tall * 0.06, y, x + tall * 0.34, y + tall * 0.11), tones[1])


def _clamp(piece: Cut, x: float, y: float, tall: float, tones: Tones) -> None:
    piece.polygon(quad(x - tall * 0.02, y, x + tall * 0.03, y + tall * 1.3), tones[2])
    piece.polygon(quad(x - tall * 0.02, y + tall * 0.05, x + tall * 0.24, y + tall * 0.13), tones[0])
    piece.polygon(quad(x - tall * 0.03, y + tall * 0.7, x + tall * 0.24, y + tall * 0.79), tones[0])
    piece.polygon(
        limb([(x + tall * 0.2, y + tall * 0.6), (x + tall * 0.2, y + tall * 1.08)], [tall * 0.03, tall * 0.07]),
        tones[1],
    )


def _mallet(piece: Cut, x: float, y: float, tall: float, tones: Tones) -> None:
    piece.polygon(limb([(x, y), (x, y + tall * 0.6)], [tall * 0.07, tall * 0.06]), tones[0])
    piece.polygon(
        smooth(
            [
                (x - tall * 0.15, y + tall * 0.58),
                (x + tall * 0.15, y + tall * 0.58),
                (x + tall * 0.2, y + tall),
                (x - tall * 0.2, y + tall),
            ],
            3,
        ),
        tones[1],
    )
