"""The message extension, driven by the activities that Teams sends."""

from __future__ import annotations

from typing import Any

from sandbox.client.bot_client import Answer
from sandbox.client.client import TeamsClient
from sandbox.world.meetings import Meeting
from tests.support.journeys.world import World

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


def event(here: World, key: str) -> Meeting:
    """The meeting of that key in the sandbox's week."""
    return next(each.meeting for each in here.microsoft365.events if each.key == key and each.meeting)
