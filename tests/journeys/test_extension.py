"""The message extension: find and insert while writing, or get the link of a message's meeting."""

from __future__ import annotations

import html
import time
from typing import Any
from urllib.parse import unquote

import pytest

from sandbox.client.bot_client import Answer
from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.world.meetings import Meeting
from sandbox.world.people import ANNA, BEN
from sandbox.world.troubles import Trouble
from tests.journeys.world import World

Json = dict[str, Any]


async def search(anna: TeamsClient, words: str = "", *, skip: int = 0, count: int = 10, **more: Any) -> Answer:
    """What Teams sends while somebody types into the search."""
    parameter = {"name": "words", "value": words} if words else {"name": "initialRun", "value": "true"}
    options = {"skip": skip, "count": count}
    value = {"commandId": "searchMeetings", "parameters": [parameter], "queryOptions": options, **more}
    return await anna.invoke("composeExtension/query", value)


def extension(answer: Answer) -> Json:
    assert answer.status == 200, answer
    body: Json = answer.body["composeExtension"]
    return body


def rows(answer: Answer) -> list[Json]:
    body = extension(answer)
    assert body["type"] == "result", body
    return list(body["attachments"])


def buttons(card: Any) -> list[Json]:
    """Every action in a card."""
    found: list[Json] = []
    if isinstance(card, dict):
        found += [card] if str(card.get("type", "")).startswith("Action.") else []
        found += [each for value in card.values() for each in buttons(value)]
    if isinstance(card, list):
        found += [each for item in card for each in buttons(item)]
    return found


async def signed_in(here: World) -> TeamsClient:
    here.consent()
    anna = here.client()
    await anna.say("get link")
    await anna.settled()
    return anna


async def test_the_first_search_signs_in_silently(here: World) -> None:
    here.consent()
    anna = here.client()
    body = extension(await search(anna))
    assert body["type"] == "silentAuth"
    assert "/auth/start" in body["suggestedActions"]["actions"][0]["value"]
    found = rows(await search(anna, authentication={"token": anna.assertion}))
    assert found
    assert rows(await search(anna))  # from now on without any sign-in


async def test_missing_consent_is_a_412_and_after_the_popup_the_search_goes_on(here: World) -> None:
    anna = here.client()
    url = extension(await search(anna))["suggestedActions"]["actions"][0]["value"]
    assert (await search(anna, authentication={"token": anna.assertion})).status == 412
    page = await anna.open_popup(url)
    assert "signed in" in page.text
    assert rows(await search(anna, state="done"))
    assert here.microsoft365.record.sent == []  # nothing is said in the chat about it


async def test_a_made_up_state_signs_nobody_in(here: World) -> None:
    anna = here.client()
    assert extension(await search(anna, state="guessed"))["type"] == "auth"


async def test_another_persons_assertion_binds_nothing(here: World) -> None:
    here.consent()
    here.consent(BEN)
    anna, ben = here.client(), here.client(BEN)
    assert (await search(anna, authentication={"token": ben.assertion})).status == 412
    assert extension(await search(anna))["type"] == "silentAuth"


async def test_rows_say_what_when_and_whose_and_insert_the_link_alone(here: World) -> None:
    anna = await signed_in(here)
    (row,) = rows(await search(anna, "physiotherapy"))
    assert "Physiotherapy" in row["preview"]["content"]["title"]
    assert "Osei" in row["preview"]["content"]["text"]
    assert "https://visit.teams.microsoft.com/" in str(row["content"])
    assert "data:image/png" in str(row["content"])
    assert {button["type"] for button in buttons(row["content"])} == {"Action.OpenUrl"}


async def test_pages_follow_each_other(here: World) -> None:
    anna = await signed_in(here)
    first, second = rows(await search(anna, count=5)), rows(await search(anna, skip=5, count=5))
    both = rows(await search(anna, count=10))
    assert [row["preview"] for row in first + second] == [row["preview"] for row in both]
    assert len(both) == 9  # the tenth is a meeting whose link Microsoft does not give Anna: no row to insert


