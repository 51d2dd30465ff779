"""Twelve hours or twenty-four: the clock is that of the region, in the words of the language."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.languages import words
from bot.model import Meeting

THREE = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en-US", "3:05 PM"),
        ("en-GB", "15:05"),
        ("en-DE", "15:05"),
        ("en", "15:05"),
        ("de-DE", "15:05"),
        ("de-US", "3:05 PM"),
        ("pt-US", "3:05 PM"),
        ("ja-US", "午後3:05"),
        ("ja-JP", "15:05"),
        ("sv-GB", "15:05"),
        ("de-XX", "15:05"),
    ],
)
def test_a_time_is_written_as_on_the_clocks_of_the_region(locale: str, written: str) -> None:
    said = words(locale, "UTC", THREE)
    assert said.time(THREE).replace("\u202f", " ") == said.clock(15 * 60 + 5).replace("\u202f", " ") == written


def test_a_twelve_hour_clock_takes_no_uhr() -> None:
    meeting = Meeting(start=THREE, end=THREE)
    assert "Uhr" in words("de-DE", "UTC", THREE).full_when(meeting)
    assert "Uhr" not in words("de-US", "UTC", THREE).full_when(meeting)
