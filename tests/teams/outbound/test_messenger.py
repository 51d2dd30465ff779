"""What comes of each message tells whether Teams takes messages at all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import BotError, Busy, DeliveryUnknown, Throttled, Undeliverable
from bot.model import Command, Help, Reply
from bot.net.pace import Pace
from bot.net.service_gate import ServiceGates
from bot.ops.budgets import PATIENCE, Rates
from bot.ops.keyring import Keyring
from bot.teams.outbound.button_codec import ButtonCodec
from bot.teams.outbound.messenger import Again, Messenger
from bot.teams.outbound.renderer import Renderer
from tests.support.fakes import UNPACED, command
from tests.support.storage import Clock
from tests.support.teams.answers import APP_ID, Teams


@pytest.mark.parametrize(
    ("error", "closes"),
    [
        (DeliveryUnknown("500"), True),
        (Busy("nobody there"), True),
        (Busy("503", retry_after=30), False),
        (Throttled("429"), False),
        (Undeliverable("403"), False),
    ],
)
async def test_a_service_that_fails_three_times_is_given_a_rest_and_one_that_answers_is_not(
    error: BotError, *, closes: bool
) -> None:
    teams, gates = Teams(always=lambda: error), ServiceGates(Clock().ticks, PATIENCE)
    messenger = Messenger(teams, Renderer(ButtonCodec(Keyring([b"b" * 32])), APP_ID), gates, Pace(UNPACED))
    for conversation in ("a:1", "a:2", "a:3"):
        asked = command("help")
        with pytest.raises(type(error)):
            await messenger.post(Help(), replace(asked, address=replace(asked.address, conversation_id=conversation)))
    assert gates.any_closed() is closes
    teams.always = None
    await messenger.post(Help(), command("help"))
    assert not gates.any_closed()


@pytest.mark.parametrize("send", [Messenger.post, Messenger.post_targeted])
async def test_where_teams_has_had_too_much_no_more_is_sent_than_it_takes_whoever_sees_it(
    send: Callable[[Messenger, Reply, Command], Awaitable[object]],
) -> None:
    teams, clock = Teams(faults=[lambda: Throttled("429")]), Clock()
    pace = Pace(Rates(((1, 30.0),), ()), clock.ticks)
    renderer = Renderer(ButtonCodec(Keyring([b"b" * 32])), APP_ID)
    messenger = Messenger(teams, renderer, ServiceGates(clock.ticks, PATIENCE), pace)
    with pytest.raises(Throttled):
        await send(messenger, Help(), command("help"))
    await send(messenger, Help(), command("help"))
    with pytest.raises(Busy):
        await send(messenger, Help(), command("help"))
    assert teams.tried == 2


class AsksTwice(Teams):
    """Has had too much, and is to be sent it again."""

    turns: tuple[float, ...] = ()

    async def send(
        self, service_url: str, conversation_id: str, activity: dict[str, Any], again: Again | None = None
    ) -> str:
        assert again
        self.turns = (await again(), await again())
        return "1"


@pytest.mark.parametrize("send", [Messenger.post, Messenger.post_targeted])
async def test_what_is_sent_again_takes_its_turn_among_what_is_sent(
    send: Callable[[Messenger, Reply, Command], Awaitable[object]],
) -> None:
    teams, clock = AsksTwice(), Clock()
    renderer = Renderer(ButtonCodec(Keyring([b"b" * 32])), APP_ID)
    pace = Pace(Rates(((1, 30.0),), ()), clock.ticks)
    await send(Messenger(teams, renderer, ServiceGates(clock.ticks, PATIENCE), pace), Help(), command("help"))
    assert teams.turns == (0, 30)
