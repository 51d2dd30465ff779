"""The card a member of staff came for: copy the link, show it as a QR code, send it as an invitation."""

from __future__ import annotations

import base64
from typing import Any

import cv2
import numpy as np
import pytest

from sandbox.client.buttons import walk
from sandbox.client.client import TeamsClient
from sandbox.teams.record import Sent
from sandbox.world.meetings import appointment_link
from tests.support.journeys.stories import ask, press
from tests.support.journeys.world import World, card, words_on

INVITATION = "Invitation"


async def link_card(here: World, **sender: Any) -> tuple[TeamsClient, Sent]:
    """Anna with the link card of one of her own meetings."""
    here.consent()
    anna = here.client(**sender)
    await ask(anna, "get link")
    await anna.press("Dietary")
    (answer,) = await anna.settled()
    return anna, answer


def dietary_link(here: World) -> str:
    """The link as Graph hands it out."""
    (event,) = [event for event in here.microsoft365.events if event.subject == "Dietary advice"]
    assert event.meeting
    return appointment_link(event.meeting, here.microsoft365.open_questions.link_length)


async def test_the_card_shows_meeting_and_link_and_the_notification_neither(here: World) -> None:
    _anna, answer = await link_card(here)
    told = words_on(answer)
    assert "Dietary advice" in told
    assert dietary_link(here) in told.replace("\\", "")
    summary = str(answer.activity["summary"])
    assert summary == "The customer's link is ready"
    assert "Dietary" not in summary


async def test_as_a_message_the_bare_link_comes_and_nothing_else(here: World) -> None:
    anna, _answer = await link_card(here)
    asked = len(here.calls("graph"))
    await anna.press("As a message")
    (copied,) = await anna.settled()
    assert copied.text == dietary_link(here)
    assert copied.activity["textFormat"] == "plain"
    assert not copied.activity.get("attachments")
    assert len(here.calls("graph")) == asked


async def test_open_leads_to_the_customers_link_and_the_own_link_to_teams(here: World) -> None:
    anna, _answer = await link_card(here)
    opened = {button.title: button.action["url"] for button in anna.buttons if button.kind == "Action.OpenUrl"}
    assert opened["Open"] == dietary_link(here)
    assert opened["Your own Teams link"].startswith("https://teams.microsoft.com/l/meetup-join/")


@pytest.mark.parametrize("length", [0, 110, 400, 900])
async def test_the_qr_code_is_exactly_the_link(here: World, length: int) -> None:
    here.microsoft365.open_questions.link_length = length
    _anna, answer = await link_card(here)
    (picture,) = [part["url"] for part in walk(card(answer)) if part.get("type") == "Image"]
    kind, _, data = str(picture).partition(",")
    assert kind == "data:image/png;base64"
    drawn = cv2.imdecode(np.frombuffer(base64.b64decode(data), dtype=np.uint8), cv2.IMREAD_COLOR)
    assert drawn is not None
    closer = cv2.resize(drawn, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
    assert cv2.QRCodeDetector().detectAndDecode(closer)[0] == dietary_link(here)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Your appointment takes place online"), ("de", "Ihr Termin findet online")]
)
async def test_the_invitation_is_in_the_language_that_was_picked(here: World, language: str, words: str) -> None:
    here.microsoft365.open_questions.language_in_link = True
    anna, _answer = await link_card(here)
    await anna.press(INVITATION, {"language": language})
    (invitation,) = await anna.settled()
    assert words in invitation.text
    assert f"{dietary_link(here)}&lang={language}" in invitation.text.splitlines()
    assert "Dietary" not in invitation.text
    asked = here.microsoft365.requests.of("graph", "getVirtualAppointmentJoinWebUrl")[-1]
    assert asked.headers["accept-language"] == language


async def test_the_invitation_begins_in_the_persons_own_language(here: World) -> None:
    here.consent()
    anna = here.client(locale="de-DE")
    await ask(anna, "link holen")
    await press(anna, "Dietary")
    await anna.press("Einladung")
    (invitation,) = await anna.settled()
    assert "Ihr Termin findet online" in invitation.text


async def test_an_invented_language_is_not_believed(here: World) -> None:
    anna, _answer = await link_card(here)
    await anna.press(INVITATION, {"language": "xx\r\nX-Evil: 1"})
    (invitation,) = await anna.settled()
    assert "Your appointment takes place online" in invitation.text


async def test_a_series_warns_that_the_link_is_the_same_for_every_date(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna, "get link team huddle")
    assert "the link is the same for every date" in await press(anna, "Team huddle")


async def test_pressed_twice_on_purpose_it_comes_twice(here: World) -> None:
    anna, _answer = await link_card(here)
    assert await press(anna, "As a message") == await press(anna, "As a message")
