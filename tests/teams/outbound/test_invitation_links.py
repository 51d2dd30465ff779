"""The page of an invitation: its address holds the words, sealed, until the end of the next day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.languages import words
from bot.model import Invitation
from bot.ops.keyring import Keyring
from bot.teams.outbound.invitation_links import InvitationLinks
from cards import invitation_text
from tests.support.fakes import NOW, PHYSIO

KEYS = Keyring([b"k" * 32])
WORDS = words("de", "Europe/Berlin", NOW)
INVITATION = Invitation(PHYSIO, "https://visit.teams.microsoft.com/x?a=1&b=2", "de")


def pages(days: int = 0, keyring: Keyring = KEYS) -> InvitationLinks:
    return InvitationLinks(keyring, "https://bot.example", lambda: NOW + timedelta(days=days))


def sealed() -> str:
    address = pages().address(invitation_text(INVITATION, WORDS))
    assert address.startswith("https://bot.example/invitation?of=")
    return address.partition("=")[2]


@pytest.mark.parametrize("days", [0, 1])
def test_today_and_tomorrow_it_opens(days: int) -> None:
    assert pages(days).opened(sealed()) == invitation_text(INVITATION, WORDS)


@pytest.mark.parametrize("days", [-1, 2, 30])
def test_on_no_other_day(days: int) -> None:
    assert pages(days).opened(sealed()) is None


@pytest.mark.parametrize("edited", ["", "x", "=", "ä", "A" * 9000])
def test_nothing_else_opens(edited: str) -> None:
    assert pages().opened(edited) is None


def test_another_key_opens_nothing() -> None:
    assert pages(keyring=Keyring([b"o" * 32])).opened(sealed()) is None


def test_the_address_shows_nothing_and_fits_into_every_browser() -> None:
    long = Invitation(PHYSIO, "https://visit.teams.microsoft.com/" + "x1y2" * 250, "de")
    address = pages().address(invitation_text(long, WORDS))
    assert "visit" not in address
    assert len(address) < 4000
