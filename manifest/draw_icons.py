"""Draws color.png and outline.png: a speech bubble that holds a link, the bot in one picture.

`python -m manifest.draw_icons` (needs Pillow, a development tool); the two files are committed and packed as they are.
Teams' rules: color 192×192, filled to its edges; outline 32×32, pure white on transparent.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

FOLDER = Path(__file__).parent
TOP, BOTTOM = "#0E767B", "#084E5B"
SMOOTH = 16  # a pixel is drawn as 16×16 and averaged, so that edges are smooth

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark's measures in pixels of the finished icon: a bubble, its tail, and the link sign in it.

    The link sign is two half rings that face each other (`ring` around both, `gap` between them) and a bar across.
    `rim` is the bubble's line; 0 fills the bubble and cuts the link sign out of it.
    """

    size: int
    bubble: Box
    corner: float
    tail: tuple[float, ...]
    inner_tail: tuple[float, ...]
    ring: Box
    gap: float
    bar: float
    stroke: float
    rim: float = 0


COLOR = Mark(
    size=192,
    bubble=(28, 34, 164, 134),
    corner=32,
    tail=(58, 130, 58, 164, 100, 130),
    inner_tail=(),
    ring=(47, 58, 145, 110),
    gap=18,
    bar=44,
    stroke=12,
)
OUTLINE = Mark(
    size=32,
    bubble=(2, 2, 30, 24),
    corner=6,
    tail=(8, 23, 8, 29.5, 16, 23),
    inner_tail=(10, 21, 10, 25.5, 14.5, 22),
    ring=(6, 8, 26, 18),
    gap=4,
    bar=8,
    stroke=2,
    rim=2,
)


def color_icon() -> Image.Image:
    """192×192: the white mark on a ground that runs to the edges and grows deeper downwards."""
    shade = Image.linear_gradient("L").resize((COLOR.size, COLOR.size))
    icon = Image.composite(Image.new("RGB", shade.size, BOTTOM), Image.new("RGB", shade.size, TOP), shade)
    icon.paste("white", mask=_smoothed(COLOR, ImageChops.subtract(_bubble(COLOR), _link(COLOR))))
    return icon


def outline_icon() -> Image.Image:
    """32×32: every pixel is white, and only its alpha draws."""
    rim = ImageChops.subtract(_bubble(OUTLINE), _bubble(OUTLINE, inner=True))
    icon = Image.new("RGBA", (OUTLINE.size, OUTLINE.size), "white")
    icon.putalpha(_smoothed(OUTLINE, ImageChops.lighter(rim, _link(OUTLINE))))
    return icon


def _bubble(mark: Mark, *, inner: bool = False) -> Image.Image:
    """The whole bubble with its tail, or what its rim encloses."""
    inset = mark.rim if inner else 0
    canvas = _canvas(mark)
    _pill(canvas, _grown(mark.bubble, -inset), mark.corner - inset)
    ImageDraw.Draw(canvas).polygon(_scaled(mark.inner_tail if inner else mark.tail), fill=255)
    return canvas


def _link(mark: Mark) -> Image.Image:
    """Two half rings that face each other, tied by a bar."""
    left, top, right, bottom = mark.ring
    across, level = (left + right) / 2, (top + bottom) / 2
    canvas = _canvas(mark)
    _pill(canvas, mark.ring, (bottom - top) / 2)
    _pill(canvas, _grown(mark.ring, -mark.stroke), (bottom - top) / 2 - mark.stroke, fill=0)
    _pill(canvas, (across - mark.gap / 2, top, across + mark.gap / 2, bottom), 0, fill=0)
    half = mark.stroke / 2
    _pill(canvas, (across - mark.bar / 2, level - half, across + mark.bar / 2, level + half), 0)
    return canvas


def _canvas(mark: Mark) -> Image.Image:
    return Image.new("L", (mark.size * SMOOTH, mark.size * SMOOTH))


def _smoothed(mark: Mark, mask: Image.Image) -> Image.Image:
    return mask.resize((mark.size, mark.size), Image.Resampling.BOX)


def _pill(canvas: Image.Image, box: Box, corner: float, fill: int = 255) -> None:
    left, top, right, bottom = _scaled(box)
    # Pillow counts the last row and column in.
    edges = (left, top, right - 1, bottom - 1)
    ImageDraw.Draw(canvas).rounded_rectangle(edges, radius=corner * SMOOTH, fill=fill)


def _grown(box: Box, by: float) -> Box:
    left, top, right, bottom = box
    return (left - by, top - by, right + by, bottom + by)


def _scaled(numbers: tuple[float, ...]) -> list[float]:
    return [number * SMOOTH for number in numbers]


if __name__ == "__main__":
    color_icon().save(FOLDER / "color.png", optimize=True)
    outline_icon().save(FOLDER / "outline.png", optimize=True)
