"""Cutting and laying paper: shapes are drawn at twice the size, laid down smooth, lit and shadowed."""

from collections.abc import Callable, Sequence
from random import Random
from typing import cast

from PIL import Image, ImageChops, ImageDraw

from portal.demo.pictures import light
from portal.demo.pictures.palettes import Colour, Palette
from portal.demo.pictures.shapes import Point

Fill = Colour | Sequence[Colour] | Image.Image
Box = tuple[int, int, int, int]
Blend = Callable[[Image.Image, Image.Image], Image.Image]
OVERSAMPLING = 2


class Cut:
    """A piece of paper: shapes in picture pixels, drawn only when it is laid down.

    Tones are 0..255 for a plain piece (0 cuts a hole) or colours for a collage.
    """

    def __init__(self) -> None:
        self._shapes: list[tuple[str, list[Point], int | Colour, float]] = []

    def polygon(self, points: Sequence[Point], tone: int | Colour = 255) -> None:
        if len(points) >= 3:
            self._shapes.append(("polygon", list(points), tone, 0.0))

    def ellipse(self, cx: float, cy: float, rx: float, ry: float | None = None, tone: int | Colour = 255) -> None:
        ry = rx if ry is None else ry
        self._shapes.append(("ellipse", [(cx - rx, cy - ry), (cx + rx, cy + ry)], tone, 0.0))

    def line(self, points: Sequence[Point], width: float, tone: int | Colour = 255) -> None:
        if len(points) >= 2:
            self._shapes.append(("line", list(points), tone, width))

    def include(self, piece: "Cut") -> None:
        """Glue another collage on top of this one."""
        self._shapes.extend(piece._shapes)

    def raster(self, size: light.Size) -> tuple[Image.Image, Box] | None:
        """The drawn piece, grey or premultiplied colour, and where it goes; None when it is out of sight."""
        box = self._box(size)
        if box is None:
            return None
        collage = any(isinstance(shape[2], tuple) for shape in self._shapes)
        mode = "RGBa" if collage else "L"
        scale = OVERSAMPLING
        canvas = Image.new(mode, ((box[2] - box[0]) * scale, (box[3] - box[1]) * scale))
        draw = ImageDraw.Draw(canvas)
        for kind, points, tone, width in self._shapes:
            placed = [((x - box[0]) * scale, (y - box[1]) * scale) for x, y in points]
            ink = (*tone, 255) if isinstance(tone, tuple) else tone
            if kind == "polygon":
                draw.polygon(placed, fill=ink)
            elif kind == "ellipse":
                draw.ellipse(placed, fill=ink)
            else:
                draw.line(placed, fill=ink, width=max(1, round(width * scale)), joint="curve" if width > 3 else None)
        return canvas.reduce(scale), box

    def _box(self, size: light.Size) -> Box | None:
        if not self._shapes:
            return None
        slack = max(shape[3] for shape in self._shapes) + 2
        xs = [x for shape in self._shapes for x, _ in shape[1]]
        ys = [y for shape in self._shapes for _, y in shape[1]]
        left, top = max(0, int(min(xs) - slack)), max(0, int(min(ys) - slack))
        right, bottom = min(size[0], int(max(xs) + slack) + 1), min(size[1], int(max(ys) + slack) + 1)
        return (left, top, right, bottom) if left < right and top < bottom else None


