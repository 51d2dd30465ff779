"""Meetings that are named by a number, by an invitation as it is seen, or by the id of a Teams client."""

from __future__ import annotations

import pytest

from bot.joinlinks.labels import LABELS
from bot.model import MeetingChoice, Notice, Trouble
from tests.support.calendar import CALENDAR, ELSEWHERE, NUMBER, NUMBER_AND_LINK, in_memory, led_to, reply_to
from tests.support.fakes import PHYSIO, FakeMeetings, at, calendar_meeting, customer_link

INVITATION = """\
________________________________________________________________________________
Microsoft Teams Need help?
Join the meeting now
Meeting ID: 248 123 456 789 12
Passcode: yK9Tm3fA
________________________________
Dial in by phone
+49 69 505 001 23,,365057682# Germany, Frankfurt
Find a local number
Phone conference ID: 365 057 682#
For organizers: Meeting options | Reset dial-in PIN
________________________________________________________________________________
"""


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("said", ["", "get link "])
async def test_an_invitation_pasted_as_seen_is_the_meeting_with_its_number(label: str, said: str) -> None:
    meetings = in_memory()
    reply = await reply_to(said + INVITATION.replace("Meeting ID", label), meetings)
    assert led_to(reply) == (customer_link(ELSEWHERE),)
    assert tuple(meetings.calls) == NUMBER_AND_LINK


@pytest.mark.parametrize("said", ["", "get link "])
async def test_an_invitation_whose_number_is_unknown_says_so(said: str) -> None:
    meetings = FakeMeetings(CALENDAR)
    reply = await reply_to(said + INVITATION, meetings)
    assert isinstance(reply, Notice)
    assert reply.reading is not None
    assert (reply.trouble, reply.reading.words) == (Trouble.UNKNOWN_NUMBER, NUMBER)
    assert meetings.calls == ["by_number"]


async def test_a_number_that_is_called_the_meetings_wins_over_another_before_it() -> None:
    text = "get link customer 999 888 777 666, Meeting ID: 248 123 456 789 12"
    assert led_to(await reply_to(text, in_memory())) == (customer_link(ELSEWHERE),)


async def test_two_numbers_that_are_called_a_meetings_are_a_choice_also_when_one_is_unknown() -> None:
    reply = await reply_to(f"{INVITATION}\nMeeting ID: 999 888 777 666", in_memory())
    assert isinstance(reply, MeetingChoice)
    assert [meeting.join_url for meeting in reply.meetings] == [
        ELSEWHERE.join_url,
        "https://teams.microsoft.com/meet/999888777666",
    ]


async def test_an_unknown_number_alone_is_not_found_and_echoed() -> None:
    reply = await reply_to("get link 999 888 777 66", in_memory())
    assert isinstance(reply, Notice)
    assert reply.reading is not None
    assert (reply.trouble, reply.reading.words) == (Trouble.UNKNOWN_NUMBER, "99988877766")


async def test_an_unknown_number_in_a_subject_finds_the_subject() -> None:
    case = calendar_meeting("Case 999888777", at(24, 9))
    reply = await reply_to("get link case 999888777", FakeMeetings([case]))
    assert led_to(reply) == (customer_link(case),)


async def test_the_id_of_the_teams_client_is_looked_for_in_the_calendar() -> None:
    client_id = "MCMxOTptZWV0aW5nX1BoeXNpb01yQWRleWVtaUB0aHJlYWQudjIjMA=="  # 0#19:meeting_PhysioMrAdeyemi@thread.v2#0
    meetings = in_memory()
    assert led_to(await reply_to(f"get link {client_id}", meetings)) == (customer_link(PHYSIO),)
    assert meetings.calls == ["coming", "appointment_link"]


async def test_an_unknown_id_of_the_teams_client_is_gone() -> None:
    reply = await reply_to("get link MCMxOTptZWV0aW5nX3Vua25vd25AdGhyZWFkLnYyIzA=", in_memory())
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.GONE
