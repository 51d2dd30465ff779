"""The places where people do the main job, and what may be read there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sandbox.client.activities import Json
from sandbox.client.buttons import find, walk
from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.client.extension import COMMAND_BOX, COMPOSE, MESSAGE
from sandbox.client.invoke_results import InvokeResult
from sandbox.teams.record import Sent
from sandbox.world.meetings import Meeting
from sandbox.world.people import ANNA, Person
from tests.support.journeys.world import APP_ID, World, words_on

LINK = "https://visit.teams.microsoft.com/"
GROUP, CHANNEL = Chat.group("Front desk"), Chat.in_channel("Reception")


WORDS = {"one": "dietary advice", "several": "physio", "none": "xylophone", "refused": "second opinion cardiology"}


TITLES = {"one": ["Dietary advice"], "several": ["Physiotherapy: first appointment", "Physio follow-up"]}
TITLES |= {"refused": ["Second opinion: cardiology"], "none": []}


def said(body: Any) -> str:
    """A body as text; what is sealed in it cannot be read."""
    return json.dumps(body, ensure_ascii=False)


def meeting(here: World, subject: str) -> Meeting:
    event = next(e for e in here.microsoft365.events if e.meeting and e.subject == subject)
    assert event.meeting
    return event.meeting


async def signed_in(here: World, person: Person = ANNA, **place: Any) -> TeamsClient:
    """Somebody who has used the bot before."""
    here.consent(person)
    client = here.client(person)
    await client.say("get link")
    await client.settled()
    return here.client(person, **place)


class Place(Protocol):
    """Where somebody does the main job; each method gives the body of the last answer."""

    client: TeamsClient

    async def ask(self, case: str) -> Any: ...
    async def sign_in(self, case: str) -> Any: ...
    def asks_to_sign_in(self) -> bool: ...


@dataclass
class SharedChat:
    """The neutral card, and one's own view behind its button."""

    client: TeamsClient
    body: Any = None

    async def ask(self, case: str) -> Any:
        await self.client.say(f"get link {WORDS[case]}")
        await self.client.settled()
        self.body = (await self.client.press("Get link")).body
        return self.body

    def asks_to_sign_in(self) -> bool:
        return bool(self.client.private.sign_in_url) or "/auth/start" in said(self.body)

    async def sign_in(self, case: str) -> Any:
        if self.client.silent:
            await self.client.private.sign_in()
            return list(self.client.views.values())[-1]
        await self.client.open_popup(start_link(self.client.buttons))
        return (await self.client.press("Continue")).body


@dataclass
class CardDialog:
    """The same button on a client that knows no universal actions."""

    client: TeamsClient

    async def ask(self, case: str) -> Any:
        await self.client.say(f"get link {WORDS[case]}")
        await self.client.settled()
        button = find(self.client.buttons, "Get link")
        return (await self.client.press(replace(button, action=button.action["fallback"]))).body

    def asks_to_sign_in(self) -> bool:
        return "/auth/start" in said(shown(self.client.dialogs.result).answer.body)

    async def sign_in(self, case: str) -> Any:
        dialog = shown(self.client.dialogs.result).dialog
        assert dialog
        await self.client.open_popup(start_link(dialog.buttons))
        return (await self.client.dialogs.press("Continue")).answer.body


@dataclass
class Search:
    """The message extension's search."""

    client: TeamsClient

    async def ask(self, case: str) -> Any:
        return (await self.client.extension.search(WORDS[case])).answer.body

    def asks_to_sign_in(self) -> bool:
        return bool(shown(self.client.extension.result).sign_in_url)

    async def sign_in(self, case: str) -> Any:
        await self.client.extension.sign_in()
        return shown(self.client.extension.result).answer.body


@dataclass
class Action(Search):
    """An action: the meetings to choose from, then the link."""

    here: World
    context: str = COMPOSE

    async def ask(self, case: str) -> Any:
        if case == "none":
            self.here.microsoft365.events.clear()
        await self.client.extension.fetch("insertLink", self.context)
        return await self._choose(case)

    async def sign_in(self, case: str) -> Any:
        await self.client.extension.sign_in()
        return await self._choose(case)

    async def _choose(self, case: str) -> Any:
        answer = shown(self.client.extension.result)
        if answer.dialog and case == "refused":
            choices = next(node for node in walk(answer.dialog.card) if node.get("id") == "choice")["choices"]
            value = next(each["value"] for each in choices if TITLES[case][0] in each["title"])
            answer = await self.client.extension.press("Get link", {"choice": value})
        elif answer.dialog and case == "one":
            answer = await self.client.extension.press(TITLES[case][0])
        return answer.answer.body


