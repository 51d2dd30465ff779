"""The icons keep Teams' rules and are the ones that the script draws."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageColor

from manifest.app import ACCENT_COLOR, COLOR_ICON, OUTLINE_ICON
from manifest.draw_icons import FOLDER, color_icon, outline_icon

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
    assert 0.2 < white < 0.5


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


@pytest.mark.parametrize(("name", "drawn"), [(COLOR_ICON, color_icon), (OUTLINE_ICON, outline_icon)])
def test_the_committed_icon_is_the_drawn_one(name: str, drawn: object) -> None:
    assert callable(drawn)
    assert pixels(icon(name)) == pixels(drawn())


def test_the_icons_are_small() -> None:
    assert all(Path(FOLDER / name).stat().st_size < 16_384 for name in (COLOR_ICON, OUTLINE_ICON))
