"""The icons keep Teams' rules and are what their SVG gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageColor

from manifest.app import ACCENT_COLOR, COLOR_ICON, OUTLINE_ICON
from scripts import icons

FOLDER = icons.FOLDER
WHITE = (255, 255, 255)


def icon(name: str) -> Image.Image:
    with Image.open(FOLDER / name) as image:
        image.load()
        assert image.format == "PNG"
        return image


def pixels(image: Image.Image) -> list[tuple[int, ...]]:
    raw = image.convert("RGBA").tobytes()
    return [tuple(raw[start : start + 4]) for start in range(0, len(raw), 4)]


def test_the_color_icon_is_opaque_to_its_edges() -> None:
    image = icon(COLOR_ICON)
    assert image.size == (192, 192)
    assert {alpha for *_, alpha in pixels(image)} == {255}


def test_the_color_icon_begins_with_the_accent_color_and_bears_a_white_mark() -> None:
    image = icon(COLOR_ICON).convert("RGB")
    assert image.getpixel((0, 0)) == ImageColor.getrgb(ACCENT_COLOR)
    white = sum(pixel[:3] == WHITE for pixel in pixels(image)) / (192 * 192)
    assert 0.12 < white < 0.5


def test_the_outline_icon_is_white_on_transparent_and_nothing_else() -> None:
    image = icon(OUTLINE_ICON)
    assert (image.size, image.mode) == ((32, 32), "RGBA")
    assert {pixel[:3] for pixel in pixels(image)} == {WHITE}
    alphas = {pixel[3] for pixel in pixels(image)}
    assert {0, 255} <= alphas


def test_the_outline_icon_has_smooth_edges_and_a_margin() -> None:
    alpha = icon(OUTLINE_ICON).getchannel("A")
    assert len(set(alpha.tobytes())) > 8
    box = alpha.getbbox()
    assert box is not None
    assert min(box[0], box[1], 32 - box[2], 32 - box[3]) >= 2


def difference(one: Image.Image, other: Image.Image) -> float:
    """Of the colors and the alpha, from 0 to 255, on the average of all pixels."""
    raw = ImageChops.difference(one.convert("RGBA"), other.convert("RGBA")).tobytes()
    return sum(raw) / len(raw)


@pytest.mark.browser
def test_the_committed_icons_are_what_the_svg_gives() -> None:
    drawn = icons.drawn()  # another Chromium may smooth an edge differently
    assert difference(icon(COLOR_ICON), drawn["color"]) < 0.5
    assert difference(icon(OUTLINE_ICON), drawn["outline"]) < 2


def test_a_moved_line_would_be_noticed() -> None:
    for name, most in ((COLOR_ICON, 0.5), (OUTLINE_ICON, 2)):
        assert difference(icon(name), ImageChops.offset(icon(name), 1, 0)) > most


def test_the_mark_stays_clear_of_corners_that_teams_rounds_off() -> None:
    image = icon(COLOR_ICON).convert("L").point(lambda value: 255 if value > 250 else 0)
    box = image.getbbox()
    assert box is not None
    assert min(box[0], box[1], 192 - box[2], 192 - box[3]) >= 35


def test_the_icons_are_small() -> None:
    assert all(Path(FOLDER / name).stat().st_size < 16_384 for name in (COLOR_ICON, OUTLINE_ICON))
