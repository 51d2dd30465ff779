"""The bot's turns through the Microsoft 365 Agents SDK, botbuilder's successor: what changing the SDK would take.

Nothing else of the bot knows the difference. `scripts/second-seam` runs the journeys over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microsoft_agents.activity import Activity, ActivityTypes, ChannelAccount, ConversationAccount
from microsoft_agents.hosting.aiohttp import CloudAdapter
from microsoft_agents.hosting.core import ActivityHandler, ChannelServiceClientFactoryBase, TurnContext
from microsoft_agents.hosting.core.authorization import ClaimsIdentity

from bot.teams.inbound.payload import Inbound, InboundAccount
from bot.teams.inbound.turns import InvokeAnswer, Turn, Turns
from bot.teams.sdk.connector import Connector

INBOUND = "inbound"


def agents(turns: Turns, _connector: Connector) -> Turn:
    """A `Seam`. The bot sends by its own connector, so that the SDK needs none."""
    return Adapter(turns).turn


class Adapter(CloudAdapter):
    """The SDK's adapter, for activities that are read and vouched for already."""

    def __init__(self, turns: Turns) -> None:
        super().__init__(channel_service_client_factory=NoClients())
        self.on_turn_error = None  # the SDK's prints the trace, and posts the error's text into the chat
        self._handler = Handler(turns)

    async def turn(self, claims: Mapping[str, Any], inbound: Inbound) -> InvokeAnswer | None:
        """One turn: the SDK's pipeline, and its handler of activities at the end."""

        async def logic(turn: TurnContext) -> None:
            turn.turn_state[INBOUND] = inbound
            await self._handler.on_turn(turn)

        identity = ClaimsIdentity(dict(claims), "Bearer")
        answer = await self.process_activity(identity, activity_of(inbound), logic)
        return InvokeAnswer(int(answer.status), answer.body) if answer else None


class Handler(ActivityHandler):
    """`Turns` over the SDK's ActivityHandler, which leaves what nobody has overridden."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await self._turns.message(turn_context.turn_state[INBOUND])

    async def on_message_update_activity(self, turn_context: TurnContext) -> None:
        await self._turns.edited(turn_context.turn_state[INBOUND])

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        await self._turns.installed(turn_context.turn_state[INBOUND])

    async def on_installation_update_remove(self, turn_context: TurnContext) -> None:
        await self._turns.removed(turn_context.turn_state[INBOUND])

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        inbound: Inbound = turn_context.turn_state[INBOUND]
        if inbound.adds_the_bot:
            await self._turns.installed(inbound)

    async def on_invoke_activity(self, turn_context: TurnContext) -> None:
        answer = await self._turns.invoke(turn_context.turn_state[INBOUND])
        value = {"status": answer.status, "body": answer.body}
        await turn_context.adapter.send_activities(
            turn_context, [Activity(type=ActivityTypes.invoke_response, value=value)]
        )


class NoClients(ChannelServiceClientFactoryBase):
    """Where the SDK would make two HTTP clients for each turn."""

    async def create_connector_client(self, *_: Any, **__: Any) -> Closing:
        return Closing()

    async def create_user_token_client(self, *_: Any, **__: Any) -> Closing:
        return Closing()


class Closing:
    """A client that is never used, and is closed after the turn."""

    async def close(self) -> None: ...


def activity_of(inbound: Inbound) -> Activity:
    """The SDK's activity, made of what was checked."""
    place = inbound.conversation
    parts = {
        "type": inbound.type,
        "id": inbound.id,
        "name": inbound.name,
        "action": inbound.action,
        "channel_id": inbound.channel_id,
        "service_url": inbound.service_url,
        "conversation": ConversationAccount(id=place.id, conversation_type=place.conversation_type),
        "from_property": _account(inbound.sender),
        "recipient": _account(inbound.recipient),
        "text": inbound.text,
        "value": inbound.value,
    }
    return Activity(**{name: part for name, part in parts.items() if part})  # it refuses what is empty


def _account(account: InboundAccount | None) -> ChannelAccount | None:
    return account and ChannelAccount(id=account.id, aad_object_id=account.aad_object_id)
