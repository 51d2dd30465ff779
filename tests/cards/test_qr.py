"""The code on the card: every reader gets the link, exactly, and the card has room for it."""

from __future__ import annotations

import base64
import struct

import cv2
import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.qr import MAX_LETTERS, ROOM, qr_code
from tests.support.cards.people import link

LENGTHS = (110, 255, 400, 429, 600, 900, 1171)


def picture(of: str) -> bytes:
    """The PNG of the code."""
    code = qr_code(of, "code")
    assert code is not None
    kind, _, data = str(code["url"]).partition(",")
    assert kind == "data:image/png;base64"
    return base64.b64decode(data)


def read_by_zxing(png: bytes) -> str:
    pixels = cv2.imdecode(np.frombuffer(png, dtype=np.uint8), cv2.IMREAD_GRAYSCALE)
    assert pixels is not None
    found = zxingcpp.read_barcode(np.ascontiguousarray(pixels), formats=zxingcpp.barcode_formats_from_str("QRCode"))
    assert found is not None
    assert found.ec_level == "L"
    return found.text


def read_by_opencv(png: bytes) -> str:
    pixels = cv2.imdecode(np.frombuffer(png, dtype=np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    closer = (cv2.resize(pixels, None, fx=n, fy=n, interpolation=cv2.INTER_NEAREST) for n in (1, 2, 3))
    return next(filter(None, (str(cv2.QRCodeDetector().detectAndDecode(view)[0]) for view in closer)), "")


@pytest.mark.parametrize("length", LENGTHS)
def test_a_reader_gets_the_link_from_the_picture(length: int) -> None:
    assert read_by_zxing(picture(link(length))) == link(length)


@pytest.mark.parametrize("length", [length for length in LENGTHS if length <= 900])
def test_another_reader_gets_it_too(length: int) -> None:
    assert read_by_opencv(picture(link(length))) == link(length)


def test_a_short_link_has_large_modules() -> None:
    short = "https://teams.microsoft.com/meet/2345678901234"
    assert read_by_zxing(picture(short)) == read_by_opencv(picture(short)) == short
    assert struct.unpack(">I", picture(short)[16:20])[0] == 2 * 222


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), min_size=1, max_size=MAX_LETTERS))
def test_whatever_a_link_is_made_of_is_read_as_it_stands(rest: str) -> None:
    written = f"https://visit.teams.microsoft.com/{rest}"[:MAX_LETTERS]
    assert read_by_zxing(picture(written)) == written


@pytest.mark.parametrize("rest", ["é", "naïve/日本", "😀"])
def test_letters_beyond_ascii_are_read_as_they_stand(rest: str) -> None:
    written = f"https://visit.teams.microsoft.com/{rest}"
    assert read_by_zxing(picture(written)) == written


@pytest.mark.parametrize("length", LENGTHS)
def test_the_code_fits_the_narrowest_card_at_whole_pixels_a_module(length: int) -> None:
    code = qr_code(link(length), "code")
    assert code is not None
    pixels, height, depth, colour = struct.unpack(">IIBB", picture(link(length))[16:26])
    shown = int(code["width"].removesuffix("px"))
    assert (height, depth, colour) == (pixels, 1, 0)
    assert pixels == 2 * shown <= 2 * ROOM
    assert len(code["url"]) < 4096


@pytest.mark.parametrize("length", [MAX_LETTERS + 1, 2000, 7089, 100_000])
def test_a_longer_link_has_no_code(length: int) -> None:
    assert qr_code(link(length), "code") is None
    assert qr_code("1" * length, "code") is None
