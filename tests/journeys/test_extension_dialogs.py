"""The message extension's dialogs: insert a link, or get the link of a message's meeting."""

from __future__ import annotations

import html

import pytest

from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.world.people import ANNA
from sandbox.world.troubles import Trouble
from tests.support.journeys.extension import (
    Json,
    buttons,
    dialog,
    event,
    extension,
    fetch,
    rows,
    signed_in,
    submit,
    titled,
)
from tests.support.journeys.world import World


async def test_inserting_begins_with_the_choice_and_ends_with_the_card(here: World) -> None:
    anna = await signed_in(here)
    choice = dialog(await fetch(anna))
    ready = dialog(await submit(anna, titled(choice, "Physiotherapy")["data"]))
    assert "https://visit.teams.microsoft.com/" in str(ready)
    inserted = rows(await submit(anna, {**titled(ready, "Insert")["data"], "language": "de", "include": "card"}))
    assert "https://visit.teams.microsoft.com/" in str(inserted[0]["content"])
    assert "Zum Termin" in str(inserted[0]["content"])
    assert "data:image/png" in str(inserted[0]["content"])
    plain = rows(await submit(anna, {**titled(ready, "Insert")["data"], "include": "card_without_code"}))
    assert "https://visit.teams.microsoft.com/" in str(plain[0]["content"])
    assert "data:image/png" not in str(plain[0]["content"])
    invitation = rows(
        await submit(anna, {**titled(ready, "Insert")["data"], "language": "de", "include": "invitation"})
    )
    assert "https://visit.teams.microsoft.com/" in str(invitation[0]["content"])


async def test_a_card_has_the_link_for_its_language(here: World) -> None:
    here.microsoft365.open_questions.language_in_link = True
    anna = await signed_in(here)
    ready = dialog(await submit(anna, titled(dialog(await fetch(anna)), "Physiotherapy")["data"]))
    german = rows(await submit(anna, {**titled(ready, "Insert")["data"], "language": "de", "include": "card"}))
    assert "lang=de" in str(german[0]["content"])
    english = rows(await submit(anna, {**titled(ready, "Insert")["data"], "language": "en", "include": "card"}))
    assert "lang=en" in str(english[0]["content"])


async def test_an_insertion_that_was_too_slow_is_an_insertion_when_it_is_tried_again(here: World) -> None:
    anna = await signed_in(here)
    ready = dialog(await submit(anna, titled(dialog(await fetch(anna)), "Physiotherapy")["data"]))
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW, seconds=20)
    asked = {**titled(ready, "Insert")["data"], "language": "de", "include": "invitation"}
    busy = dialog(await submit(anna, asked))
    here.microsoft365.troubles.clear()
    inserted = rows(await submit(anna, titled(busy, "Try again")["data"]))
    assert "Ihr Termin findet online statt" in str(inserted[0]["content"])


async def test_whoever_is_not_signed_in_signs_in_and_goes_on_in_the_same_dialog(here: World) -> None:
    anna = here.client()
    body = extension(await fetch(anna))
    assert body["type"] == "auth"
    await anna.open_popup(body["suggestedActions"]["actions"][0]["value"])
    assert "Physiotherapy" in str(dialog(await fetch(anna, state="done")))
    assert here.microsoft365.record.sent == []


TITLES_IN_BOX = {"Copy", "Invitation", "Open", "QR code", "Show link", "Back", "Other meetings"}


async def test_from_the_command_box_the_link_is_shown_and_nothing_inserted(here: World) -> None:
    anna = await signed_in(here)
    choice = dialog(await fetch(anna, context="commandBox"))
    ready = dialog(await submit(anna, titled(choice, "Physiotherapy")["data"], context="commandBox"))
    assert "https://visit.teams.microsoft.com/" in str(ready)
    assert {button["title"] for button in buttons(ready)} == TITLES_IN_BOX
    again = dialog(await submit(anna, titled(ready, "Other meetings")["data"], context="commandBox"))
    assert "Which meeting?" in str(again)


async def test_a_messages_meeting_is_found_in_its_text(here: World) -> None:
    anna = await signed_in(here)
    event = next(e for e in here.microsoft365.events if e.subject == "Physiotherapy: first appointment")
    assert event.meeting
    body = {"contentType": "html", "content": f'<p>See you: <a href="{event.meeting.join_url}">Join</a></p>'}
    answer = await fetch(anna, "linkFromMessage", "message", messagePayload={"id": "1", "body": body})
    assert "https://visit.teams.microsoft.com/" in str(dialog(answer))


