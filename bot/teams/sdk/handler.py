"""Botbuilder's handler of activities: each kind that the bot has a use for is handed to the bot, the rest is left."""

from __future__ import annotations

from botbuilder.core import TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import Activity, ActivityTypes

from bot.teams.inbound.payload import Inbound
from bot.teams.inbound.turns import Turns

INBOUND = "inbound"  # where the turn finds the activity as it was checked
HANDLED = frozenset(
    {
        ActivityTypes.message,
        ActivityTypes.message_update,
        ActivityTypes.invoke,
        ActivityTypes.conversation_update,
        ActivityTypes.installation_update,
    }
)


class ActivityTurns(TeamsActivityHandler):
    """`Turns` over TeamsActivityHandler."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    async def on_turn(self, turn_context: TurnContext) -> None:
        """Kinds that the bot has no use for (reactions, traces) are received and left."""
        if turn_context.activity.type in HANDLED:
            await super().on_turn(turn_context)

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Somebody wrote, or pressed a button."""
        await self._turns.message(_inbound(turn_context))

    async def on_message_update_activity(self, turn_context: TurnContext) -> None:
        """Somebody changed a message. The SDK's own way needs the channel's data, which the turn does not carry."""
        await self._turns.edited(_inbound(turn_context))

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        """The bot was installed."""
        await self._turns.installed(_inbound(turn_context))

    async def on_installation_update_remove(self, turn_context: TurnContext) -> None:
        """The bot was removed."""
        await self._turns.removed(_inbound(turn_context))

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """The bot was added to a conversation; other changes of a conversation do not matter."""
        activity = _inbound(turn_context)
        if activity.adds_the_bot:
            await self._turns.installed(activity)

    async def on_invoke_activity(self, turn_context: TurnContext) -> None:
        """The SDK drops the outcome of a token exchange and knows no signin/failure, so that it is asked for none.

        The answer goes straight to the adapter: on the way through the turn's own `send_activity` it would be copied
        deeply, card and all.
        """
        answer = await self._turns.invoke(_inbound(turn_context))
        told = Activity(type=ActivityTypes.invoke_response, value=answer)
        await turn_context.adapter.send_activities(turn_context, [told])


def _inbound(turn_context: TurnContext) -> Inbound:
    inbound: Inbound = turn_context.turn_state[INBOUND]
    return inbound
