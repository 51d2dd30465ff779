"""The SDK carries every turn, with an activity that was read before, and hands back what the bot answered as it is."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from botbuilder.core import TurnContext
from botbuilder.schema import Activity

from bot.teams.inbound.payload import Inbound, parse
from bot.teams.inbound.turns import InvokeAnswer
from bot.teams.sdk.adapter import TeamsAdapter, activity_of
from bot.teams.sdk.connector import Connector

SERVICE = "https://smba.trafficmanager.net/emea/"
BOT = "28:6f1b3f0e-0d3c-4c5e-9f4e-2a3d5c7b9e10"
MESSAGE: dict[str, Any] = {
    "type": "message",
    "id": "1700000000001",
    "text": "get link",
    "locale": "en-GB",
    "localTimezone": "Europe/London",
    "channelId": "msteams",
    "serviceUrl": SERVICE,
    "from": {"id": "29:anna", "name": "Anna", "aadObjectId": "99999999-0000-0000-0000-000000000001"},
    "recipient": {"id": BOT, "name": "Link"},
    "conversation": {"id": "a:1", "conversationType": "personal"},
    "value": {"press": "sealed"},
}


class Unused(Connector):
    """A connector for turns in which nothing is sent."""

    def __init__(self) -> None: ...


class Bot:
    """Remembers what it is called with; `card` is what it answers invokes with."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Inbound]] = []
        self.card: dict[str, Any] = {"statusCode": 200, "value": {"body": []}}

    async def message(self, activity: Inbound) -> None:
        self.heard.append(("message", activity))

    async def edited(self, activity: Inbound) -> None:
        self.heard.append(("edited", activity))

    async def installed(self, activity: Inbound) -> None:
        self.heard.append(("installed", activity))

    async def removed(self, activity: Inbound) -> None:
        self.heard.append(("removed", activity))

    async def invoke(self, activity: Inbound) -> InvokeAnswer:
        self.heard.append(("invoke", activity))
        return InvokeAnswer(412, self.card)


class Seen:
    """A middleware of the SDK: it sees what goes through the SDK's pipeline, and nothing else."""

    def __init__(self) -> None:
        self.activities: list[Activity] = []

    async def on_turn(self, context: TurnContext, logic: Callable[[], Awaitable[None]]) -> None:
        self.activities.append(context.activity)
        await logic()


def activity(**changes: Any) -> Inbound:
    return parse(json.dumps(MESSAGE | changes).encode())


ADDED = {"type": "conversationUpdate", "membersAdded": [{"id": "29:ben"}, {"id": BOT}]}


@pytest.mark.parametrize(
    ("changes", "called"),
    [
        ({}, ["message"]),
        ({"type": "invoke", "name": "signin/failure"}, ["invoke"]),
        ({"type": "invoke", "name": None}, ["invoke"]),
        ({"type": "installationUpdate", "action": "add"}, ["installed"]),
        ({"type": "installationUpdate", "action": "add-upgrade"}, ["installed"]),
        ({"type": "installationUpdate", "action": "remove"}, ["removed"]),
        ({"type": "installationUpdate"}, []),
        (ADDED, ["installed"]),
        (ADDED | {"membersAdded": [None, {}, {"id": BOT}]}, ["installed"]),
        (ADDED | {"membersAdded": [{"id": "29:ben"}]}, []),
        (ADDED | {"recipient": None}, []),
        ({"type": "conversationUpdate"}, []),
        ({"type": "messageUpdate"}, ["edited"]),
        ({"type": "messageReaction"}, []),
        ({"type": "messageDelete"}, []),
        ({"type": "somethingNew"}, []),
    ],
)
async def test_each_kind_of_activity_goes_through_the_sdk_and_reaches_the_bot_as_it_was_read(
    changes: dict[str, Any], called: list[str]
) -> None:
    bot, seen = Bot(), Seen()
    adapter = TeamsAdapter(bot, Unused())
    adapter.use(seen)
    sent = activity(**changes)
    await adapter.turn({"aud": "app"}, sent)
    assert [(what, heard is sent) for what, heard in bot.heard] == [(what, True) for what in called]
    assert [one.type for one in seen.activities] == [sent.type]


async def test_an_invokes_answer_comes_back_as_it_is_and_uncopied() -> None:
    bot = Bot()
    answer = await TeamsAdapter(bot, Unused()).turn({}, activity(type="invoke", name="task/fetch"))
    assert answer == InvokeAnswer(412, bot.card)
    assert answer
    assert answer.body is bot.card


async def test_a_message_is_answered_with_nothing() -> None:
    assert await TeamsAdapter(Bot(), Unused()).turn({}, activity()) is None


async def test_replies_are_never_buffered_whatever_the_activity_asks_for() -> None:
    bot = Bot()
    answer = await TeamsAdapter(bot, Unused()).turn({}, activity(type="invoke", deliveryMode="expectReplies"))
    assert answer == InvokeAnswer(412, bot.card)


def test_the_sdks_activity_says_what_the_sdk_would_have_read_itself() -> None:
    assert activity_of(activity()).serialize() == Activity().deserialize(MESSAGE).serialize()


async def test_the_sdks_own_doors_are_shut() -> None:
    adapter = TeamsAdapter(Bot(), Unused())
    with pytest.raises(PermissionError):
        await adapter.process_activity("Bearer x", activity_of(activity()), lambda _turn: None)
    with pytest.raises(PermissionError):
        await adapter.bot_framework_authentication.authenticate_streaming_request("Bearer x", "msteams")
