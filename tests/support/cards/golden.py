"""Golden pictures: how every card looked when somebody looked, and whether it still does.

Kept small: eight colours, one picture a language and theme. Compared small as well: a quarter of the size, blurred,
so that another rasterizer's edges do not count and a missing word does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import cv2
from PIL import Image

from bot.languages import LANGUAGES
from tests.support.cards.drawing import Picture
from tests.support.cards.gallery import Box, Gallery, Sheet, as_json, cut, from_json
from tests.support.cards.specimens import SPECIMENS, specimen

LOOKS = Path(__file__).resolve().parents[3] / "docs" / "images" / "looks"
BOXES = LOOKS / "boxes.json"
LOOKED_AT = tuple(language for language in ("en", "de", "ja", "ar") if language in LANGUAGES)
"""Two of Latin letters, one of many words to the letter and one of few, one of wide signs, one from right to left."""

COLOURS = 8
SMALLER = 4
FRAME = 2
TALLER = 8  # pixels: less than half a line
SEEN = 40  # of 255: a difference that is seen
FEW = 12  # pixels of the small picture, some 190 of the card: less than a short word


def file_of(language: str, theme: str) -> Path:
    """The golden picture of a language and theme."""
    return LOOKS / f"{language}-{theme}.webp"


def drawn(gallery: Gallery, language: str, theme: str) -> Sheet:
    """All cards as they look now."""
    return gallery.sheet({name: specimen(name, language) for name in SPECIMENS}, theme)


def keep(sheets: Mapping[tuple[str, str], Sheet]) -> None:
    """Make them the golden ones."""
    LOOKS.mkdir(parents=True, exist_ok=True)
    for (language, theme), sheet in sheets.items():
        write(file_of(language, theme), sheet.picture)
    boxes = {f"{language}-{theme}": as_json(sheet.boxes) for (language, theme), sheet in sheets.items()}
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(each, separators=(',', ':'))}" for name, each in boxes.items())
    BOXES.write_text(f"{{\n{lines}\n}}\n", "utf-8")


def write(path: Path, picture: Picture, colours: int = COLOURS) -> None:
    """A picture in a few colours, which WebP packs without loss in half of what PNG takes."""
    whole = Image.fromarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))
    few = whole.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.convert("RGB").save(path, "WEBP", lossless=True, quality=90, method=4)


def kept(language: str, theme: str) -> Sheet:
    """The golden pictures."""
    picture = cv2.imread(str(file_of(language, theme)), cv2.IMREAD_GRAYSCALE)
    assert picture is not None, "scripts/pictures.py has not drawn it"
    return Sheet(picture, from_json(BOXES.read_text("utf-8"))[f"{language}-{theme}"])


def unlike(now: Sheet, golden: Sheet) -> list[str]:
    """The cards that look otherwise than they did, each with what is wrong."""
    found = [fault(name, width, now, golden) for name, width in now.boxes]
    gone = [f"{name}, {width} px: gone" for name, width in golden.boxes.keys() - now.boxes.keys()]
    return [*filter(None, found), *gone]


def fault(name: str, width: int, now: Sheet, golden: Sheet) -> str:
    """What is otherwise with one card; "" for nothing."""
    before, after = golden.boxes.get((name, width)), now.boxes[name, width]
    if before is None:
        return f"{name}, {width} px: new"
    if abs(before[3] - after[3]) > TALLER:
        return f"{name}, {width} px: {after[3]} px tall, was {before[3]}"
    differing = difference(cut(golden.picture, inner(before)), cut(as_grey(now.picture), inner(after)))
    return f"{name}, {width} px: {differing} spots differ" if differing > FEW else ""


def inner(box: Box) -> Box:
    """The box without its frame, which may fall between two pixels."""
    left, top, width, height = box
    return left + FRAME, top + FRAME, width - 2 * FRAME, height - 2 * FRAME


def difference(one: Picture, other: Picture) -> int:
    """In how many pixels of the small pictures a difference is seen."""
    height, width = min(one.shape[0], other.shape[0]), min(one.shape[1], other.shape[1])
    first, second = (smaller(each[:height, :width]) for each in (one, other))
    return int((cv2.absdiff(first, second) > SEEN).sum())


def smaller(picture: Picture) -> Picture:
    """A quarter of the size, and a little out of focus."""
    small = cv2.resize(picture, None, fx=1 / SMALLER, fy=1 / SMALLER, interpolation=cv2.INTER_AREA)
    return cv2.GaussianBlur(small, (3, 3), 0)


def as_grey(picture: Picture) -> Picture:
    """The picture without its colours."""
    return picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)


__all__ = ["LOOKED_AT", "Box", "drawn", "file_of", "keep", "kept", "unlike", "write"]
