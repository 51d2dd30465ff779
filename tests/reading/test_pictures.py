"""'get link 👍' is politely asked, and no meeting's title; marks of direction make no other words."""

from __future__ import annotations

import pytest

from bot.commands.recognition import recognize, sought
from bot.joinlinks import labelled_numbers, number_in
from bot.model import LinkReady, MeetingChoice, Reply
from bot.reading.folding import fold
from bot.reading.pictures import without_marks
from tests.support.calendar import reply_to
from tests.support.fakes import PHYSIO, FakeMeetings, at, calendar_meeting, command, customer_link
from tests.support.teams.typed import heard

PARTY = calendar_meeting("Party 🎉", at(24, 16))
PICTURES = (
    "👍", "👍🏽", "👍👍", "❤️", "🙏", "👩‍👩‍👧", "🇩🇪", "1️⃣", "✅", "‼️", "☺️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "→", "ℹ️", "©️", ":)", ":-)", ";-)",
    ":smile:", ":+1:", "(y)", "🎉",
)  # fmt: skip
NUMBER = "248 123 456 789 12"


async def asked(text: str) -> Reply:
    return await reply_to(heard(text=text).text, FakeMeetings((PHYSIO, PARTY)))


@pytest.mark.parametrize("picture", [each for each in PICTURES if each != "🎉"])
async def test_a_picture_alone_names_no_meeting(picture: str) -> None:
    reply = await asked(f"get link {picture}")
    assert isinstance(reply, MeetingChoice)
    assert reply.meetings == (PHYSIO, PARTY)


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize(
    "text", ["get link physio {0}", "get link {0} physio", "{0} get link physio", "get {0} link physio"]
)
async def test_a_picture_beside_words_is_no_word(text: str, picture: str) -> None:
    reply = await asked(text.format(picture))
    assert isinstance(reply, LinkReady)
    assert reply.link == customer_link(PHYSIO)


@pytest.mark.parametrize(
    "text", ["get link tomorrow 9:00 👍", "get link tomorrow👍 9:00", "get link 👍tomorrow 9:00🙏"]
)
async def test_a_day_is_read_beside_a_picture(text: str) -> None:
    reply = await asked(text)
    assert isinstance(reply, LinkReady)
    assert reply.link == customer_link(PHYSIO)


@pytest.mark.parametrize("text", ["get link 🎉", "get link party 🎉", "get link 🎉🎉", "get link party 👍"])
async def test_a_picture_that_a_title_has_may_name_it(text: str) -> None:
    reply = await asked(text)
    assert isinstance(reply, LinkReady)
    assert reply.link == customer_link(PARTY)


@pytest.mark.parametrize("text", ["sign out 👍", "sign out, please :)", "who am i 🙏", "help :smile:", "my meetings ❤️"])
def test_every_command_is_understood_beside_a_picture(text: str) -> None:
    assert recognize(heard(text=text))


@pytest.mark.parametrize("text", ["10:30:15", "a:b:c", "https://a.example/:x:/y", "Room 3: physio", "8) physio"])
def test_colons_that_are_no_picture_stay(text: str) -> None:
    assert without_marks(text) == text


@pytest.mark.parametrize(
    "mark", ["\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\u200b", "\ufeff", "\u00ad", "\u061c"]
)
@pytest.mark.parametrize(
    "text",
    [
        "מזהה פגישה: {0}248 123 456 789 12{0}",
        "{0}Meeting{0} ID:{0} 248{0} 123 456 789 12",
        "معرف الاجتماع: {0}248 123{0} 456 789 12",
    ],
)
def test_the_number_of_an_invitation_is_read_through_marks_of_direction(text: str, mark: str) -> None:
    assert labelled_numbers(text.format(mark)) == (NUMBER.replace(" ", ""),)
    assert number_in(f"{mark}248 {mark}123 456 789{mark} 12{mark}") == NUMBER.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "מזהה פגישה: \u200e248 123 456 789 12\nקוד גישה: aB3dE6",
        "\u202bמזהה פגישה:\u202c \u2066248 123 456 789 12\u2069",
    ],
)
def test_an_invitation_with_marks_needs_no_command(text: str) -> None:
    for said in (command(text), heard(text=text)):
        found = recognize(said)
        assert found
        assert found.spec.name == "get_link"


@pytest.mark.parametrize(
    ("one", "other"),
    [("phy\u00adsio", "physio"), ("\u200ephysio\u200f", "physio"), ("می\u200cشود", "میشود"), ("❤️", "❤")],
)
def test_what_cannot_be_seen_makes_no_other_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("typed", ["physio :smile:", "\u200ephysio", "get link physio :)", "link \u2068physio\u2069"])
def test_a_search_is_read_without_marks_as_well(typed: str) -> None:
    assert sought(typed).strip() == "physio"
