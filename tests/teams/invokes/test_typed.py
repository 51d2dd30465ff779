"""What Teams and Copilot send as the words of a search."""

from __future__ import annotations

from typing import Any

import pytest

from bot.teams.invokes.extension import _typed


@pytest.mark.parametrize(
    ("sent", "typed"),
    [("physio", "physio"), (" physio ", "physio"), ("*", ""), (385562023120, "385562023120"), (True, ""), (None, "")],
)
def test_what_was_typed_is_read_as_text(sent: Any, typed: str) -> None:
    assert _typed({"parameters": [{"name": "words", "value": sent}]}) == typed