class Sheet:
    """The picture in the making. `u` is its shorter side in pixels, the measure for sizes."""

    def __init__(self, width: int, height: int, rng: Random, palette: Palette) -> None:
        self.w, self.h, self.u = width, height, min(width, height)
        self.size = (width, height)
        self.rng, self.p = rng, palette
        self.image = Image.new("RGB", self.size, palette.low)
        self.falloff = 0.32
        self._paper = Random(rng.getrandbits(32))  # texture depends on the size; the composition does not
        self._mottle = light.mottle(self._paper, (width, height))

    def x(self, share: float) -> float:
        return share * self.w

    def y(self, share: float) -> float:
        return share * self.h

    def ground(self, colours: Sequence[Colour], angle: float = 90.0) -> None:
        """Cover everything with a wash."""
        self.image.paste(self._texture(light.gradient(self.size, colours, angle), (0, 0, *self.size), 0.6))

    def lay(
        self,
        piece: Cut,
        fill: Fill | None = None,
        *,
        opacity: float = 1.0,
        blur: float = 0.0,
        lift: float = 0.0,
        rim: tuple[Colour, float, float, float] | None = None,
        texture: float = 0.6,
        angle: float = 90.0,
    ) -> None:
        """Lay a piece down.

        `fill` is a colour, colours for a gradient along `angle`, or a picture as large as the sheet;
        a collage brings its own. `blur` softens the edge, `lift` (pixels) raises the piece so that it
        throws a shadow, `rim` is (colour, dx, dy, strength) for the edge that faces the light.
        """
        drawn = self._placed(piece, blur, abs(rim[1]) + abs(rim[2]) if rim else 0.0)
        if drawn is None:
            return
        mask, box = drawn
        if mask.mode == "RGBa":
            straight = mask.convert("RGBA")
            *bands, mask = straight.split()
            colours = Image.merge("RGB", bands)
        else:
            colours = self._colours(fill or self.p.ink, box, angle)
        if lift:
            self._throw(mask, box, lift)
        if texture:
            colours = self._texture(colours, box, texture)
        if rim is not None:
            colours = _rimmed(colours, mask, rim)
        self.image.paste(colours, box[:2], light.faded(mask, opacity))

    def shade(self, piece: Cut | Image.Image, colour: Colour, strength: float = 1.0, blur: float = 0.0) -> None:
        """Darken by multiplying with `colour`, as a glaze or a shadow does."""
        self._mingle(piece, colour, strength, blur, ImageChops.multiply)

    def glow(self, piece: Cut | Image.Image, colour: Colour, strength: float = 1.0, blur: float = 0.0) -> None:
        """Lighten by screening with `colour`, as light in the air does."""
        self._mingle(piece, colour, strength, blur, ImageChops.screen)

    def halo(
        self, cx: float, cy: float, radius: float, colour: Colour, strength: float = 1.0, flatten: float = 1.0
    ) -> None:
        """A glow around a point in pixels."""
        self.glow(light.halo(self.size, (cx, cy), radius, flatten), colour, strength)

    def veil(self, colour: Colour, top: float, bottom: float, strength: float) -> None:
        """A mist of `colour`: nothing at height `top`, `strength` at `bottom` (fractions), soon gone below."""
        tall = max(4, round((bottom - top) * self.h * 1.4))
        table = [round(255 * strength * min(tone / 182, (255 - tone) / 73)) for tone in range(256)]
        mask = light.ramp((self.w, tall)).point(table)
        self.image.paste(Image.new("RGB", (self.w, tall), colour), (0, round(top * self.h)), mask)

    def finished(self) -> Image.Image:
        return light.developed(self.image, self.rng, ink=self.p.ink, sun=self.p.sun, falloff=self.falloff)

    def _placed(self, piece: Cut, blur: float, margin: float = 0.0) -> tuple[Image.Image, Box] | None:
        """The drawn piece with room around it for a soft edge or for `margin` pixels."""
        drawn = piece.raster(self.size)
        if drawn is None or not (blur or margin):
            return drawn
        mask, box = drawn
        pad = int(blur * 2.6 + margin) + 1
        wide = (max(0, box[0] - pad), max(0, box[1] - pad), min(self.w, box[2] + pad), min(self.h, box[3] + pad))
        padded = Image.new(mask.mode, (wide[2] - wide[0], wide[3] - wide[1]))
        padded.paste(mask, (box[0] - wide[0], box[1] - wide[1]))
        return (light.soft(padded, blur) if blur else padded), wide

    def _colours(self, fill: Fill, box: Box, angle: float) -> Image.Image:
        size = (box[2] - box[0], box[3] - box[1])
        if isinstance(fill, Image.Image):
            return fill.crop(box)
        first = fill[0]
        if isinstance(first, int):
            return Image.new("RGB", size, cast(Colour, fill))
        return light.gradient(size, cast(Sequence[Colour], fill), angle)

    def _texture(self, colours: Image.Image, box: Box, strength: float) -> Image.Image:
        """Uneven drying, another part of the mottle for every piece."""
        width, height = box[2] - box[0], box[3] - box[1]
        left = self._paper.randint(0, self.w - width)
        top = self._paper.randint(0, self.h - height)
        part = self._mottle.crop((left, top, left + width, top + height))
        part = part.point([round(128 + (tone - 128) * strength) for tone in range(256)])
        return ImageChops.soft_light(colours, Image.merge("RGB", (part, part, part)))

    def _throw(self, mask: Image.Image, box: Box, lift: float) -> None:
        pad = int(lift * 3) + 1
        wide = (box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad)
        shadow = Image.new("L", (wide[2] - wide[0], wide[3] - wide[1]))
        shadow.paste(mask, (pad + round(lift * 0.7), pad + round(lift * 0.8)))
        shadow = light.faded(light.soft(shadow, lift * 0.7), 0.5)
        self.image.paste(self.p.ink, wide[:2], shadow)

    def _mingle(self, piece: Cut | Image.Image, colour: Colour, strength: float, blur: float, blend: Blend) -> None:
        if isinstance(piece, Image.Image):
            mask, box = piece, (0, 0, *self.size)
            tight = mask.getbbox()
            if tight is None:
                return
            mask, box = mask.crop(tight), tight
        else:
            drawn = self._placed(piece, blur)
            if drawn is None:
                return
            mask, box = drawn
        below = self.image.crop(box)
        self.image.paste(blend(below, Image.new("RGB", below.size, colour)), box[:2], light.faded(mask, strength))


def _rimmed(colours: Image.Image, mask: Image.Image, rim: tuple[Colour, float, float, float]) -> Image.Image:
    """Light along the edges that face (dx, dy), fading inwards over that distance in pixels."""
    colour, dx, dy, strength = rim
    inner = mask.copy()  # what the shifted copy leaves bare is the margin of the picture: no light there
    inner.paste(mask, (round(-dx), round(-dy)))
    inner = light.soft(inner, (abs(dx) + abs(dy)) * 0.35)
    edge = light.faded(ImageChops.subtract(mask, inner), strength)
    return Image.composite(Image.new("RGB", mask.size, colour), colours, edge)
