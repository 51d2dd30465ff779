"""What Teams does about an OAuth card: silent sign-in from every client that is open, and the button if that fails."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from sandbox.client.activities import Activities
from sandbox.client.bot_client import Answer, BotClient
from sandbox.client.buttons import OAUTH
from sandbox.teams.record import Sent


@dataclass
class SignInCard:
    """An OAuth card in somebody's chat. `url` is what its button opens; `shown` once a silent sign-in has failed."""

    activity_id: str
    id: str
    connection: str
    url: str
    answers: list[Answer] = field(default_factory=list)
    shown: bool = False

    @property
    def statuses(self) -> list[int]:
        return [answer.status for answer in self.answers]


def card_in(sent: Sent) -> SignInCard | None:
    """The OAuth card of a message, if it is one."""
    for card in sent.contents(OAUTH):
        exchange = card.get("tokenExchangeResource") or {}
        buttons = card.get("buttons") or [{}]
        url, connection = str(buttons[0].get("value", "")), str(card.get("connectionName", ""))
        return SignInCard(sent.activity_id, str(exchange.get("id", "")), connection, url)
    return None


async def exchange(
    card: SignInCard, activities: Activities, bot_client: BotClient, assertion: str, clients: int = 1
) -> SignInCard:
    """Every client posts `signin/tokenExchange` with the same id and assertion, all at once.

    A card without an exchange resource asks for no silent sign-in: its button is shown at once.
    """
    if not card.id:
        card.shown = True
        return card
    value = {"id": card.id, "connectionName": card.connection, "token": assertion}
    posts = [bot_client.deliver(activities.invoke("signin/tokenExchange", value)) for _ in range(clients)]
    card.answers = list(await asyncio.gather(*posts))
    card.shown = any(answer.status != 200 for answer in card.answers)
    return card


def verify_state(activities: Activities, state: str) -> dict[str, Any]:
    """The invoke after a popup has said `notifySuccess(state)`, or was closed: then state is CancelledByUser."""
    return activities.invoke("signin/verifyState", {"state": state})
