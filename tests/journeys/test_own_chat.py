"""What is posted in a meeting's own chat is that meeting's link and no other, however it is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.journeys.places import LINK, MONDAY, assert_neutral, in_its_chat, meeting, said, told
from tests.support.journeys.world import World, words_on

LONG = "You are invited to a consultation. Please read the notes below. " * 35


def thread(here: World, subject: str) -> str:
    return meeting(here, subject).thread.removesuffix("@thread.v2")


@pytest.mark.parametrize(
    "text", ["get link, thanks", "get link for this meeting, please", "Link für diese Besprechung"]
)
async def test_a_meeting_called_thanks_is_not_posted_for_a_word_of_thanks(here: World, text: str) -> None:
    original = next(e for e in here.microsoft365.events if e.subject == "Dietary advice" and e.meeting)
    assert original.meeting
    for subject in ("Thanks", "This meeting", "Diese Besprechung"):
        other = replace(original.meeting, key=subject)
        event = replace(original, key=subject, subject=subject, meeting=other, join_url=other.join_url)
        here.microsoft365.events.append(event)
    anna = await in_its_chat(here)
    answer = await told(anna, text)
    assert MONDAY in words_on(answer)
    assert thread(here, MONDAY) in said(answer.activity)


@pytest.mark.parametrize("where", ["text", "markup"])
async def test_a_long_forwarded_invitation_is_the_meeting_in_it(here: World, where: str) -> None:
    anna = await in_its_chat(here)
    url = meeting(here, "Dietary advice").join_url
    body = f"{LONG} {url}" if where == "text" else f'{LONG} <a href="{url}">Join</a>'
    assert_neutral([await told(anna, f"get link {body}")])
    answer = await anna.press("Get link")
    assert thread(here, "Dietary advice") in said(answer.body)
    assert thread(here, MONDAY) not in said(answer.body)


@pytest.mark.parametrize("text", ["my meetings", "meine Termine", f"get link {LONG}"])
async def test_who_asks_for_a_list_or_for_too_much_chooses_from_a_list(here: World, text: str) -> None:
    anna = await in_its_chat(here)
    neutral = await told(anna, text)
    assert_neutral([neutral])
    assert LINK not in said(neutral.activity)
    assert "Which meeting?" in said((await anna.press("Get link")).body)
