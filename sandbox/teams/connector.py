"""smba.trafficmanager.net: where the bot posts. Checks the bot's token, records everything, fails on demand."""

from __future__ import annotations

import itertools
import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import jwt
from aiohttp import web

from sandbox.teams.conversations import Conversations, personal_chat
from sandbox.teams.meeting_chats import MeetingChats
from sandbox.teams.record import Record, Sent
from sandbox.teams.roster import account
from sandbox.teams.rules import ConnectorRefusal, Rates, check
from sandbox.teams.targeted_messages import Targets
from sandbox.world.answers import error
from sandbox.world.claims import BOT_FRAMEWORK
from sandbox.world.faults import Fault
from sandbox.world.injection import FAULT, FaultInjector
from sandbox.world.keys import SigningKey, read
from sandbox.world.people import Clock, Directory
from sandbox.world.request_log import WHO
from sandbox.world.troubles import Trouble, Troubles

FIRST_ID = 1_700_000_000_000
MOST_A_SECOND = 7  # what a bot may send into one conversation
ACTIONS = {"POST": "post", "PUT": "update", "DELETE": "delete"}
REFUSALS = {403: "BotNotInConversationRoster", 404: "ConversationNotFound", 429: "Throttled", 412: "PreconditionFailed"}


class Connector:
    """`/{region}/v3/…` and `/{region}/v1/meetings/{id}`. `installed` are the people who have the app for themselves;
    None: everybody has."""

    def __init__(
        self,
        directory: Directory,
        conversations: Conversations,
        app_id: str,
        key: SigningKey,
        meeting_chats: MeetingChats,
        targets: Targets,
        clock: Clock,
        troubles: Troubles,
    ) -> None:
        self.record = Record()
        self.installed: set[str] | None = None
        self._directory = directory
        self._conversations = conversations
        self._app_id = app_id
        self._key = key
        self._meeting_chats = meeting_chats
        self._targets = targets
        self._clock = clock
        self._troubles = troubles
        self._rates = Rates(clock)
        self._faults = FaultInjector(troubles, "connector", _about, _failed, self._lost)
        self._ids = itertools.count(FIRST_ID)

    def routes(self) -> list[web.RouteDef]:
        conversations = "/{region}/v3/conversations"
        activities = conversations + "/{conversation}/activities"
        faulty = self._faults.around
        return [
            web.post(conversations, faulty(self.create)),
            web.post(activities, faulty(self.post)),
            web.post(activities + "/{activity}", faulty(self.post)),
            web.put(activities + "/{activity}", faulty(self.update)),
            web.delete(activities + "/{activity}", faulty(self.delete)),
            web.get(conversations + "/{conversation}/members/{member}", faulty(self.member)),
            web.get("/{region}/v1/meetings/{meeting}", faulty(self.meeting)),
        ]

    async def create(self, request: web.Request) -> web.Response:
        """Open the personal chat with somebody; posts the activity that comes along, if there is one."""
        if refusal := self._unknown_bot(request):
            return refusal
        body = await request.json()
        members = body.get("members") or [{}]
        if len(members) != 1 or body.get("isGroup") or not _tenant(body):
            return _refused(400, "BadArgument")
        person = self._directory.by_mri(str(members[0].get("id", "")))
        if person is None or (self.installed is not None and person.oid not in self.installed):
            return _refused(403, REFUSALS[403])
        chat = personal_chat(person)
        answer = {"id": chat}
        if activity := body.get("activity"):
            sent = Sent("post", chat, self._next_id(), activity, 201)
            await self.record.add(sent)
            answer["activityId"] = sent.activity_id
        return web.json_response(answer, status=201)

    async def post(self, request: web.Request) -> web.Response:
        return await self._take("post", request, self._next_id(), await request.json())

    async def update(self, request: web.Request) -> web.Response:
        return await self._take("update", request, request.match_info["activity"], await request.json())

    async def delete(self, request: web.Request) -> web.Response:
        return await self._take("delete", request, request.match_info["activity"], {})

    async def member(self, request: web.Request) -> web.Response:
        if refusal := self._unknown_bot(request):
            return refusal
        person = self._directory.by_mri(request.match_info["member"])
        return web.json_response(account(person)) if person else _refused(404, "MemberNotFoundInConversation")

    async def meeting(self, request: web.Request) -> web.Response:
        if refusal := self._unknown_bot(request):
            return refusal
        return self._meeting_chats.answer(request.match_info["meeting"])

    def _unknown_bot(self, request: web.Request) -> web.Response | None:
        """401 unless the request carries this bot's own token."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            claims = read(token, self._key, [BOT_FRAMEWORK], now=self._clock().timestamp())
        except jwt.InvalidTokenError:
            return error(401, {"message": "Authorization has been denied for this request."})
        if claims.get("appid") != self._app_id:
            return error(401, {"message": "Authorization has been denied for this request."})
        request[WHO] = self._app_id
        return None

    async def _take(self, action: str, request: web.Request, activity: str, body: Any) -> web.Response:
        if refusal := self._unknown_bot(request):
            return refusal
        conversation, usual = request.match_info["conversation"], 201 if action == "post" else 200
        targeted = request.query.get("isTargetedActivity") == "true"
        sent = Sent(action, conversation, activity, body, _told(request, usual), targeted=targeted)
        try:
            sent = replace(sent, target=self._checked(sent))
        except ConnectorRefusal as why:
            await self.record.add(replace(sent, status=_told(request, why.status), delivered=False))
            return _refused(why.status, why.code, why.headers)
        await self.record.add(sent)
        return web.json_response({"id": activity}, status=usual)

    def _checked(self, sent: Sent) -> str:
        """The one who will see it, where it is not for all. Raises ConnectorRefusal for what Teams does not take."""
        if sent.conversation not in self._conversations:
            raise ConnectorRefusal(404, "ConversationNotFound")
        limit = self._troubles.expects(Trouble.CONNECTOR_RATE_LIMIT, where=sent.conversation)
        if limit and self._rates.exceeded(sent.conversation, int(limit.detail.get("most", MOST_A_SECOND))):
            limit.strike()
            raise ConnectorRefusal(429, "Throttled", {"Retry-After": "1"})
        check(sent.activity)
        if not sent.targeted:
            return ""
        return self._targets.recipient(sent.action, sent.conversation, sent.activity_id, sent.activity)

    async def _lost(self, request: web.Request) -> None:
        """A fault has kept it from being delivered."""
        if (conversation := request.match_info.get("conversation")) and "activities" in request.path:
            action, body = ACTIONS[request.method], await _json(request)
            activity = request.match_info.get("activity", "") if action != "post" else self._next_id()
            await self.record.add(Sent(action, conversation, activity, body, _told(request, 0), delivered=False))

    def _next_id(self) -> str:
        return str(next(self._ids))


def _tenant(body: Any) -> str:
    """The tenant that a new conversation must name, in either of its two places."""
    named = ((body.get("channelData") or {}).get("tenant") or {}).get("id")
    return str(named or body.get("tenantId") or "")


def _told(request: web.Request, usual: int) -> int:
    """The status that the bot will see."""
    fault = request.get(FAULT)
    return fault.told(usual) if fault else usual


async def _about(request: web.Request) -> tuple[str, str]:
    """The path, and of what is posted its type and those of its attachments."""
    activity = await _json(request)
    types = [str(each.get("contentType", "")) for each in activity.get("attachments") or ()]
    return "", " ".join([request.path, str(activity.get("type", "")), *types])


async def _json(request: web.Request) -> dict[str, Any]:
    """The request's JSON object; {} when it has none."""
    with suppress(ValueError):
        body = json.loads(await request.read() or b"{}")
        return body if isinstance(body, dict) else {}
    return {}


def _failed(_request: web.Request, fault: Fault) -> web.Response:
    status = fault.status or 503
    return _refused(status, fault.code or REFUSALS.get(status, "ServiceError"), fault.headers)


def _refused(status: int, code: str, headers: dict[str, str] | None = None) -> web.Response:
    return error(status, {"error": {"code": code, "message": f"The connector answers {code}."}}, headers)