async def test_what_is_not_found_is_said_and_is_no_row(here: World) -> None:
    anna = await signed_in(here)
    body = extension(await search(anna, "xylophone_2_3-unheard"))
    assert body["type"] == "message"
    assert body["text"].startswith("No meeting found. You asked for: ")
    assert "xylophone_2_3-unheard" in body["text"]


async def test_a_slow_graph_is_words_in_time(here: World) -> None:
    anna = await signed_in(here)
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW, seconds=20)
    began = time.monotonic()
    assert extension(await search(anna))["type"] == "message"
    assert time.monotonic() - began < 4


async def fetch(anna: TeamsClient, command: str = "insertLink", context: str = "compose", **more: Any) -> Answer:
    value = {"commandId": command, "commandContext": context, "context": {"theme": "default"}, **more}
    return await anna.invoke("composeExtension/fetchTask", value)


async def submit(anna: TeamsClient, data: Json, command: str = "insertLink", context: str = "compose") -> Answer:
    value = {"commandId": command, "commandContext": context, "data": data}
    return await anna.invoke("composeExtension/submitAction", value)


def dialog(answer: Answer) -> Json:
    assert answer.status == 200, answer
    card: Json = answer.body["task"]["value"]["card"]["content"]
    return card


def titled(card: Json, words: str) -> Json:
    return next(b for b in buttons(card) if words in str(b.get("title")))


async def test_inserting_begins_with_the_choice_and_ends_with_the_card(here: World) -> None:
    anna = await signed_in(here)
    choice = dialog(await fetch(anna))
    ready = dialog(await submit(anna, titled(choice, "Physiotherapy")["data"]))
    assert "https://visit.teams.microsoft.com/" in str(ready)
    inserted = rows(await submit(anna, {**titled(ready, "Insert")["data"], "language": "de", "include": "card"}))
    assert "https://visit.teams.microsoft.com/" in str(inserted[0]["content"])
    assert "ohne App" in str(inserted[0]["content"])
    assert "data:image/png" in str(inserted[0]["content"])
    plain = rows(await submit(anna, {**titled(ready, "Insert")["data"], "include": "card_without_code"}))
    assert "https://visit.teams.microsoft.com/" in str(plain[0]["content"])
    assert "data:image/png" not in str(plain[0]["content"])
    invitation = rows(
        await submit(anna, {**titled(ready, "Insert")["data"], "language": "de", "include": "invitation"})
    )
    assert "https://visit.teams.microsoft.com/" in str(invitation[0]["content"])


async def test_a_card_has_the_link_for_its_language(here: World) -> None:
    here.microsoft365.behaviour.language_in_link = True
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


async def test_from_the_command_box_the_link_is_shown_and_nothing_inserted(here: World) -> None:
    anna = await signed_in(here)
    choice = dialog(await fetch(anna, context="commandBox"))
    ready = dialog(await submit(anna, titled(choice, "Physiotherapy")["data"], context="commandBox"))
    assert "https://visit.teams.microsoft.com/" in str(ready)
    assert {button["title"] for button in buttons(ready)} == {"Open", "QR code", "Back", "Other meetings"}
    again = dialog(await submit(anna, titled(ready, "Other meetings")["data"], context="commandBox"))
    assert "Which appointment?" in str(again)


async def test_a_messages_meeting_is_found_in_its_text(here: World) -> None:
    anna = await signed_in(here)
    event = next(e for e in here.microsoft365.events if e.subject == "Physiotherapy: first appointment")
    assert event.meeting
    body = {"contentType": "html", "content": f'<p>See you: <a href="{event.meeting.join_url}">Join</a></p>'}
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


async def test_all_that_a_model_says_counts_in_whatever_parameters(here: World) -> None:
    anna = await signed_in(here)
    said = [{"name": "day", "value": ""}, {"name": "words", "value": "dietary"}, {"name": "more", "value": "advice"}]
    together = rows(await search(anna, parameters=said))
    assert together == rows(await search(anna, "dietary advice"))
    said[1]["value"] = "mortgage"
    assert extension(await search(anna, parameters=said))["type"] == "message"


ODD: tuple[Any, ...] = (
    None,
    [],
    "x",
    {},
    {"parameters": "x"},
    {"parameters": [1]},
    {"queryOptions": {"skip": -1, "count": "x"}},
)


