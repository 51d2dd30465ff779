"""Invokes in other shapes than the usual ones do what was meant."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sandbox.client.buttons import find
from tests.support.journeys.places import GROUP, LINK, meeting, said, signed_in
from tests.support.journeys.world import World

OTHER_IDS = ["searchMeetings", "insertLink", "linkFromMessage", "", None, "somethingElse", 7]


def payload(link: str, **changes: Any) -> dict[str, Any]:
    return {"id": "1", "body": {"contentType": "html", "content": f"<a href='{link}'>Join</a>"}} | changes


@pytest.mark.parametrize("context", ["message", "compose", None])
@pytest.mark.parametrize("command_id", OTHER_IDS)
async def test_the_message_that_an_action_was_used_on_decides(
    here: World, command_id: Any, context: str | None
) -> None:
    anna = await signed_in(here, chat=GROUP)
    link = meeting(here, "Dietary advice").join_url
    value = {"commandId": command_id, "commandContext": context, "messagePayload": payload(link)}
    answer = await anna.invoke("composeExtension/fetchTask", value)
    assert LINK in said(answer.body)
    assert "Which meeting?" not in said(answer.body)


async def test_a_message_without_a_link_is_told_so_under_another_id_too(here: World) -> None:
    anna = await signed_in(here, chat=GROUP)
    value = {"commandId": "insertLink", "messagePayload": {"id": "1", "body": {"content": "<p>See you</p>"}}}
    assert "No meeting link in this message" in said((await anna.invoke("composeExtension/fetchTask", value)).body)


@pytest.mark.parametrize("nothing", [None, {}, "", [], "odd"])
async def test_without_a_message_the_meetings_are_there_to_choose_from(here: World, nothing: Any) -> None:
    anna = await signed_in(here, chat=GROUP)
    value = {"commandId": "insertLink", "commandContext": "compose", "messagePayload": nothing}
    assert "Which meeting?" in said((await anna.invoke("composeExtension/fetchTask", value)).body)


@pytest.mark.parametrize("as_text", ["messagePayload", "whole"])
async def test_a_message_that_comes_as_json_text_is_read(here: World, as_text: str) -> None:
    anna = await signed_in(here, chat=GROUP)
    message: Any = payload(meeting(here, "Dietary advice").join_url)
    message = json.dumps(message) if as_text == "messagePayload" else message
    value: Any = {"commandId": "linkFromMessage", "messagePayload": message}
    value = json.dumps(value) if as_text == "whole" else value
    assert LINK in said((await anna.invoke("composeExtension/fetchTask", value)).body)


def odd_payloads(link: str) -> dict[str, Any]:
    markup = f"<p><a href='{link}'>Join</a></p>"
    card = {"contentType": "text/html", "content": markup}
    return {
        "the body as JSON text": payload(link, body=json.dumps({"contentType": "html", "content": markup})),
        "the body as markup": payload(link, body=markup),
        "the content in an object": payload(link, body={"content": {"text": markup}}),
        "the attachments as JSON text": payload(link, body=None, attachments=json.dumps([card])),
        "one attachment alone": payload(link, body=None, attachments=card),
        "no body, a text": {"id": "1", "text": f"Join: {link}"},
    }


@pytest.mark.parametrize("shape", list(odd_payloads("")))
async def test_a_message_of_another_shape_is_read(here: World, shape: str) -> None:
    anna = await signed_in(here, chat=GROUP)
    message = odd_payloads(meeting(here, "Dietary advice").join_url)[shape]
    value = {"commandId": "linkFromMessage", "commandContext": "message", "messagePayload": message}
    assert LINK in said((await anna.invoke("composeExtension/fetchTask", value)).body)


WORDS = [{"name": "searchQuery", "value": "dietary"}]
QUERIES: dict[str, Any] = {
    "the parameters as JSON text": {"parameters": json.dumps(WORDS)},
    "one parameter alone": {"parameters": WORDS[0]},
    "the whole as JSON text": json.dumps({"commandId": "searchMeetings", "parameters": WORDS}),
    "the options as JSON text": {"parameters": WORDS, "queryOptions": '{"skip": 0, "count": 5}'},
    "counts as text": {"parameters": WORDS, "queryOptions": {"skip": "0", "count": "5"}},
    "nothing among the parameters": {"parameters": [None, "x", *WORDS]},
    "another command's id": {"commandId": "insertLink", "parameters": WORDS},
    "no command's id": {"commandId": None, "parameters": WORDS},
    "two parameters": {"parameters": [*WORDS, {"name": "when", "value": ""}]},
    "spaces": {"parameters": [{"name": "searchQuery", "value": "  get link  dietary "}]},
}


@pytest.mark.parametrize("shape", QUERIES)
async def test_a_search_of_another_shape_finds_the_same(here: World, shape: str) -> None:
    anna = await signed_in(here, chat=GROUP)
    found = QUERIES[shape]
    value = found if isinstance(found, str) else {"commandId": "searchMeetings", **found}
    rows = (await anna.invoke("composeExtension/query", value)).body["composeExtension"]["attachments"]
    assert [row["preview"]["content"]["title"] for row in rows] == ["Dietary advice"]


@pytest.mark.parametrize("part", ["value", "action", "data"])
async def test_a_press_that_comes_as_json_text_opens_the_view(here: World, part: str) -> None:
    anna = await signed_in(here, chat=GROUP)
    await anna.say("get link dietary advice")
    await anna.settled()
    action: Any = dict(find(anna.buttons, "Get link").action)
    if part == "data":
        action["data"] = json.dumps(action["data"])
    value: Any = {"action": json.dumps(action) if part == "action" else action, "trigger": "manual"}
    answer = await anna.invoke("adaptiveCard/action", json.dumps(value) if part == "value" else value)
    assert answer.part("statusCode") == 200
    assert LINK in said(answer.body)


@pytest.mark.parametrize("part", ["value", "data"])
@pytest.mark.parametrize("name", ["task/fetch", "task/submit"])
async def test_a_dialog_whose_press_comes_as_json_text_opens(here: World, name: str, part: str) -> None:
    await signed_in(here)
    anna = here.client(chat=GROUP)
    await anna.say("get link dietary advice")
    await anna.settled()
    data: Any = find(anna.buttons, "Get link").action["data"]
    value: Any = {"data": json.dumps(data) if part == "data" else data}
    answer = await anna.invoke(name, json.dumps(value) if part == "value" else value)
    assert LINK in said(answer.body)
