"""A customer is found however they are addressed, and nobody else's link is opened for it."""

from __future__ import annotations

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, Meeting, MeetingChoice, Reading, Reply
from tests.support.fakes import BEN, FakeMeetings, FakeTokens, at, calendar_meeting, command

HALL = calendar_meeting("Mortgage review (Hall)", at(25, 10))
INTAKE = calendar_meeting("Mortgage intake", at(25, 15), organizer=BEN)
ADEYEMI = calendar_meeting("Physio: Mr. Adeyemi", at(24, 9))
DUBOIS = calendar_meeting("Knee rehab – Mrs. Dubois", at(24, 16))
KRUEGER = calendar_meeting("Physiotherapie Frau Krüger", at(24, 14))
CAN = calendar_meeting("Physio: Can Yilmaz", at(27, 9))
DOCTOR = calendar_meeting("Doctor's appointment", at(26, 9))
MENTAL = calendar_meeting("Mental health", at(26, 11))
CALENDAR = (HALL, INTAKE, ADEYEMI, DUBOIS, KRUEGER, DOCTOR, MENTAL, CAN)


async def ask(text: str, *calendar: Meeting, locale: str = "en-GB") -> Reply:
    dispatch = Dispatcher(commands(FakeMeetings(calendar or CALENDAR), FakeTokens()))
    return await dispatch(command(text, locale=locale))


@pytest.mark.parametrize(
    ("text", "locale", "meeting"),
    [
        ("get link for Mrs Hall", "en-GB", HALL),
        ("get link for Prof. Hall", "en-GB", HALL),
        ("get link Mr Hall on wednesday", "en-GB", HALL),
        ("get link Ms Dubois", "en-GB", DUBOIS),
        ("Link für Frau Dubois", "de-DE", DUBOIS),
        ("Link für Herrn Adeyemi", "de-DE", ADEYEMI),
        ("Link Frau Dr. Krüger", "de-DE", KRUEGER),
        ("get link doctor", "en-GB", DOCTOR),
        ("get link can", "de-DE", CAN),
        ("kannst du mir den Link für Frau Krüger schicken?", "de-DE", KRUEGER),
        ("Könnten Sie mir bitte den Link für Krüger geben", "de-DE", KRUEGER),
        ("link krueger", "de-DE", KRUEGER),
        ("get link for Ben's mortgage", "en-GB", INTAKE),
        ("get link for Ben’s mortgage on wednesday", "en-GB", INTAKE),
    ],
)
async def test_a_customer_is_found_however_they_are_addressed(text: str, locale: str, meeting: Meeting) -> None:
    reply = await ask(text, locale=locale)
    assert isinstance(reply, LinkReady)
    assert reply.meeting == meeting


@pytest.mark.parametrize("text", ["get link Mrs Adeyemi", "get link Frau Adeyemi", "get link Krugger"])
async def test_who_may_be_somebody_else_is_offered_not_opened(text: str) -> None:
    assert isinstance(await ask(text), MeetingChoice)


@pytest.mark.parametrize("text", ["get link Mortgage Gleich mittwoch", "get link Mortgage Ora mercoledì"])
async def test_whose_name_is_now_in_another_language_is_nobody_else(text: str) -> None:
    assert isinstance(await ask(text, HALL), MeetingChoice)


async def test_only_a_whole_name_owns_something() -> None:
    reply = await ask("get link men's thursday", MENTAL)
    assert not isinstance(reply, LinkReady)


async def test_who_is_named_with_a_title_and_without_is_a_choice() -> None:
    mr, mrs = calendar_meeting("Mr. Hall", at(24, 9)), calendar_meeting("Mrs. Hall, intake", at(24, 10))
    assert await ask("get link hall", mr, mrs, HALL) == MeetingChoice((mr, mrs, HALL), Reading("hall"))
    assert await ask("get link mrs hall", mr, mrs, HALL) == MeetingChoice((mrs, HALL), Reading("mrs hall"))
    opened = await ask("get link mr hall", mr, mrs, HALL)
    assert isinstance(opened, LinkReady)
    assert opened.meeting == mr
