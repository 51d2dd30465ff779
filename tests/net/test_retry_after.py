"""Retry-After, in whatever form: an hour at most, nothing for nonsense, and never an error."""

from __future__ import annotations

import pytest

from bot.net.retry_after import seconds_to_wait

NOW = 1_800_000_000.0  # Fri, 15 Jan 2027 08:00:00 GMT


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        (" 0.5 ", 0.5),
        ("Fri, 15 Jan 2027 08:00:03 GMT", 3),
        ("Fri, 15 Jan 2027 08:00:03", 3),
        ("999999999", 3600),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3600),
        ("Fri, 31 Dec 9999 23:59:59 -2359", 3600),
        ("Mon, 01 Jan 0001 00:00:00 +2359", 0),
        ("Thu, 14 Jan 2027 08:00:00 GMT", 0),
        ("", 0),
        ("-5", 0),
        ("NaN", 0),
        ("inf", 0),
        ("1e9", 0),
        ("soon", 0),
        ("9" * 5000, 0),
        ("Fri, 15 Jan " + "9" * 5000 + " 08:00:03 GMT", 0),
        ("Fri, 99 Jan 2027 99:99:99 GMT", 0),
        ("\x00", 0),
        ("٣", 0),
    ],
)
def test_how_long_to_wait(header: str, seconds: float) -> None:
    assert seconds_to_wait(header, NOW) == seconds
