"""The action on somebody's message: a number or an id in it names the meeting, as it would in the bot's chat."""

from __future__ import annotations

import pytest

from bot.joinlinks import graph_id
from bot.reading.in_message import meetings_named

NUMBER = "12345678901"
SHORT = f"https://teams.microsoft.com/meet/{NUMBER}"
THREAD = "19:meeting_MjA3@thread.v2"
ID = graph_id(THREAD, "7a1f3c52-9d04-4b6e-8c1a-2f5e6d7b8a90")
LONG = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_MjA3%40thread.v2/0"
ZOOM = "https://us06web.zoom.us/j/86012345678"

NUMBERED = (
    "Meeting ID: 123 456 789 01 Passcode: aB3dEf",
    "<p>Meeting ID: 123 456 789 01</p><p>Passcode: aB3dEf</p>",
    "123 456 789 01 Passcode: aB3dEf",
    "<div>123 456 789 01<br>Passcode: aB3dEf</div>",
    "Please join 123 456 789 01, passcode aB3dEf, at three",
    "Wir sehen uns: 123\u00a0456\u00a0789\u00a001 / Kennung: x",
    "Besprechungs-ID: 12345678901",
    "123 456 789 01 (Code secret : aB3)",
    "<b>123 456 789 01</b> | <i>Código de acceso:</i> aB3",
    "12345678901\n**Passcode:** aB3",
    "> 123 456 789 01 Passcode: aB3dEf",
    "12345678901 パスコード: aB3",
)


@pytest.mark.parametrize("said", NUMBERED)
def test_a_number_that_is_called_a_meetings_or_has_a_passcode_is_its_short_link(said: str) -> None:
    assert meetings_named(said) == SHORT


@pytest.mark.parametrize(
    "said", ["123 456 789 01", "<p>123 456 789 01</p>", "Teams meeting 123 456 789 01", "ID 12345678901"]
)
def test_a_number_that_is_all_there_is_is_looked_up(said: str) -> None:
    assert meetings_named(said) == NUMBER


@pytest.mark.parametrize(
    "said",
    [
        ID,
        f"<p>the id is <code>{ID}</code>, thanks</p>",
        f"GET /me/onlineMeetings/{ID}",
        f"https://graph.microsoft.com/v1.0/me/onlineMeetings/{ID}",
        f"{ID.rstrip('=')} and {ZOOM}",
        f"> {ID}",
    ],
)
def test_an_id_of_graph_is_that_meetings(said: str) -> None:
    assert meetings_named(said) == ID


def test_what_is_only_in_a_card_counts_as_well() -> None:
    assert meetings_named("", [{"content": {"body": [{"type": "TextBlock", "text": ID}]}}]) == ID
    assert meetings_named("", [{"content": {"body": [{"type": "TextBlock", "text": NUMBERED[2]}]}}]) == SHORT


def test_a_link_says_more_than_a_number_or_an_id_beside_it() -> None:
    assert meetings_named(f"{ID} {LONG} {NUMBERED[2]}") == LONG


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Call me: +49 69 1234567",
        "Order number 12345678901",
        "Invoice 248123456789 is due",
        "Can you use 248 123 456 789 12 today?",
        "Phone conference ID: 248 123 456#",
        "123 456 789 01# Passcode",
        "Tracking 12345678901, the passcode follows",
        "IBAN DE12 3456 7890 1234 5678 90",
        "12345678901234567890 Passcode: aB3",
    ],
)
def test_other_numbers_name_nothing(said: str) -> None:
    assert meetings_named(said) == ""


def test_what_leads_elsewhere_says_why_there_is_none() -> None:
    assert meetings_named(f"Join {ZOOM}, Meeting ID: 860 1234 5678, Passcode: 1") == ZOOM