@pytest.mark.parametrize(
    "says", ["Meeting ID: {number}", "{number}", "<p>{number}<br>Passcode: aB3</p>", "the id: {id}"]
)
async def test_a_messages_meeting_is_found_by_the_number_or_id_in_it(here: World, says: str) -> None:
    here.consent(ANNA, "OnlineMeetings.Read")
    anna, own = await signed_in(here), event(here, "dietary")
    body = {"contentType": "html", "content": says.format(number=own.number, id=own.id)}
    answer = await fetch(anna, "linkFromMessage", "message", messagePayload={"id": "1", "body": body})
    assert "https://visit.teams.microsoft.com/" in str(dialog(answer))


async def test_a_message_without_a_meeting_is_told_so(here: World) -> None:
    anna = await signed_in(here)
    payload = {"id": "1", "body": {"contentType": "html", "content": "<p>See you at the desk.</p>"}}
    card = dialog(await fetch(anna, "linkFromMessage", "message", messagePayload=payload))
    assert "link" in str(card)
    assert "visit.teams" not in str(card)


async def test_a_message_with_another_services_meeting_is_told_so(here: World) -> None:
    anna = await signed_in(here)
    zoom = "<p>Join Zoom Meeting<br>https://us06web.zoom.us/j/86012345678?pwd=abc.1<br>Meeting ID: 860 1234 5678</p>"
    payload = {"id": "1", "body": {"contentType": "html", "content": zoom}}
    card = dialog(await fetch(anna, "linkFromMessage", "message", messagePayload=payload))
    assert "does not lead to a Teams meeting" in str(card)


async def choice_of_two(here: World, anna: TeamsClient) -> Json:
    """The choice from a message with a colleague's short link and one's own long one."""
    theirs, own = event(here, "physio"), event(here, "dietary")
    said = f"<p>Now https://teams.microsoft.com/meet/{theirs.number}?p=x and not {html.escape(own.join_url)}</p>"
    payload = {"id": "1", "body": {"contentType": "html", "content": said}}
    choice = dialog(await fetch(anna, "linkFromMessage", "message", messagePayload=payload))
    assert "Dietary advice" in str(choice)
    return titled(choice, "Meeting link 1 in the message")


async def test_of_two_meetings_the_one_that_is_not_found_says_so_when_pressed(here: World) -> None:
    here.consent(ANNA, "OnlineMeetings.Read")
    anna = await signed_in(here)
    row = await choice_of_two(here, anna)
    assert "Somebody else's meeting" in str(dialog(await submit(anna, row["data"], "linkFromMessage", "message")))


async def test_of_two_meetings_one_asks_for_the_consent_to_look_it_up_when_pressed(here: World) -> None:
    anna = await signed_in(here)
    row = await choice_of_two(here, anna)
    body = extension(await submit(anna, row["data"], "linkFromMessage", "message"))
    assert body["type"] == "auth"


async def test_the_dialog_lists_the_meetings_where_the_chat_may_not_say_its_own(here: World) -> None:
    """Nothing can be typed into a dialog: an answer that asks to name a meeting would be its end."""
    await signed_in(here)
    anna = here.client(chat=Chat.of_meeting(event(here, "dietary")))
    here.microsoft365.meeting_chats.unpermitted.add(anna.chat.meeting)
    shown = await anna.extension.fetch("insertLink")
    assert shown.dialog
    assert "Which meeting?" in shown.dialog.words


async def test_a_message_without_a_link_leads_to_the_calendar_in_a_meetings_chat_too(here: World) -> None:
    await signed_in(here)
    anna = here.client(chat=Chat.of_meeting(event(here, "dietary")))
    await anna.extension.fetch("linkFromMessage", "message", {"body": {"contentType": "text", "content": "See you"}})
    shown = await anna.extension.press("Show my meetings")
    assert shown.dialog
    assert "Which meeting?" in shown.dialog.words


@pytest.mark.parametrize("typed", ["physiotherapy first", "get link physiotherapy first", "Link holen physiotherapy"])
async def test_a_meeting_that_no_list_holds_can_be_named_in_the_dialog(here: World, typed: str) -> None:
    anna = await signed_in(here)
    choice = dialog(await fetch(anna))
    data = {**titled(choice, "Get link")["data"], "words": typed}
    assert "https://visit.teams.microsoft.com/" in str(dialog(await submit(anna, data)))
