"""What the companion makes of the Playground's activities before the bot sees them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.extension_commands import FROM_MESSAGE, INSERT, SEARCH
from manifest.extension import TYPED
from sandbox.client.bot_client import BotClient
from sandbox.demo.companion import Companion
from sandbox.demo.companion_people import config
from sandbox.demo.companion_screen import Screen
from sandbox.entra.app_registration import AppRegistration
from sandbox.microsoft365 import Microsoft365
from sandbox.world.people import ANNA, BEN, CLINIC
from tests.support.journeys.world import APP_ID, KEYS

PERSONAL = {"id": "a:1", "conversationType": "personal"}
GROUP = {"id": "19:g@thread.v2", "conversationType": "groupChat"}


class Recorder:
    """A bot that only listens, and a Playground in front of the companion before it."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.heard: list[tuple[dict[str, Any], dict[str, Any]]] = []
        self.http = http
        self.companion_url = ""

    async def messages(self, request: web.Request) -> web.Response:
        token = request.headers["Authorization"].removeprefix("Bearer ")
        claims = jwt.decode(token, KEYS.channel.public, algorithms=["RS256"], audience=APP_ID)
        activity = await request.json()
        self.heard.append((activity, claims))
        return web.json_response({"heard": activity["name"]}) if activity["type"] == "invoke" else web.Response()

    async def post(self, **activity: Any) -> tuple[int, dict[str, Any]]:
        """Post as the Playground does: the status, and the activity as the bot has it ({} when it has none)."""
        before = len(self.heard)
        whole = {"from": {"id": "user-0", "aadObjectId": BEN.oid}, "conversation": PERSONAL, **activity}
        async with self.http.post(self.companion_url, json=whole) as answer:
            return answer.status, self.heard[-1][0] if len(self.heard) > before else {}


@pytest.fixture
async def playground() -> AsyncIterator[Recorder]:
    microsoft365 = Microsoft365(AppRegistration(APP_ID), keys=KEYS)
    async with aiohttp.ClientSession() as http:
        recorder, bot, front = Recorder(http), web.Application(), web.Application()
        bot.add_routes([web.post("/api/messages", recorder.messages)])
        async with TestServer(bot) as bot_server:
            url = str(bot_server.make_url("/api/messages"))
            bot_client = BotClient(http, url, microsoft365.channel, APP_ID, microsoft365.addresses.service)
            companion = Companion(microsoft365, bot_client, Screen(http, "http://127.0.0.1:9"))
            front.add_routes([web.post("/api/messages", companion.post)])
            async with TestServer(front) as front_server:
                recorder.companion_url = str(front_server.make_url("/api/messages"))
                yield recorder


async def test_a_message_is_signed_and_has_teams_shape(playground: Recorder) -> None:
    await playground.post(type="message", text="get link", locale="de-DE", localTimezone="Europe/Berlin")
    ((activity, claims),) = playground.heard
    assert claims["serviceurl"] == activity["serviceUrl"]
    assert activity["channelId"] == "msteams"
    assert activity["from"] == {"id": BEN.mri, "name": BEN.name, "aadObjectId": BEN.oid}
    assert activity["channelData"]["tenant"]["id"] == activity["conversation"]["tenantId"] == CLINIC.id
    assert (activity["text"], activity["locale"], activity["localTimezone"]) == ("get link", "de-DE", "Europe/Berlin")


async def test_a_press_is_a_message_with_a_value_and_no_text(playground: Recorder) -> None:
    _, activity = await playground.post(type="message", value={"press": "x"}, replyToId="unknown")
    assert activity["value"] == {"press": "x"}
    assert "text" not in activity


async def test_a_mention_in_a_group_stays_one(playground: Recorder) -> None:
    mention = {"type": "mention", "text": "<at>Bot</at>", "mentioned": {"id": f"28:{APP_ID}", "name": "Bot"}}
    _, activity = await playground.post(
        type="message", text="<at>Bot</at> get link", entities=[mention], conversation=GROUP
    )
    assert mention in activity["entities"]
    assert activity["textFormat"] == "xml"
    assert activity["conversation"]["isGroup"]


async def test_an_invoke_brings_back_the_answer_of_the_bot(playground: Recorder) -> None:
    status, activity = await playground.post(type="invoke", name="task/fetch", value={"data": 1})
    assert (status, activity["name"], activity["value"]) == (200, "task/fetch", {"data": 1})


async def test_every_activity_has_an_id_of_its_own(playground: Recorder) -> None:
    for _ in range(3):
        await playground.post(type="message", text="get link")
    assert len({activity["id"] for activity, _ in playground.heard}) == 3


async def test_what_teams_would_not_send_does_not_reach_the_bot(playground: Recorder) -> None:
    assert await playground.post(type="trace") == (202, {})


def test_the_playground_is_given_anna_and_exactly_five_colleagues() -> None:
    told = config(APP_ID, "Appointment Link")
    assert told["currentUser"]["aadObjectId"] == ANNA.oid
    assert len(told["users"]) == 5


async def test_the_extensions_invokes_name_the_command_that_the_playground_leaves_out(playground: Recorder) -> None:
    search = {"parameters": [{"value": "physio"}], "commandContext": "compose"}
    _, activity = await playground.post(type="invoke", name="composeExtension/query", value=search)
    assert activity["value"]["commandId"] == SEARCH
    assert activity["value"]["parameters"] == [{"name": TYPED, "value": "physio"}]
    assert activity["channelData"]["source"]["name"] == "compose"
    for context, command in (("compose", INSERT), ("message", FROM_MESSAGE)):
        value = {"commandContext": context}
        _, activity = await playground.post(type="invoke", name="composeExtension/fetchTask", value=value)
        assert activity["value"]["commandId"] == command


async def test_a_command_that_was_typed_in_stays(playground: Recorder) -> None:
    value = {"commandId": "mine", "parameters": [{"name": "own", "value": "x"}]}
    _, activity = await playground.post(type="invoke", name="composeExtension/query", value=value)
    assert activity["value"] == value


async def test_a_blank_search_is_one_that_has_just_been_opened(playground: Recorder) -> None:
    _, activity = await playground.post(
        type="invoke", name="composeExtension/query", value={"parameters": [{"value": " "}]}
    )
    assert activity["value"]["parameters"] == [{"name": "initialRun", "value": "true"}]


async def test_a_card_in_a_message_is_an_attachment_and_no_words(playground: Recorder) -> None:
    card = {"contentType": "application/vnd.microsoft.card.adaptive", "content": {"type": "AdaptiveCard"}}
    place = '<span class="inline-compose-card" itemid="0">\n  <span content="0" itemprop="cardId"></span>\n</span>\n'
    _, activity = await playground.post(type="message", text=f"Here:\n{place}", attachments=[card])
    assert activity["text"] == "Here:"
    assert activity["attachments"][0] == card


async def test_a_channels_activities_name_the_team_and_the_channel(playground: Recorder) -> None:
    data = {"team": {"id": "19:t@thread.tacv2"}, "channel": {"id": "19:c@thread.tacv2"}}
    thread = {"id": "19:c@thread.tacv2;messageid=1", "conversationType": "channel"}
    _, activity = await playground.post(type="message", text="get link", conversation=thread, channelData=data)
    assert activity["channelData"]["team"]["id"] == "19:t@thread.tacv2"
    assert activity["channelData"]["teamsChannelId"] == "19:c@thread.tacv2"
