"""The main job wherever people work, and what a bad day or a bad hand makes of it there."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol

import pytest

from sandbox.client.activities import Json
from sandbox.client.bot_client import Answer
from sandbox.client.buttons import find, walk, words_of
from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.client.extension import COMMAND_BOX, COMPOSE, MESSAGE
from sandbox.client.invoke_results import Shown
from sandbox.teams.meeting_chats import GROUP_CALL, ONE_TO_ONE
from sandbox.teams.record import Sent
from sandbox.world.meetings import PRIVATE_MESSAGE, Meeting
from sandbox.world.people import ANNA, BEN, GRACE, OSEI, Person
from sandbox.world.troubles import Trouble
from tests.journeys.stories import RANDOM_ID, assert_kind, exchange, keeps_tokens
from tests.journeys.test_sign_in_attacks import FORGERIES
from tests.journeys.world import World, words_on

LINK = "https://visit.teams.microsoft.com/"
GROUP, CHANNEL = Chat.group("Front desk"), Chat.in_channel("Reception")
PATIENCE = 4.0
WORDS = {"one": "dietary advice", "several": "physio", "none": "xylophone", "refused": "second opinion cardiology"}
NOTHING = ("No meeting found", "No coming meetings", "No meeting link in this message")
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


# -- the places --------------------------------------------------------------------------------------------------------


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
        return "/auth/start" in said(shown(self.client.dialogs.shown).answer.body)

    async def sign_in(self, case: str) -> Any:
        dialog = shown(self.client.dialogs.shown).dialog
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
        return bool(shown(self.client.extension.shown).sign_in_url)

    async def sign_in(self, case: str) -> Any:
        await self.client.extension.sign_in()
        return shown(self.client.extension.shown).answer.body


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
        answer = shown(self.client.extension.shown)
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


def shown(answer: Shown | None) -> Shown:
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


@pytest.mark.parametrize("name", PLACES)
async def test_the_first_use_asks_for_consent_once_and_goes_on_by_itself(here: World, name: str) -> None:
    place = PLACES[name](here, ANNA)
    assert LINK not in said(await place.ask("one"))
    assert place.asks_to_sign_in()
    assert LINK in said(await place.sign_in("one"))
    assert LINK in said(await place.ask("one"))
    assert not place.asks_to_sign_in()
    assert_neutral(here.microsoft365.record.shown(place.client.chat.id))


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("case", ["several", "none", "refused"])
async def test_what_fits_is_offered_and_what_does_not_is_said(here: World, name: str, case: str) -> None:
    await signed_in(here)
    place = PLACES[name](here, ANNA)
    answer = said(await place.ask(case))
    match case:
        case "several" if name == "on a message" or "action" in name or "box" in name:
            assert TITLES[case][0] in answer
        case "several":
            assert all(title in answer for title in TITLES[case])
        case "none":
            assert LINK not in answer
            assert any(words in answer for words in NOTHING)
        case _:
            assert LINK not in answer
            assert "Somebody else's meeting" in answer
    assert_neutral(
        sent for sent in here.microsoft365.record.shown(place.client.chat.id) if place.client.chat.kind != "personal"
    )


def assert_neutral(posted: Any) -> None:
    """Nothing of a meeting and nothing of a sign-in."""
    for sent in posted:
        assert "shown only to the person who asks" in words_on(sent)
        assert LINK not in said(sent.activity)
        assert "/auth/" not in said(sent.activity)


# -- a meeting's own chat ----------------------------------------------------------------------------------------------

MONDAY = "Discuss test results"


async def in_its_chat(here: World, subject: str = MONDAY) -> TeamsClient:
    return await signed_in(here, chat=Chat.of_meeting(meeting(here, subject)))


async def told(anna: TeamsClient, text: str = "get link") -> Sent:
    """The one answer that everybody sees."""
    await anna.say(text)
    (answer,) = await anna.settled()
    return answer


@pytest.mark.parametrize("resource_id", [True, False], ids=["with Graph's id", "with the join link alone"])
async def test_in_a_meetings_chat_the_link_costs_one_call_to_graph(here: World, resource_id: bool) -> None:
    here.microsoft365.behaviour.resource_id_in_chats = resource_id
    anna = await in_its_chat(here)
    here.microsoft365.requests.clear()
    answer = await told(anna)
    assert MONDAY in words_on(answer)
    assert LINK in said(answer.activity)
    counts = {service: here.microsoft365.requests.count(service) for service in ("graph", "entra", "connector")}
    assert counts == {"graph": 1, "entra": 0, "connector": 2}  # the chat's meeting is asked of Teams


@pytest.mark.parametrize("named", ["get link dietary advice", "a pasted link"])
async def test_what_is_named_wins_over_the_chats_own_meeting(here: World, named: str) -> None:
    anna = await in_its_chat(here)
    other = meeting(here, "Dietary advice")
    await anna.say(f"get link {other.join_url}" if named == "a pasted link" else named)
    (neutral,) = await anna.settled()
    assert_neutral([neutral])
    answer = await anna.press("Get link")
    assert other.thread.removesuffix("@thread.v2") in said(answer.body)
    assert meeting(here, MONDAY).thread.removesuffix("@thread.v2") not in said(answer.body)


async def test_a_meetings_chat_that_the_app_may_not_ask_about_says_what_to_do(here: World) -> None:
    anna = await in_its_chat(here)
    here.microsoft365.meeting_chats.unpermitted.add(anna.chat.meeting)
    answer = words_on(await told(anna))
    assert "may not see which meeting this is" in answer
    assert_kind(answer)
    posted = here.microsoft365.record.shown(anna.chat.id)
    assert "Physiotherapy" in said((await anna.press("Show my meetings")).body)
    assert here.microsoft365.record.shown(anna.chat.id) == posted  # that list is the presser's alone


@pytest.mark.parametrize("kind", [ONE_TO_ONE, GROUP_CALL])
async def test_a_call_is_no_meeting_and_is_told_so(here: World, kind: str) -> None:
    chat = Chat.of_call("Ben and Anna")
    here.microsoft365.meeting_chats.calls[chat.meeting] = kind
    anna = await signed_in(here, chat=chat)
    answer = words_on(await told(anna))
    assert "No meeting belongs to this chat" in answer
    assert_kind(answer)


@pytest.mark.parametrize("linked", [True, False])
async def test_a_channel_meeting_is_found_or_said_to_be_one(here: World, linked: bool) -> None:
    original = next(e for e in here.microsoft365.events if e.subject == "Dietary advice" and e.meeting)
    assert original.meeting
    posted = replace(original.meeting, key="channel-meeting", message="1700000000001")
    assert posted.message != PRIVATE_MESSAGE
    here.microsoft365.events.append(replace(original, key="channel", meeting=posted, join_url=posted.join_url))
    anna = await signed_in(here, chat=Chat.of_meeting(posted))
    if not linked:
        here.microsoft365.meeting_chats.unlinked.add(posted.chat_id)
    answer = await told(anna)
    assert (LINK in said(answer.activity)) is linked
    assert linked or "A meeting in a channel" in words_on(answer)
    assert_kind(words_on(answer).partition("https://")[0])


async def test_a_series_says_that_its_link_is_the_same_every_time(here: World) -> None:
    anna = await in_its_chat(here, "Diabetes group")
    answer = await told(anna)
    assert LINK in said(answer.activity)
    assert "the link is the same for every date" in words_on(answer)


async def test_a_meeting_that_is_closed_to_the_asker_is_told_to_them_alone(here: World) -> None:
    anna = await in_its_chat(here, "Second opinion: cardiology")
    assert_neutral([await told(anna)])
    assert "Somebody else's meeting" in said((await anna.press("Get link")).body)


# -- a bad day ---------------------------------------------------------------------------------------------------------


@dataclass
class Open:
    """Anna has a view, a dialog, a dialog of the extension and a search in front of her, each in a place of its own."""

    view: TeamsClient
    dialog: TeamsClient
    extension: TeamsClient
    search: TeamsClient

    async def all_at_once(self) -> dict[str, Answer]:
        row = find(self.view.buttons, "Physiotherapy")
        shown_dialog = shown(self.dialog.dialogs.shown).dialog
        assert shown_dialog
        answers = await asyncio.gather(
            self.view.press(row),
            answer_of(self.dialog.dialogs.submit(shown_dialog.pressed("Physiotherapy", {}))),
            answer_of(self.extension.extension.press("Physiotherapy")),
            answer_of(self.search.extension.search("physio")),
        )
        return dict(zip(("view", "dialog", "extension", "search"), answers, strict=True))


async def answer_of(asking: Any) -> Answer:
    found: Shown = await asking
    return found.answer


async def everything_open(here: World) -> Open:
    await signed_in(here)
    view, dialog = SharedChat(here.client(chat=GROUP)), CardDialog(here.client(chat=Chat.group("Ward 4")))
    extension, search = here.client(chat=Chat.group("Ward 5")), here.client(chat=Chat.group("Ward 6"))
    await view.ask("several")
    await dialog.ask("several")
    await extension.extension.fetch("insertLink")
    return Open(view.client, dialog.client, extension, search)


def assert_in_time_and_in_words(answers: dict[str, Answer]) -> None:
    for name, answer in answers.items():
        assert answer.status == 200, name
        assert answer.seconds < PATIENCE, name
        assert "busy" in said(answer.body), name
        assert LINK not in said(answer.body)
        retry = [node for node in walk(answer.body) if node.get("title") == "Try again"]
        assert bool(retry) is (name != "search"), name
    assert answers["search"].body["composeExtension"]["type"] == "message"


async def test_while_graph_takes_twenty_seconds_every_invoke_is_answered_in_four(here: World) -> None:
    anna = await everything_open(here)
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW, seconds=20)
    assert_in_time_and_in_words(await anna.all_at_once())
    here.microsoft365.troubles.clear()
    assert LINK in said((await anna.view.press("Try again")).body)
    assert LINK in said((await anna.dialog.dialogs.press("Try again")).answer.body)
    assert LINK in said((await anna.extension.extension.press("Try again")).answer.body)


@contextmanager
def broken(here: World, table: str) -> Iterator[None]:
    """The store has lost a table."""
    with closing(sqlite3.connect(here.settings.storage_url.removeprefix("sqlite:///"))) as connection:
        connection.execute(f"ALTER TABLE {table} RENAME TO lost")
        try:
            yield
        finally:
            connection.execute(f"ALTER TABLE lost RENAME TO {table}")


async def test_while_the_store_is_broken_every_invoke_says_so_in_words(here: World) -> None:
    anna = await everything_open(here)
    with broken(here, "people"):
        answers = await anna.all_at_once()
    for name, answer in answers.items():
        assert answer.status == 200, name
        assert "went wrong on our side" in said(answer.body), name
        assert "Reference: " in said(answer.body), name
    assert LINK in said((await anna.view.press("Try again")).body)
    assert LINK in said((await anna.dialog.dialogs.press("Try again")).answer.body)
    assert LINK in said((await anna.extension.extension.press("Try again")).answer.body)


async def test_what_cannot_be_posted_for_the_stores_sake_is_said_so_too(here: World) -> None:
    anna = await ready_in_group(here)
    buttons = [find(anna.buttons, title) for title in ("Post here", "Send to me")]
    with broken(here, "items"):
        for button in buttons:
            answer = await anna.press(button)
            assert answer.status == 200
            assert "went wrong on our side" in said(answer.body)
    assert "Posted" in said((await anna.press(buttons[0])).body)


async def test_while_entra_takes_twenty_seconds_every_invoke_is_answered_in_four(here: World) -> None:
    here.microsoft365.mint.lifetime = 100  # too short to be used twice: each question needs Entra
    anna = await everything_open(here)
    here.microsoft365.troubles.on(Trouble.ENTRA_SLOW, seconds=20)
    assert_in_time_and_in_words(await anna.all_at_once())


async def test_a_silent_sign_in_that_takes_twenty_seconds_is_answered_in_four(here: World) -> None:
    for person in (BEN, OSEI):
        here.consent(person)
    view, search = SharedChat(here.client(BEN, chat=GROUP)), here.client(OSEI)
    here.microsoft365.troubles.on(Trouble.ENTRA_SLOW, seconds=20)
    body, found = await asyncio.gather(view.ask("one"), search.extension.search("dietary"))
    assert "busy" in said(body)
    assert "busy" in found.message
    assert found.answer.seconds < PATIENCE
    here.microsoft365.troubles.clear()
    assert "No meeting found" in said((await view.client.press("Try again")).body)  # Ben has no such meeting


async def ready_in_group(here: World) -> TeamsClient:
    """Anna looks at the link of a meeting, in the group and for herself alone."""
    await signed_in(here)
    place = SharedChat(here.client(chat=GROUP))
    assert LINK in said(await place.ask("one"))
    return place.client


@pytest.mark.parametrize(
    ("trouble", "detail"),
    [(Trouble.CONNECTOR_REFUSES, {"status": 503}), (Trouble.CONNECTOR_SLOW, {"seconds": 20})],
)
@pytest.mark.parametrize("button", ["Post here", "Send to me"])
async def test_when_teams_takes_no_message_a_button_tries_again(
    here: World, button: str, trouble: Trouble, detail: Json
) -> None:
    anna = await ready_in_group(here)
    here.microsoft365.troubles.on(trouble, **detail)
    answer = await anna.press(button)
    assert answer.seconds < PATIENCE
    assert "busy" in said(answer.body)
    here.microsoft365.troubles.clear()
    await anna.press("Try again")
    chat = GROUP.id if button == "Post here" else Chat.personal(ANNA).id
    linked = [sent for sent in here.microsoft365.record.shown(chat) if LINK in said(sent.activity)]
    assert linked


@pytest.mark.parametrize("button", ["Post here", "Send to me"])
async def test_what_teams_sends_again_is_done_once(here: World, button: str) -> None:
    anna = await ready_in_group(here)
    pressed = find(anna.buttons, button)
    value = {"action": dict(pressed.action), "trigger": "manual"}
    activity = anna.activities.invoke("adaptiveCard/action", value, pressed.activity_id)
    answers = await asyncio.gather(*(anna.line.deliver(activity) for _ in range(3)))
    answers.append(await anna.line.deliver(activity))
    assert len({words_of(answer.body) for answer in answers}) == 1
    sent = [each for each in here.microsoft365.record.sent if LINK in said(each.activity)]
    assert len(sent) == 1


@pytest.mark.parametrize("button", ["Post here", "Send to me"])
async def test_a_double_click_is_one_press(here: World, button: str) -> None:
    """Each click is a delivery of its own."""
    anna = await ready_in_group(here)
    pressed = find(anna.buttons, button)
    await asyncio.gather(anna.press(pressed), anna.press(pressed))
    sent = [each for each in here.microsoft365.record.sent if LINK in said(each.activity)]
    assert len(sent) == 1


async def test_whoever_has_no_chat_with_the_bot_reads_how_to_get_one(here: World) -> None:
    anna = await ready_in_group(here)
    here.microsoft365.connector.installed = set()
    answer = await anna.press("Send to me")
    assert "open Apps" in said(answer.body)
    assert "https://teams.microsoft.com/l/app/" in said(answer.body)
    here.microsoft365.connector.installed = None
    assert "Sent to you" in said((await anna.press("Try again")).body)


# -- a bad hand --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FORGERIES)
@pytest.mark.parametrize("name", ["group chat", "search"])
async def test_a_token_that_is_not_the_persons_own_binds_nothing(here: World, name: str, kind: str) -> None:
    for person in (ANNA, BEN):
        here.consent(person)
    place = PLACES[name](here, ANNA)
    place.client.assertion = FORGERIES[kind](here.microsoft365.sso_token)
    assert LINK not in said(await place.ask("one"))
    assert not await keeps_tokens(here, ANNA)
    assert not await keeps_tokens(here, BEN)
    assert not here.calls("graph")
    place.client.assertion = here.microsoft365.sso_token(ANNA)
    assert LINK in said(await place.ask("one"))


def exchange_id(answer: Answer) -> str:
    return str(answer.body["value"]["tokenExchangeResource"]["id"])


async def test_somebody_elses_exchange_id_signs_in_nobody_but_oneself(here: World) -> None:
    for person in (ANNA, BEN):
        here.consent(person)
    anna, ben = here.client(chat=GROUP), here.client(BEN, chat=GROUP)
    await anna.say("get link")
    await anna.settled()
    action = {"action": dict(find(anna.buttons, "Get link").action), "trigger": "manual"}
    offered = await anna.invoke("adaptiveCard/action", action)
    for id in (exchange_id(offered), RANDOM_ID):
        assert await exchange(ben, id) == await exchange(ben, id, anna.assertion) == 412
    assert not await keeps_tokens(here, ANNA)
    assert not await keeps_tokens(here, BEN)
    taken = {"id": exchange_id(offered), "connectionName": "", "token": anna.assertion}
    assert "Physiotherapy" not in said(
        (await ben.invoke("adaptiveCard/action", {**action, "authentication": taken})).body
    )
    assert not await keeps_tokens(here, BEN)


@pytest.mark.parametrize("state", ["guessed", "", None, 7, ["done"]])
async def test_a_guessed_state_signs_nobody_in(here: World, state: Any) -> None:
    anna = here.client(chat=GROUP)
    await anna.say("get link")
    await anna.settled()
    action = {"action": dict(find(anna.buttons, "Get link").action), "trigger": "manual", "state": state}
    answers = [
        await anna.invoke("adaptiveCard/action", action),
        await anna.invoke("composeExtension/query", {"commandId": "searchMeetings", "state": state}),
        await anna.invoke("composeExtension/fetchTask", {"commandId": "insertLink", "state": state}),
    ]
    for answer in answers:
        assert answer.status == 200
        assert "/auth/start" in said(answer.body)  # asked to sign in, as if nothing had been said
    assert not await keeps_tokens(here, ANNA)
    assert not here.calls("graph")


async def test_a_state_that_has_worked_once_is_worth_nothing_after_signing_out(here: World) -> None:
    anna = here.client()
    await anna.extension.search("dietary")
    await anna.extension.sign_in()
    assert shown(anna.extension.shown).rows
    await anna.say("sign out")
    await anna.settled()
    assert shown(await anna.extension.repeat("done")).sign_in_url
    assert not await keeps_tokens(here, ANNA)


def _edited(press: str) -> Iterator[Any]:
    middle = len(press) // 2
    yield press[:middle] + ("A" if press[middle] != "A" else "B") + press[middle + 1 :]
    yield press[:-8]
    yield from ("", "é" * 80, "A" * 9000, None, 7, [press], {"press": press})


def carriers(press: Any) -> Iterator[tuple[str, Json]]:
    """Every invoke that can carry a press."""
    data = {"press": press}
    yield "adaptiveCard/action", {"action": {"type": "Action.Execute", "verb": "press", "data": data}}
    yield "task/fetch", {"data": data}
    yield "task/submit", {"data": data}
    yield "composeExtension/submitAction", {"commandId": "insertLink", "commandContext": "compose", "data": data}


async def test_an_edited_button_is_said_to_be_of_an_old_card(here: World) -> None:
    anna = await ready_in_group(here)
    here.microsoft365.requests.clear()
    for press in _edited(find(anna.buttons, "Post here").action["data"]["press"]):
        for name, value in carriers(press):
            answer = await anna.invoke(name, value)
            assert answer.status == 200
            assert "This card is out of date" in said(answer.body), name
            assert LINK not in said(answer.body)
    assert not here.microsoft365.requests.of("graph")
    assert not here.microsoft365.requests.of("connector")


@pytest.mark.parametrize("title", ["Post here", "Send to me"])
async def test_another_persons_button_does_nothing_in_ones_own_hands(here: World, title: str) -> None:
    anna = await ready_in_group(here)
    ben = await signed_in(here, BEN, chat=GROUP)
    press, before = find(anna.buttons, title).action["data"]["press"], len(here.microsoft365.record.sent)
    for name, value in carriers(press):
        answer = await ben.invoke(name, value)
        assert answer.status == 200
        assert LINK not in said(answer.body)
        assert "Dietary" not in said(answer.body)
    assert len(here.microsoft365.record.sent) == before


async def test_ones_own_button_pressed_as_a_message_gives_nothing_to_the_others(here: World) -> None:
    """Clients of old send a press as a message, which the bot answers for all to see."""
    anna = await ready_in_group(here)
    ben = await signed_in(here, BEN, chat=GROUP)
    for title in ("Post here", "Send to me"):
        await anna.deliver(anna.activities.submit({"press": find(anna.buttons, title).action["data"]["press"]}, "1"))
        (neutral,) = await anna.settled()
        assert_neutral([neutral])
        answer = await ben.press(find(ben.buttons, "Get link"))
        assert "Dietary" not in said(answer.body)
        assert LINK not in said(answer.body)
    assert_neutral(here.microsoft365.record.shown(GROUP.id))


@pytest.mark.parametrize("name", [name for name in PLACES if name != "meeting chat"])
async def test_a_guest_is_told_before_any_sign_in_is_offered(here: World, name: str) -> None:
    here.consent(GRACE)
    place = PLACES[name](here, GRACE)
    answer = said(await place.ask("several"))
    assert "Not for guests" in answer
    assert "/auth/" not in answer
    assert "loginRequest" not in answer
    assert not await keeps_tokens(here, GRACE)
    assert not here.calls("graph")


@pytest.mark.parametrize("odd", [5, True, "x", [5], {"name": 5}, [{"name": [], "value": {}}], [None]])
async def test_invokes_of_odd_shape_are_answered(here: World, odd: Any) -> None:
    anna = await signed_in(here, chat=GROUP)
    fields = ("parameters", "queryOptions", "authentication", "state", "data", "action", "messagePayload")
    names = ("query", "fetchTask", "submitAction")
    for value in ({field: odd} for field in fields):
        for name in (
            *(f"composeExtension/{each}" for each in names),
            "task/fetch",
            "task/submit",
            "adaptiveCard/action",
        ):
            assert (await anna.invoke(name, {"commandId": "linkFromMessage", **value})).status == 200, (name, value)
    payload = {"body": odd, "attachments": odd}
    odd_message = {"commandId": "linkFromMessage", "messagePayload": payload}
    assert (await anna.invoke("composeExtension/fetchTask", odd_message)).status == 200
