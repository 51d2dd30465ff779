"""Addresses that name no Teams meeting, beside words and numbers that do."""

from __future__ import annotations

import pytest

from bot.model import Meeting, Notice, Trouble
from tests.support.calendar import DENTIST, ELSEWHERE, in_memory, led_to, reply_to
from tests.support.fakes import PHYSIO, customer_link


@pytest.mark.parametrize(
    ("link", "trouble"),
    [
        ("https://zoom.us/j/91234567890", Trouble.NOT_A_TEAMS_LINK),
        ("https://teams.live.com/meet/9312345678901?p=x", Trouble.PERSONAL_MEETING),
        ("https://teams.microsoft.us/l/meetup-join/19%3ameeting_x%40thread.v2/0", Trouble.OTHER_CLOUD),
        ("https://zoom.us/j/9 https://teams.live.com/meet/9312345678901", Trouble.PERSONAL_MEETING),
    ],
)
async def test_links_of_other_worlds_are_explained_without_asking_graph(link: str, trouble: Trouble) -> None:
    meetings = in_memory()
    reply = await reply_to(f"get link {link}", meetings)
    assert isinstance(reply, Notice)
    assert reply.trouble is trouble
    assert meetings.calls == []


MIMECAST = "https://protect-eu.mimecast.com/s/9zXyCk5BmTqR0vPQFzVwj?domain=teams.microsoft.com"
SIGNATURE = "https://www.riverside.example/team?id=1"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"get link dental check-up {SIGNATURE}", DENTIST),
        (f"get link {SIGNATURE} physio tomorrow", PHYSIO),
        (f"get link 248 123 456 789 12 {SIGNATURE}", ELSEWHERE),
        (f"get link Join the meeting now<{MIMECAST}> Meeting ID: 248 123 456 789 12", ELSEWHERE),
        ("get link dental check-up https://zoom.us/j/91234567890", DENTIST),
    ],
)
async def test_what_names_a_meeting_wins_over_an_address_that_names_none(text: str, found: Meeting) -> None:
    assert led_to(await reply_to(text, in_memory())) == (customer_link(found),)


async def test_an_address_that_only_the_markup_holds_hides_no_words() -> None:
    html = f'<p>get link dental check-up</p><p><a href="{SIGNATURE}">Riverside</a></p>'
    assert led_to(await reply_to("get link dental check-up", in_memory(), html)) == (customer_link(DENTIST),)


ZOOM = (
    "Join Zoom Meeting\nhttps://us02web.zoom.us/j/84512345678?pwd=Qk\n\nMeeting ID: 845 123 456 789\nPasscode: 123456"
)


@pytest.mark.parametrize(
    "text",
    [
        f"get link {SIGNATURE}",
        f"get link for this appointment, please: {SIGNATURE}",
        f"see {SIGNATURE}",
        f"dental check-up {SIGNATURE}",
        "here is https://zoom.us/j/91234567890",
        ZOOM,
        f"get link {ZOOM}",
        "get link 845 123 456 789 https://zoom.us/j/845123456789",
        "get link Video call https://meet.google.com/abc-defg-hij or dial +44 20 3956 1234",
        "get link zebra https://whereby.com/riverside",
    ],
)
async def test_an_address_alone_or_another_services_invitation_is_no_teams_link(text: str) -> None:
    meetings = in_memory()
    reply = await reply_to(text, meetings)
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.NOT_A_TEAMS_LINK
    assert "by_number" not in meetings.calls
