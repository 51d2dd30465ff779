"""'MONDAY A B' is the meeting of that title, whatever pictures it has; a letter or two alone opens nobody's meeting."""

from __future__ import annotations

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, Meeting, MeetingChoice, Organizer, Reply, User
from tests.support.fakes import ANNA, BEN, TENANT, FakeMeetings, FakeTokens, at, calendar_meeting, command

CARL = User(TENANT, "33333333-cccc-4ccc-8ccc-333333333333", "Carl Diaz")
# On the Monday that is today, organized by people whose names begin with the letters that stand in the titles.
BENS = calendar_meeting("Dental", at(23, 14), organizer=BEN)
CARLS = calendar_meeting("Loan advice", at(24, 9), organizer=CARL)


async def ask(text: str, *calendar: Meeting, locale: str = "en-GB") -> Reply:
    return await Dispatcher(commands(FakeMeetings(calendar), FakeTokens()))(command(text, locale=locale))


def offered(reply: Reply) -> list[Meeting]:
    assert isinstance(reply, MeetingChoice), reply
    return list(reply.meetings)


TITLES = (
    ("MONDAY A B 🎉", "MONDAY A B"),
    ("MONDAY A B🎉", "MONDAY A B"),
    ("🎉 MONDAY A B", "MONDAY A B"),
    ("MONDAY🎉A B", "MONDAY A B"),
    ("MONDAY A 🎊🎊 B", "MONDAY A B"),
    ("MONDAY A B 1️⃣", "MONDAY A B"),
    ("MONDAY A B1️⃣", "MONDAY A B"),
    ("MONDAY A Bℹ️", "monday a b"),
    ("MONDAY A B ㊗️", "MONDAY A B"),
    ("MONDAY A B‼", "MONDAY A B"),
    ("MONDAY A B 🇩🇪", "Monday a b"),
    ("👩‍⚕️ MONDAY A B ❤️", "MONDAY A B"),
    ("Today B ☎", "today b"),
    ("B ☎ 14", "B 14"),
    ("Tomorrow C ➡️", "tomorrow c"),
    ("C ™️ Dienstag", "C Dienstag"),
)


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
@pytest.mark.parametrize(("title", "said"), TITLES)
async def test_a_title_typed_without_its_pictures_is_that_meeting(title: str, said: str, locale: str) -> None:
    meant = calendar_meeting(title, at(26, 10), organizer=CARL, thread="meant")
    reply = await ask(f"get link {said}", BENS, CARLS, meant, locale=locale)
    assert isinstance(reply, LinkReady), reply
    assert reply.meeting == meant


@pytest.mark.parametrize(
    "said", ["MONDAY A B", "monday b", "b monday", "today b", "B today", "be today", "on monday: b"]
)
async def test_a_letter_or_two_of_a_name_is_offered_and_never_opened(said: str) -> None:
    assert offered(await ask(f"get link {said}", BENS, CARLS)) == [BENS]


@pytest.mark.parametrize("said", ["montag B", "B heute", "heute be", "am Montag b"])
async def test_in_german_as_well(said: str) -> None:
    assert offered(await ask(f"Link {said}", BENS, CARLS, locale="de-DE")) == [BENS]


@pytest.mark.parametrize("said", ["c", "di", "ca", "b c"])
async def test_without_a_day_as_well(said: str) -> None:
    reply = await ask(f"get link {said}", BENS, CARLS)
    assert not isinstance(reply, LinkReady)


@pytest.mark.parametrize(
    ("subject", "said"),
    [("Plan B", "b"), ("Plan B", "monday b"), ("Hepatitis C", "c today"), ("Bo: x-ray", "bo"), ("Room 3", "3 monday")],
)
async def test_a_short_word_that_is_a_whole_one_names_its_meeting(subject: str, said: str) -> None:
    meant = calendar_meeting(subject, at(23, 11), organizer=ANNA, thread="whole")
    later = calendar_meeting("Eye test", at(25, 11), organizer=CARL)
    reply = await ask(f"get link {said}", meant, later)
    assert isinstance(reply, LinkReady), reply
    assert reply.meeting == meant


async def test_a_short_name_of_the_organizer_names_the_meeting() -> None:
    meant = Meeting("Review", at(23, 11), at(23, 12), organizer=Organizer("Bo Li"), join_url=BENS.join_url)
    reply = await ask("get link li today", meant, CARLS)
    assert isinstance(reply, LinkReady)
    assert reply.meeting == meant


async def test_two_titles_that_differ_in_their_pictures_alone_are_a_choice() -> None:
    one, other = (
        calendar_meeting(f"Yoga {picture}", at(26, 10), thread=name) for picture, name in (("🌞", "a"), ("🌚", "b"))
    )
    assert set(offered(await ask("get link yoga", one, other))) == {one, other}
    named = await ask("get link yoga 🌚", one, other)
    assert isinstance(named, LinkReady)
    assert named.meeting == other


@pytest.mark.parametrize(
    ("title", "said"), [("Next ABℹ️", "next ab"), ("Now AB ㊗️", "now ab"), ("Next 1️⃣", "next"), ("🎉 Now 🎉", "now")]
)
async def test_a_title_that_sounds_like_a_clock_is_offered_beside_what_the_clock_says(title: str, said: str) -> None:
    called = calendar_meeting(title, at(26, 10), organizer=CARL, thread="called")
    soon = calendar_meeting("Eye test", at(23, 9), organizer=ANNA)
    assert set(offered(await ask(f"get link {said}", soon, called))) == {soon, called}
