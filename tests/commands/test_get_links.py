"""Several meetings ticked in a list: their links come together, and one that is refused keeps back no other."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.commands import commands
from bot.commands.get_links import MOST_LINKS, GetLinks
from bot.commands.side_by_side import LINKS_AT_ONCE
from bot.dispatcher import Dispatcher
from bot.errors import BotError, Busy, Denied, Misconfigured, Service, SignInRequired
from bot.model import (
    Action,
    ActionKind,
    LinkList,
    LinkReady,
    Meeting,
    MeetingChoice,
    MissingLink,
    Notice,
    Reply,
    SignInNeeded,
    SignInReason,
    Surface,
    Trouble,
    User,
)
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command, customer_link

DAY = tuple(calendar_meeting(f"Visit {n}", at(24, 9) + timedelta(minutes=15 * n)) for n in range(24))
SCOPES = ("VirtualAppointment.Read",)


@dataclass
class Uneven(FakeMeetings):
    """A Graph that refuses the links of some meetings, by their subjects, and takes long over others."""

    refusals: Mapping[str, BotError] = field(default_factory=dict)
    slow: Sequence[str] = ()
    at_work: int = 0
    most_at_work: int = 0

    async def appointment_link(self, user: User, meeting: Meeting, language: str = "") -> str:
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        try:
            await asyncio.sleep(60 if meeting.subject in self.slow else 0)
            if refusal := self.refusals.get(meeting.subject):
                raise refusal
            return await super().appointment_link(user, meeting, language)
        finally:
            self.at_work -= 1


def ticked(*places: int, meetings: Sequence[Meeting] = DAY) -> Action:
    return Action(ActionKind.GET_LINKS, meetings=tuple(meetings), ticked=places)


async def pressed(press: Action, meetings: FakeMeetings | None = None, surface: Surface = Surface.CHAT) -> Reply:
    dispatch = Dispatcher(commands(meetings or FakeMeetings(DAY), FakeTokens()))
    return await dispatch(command(press=press, surface=surface))


def found(reply: Reply) -> LinkList:
    assert isinstance(reply, LinkList), reply
    return reply


async def test_what_was_ticked_comes_with_its_links_in_the_order_of_the_list() -> None:
    reply = found(await pressed(ticked(5, 0, 2)))
    assert reply == LinkList(tuple(LinkReady(DAY[n], customer_link(DAY[n])) for n in (0, 2, 5)))


async def test_with_nothing_ticked_the_same_meetings_are_shown_to_tick() -> None:
    assert await pressed(ticked()) == MeetingChoice(DAY, ticking=True)


async def test_a_single_one_is_answered_as_its_row() -> None:
    assert await pressed(ticked(3)) == LinkReady(DAY[3], customer_link(DAY[3]))


async def test_a_single_one_that_is_refused_says_so_as_its_row_does() -> None:
    refused = Uneven(DAY, refusals={"Visit 3": Denied(Trouble.GONE, meeting=DAY[3])})
    reply = await pressed(ticked(3), refused)
    assert isinstance(reply, Notice)
    assert (reply.trouble, reply.meeting) == (Trouble.GONE, DAY[3])


@pytest.mark.parametrize(
    ("refusal", "trouble"),
    [
        (Denied(Trouble.NOT_YOURS, meeting=DAY[1]), Trouble.NOT_YOURS),
        (Denied(Trouble.GONE), Trouble.GONE),
        (Denied(Trouble.OURS), Trouble.OURS),
        (Denied(Trouble.NO_LICENCE), Trouble.NO_LICENCE),
        (Denied(Trouble.NO_USABLE_LINK), Trouble.NO_USABLE_LINK),
        (Denied(Trouble.OTHER_TENANT), Trouble.OTHER_TENANT),
        (Busy("429", service=Service.GRAPH), Trouble.BUSY),
        (Busy("no token", service=Service.ENTRA), Trouble.BUSY),
        (SignInRequired(SCOPES, SignInReason.LINK_LOOK_UP), None),
        (SignInRequired(SCOPES, SignInReason.EXTRA_CHECK, "claims"), None),
        (Misconfigured("LINK_HOSTS", "x"), Trouble.OURS),
    ],
)
async def test_one_that_is_refused_says_why_and_the_others_come(refusal: BotError, trouble: Trouble | None) -> None:
    reply = found(await pressed(ticked(0, 1, 2), Uneven(DAY, refusals={"Visit 1": refusal})))
    first, second, third = reply.rows
    assert second == MissingLink(DAY[1], trouble)
    assert [row.link for row in (first, third) if isinstance(row, LinkReady)] == [
        customer_link(DAY[0]),
        customer_link(DAY[2]),
    ]


async def test_whose_meeting_it_is_stays_known_to_the_one_who_is_refused() -> None:
    theirs = replace(DAY[1], organizer=replace(DAY[1].organizer, name="Dr Osei"))
    reply = found(
        await pressed(ticked(0, 1), Uneven(DAY, refusals={"Visit 1": Denied(Trouble.NOT_YOURS, meeting=theirs)}))
    )
    assert reply.rows[1].meeting.organizer.name == "Dr Osei"


async def test_where_all_of_them_need_a_sign_in_it_is_asked_for() -> None:
    needed = SignInRequired(SCOPES)
    reply = await pressed(ticked(0, 1), Uneven(DAY, refusals={"Visit 0": needed, "Visit 1": needed}))
    assert isinstance(reply, SignInNeeded)
    assert reply.scopes == SCOPES


async def test_where_all_of_them_are_refused_each_says_why() -> None:
    gone = Uneven(DAY, refusals={"Visit 0": Denied(Trouble.GONE), "Visit 1": Denied(Trouble.NO_LICENCE)})
    rows = found(await pressed(ticked(0, 1), gone)).rows
    assert rows == (MissingLink(DAY[0], Trouble.GONE), MissingLink(DAY[1], Trouble.NO_LICENCE))


async def test_no_more_are_asked_for_than_fit_and_the_rest_is_named() -> None:
    reply = found(await pressed(ticked(*range(24))))
    assert len(reply.rows) == MOST_LINKS
    assert reply.beyond == DAY[MOST_LINKS:]


async def test_so_many_are_asked_for_side_by_side_and_no_more() -> None:
    meetings = Uneven(DAY)
    await pressed(ticked(*range(20)), meetings)
    assert meetings.most_at_work == LINKS_AT_ONCE


@pytest.mark.parametrize("surface", [Surface.CHAT, Surface.USER_VIEW])
async def test_one_that_is_late_is_told_and_waits_for_nobody(surface: Surface) -> None:
    meetings = Uneven(DAY, slow=["Visit 1"])
    several = GetLinks(meetings, within=0.05, within_invoke=0.05)
    reply = found(await several(command(press=ticked(0, 1, 2), surface=surface)))
    assert reply.rows[1] == MissingLink(DAY[1], Trouble.BUSY)
    assert [isinstance(row, LinkReady) for row in reply.rows] == [True, False, True]
    await asyncio.sleep(0.01)
    assert meetings.at_work == 0


async def test_one_that_is_late_in_a_jam_of_our_own_is_not_microsofts_fault() -> None:
    several = GetLinks(Uneven(DAY, slow=["Visit 1"]), within=0.05, jammed=lambda _seconds: True)
    reply = found(await several(command(press=ticked(0, 1))))
    assert reply.rows[1] == MissingLink(DAY[1], Trouble.BOT_BUSY)


@pytest.mark.parametrize("press", [ticked(0, meetings=()), Action(ActionKind.GET_LINKS)])
async def test_a_button_that_holds_no_meetings_is_too_old(press: Action) -> None:
    reply = await pressed(press)
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.STALE_CARD


@pytest.mark.parametrize("places", [(99,), (-1,), (24, 25)])
async def test_a_place_that_the_list_does_not_have_is_nothing_ticked(places: tuple[int, ...]) -> None:
    assert isinstance(await pressed(ticked(*places)), MeetingChoice)


async def test_the_log_has_the_cause_of_each_and_no_title_or_link() -> None:
    refusals = {"Visit 1": Denied(Trouble.GONE, "me: 404"), "Visit 2": Misconfigured("LINK_HOSTS", "x")}
    with capture_logs() as log:
        await pressed(ticked(0, 1, 2), Uneven(DAY, refusals=refusals))
    told = [(line["log_level"], line["trouble"]) for line in log if line["event"] == "ticked_link_missing"]
    assert told == [("info", Trouble.GONE), ("error", Trouble.OURS)]
    assert "Visit" not in str(log)
    assert "https://" not in str(log)


async def test_try_again_asks_for_the_same_ones() -> None:
    busy = Busy("429", service=Service.GRAPH)
    reply = await pressed(ticked(3), Uneven(DAY, refusals={"Visit 3": busy}))
    assert isinstance(reply, Notice)
    assert reply.retry == ticked(3)