async def test_odd_shapes_are_answered(here: World) -> None:
    anna = await signed_in(here)
    for value in ODD:
        assert (await anna.invoke("composeExtension/query", value)).status == 200
        for name in ("composeExtension/fetchTask", "composeExtension/submitAction", "task/fetch", "task/submit"):
            assert (await anna.invoke(name, value)).status == 200
        assert (await anna.invoke("adaptiveCard/action", value)).status == 200


async def test_a_link_that_comes_too_late_hides_no_other_row(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.ops.budgets.SEARCH_LINKS", 0.5)
    anna = await signed_in(here)
    everything = len(rows(await search(anna, count=25)))
    slow = event(here, "dietary").id
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW, where=slow)
    found = rows(await search(anna, count=25))
    here.microsoft365.troubles.clear()
    assert len(found) == everything - 1
    assert not any("Dietary advice" in row["preview"]["content"]["title"] for row in found)


async def test_where_no_link_comes_in_time_the_search_says_so(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.ops.budgets.SEARCH_LINKS", 0.1)
    anna = await signed_in(here)
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW, where="getVirtualAppointmentJoinWebUrl")
    body = extension(await search(anna, "dietary"))
    here.microsoft365.troubles.clear()
    assert body["type"] == "message"
    assert "busy" in body["text"]


async def test_the_dialog_lists_the_meetings_where_the_chat_may_not_say_its_own(here: World) -> None:
    """Nothing can be typed into a dialog: an answer that asks to name a meeting would be its end."""
    await signed_in(here)
    anna = here.client(chat=Chat.of_meeting(event(here, "dietary")))
    here.microsoft365.meeting_chats.unpermitted.add(anna.chat.meeting)
    shown = await anna.extension.fetch("insertLink")
    assert shown.dialog
    assert "Which appointment?" in shown.dialog.words


async def test_a_message_without_a_link_leads_to_the_calendar_in_a_meetings_chat_too(here: World) -> None:
    await signed_in(here)
    anna = here.client(chat=Chat.of_meeting(event(here, "dietary")))
    await anna.extension.fetch("linkFromMessage", "message", {"body": {"contentType": "text", "content": "See you"}})
    shown = await anna.extension.press("Show my meetings")
    assert shown.dialog
    assert "Which appointment?" in shown.dialog.words


@pytest.mark.parametrize("typed", ["get link dietary", "Link holen dietary"])
async def test_the_chats_command_may_be_typed_into_the_search(here: World, typed: str) -> None:
    anna = await signed_in(here)
    assert [row["preview"]["content"]["title"] for row in rows(await search(anna, typed))] == ["Dietary advice"]
    assert len(rows(await search(anna, typed.removesuffix(" dietary")))) > 1


def event(here: World, key: str) -> Meeting:
    """The meeting of that key in the sandbox's week."""
    return next(each.meeting for each in here.microsoft365.events if each.key == key and each.meeting)


@pytest.mark.parametrize("typed", ["physiotherapy first", "get link physiotherapy first", "Link holen physiotherapy"])
async def test_a_meeting_that_no_list_holds_can_be_named_in_the_dialog(here: World, typed: str) -> None:
    anna = await signed_in(here)
    choice = dialog(await fetch(anna))
    data = {**titled(choice, "Get link")["data"], "words": typed}
    assert "https://visit.teams.microsoft.com/" in str(dialog(await submit(anna, data)))


async def test_a_check_that_the_silent_sign_in_ran_into_is_asked_for_by_the_page_behind_the_first_offer(
    here: World,
) -> None:
    here.consent()
    anna = here.client()
    here.microsoft365.troubles.on(Trouble.ENTRA_MFA, person=anna.person.upn)
    shown = await anna.extension.search()
    assert shown.answer.status == 412
    here.microsoft365.requests.clear()
    await anna.extension.sign_in()
    (asked,) = [seen for seen in here.calls("entra") if seen.method == "GET" and "authorize" in seen.path]
    assert "polids" in unquote(asked.target)
    assert anna.extension.shown
    assert anna.extension.shown.rows
