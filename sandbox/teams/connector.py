"""smba.trafficmanager.net: where the bot posts. Checks the bot's token, records everything, fails on demand."""

from __future__ import annotations

import hashlib
import itertools
from typing import Any

import jwt
from aiohttp import web

from sandbox.teams.meeting_chats import MeetingChats
from sandbox.teams.record import Record, Sent
from sandbox.teams.targeted_messages import NotTargeted, Targets
from sandbox.world.answers import error, hang_up, retry_headers, status_of
from sandbox.world.claims import BOT_FRAMEWORK
from sandbox.world.keys import SigningKey, read
from sandbox.world.people import Clock, Directory, Person
from sandbox.world.request_log import WHO
from sandbox.world.troubles import Switch, Trouble, Troubles

FIRST_ID = 1_700_000_000_000
REFUSALS = {403: "BotNotInConversationRoster", 404: "ConversationNotFound", 429: "Throttled", 412: "PreconditionFailed"}


class Connector:
    """`/{region}/v3/…` and `/{region}/v1/meetings/{id}`. `installed` are the people who have the app for themselves;
    None: everybody has."""

    def __init__(
        self,
        directory: Directory,
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
        self._app_id = app_id
        self._key = key
        self._meeting_chats = meeting_chats
        self._targets = targets
        self._clock = clock
        self._troubles = troubles
        self._ids = itertools.count(FIRST_ID)

    def routes(self) -> list[web.RouteDef]:
        conversations = "/{region}/v3/conversations"
        activities = conversations + "/{conversation}/activities"
        return [
            web.post(conversations, self.create),
            web.post(activities, self.post),
            web.post(activities + "/{activity}", self.post),
            web.put(activities + "/{activity}", self.update),
            web.delete(activities + "/{activity}", self.delete),
            web.get(conversations + "/{conversation}/members/{member}", self.member),
            web.get("/{region}/v1/meetings/{meeting}", self.meeting),
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
            answer["activityId"] = await self._keep("post", chat, self._next_id(), activity, 201)
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
        await self._troubles.linger(Trouble.ROSTER_SLOW)
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
        conversation = request.match_info["conversation"]
        targeted = request.query.get("isTargetedActivity") == "true"
        await self._troubles.linger(Trouble.CONNECTOR_SLOW, where=conversation)
        if self._troubles.strike(Trouble.CONNECTOR_DROPPED, where=conversation):
            await self._keep(action, conversation, activity, body, 0, delivered=False)
            return hang_up(request)
        if switch := self._troubles.strike(Trouble.CONNECTOR_REFUSES, where=conversation):
            status = status_of(switch, 429)
            await self._keep(action, conversation, activity, body, status, delivered=False)
            return _refused(status, _code(switch, status), retry_headers(switch))
        if switch := self._troubles.strike(Trouble.CONNECTOR_DELIVERS_THEN_FAILS, where=conversation):
            status = status_of(switch, 504)
            await self._keep(action, conversation, activity, body, status)
            return _refused(status, "ServiceError")
        status = 201 if action == "post" else 200
        try:
            target = self._targets.recipient(action, conversation, activity, body) if targeted else ""
        except NotTargeted as why:
            await self._keep(action, conversation, activity, body, why.status, delivered=False, targeted=True)
            return _refused(why.status, why.code)
        await self._keep(action, conversation, activity, body, status, targeted=targeted, target=target)
        return web.json_response({"id": activity}, status=status)

    async def _keep(
        self,
        action: str,
        conversation: str,
        activity: str,
        body: Any,
        status: int,
        *,
        delivered: bool = True,
        targeted: bool = False,
        target: str = "",
    ) -> str:
        await self.record.add(Sent(action, conversation, activity, body, status, delivered, targeted, target))
        return activity

    def _next_id(self) -> str:
        return str(next(self._ids))


def personal_chat(person: Person) -> str:
    """The id of the bot's one-to-one chat with this person."""
    return "a:1" + hashlib.sha256(f"chat/{person.oid}".encode()).hexdigest()


def account(person: Person) -> dict[str, str]:
    """A member as the connector describes one."""
    given, _, surname = person.name.partition(" ")
    return {
        "id": person.mri,
        "name": person.name,
        "aadObjectId": person.oid,
        "objectId": person.oid,
        "givenName": given,
        "surname": surname,
        "email": person.upn,
        "userPrincipalName": person.upn,
        "tenantId": person.tenant_id,
        "userRole": "guest" if person.guest else "user",
    }


def _tenant(body: Any) -> str:
    """The tenant that a new conversation must name, in either of its two places."""
    named = ((body.get("channelData") or {}).get("tenant") or {}).get("id")
    return str(named or body.get("tenantId") or "")


def _code(switch: Switch, status: int) -> str:
    return str(switch.detail.get("code", REFUSALS.get(status, "ServiceError")))


def _refused(status: int, code: str, headers: dict[str, str] | None = None) -> web.Response:
    return error(status, {"error": {"code": code, "message": f"The connector answers {code}."}}, headers)
