"""In a meeting's own chat, whoever names nothing gets that meeting, and whoever asks for a list gets a list."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from bot.commands import commands
from bot.commands.again import said_again
from bot.commands.recognition import names_nothing
from bot.dispatcher import Dispatcher
from bot.model import Action, ActionKind, Command, LinkReady, Meeting, MeetingChoice, Organizer, Reply
from tests.support.fakes import (
    BEN,
    LOAN,
    PHYSIO,
    WEEK,
    FakeMeetings,
    FakeTokens,
    asked_today,
    at,
    calendar_meeting,
    command,
    customer_link,
    meeting_id,
)

DIETARY = calendar_meeting("Dietary advice", at(26, 15))
THANKS = calendar_meeting("Thanks", at(27, 9))
THIS_MEETING = calendar_meeting("This meeting", at(27, 10))
CALENDAR = (*WEEK, DIETARY, THANKS, THIS_MEETING)

PLAIN = (
    "get link",
    "get link please",
    "get link pls",
    "get link thanks",
    "get link, thank you!",
    "get the link of this meeting",
    "get link for this meeting",
    "get link for this call",
    "get link this",
    "get link (this one)",
    "get link here",
    "get link for everyone",
    "Can you get the link for this meeting please?",
    "Link holen bitte",
    "Link für diese Besprechung",
    "Link zu diesem Termin hier, vielen Dank",
    "Link für uns alle",
)
LISTS = (
    "my meetings",
    "meetings",
    "appointments",
    "Show my meetings please",
    "meine Termine",
    "meine Besprechungen",
    "Termine",
    "get link for all my meetings",
    "get link upcoming",
)


@dataclass
class DietaryChat:
    """The chat of *Dietary advice*."""

    asked: list[str] = field(default_factory=list)

    async def meeting_of(self, command: Command) -> Meeting | None:
        self.asked.append(command.meeting_chat)
        return DIETARY

    async def organizer_of(self, command: Command) -> Organizer | None:
        return None


def said(text: str, **more: object) -> Command:
    return command(text, meeting_chat="dietary", **more)  # type: ignore[arg-type]


async def reply_to(said: Command) -> Reply:
    return await Dispatcher(commands(FakeMeetings(CALENDAR), FakeTokens(), DietaryChat()))(said)


@pytest.mark.parametrize("text", PLAIN)
async def test_plain_ways_of_asking_give_the_chats_meeting(text: str) -> None:
    assert names_nothing(said(text))
    assert await reply_to(said(text)) == LinkReady(DIETARY, customer_link(DIETARY))


@pytest.mark.parametrize("text", LISTS)
async def test_who_asks_for_a_list_gets_one(text: str) -> None:
    assert not names_nothing(said(text))
    reply = await reply_to(said(text))
    assert isinstance(reply, MeetingChoice)
    assert len(reply.meetings) == len(CALENDAR)


async def test_a_list_asked_for_in_german_is_one() -> None:
    assert isinstance(await reply_to(said("Link für alle Termine", locale="de-DE")), MeetingChoice)


async def test_the_list_of_a_day_holds_that_day() -> None:
    reply = await reply_to(said("my meetings on friday"))
    assert isinstance(reply, MeetingChoice)
    assert reply.meetings == (THANKS, THIS_MEETING)


@pytest.mark.parametrize("text", ["get link physio", "get link tomorrow", f"get link {PHYSIO.join_url}"])
async def test_what_is_named_wins(text: str) -> None:
    assert not names_nothing(said(text))
    reply = await reply_to(said(text))
    assert isinstance(reply, LinkReady)
    assert reply.link == customer_link(PHYSIO)


async def test_a_press_says_nothing_beside_itself() -> None:
    reply = await reply_to(said("physio", press=Action(ActionKind.MEETINGS)))
    assert isinstance(reply, MeetingChoice)
    assert len(reply.meetings) == len(CALENDAR)


# -- a message that is too long for a button -------------------------------------------------------------------------

LONG = "You are invited. " * 140


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"get link {LONG} {PHYSIO.join_url}", ""),
        (f"get link {LONG}", f'<p>{LONG} <a href="{PHYSIO.join_url}">Join</a></p>'),
        (f"get link {LONG} {meeting_id('PhysioMrAdeyemi', BEN)}", ""),
        (f"get link {LONG} Meeting ID: 248 123 456 789 12", ""),
    ],
    ids=["a link", "a link in the markup", "an id", "a number"],
)
async def test_a_long_invitation_is_said_again_by_what_names_its_meeting(text: str, html: str) -> None:
    again = said_again(said(text, html=html))
    assert again is not None
    assert len(again.text) < 400
    meetings = FakeMeetings(CALENDAR, numbers={"24812345678912": PHYSIO})
    reply = await Dispatcher(commands(meetings, FakeTokens(), DietaryChat()))(said("", press=again))
    assert isinstance(reply, LinkReady)
    assert reply.link == customer_link(PHYSIO)


def test_two_links_of_a_long_message_are_both_said_again() -> None:
    again = said_again(said(f"get link {LONG} {PHYSIO.join_url} {LOAN.join_url} https://aka.ms/JoinTeamsMeeting"))
    assert again == asked_today(f"{PHYSIO.join_url} {LOAN.join_url}")


def test_the_id_of_the_teams_client_in_a_long_message_is_kept() -> None:
    client_id = "MCMxOTptZWV0aW5nX1BoeXNpb01yQWRleWVtaUB0aHJlYWQudjIjMA=="
    assert said_again(said(f"get link {LONG} {client_id}")) == asked_today(f"{client_id}")


def test_of_a_long_message_that_names_nothing_by_itself_no_half_is_said() -> None:
    assert said_again(said(f"get link {LONG}")) is None
