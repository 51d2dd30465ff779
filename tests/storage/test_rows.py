"""What a back end must refuse by itself, since its row may change between two calls of the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.storage import STORES
from bot.storage.rows import DeliveryRow
from tests.support.storage import URLS


@pytest.mark.parametrize("scheme", sorted(STORES))
async def test_a_question_that_was_on_its_way_when_the_answer_went_out_changes_nothing(
    scheme: str, tmp_path: Path
) -> None:
    rows = STORES[scheme](URLS[scheme](tmp_path).partition("://")[2])
    await rows.open()
    await rows.record("key", DeliveryRow("id", "owner", "place", b"x"), now=0, leased=30, expires=60)
    await rows.done("id")
    await rows.ask("id", b"late", now=1, leased=31, expires=600)
    found = await rows.find("id", now=1)
    await rows.close()
    assert found == ("done", DeliveryRow("id", "owner", "place", b""))
