"""Botbuilder's CloudAdapter, through which every activity takes its turn once the edge has let it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botbuilder.core import TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, CallerIdConstants, ChannelAccount, ConversationAccount
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.teams.inbound.payload import Inbound, InboundAccount
from bot.teams.inbound.turns import InvokeAnswer, Turns
from bot.teams.sdk.authentication import ISSUER
from bot.teams.sdk.connector import Connector
from bot.teams.sdk.conversations import client_of
from bot.teams.sdk.handler import INBOUND, ActivityTurns


class TeamsAdapter(CloudAdapter):
    """CloudAdapter for activities that are read and vouched for already.

    Its own `process` is not used: it parses before it authenticates, answers 500 for bad JSON and refused tokens, 404
    for a KeyError, and 500 for an invoke's answer that is a dict.
    """

    def __init__(self, turns: Turns, connector: Connector) -> None:
        self._connectors = _OneConnector(connector)
        self._handler = ActivityTurns(turns)
        super().__init__(_Authenticated(self._connectors))

    async def turn(self, claims: Mapping[str, Any], inbound: Inbound) -> InvokeAnswer | None:
        """One turn (`Turn`): the SDK's pipeline, and TeamsActivityHandler at its end."""

        async def logic(turn: TurnContext) -> None:
            turn.turn_state[INBOUND] = inbound
            await self._handler.on_turn(turn)

        answer = await self.process_activity(self._vouched(claims), activity_of(inbound), logic)
        return answer if isinstance(answer, InvokeAnswer) else None

    def _vouched(self, claims: Mapping[str, Any]) -> AuthenticateRequestResult:
        """The verified caller as the SDK wants it, so that it does not authenticate a second time."""
        result = AuthenticateRequestResult()
        result.claims_identity = ClaimsIdentity(claims, is_authenticated=True)
        result.audience = ISSUER
        result.caller_id = CallerIdConstants.public_azure_channel
        result.connector_factory = self._connectors
        return result


def activity_of(inbound: Inbound) -> Activity:
    """The SDK's activity, made of what was checked. Its own way from JSON takes twenty times as long, and loses more.

    No delivery mode: 'expectReplies' would have the SDK buffer what the bot sends itself.
    """
    place = inbound.conversation
    return Activity(
        type=inbound.type,
        id=inbound.id,
        name=inbound.name,
        action=inbound.action,
        channel_id=inbound.channel_id,
        service_url=inbound.service_url,
        conversation=ConversationAccount(
            id=place.id, conversation_type=place.conversation_type, tenant_id=place.tenant_id, is_group=place.is_group
        ),
        from_property=_account(inbound.sender),
        recipient=_account(inbound.recipient),
        text=inbound.text,
        locale=inbound.locale,
        local_timezone=inbound.local_timezone,
        value=inbound.value,
    )


def _account(account: InboundAccount | None) -> ChannelAccount | None:
    return account and ChannelAccount(id=account.id, name=account.name, aad_object_id=account.aad_object_id)


class _Authenticated(BotFrameworkAuthentication):
    """What CloudAdapter asks for beside a verified caller. Nobody comes in here: the edge has checked the token."""

    def __init__(self, connectors: ConnectorFactory) -> None:
        self._connectors = connectors

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        raise PermissionError("not by this door")

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        raise PermissionError("streaming is not served")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return self._connectors

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """None: no Azure OAuth connection is used, sign-in is our own."""


class _OneConnector(ConnectorFactory):
    """One pooled connector for every turn; the SDK builds a client each time (about 6 ms)."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def create(self, service_url: str, audience: str) -> Any:
        return client_of(self._connector, service_url)
