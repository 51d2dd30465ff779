"""More consent is asked for only where the person named what needs it."""

from __future__ import annotations

import pytest

from bot.errors import SignInRequired
from bot.model import Meeting, SignInNeeded, SignInReason, User
from tests.support.calendar import led_to, reply_to
from tests.support.fakes import PHYSIO, FakeMeetings, at, calendar_meeting, customer_link

SCOPES = ("VirtualAppointment.Read", "Calendars.ReadBasic", "OnlineMeetings.Read")


class NoLookUp(FakeMeetings):
    """Whose person has not agreed to look-ups."""

    async def by_number(self, user: User, number: str) -> Meeting | None:
        self.calls.append("by_number")
        raise SignInRequired(SCOPES, SignInReason.LOOK_UP)

    async def by_join_url(self, user: User, join_url: str) -> Meeting | None:
        self.calls.append("by_join_url")
        raise SignInRequired(SCOPES, SignInReason.LOOK_UP)


@pytest.mark.parametrize(
    "text",
    [
        "get link physio, tel. 612 345 678",
        "get link physio 0171 1234567",
        "get link physio tomorrow, call me on 555 123 4567",
        "get link physio (phone 89 123 456 78)",
        "get link for Adeyemi, +49 171 1234567",
        "get link for Adeyemi 030/1234567",
        "Patientenlink Adeyemi, Rückruf 171 123 456 78",
        "Link holen Adeyemi, Handy 0171 123 456 78",
        "get link adeyemi mobile: 612-345-678",
        "get link adeyemi whatsapp 612 345 678 90",
    ],
)
async def test_a_telephone_number_is_not_looked_up(text: str) -> None:
    meetings = NoLookUp()
    assert led_to(await reply_to(text, meetings)) == (customer_link(PHYSIO),)
    assert "by_number" not in meetings.calls


@pytest.mark.parametrize(
    "text", ["get link case 999888777", "get link case 999 888 777", "get link Smith, case 999 888 777 66"]
)
async def test_a_number_that_may_be_anything_asks_for_no_consent(text: str) -> None:
    case = calendar_meeting("Case 999888777: Smith 999 888 777 66", at(24, 9))
    reply = await reply_to(text, NoLookUp([case]))
    assert not isinstance(reply, SignInNeeded)


@pytest.mark.parametrize(
    "text",
    [
        "get link 248 123 456 789 12",
        "248 123 456 789 12",
        "get link for the meeting 248 123 456 789 12, please",
        "get link physio Meeting ID: 248 123 456 789 12",
        "get link https://teams.microsoft.com/meet/24812345678912?p=abc",
    ],
)
async def test_a_number_or_link_that_the_person_gave_asks_for_the_look_up(text: str) -> None:
    reply = await reply_to(text, NoLookUp())
    assert isinstance(reply, SignInNeeded)
    assert reply.why is SignInReason.LOOK_UP