@dataclass
class OnMessage(Search):
    """The action on a message that somebody has written."""

    here: World

    async def ask(self, case: str) -> Any:
        links = [meeting(self.here, subject).join_url for subject in TITLES[case]]
        content = "".join(f'<p>See you <a href="{link}">there</a></p>' for link in links) or "<p>See you.</p>"
        message = {"id": "1", "body": {"contentType": "html", "content": content}}
        return (await self.client.extension.fetch("linkFromMessage", MESSAGE, message)).answer.body


def shown(answer: InvokeResult | None) -> InvokeResult:
    assert answer
    assert not answer.failed
    return answer


def start_link(buttons: Any) -> str:
    return next(str(b.action["url"]) for b in buttons if "/auth/start" in str(b.action.get("url")))


PLACES: dict[str, Callable[[World, Person], Place]] = {
    "group chat": lambda here, who: SharedChat(here.client(who, chat=GROUP)),
    "channel": lambda here, who: SharedChat(here.client(who, chat=CHANNEL)),
    "meeting chat": lambda here, who: SharedChat(
        here.client(who, chat=Chat.of_meeting(meeting(here, "Diabetes group")))
    ),
    "dialog of a card": lambda here, who: CardDialog(here.client(who, chat=GROUP)),
    "search": lambda here, who: Search(here.client(who)),
    "search in a channel": lambda here, who: Search(here.client(who, chat=CHANNEL)),
    "action": lambda here, who: Action(here.client(who, chat=GROUP), here),
    "command box": lambda here, who: Action(here.client(who), here, COMMAND_BOX),
    "on a message": lambda here, who: OnMessage(here.client(who, chat=GROUP), here),
}


def assert_neutral(posted: Any) -> None:
    """Nothing of a meeting and nothing of a sign-in."""
    for sent in posted:
        assert "shown only to the person who asks" in words_on(sent)
        assert LINK not in said(sent.activity)
        assert "/auth/" not in said(sent.activity)


MONDAY = "Discuss test results"


async def in_its_chat(here: World, subject: str = MONDAY) -> TeamsClient:
    return await signed_in(here, chat=Chat.of_meeting(meeting(here, subject)))


async def told(anna: TeamsClient, text: str = "get link") -> Sent:
    """The one answer that everybody sees."""
    await anna.say(text)
    (answer,) = await anna.settled()
    return answer


async def ready_in_group(here: World) -> TeamsClient:
    """Anna looks at the link of a meeting, in the group and for herself alone."""
    await signed_in(here)
    place = SharedChat(here.client(chat=GROUP))
    assert LINK in said(await place.ask("one"))
    return place.client


async def ready_to(here: World, button: str) -> TeamsClient:
    """The same, with that button in sight: *Post* is on what *Post here* shows first."""
    anna = await ready_in_group(here)
    if button == "Post":
        assert "Everybody in this conversation will see this" in said((await anna.press("Post here")).body)
    return anna


def carriers(press: Any) -> Iterator[tuple[str, Json]]:
    """Every invoke that can carry a press."""
    data = {"press": press}
    yield "adaptiveCard/action", {"action": {"type": "Action.Execute", "verb": "press", "data": data}}
    yield "task/fetch", {"data": data}
    yield "task/submit", {"data": data}
    yield "composeExtension/submitAction", {"commandId": "insertLink", "commandContext": "compose", "data": data}


OWN = Chat.personal(ANNA).id
OWN_CHAT = f"https://teams.microsoft.com/l/entity/{APP_ID}/conversations"
NEUTRAL = "only to the person who asks"


def for_all(here: World, chat: Chat) -> list[Sent]:
    """What everybody in the conversation can read."""
    return [sent for sent in here.microsoft365.record.shown(chat.id) if not sent.targeted]
