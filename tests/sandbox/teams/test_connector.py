"""The connector takes posts of this bot only, keeps them in order, and fails as told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from sandbox.client.chats import Chat
from sandbox.teams.meeting_chats import GROUP_CALL, ONE_TO_ONE
from sandbox.world.meetings import Meeting
from sandbox.world.people import ANNA, BEN, CLINIC_ID
from sandbox.world.troubles import Trouble
from tests.support.sandbox.connector import CHAT, call, chat, post
from tests.support.sandbox.world import World


async def test_posts_updates_and_deletions_make_the_chat(world: World) -> None:
    status, first = await post(world, "one")
    _, second = await post(world, "two")
    await post(world, "three")
    activities = f"v3/conversations/{CHAT}/activities"
    await call(world, "PUT", f"{activities}/{first['id']}", {"type": "message", "text": "one, again"})
    await call(world, "DELETE", f"{activities}/{second['id']}")
    assert status == 201
    assert chat(world) == ["one, again", "three"]
    assert [sent.action for sent in world.m365.record.sent] == ["post", "post", "post", "update", "delete"]


@pytest.mark.parametrize("kind", ["none", "graph", "stranger"])
async def test_only_this_bots_own_token_opens_it(world: World, kind: str) -> None:
    factory = world.m365.token_factory
    tokens = {
        "none": "junk",
        "graph": factory.app_token(CLINIC_ID, "https://graph.microsoft.com"),
        "stranger": factory.key.sign({"aud": "https://api.botframework.com", "iss": "x", "exp": 9e9, "appid": "other"}),
    }
    status, _ = await call(world, "POST", f"v3/conversations/{CHAT}/activities", {}, tokens[kind])
    assert (status, world.m365.record.sent) == (401, [])


@pytest.mark.parametrize(("status", "after"), [(429, "2"), (412, None), (502, None), (403, None), (404, None)])
async def test_a_refusal_delivers_nothing(world: World, status: int, after: str | None) -> None:
    detail: dict[str, Any] = {"retry_after": after} if after else {}
    world.m365.troubles.on(Trouble.CONNECTOR_REFUSES, times=1, status=status, **detail)
    assert (await post(world))[0] == status
    assert chat(world) == []
    assert (await post(world))[0] == 201


async def test_it_can_deliver_and_then_say_that_it_failed(world: World) -> None:
    world.m365.troubles.on(Trouble.CONNECTOR_DELIVERS_THEN_FAILS, times=1)
    assert (await post(world))[0] == 504
    assert chat(world) == ["hello"]


async def test_it_can_hang_up(world: World) -> None:
    world.m365.troubles.on(Trouble.CONNECTOR_DROPPED, times=1)
    with pytest.raises(aiohttp.ClientError):
        await post(world)
    assert chat(world) == []


async def test_a_personal_chat_is_opened_with_those_who_have_the_app(world: World) -> None:
    world.m365.connector.installed = {ANNA.oid}
    tenant = {"channelData": {"tenant": {"id": CLINIC_ID}}}
    body = {"members": [{"id": ANNA.mri}], "isGroup": False, **tenant}
    assert await call(world, "POST", "v3/conversations", body) == (201, {"id": CHAT})
    status, refused = await call(world, "POST", "v3/conversations", {"members": [{"id": BEN.mri}], **tenant})
    assert (status, refused["error"]["code"]) == (403, "BotNotInConversationRoster")


async def test_a_meeting_chat_tells_its_graph_id_unless_told_otherwise(world: World) -> None:
    meeting = next(event.meeting for event in world.m365.events if event.meeting)
    path = f"v1/meetings/{meeting.chat_id}"
    _, told = await call(world, "GET", path)
    assert told["details"]["msGraphResourceId"] == meeting.id
    assert told["details"]["joinUrl"] == meeting.join_url
    world.m365.open_questions.resource_id_in_chats = False
    assert (await call(world, "GET", path))[1]["details"]["msGraphResourceId"] == ""
    world.m365.meeting_chats.unpermitted.add(meeting.chat_id)
    assert (await call(world, "GET", path))[0] == 403
    assert (await call(world, "GET", "v1/meetings/nothing"))[0] == 404


@pytest.mark.parametrize(
    "body",
    [
        {"members": [{"id": ANNA.mri}]},
        {"members": [{"id": ANNA.mri}, {"id": BEN.mri}], "tenantId": CLINIC_ID},
        {"members": [{"id": ANNA.mri}], "isGroup": True, "tenantId": CLINIC_ID},
    ],
)
async def test_a_new_chat_names_its_tenant_and_one_person(world: World, body: Any) -> None:
    status, refused = await call(world, "POST", "v3/conversations", body)
    assert (status, refused["error"]["code"]) == (400, "BadArgument")


async def details(world: World, chat: Chat) -> Any:
    status, told = await call(world, "GET", f"v1/meetings/{chat.meeting}")
    assert status == 200
    return told["details"]


async def test_a_meeting_may_tell_neither_id_nor_link(world: World) -> None:
    chat = Chat.of_meeting(next(event.meeting for event in world.m365.events if event.meeting))
    world.m365.meeting_chats.unlinked.add(chat.meeting)
    told = await details(world, chat)
    assert (told["msGraphResourceId"], told["joinUrl"], told["type"]) == ("", "", "Scheduled")


async def test_a_call_is_no_meeting_and_tells_less(world: World) -> None:
    chat = Chat.of_call("handover")
    world.m365.meeting_chats.calls[chat.meeting] = ONE_TO_ONE
    assert await details(world, chat) == {"id": chat.meeting, "type": "OneToOneCall"}
    world.m365.meeting_chats.calls[chat.meeting] = GROUP_CALL
    assert "msGraphResourceId" not in await details(world, chat)


async def test_a_channel_meeting_is_one_of_its_channel(world: World) -> None:
    now = world.clock()
    meeting = Meeting("ward", "Ward round", now, now, ANNA, message="1700000000123")
    world.m365.events.append(replace(world.m365.events[0], key="ward", meeting=meeting))
    chat = Chat.of_meeting(meeting)
    assert (chat.kind, chat.id) == ("channel", f"{meeting.thread};messageid=1700000000123")
    assert (await details(world, chat))["type"] == "ChannelScheduled"
    world.m365.meeting_chats.unpermitted.add(chat.meeting)
    assert (await call(world, "GET", f"v1/meetings/{chat.meeting}"))[0] == 403


async def test_the_channels_keys_rotate_and_say_whom_they_vouch_for(world: World) -> None:
    async def published() -> dict[str, list[str]]:
        async with world.session.get(f"{world.origin}/v1/.well-known/keys") as answer:
            return {key["kid"]: key["endorsements"] for key in (await answer.json())["keys"]}

    before, old = await published(), world.m365.channel.key.kid
    assert sorted("msteams" in names for names in before.values()) == [False, True]
    new = world.m365.channel.rotate().kid
    assert (old in await published(), new in await published()) == (False, True)


async def test_troubles_are_switched_over_http(world: World) -> None:
    url = f"{world.origin}/sandbox/troubles"

    async def wish(body: Any) -> tuple[int, Any]:
        async with world.session.post(url, json=body) as answer:
            return answer.status, await answer.json()

    _, shown = await wish({"name": "graph.throttled", "times": 1, "person": ANNA.upn, "retry_after": 5})
    assert shown["on"][0] | {"struck": 0} == shown["on"][0]
    switch = world.m365.troubles.expects(Trouble.GRAPH_THROTTLED, person=ANNA.oid)
    assert switch
    assert switch.detail == {"retry_after": 5}
    assert (await wish({"name": "graph.throttled", "off": True}))[1]["on"] == []
    assert (await wish({"name": "graph.exploded"}))[0] == 400
    assert "entra.mfa" in shown["known"]
    await wish({"name": "entra.mfa"})
    assert (await wish({"clear": True}))[1]["on"] == []
