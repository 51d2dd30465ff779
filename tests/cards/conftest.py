"""One Chromium for all card tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.cards.drawing import Chromium


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    browser = Chromium()
    yield browser
    browser.close()
