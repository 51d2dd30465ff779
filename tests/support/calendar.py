"""One calendar in which every way to name a meeting finds something."""

from __future__ import annotations

from urllib.parse import quote

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, Meeting, MeetingChoice, Notice, Reply, Trouble
from tests.support.fakes import (
    BEN,
    PHYSIO,
    TENANT,
    FakeMeetings,
    FakeTokens,
    at,
    calendar_meeting,
    command,
    customer_link,
)

NUMBER = "24812345678912"
DENTIST = calendar_meeting("Dental check-up", at(23, 9))
LOAN = calendar_meeting("Loan advice", at(25, 15))
LOAN_LATE = calendar_meeting("Loan advice: Mrs. Nowak", at(26, 9, 30))
CLUB = calendar_meeting("Monday Club", at(26, 10))
WORLD = calendar_meeting("Tomorrow's World", at(27, 11))
MAY = calendar_meeting("May Smith", at(27, 13))
ROOM_1 = calendar_meeting("Room 1", at(27, 14), thread="room1")
ROOM_12 = calendar_meeting("Room 12", at(27, 15), thread="room12")
REVIEW = calendar_meeting("Review 24/11", at(27, 16))
NOW_AND_NEXT = calendar_meeting("Now and next review", at(28, 9))
NEXT_STEPS = calendar_meeting("Next steps", at(30, 9), organizer=BEN)
WEEKLY = calendar_meeting("Wound care", at(30, 14))
FAR = calendar_meeting("Eye test", at(24, 9, month=12))
CALENDAR = (
    DENTIST, PHYSIO, LOAN, LOAN_LATE, CLUB, WORLD, MAY, ROOM_1, ROOM_12, REVIEW, NOW_AND_NEXT, NEXT_STEPS, WEEKLY, FAR,
)  # fmt: skip


ELSEWHERE = calendar_meeting("", at(23, 9), thread="elsewhere")
SHORT = f"https://teams.microsoft.com/meet/{NUMBER}?p=AbC123"
VISIT = (
    f"https://visit.teams.microsoft.com/webrtc-svc/api/route?tid={TENANT}&oid={BEN.id}"
    f"&convId=19:meeting_PhysioMrAdeyemi@thread.v2&JoinWebUrl={quote(PHYSIO.join_url, safe='')}"
)


NUMBER_AND_LINK = ("by_number", "appointment_link")


def in_memory() -> FakeMeetings:
    return FakeMeetings(CALENDAR, numbers={NUMBER: ELSEWHERE})


async def reply_to(text: str, meetings: FakeMeetings, html: str = "", locale: str = "en-GB") -> Reply:
    return await Dispatcher(commands(meetings, FakeTokens()))(command(text, html=html, locale=locale))


def found(reply: Reply) -> list[Meeting]:
    """The meetings that the reply opens or offers."""
    match reply:
        case LinkReady():
            return [reply.meeting]
        case MeetingChoice():
            return list(reply.meetings)
        case Notice():
            return []
    raise AssertionError(reply)


def led_to(reply: Reply) -> tuple[str, ...]:
    """The customer's links that the reply leads to: the one it holds, or one for each row."""
    match reply:
        case LinkReady():
            return (reply.link,)
        case MeetingChoice():
            return tuple(customer_link(meeting) for meeting in reply.meetings)
        case Notice(trouble=Trouble.NONE_FOUND):
            return ()
    raise AssertionError(reply)
