"""What a back end must refuse by itself, since its row may change between two calls of the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.storage import STORES
from bot.storage.rows import Lease, Moment, RecordRow
from tests.support.storage import BACK_ENDS, URLS


@pytest.mark.parametrize("scheme", BACK_ENDS)
async def test_a_question_that_was_on_its_way_when_the_answer_went_out_changes_nothing(
    scheme: str, tmp_path: Path
) -> None:
    rows = STORES[scheme](URLS[scheme](tmp_path).partition("://")[2])
    await rows.open()
    await rows.record(
        "key", RecordRow("id", "owner", "conversation", b"x"), Lease("me", 30), at=Moment(0, 0), expires=60
    )
    await rows.done("id")
    await rows.await_sign_in("id", b"late", Lease("me", 31), at=Moment(1, 1), expires=600)
    found = await rows.find("id", at=Moment(1, 1))
    await rows.close()
    assert found == ("done", RecordRow("id", "owner", "conversation", b""))
