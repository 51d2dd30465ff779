"""The invokes with which Teams' clients report a sign-in, read and answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.model import Command
from bot.net.lenient_json import mapping, text
from bot.teams.inbound.payload import Inbound
from bot.teams.inbound.turns import InvokeAnswer
from bot.teams.sign_in.events import SignInEvents

RECEIVED = InvokeAnswer(200)


class SignInInvokes:
    """`signin/tokenExchange`, `signin/verifyState` and `signin/failure` (protocol.md §2 and §3)."""

    def __init__(self, events: SignInEvents) -> None:
        self._events = events

    async def token_exchange(self, activity: Inbound, command: Command) -> InvokeAnswer:
        """Teams sends the person's SSO token. The status is for the client: 412 has it show its sign-in button."""
        value = mapping(activity.value)
        chat = activity.conversation.id
        id = text(value, "id")
        assertion = text(value, "token")
        if not id or not assertion:
            return InvokeAnswer(400, _outcome(value, "id or token is missing"))
        status = await self._events.exchanged(command.user, chat, id, assertion)
        return InvokeAnswer(status, _outcome(value, "" if status == 200 else "The bot needs the person to sign in."))

    async def verify_state(self, activity: Inbound, command: Command) -> InvokeAnswer:
        """The sign-in window has closed."""
        self._events.popup_closed(command.user, activity.conversation.id, text(activity.value, "state"))
        return RECEIVED

    async def failure(self, activity: Inbound, command: Command) -> InvokeAnswer:
        """The client could not sign in silently."""
        self._events.silent_failed(command.user, activity.conversation.id, text(activity.value, "code"))
        return RECEIVED


def _outcome(value: Mapping[str, Any], detail: str) -> dict[str, Any]:
    """Body of a token exchange's answer, in the shape of the Bot Framework's TokenExchangeInvokeResponse."""
    return {
        "id": text(value, "id"),
        "connectionName": text(value, "connectionName"),
        "failureDetail": detail,
    }
