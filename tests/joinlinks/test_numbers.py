"""A numeric meeting id is told from other numbers."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.joinlinks import number_in
from tests.support.joinlinks.links import SHORT


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("248123456", "248123456"),
        ("get link 248 123 456 789", "248123456789"),
        ("Meeting ID: 248 123 456 789 12", "24812345678912"),
        ("Meeting ID:248123456789", "248123456789"),
        ("Besprechungs-ID: 248\u00a0123\u00a0456\u00a0789\u00a01", "2481234567891"),
        ("248\u2009123\u202f456\u2009789", "248123456789"),
        ("248-123-456-789.", "248123456789"),
        ("会議 ID：２４８　１２３　４５６　７８９　１２", "24812345678912"),
        ("248–123–456–789, thanks", "248123456789"),
        ("(248 123 456 789)", "248123456789"),
        ("2481 2345 6789", "248123456789"),
        ("248 123 456 789\nPasscode: 12345", "248123456789"),
        ("at 10:30 on 2026-10-25: 248 123 456 789", "248123456789"),
        ("248 123 456 789 10:30", "248123456789"),
        ("25 Oct 2026 248 123 456 789", "248123456789"),
        ("+49 69 1234567,,123456789# or 248 123 456 789 12", "24812345678912"),
        (f"{SHORT} and 359 111 222 333", "359111222333"),
        ("12345678", ""),
        ("1234567890123456", ""),
        ("248 123 456 789 123 456", ""),
        (SHORT, ""),
        ("https://zoom.us/j/12345678901", ""),
        ("teams.microsoft.com/meet/24812345678912", ""),
        ("+49 30 123 456 789", ""),
        ("+491701234567", ""),
        ("0049 170 123 4567", ""),
        ("2026-10-25 10:30", ""),
        ("25.10.2026 10:30", ""),
        ("20261025T103000", ""),
        ("123456789.50", ""),
        ("0.123456789012", ""),
        ("Phone conference ID: 123 456 789#", ""),
        ("room 12 from 10 to 11", ""),
        ("0171 1234567", ""),
        ("0171 123456789", ""),
        ("physio, tel. 612 345 678", ""),
        ("Tel.: 612 345 678 901", ""),
        ("call me on 612 345 678", ""),
        ("Handy 171 123 456 78", ""),
        ("Rückruf unter 89 123 456 78", ""),
        ("phone: (555) 123 456 7890", ""),
        ("555 123 4567", ""),
        ("555-123-4567", ""),
        ("fax 123456789", ""),
        ("030/123 456 789", ""),
        ("069 123 456 78 and 248 123 456 789 12", "24812345678912"),
        ("555 123 4567 or 248 123 456 789 12", "24812345678912"),
        ("tel. 612 345 678, meeting 248 123 456 789 12", "24812345678912"),
        ("05/12/2026 248 123 456 789", "248123456789"),
        ("05.12.2026, 09:30: 248 123 456 789", "248123456789"),
        ("a248123456789", ""),
        ("4b75189b-c195-403b-bac4-123456789012x", ""),
    ],
)
def test_a_numeric_meeting_id_is_told_from_other_numbers(text: str, number: str) -> None:
    assert number_in(text) == number


@example(248001234567, " ")
@given(st.integers(10**8, 10**15 - 1), st.sampled_from(["", " ", "\u00a0", "\u2009", "\u202f", "-", "\u2011"]))
def test_every_grouped_number_is_read_back(number: int, gap: str) -> None:
    digits = str(number)
    groups = gap.join(digits[at : at + 3] for at in range(0, len(digits), 3))
    assert number_in(f"Meeting ID: {groups}") == digits
