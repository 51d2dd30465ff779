"""The README's moving picture is today's demo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from scripts import film


@pytest.mark.browser
async def test_what_the_film_shows_is_what_comes(tmp_path: Path) -> None:
    """Red: `scripts/film.py` films it anew."""
    taken = await film.take(tmp_path / "data")
    assert taken.buttons == json.loads(film.SEEN.read_text("utf-8"))
    assert "Tick several" in taken.buttons[0]
    assert {"Copy", "Invitation", "Open", "Show link"} <= set(taken.buttons[1])


def test_the_film_moves_and_weighs_little() -> None:
    assert film.FILM.stat().st_size < 600_000
    with Image.open(film.FILM) as picture:
        assert getattr(picture, "n_frames", 1) >= 6
