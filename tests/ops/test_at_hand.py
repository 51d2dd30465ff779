"""One look into a cache: what it holds, and nothing of what has run out."""

from __future__ import annotations

from cachetools import TTLCache

from bot.ops.at_hand import at_hand


def test_what_is_held_is_at_hand_until_its_time_is_over() -> None:
    now = 0.0
    held: TTLCache[str, str] = TTLCache(10, 60.0, timer=lambda: now)
    held["anna"] = "a token"
    assert at_hand(held, "anna") == "a token"
    assert at_hand(held, "ben") is None
    now = 61.0
    assert at_hand(held, "anna") is None
