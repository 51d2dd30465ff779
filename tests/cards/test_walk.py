"""The walk in docs/accessibility.md is what a screen reader says today."""

from __future__ import annotations

import pytest

from tests.support.cards.gallery import Gallery
from tests.support.cards.walk import in_document, written

pytestmark = pytest.mark.browser


def test_the_document_says_what_a_screen_reader_says() -> None:
    gallery = Gallery()
    try:
        said = written(gallery)
    finally:
        gallery.close()
    assert said == in_document(), "read it, then run scripts/pictures.py walk"
    for announced in ("heading 2: Physiotherapy review, knee", "status: Copied", "textbox: The link"):
        assert announced in said
