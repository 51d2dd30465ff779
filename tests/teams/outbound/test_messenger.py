"""What comes of each message tells whether Teams takes messages at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import BotError, Busy, DeliveryUnknown, Undeliverable
from bot.model import Help
from bot.net.pace import Pace
from bot.net.service_gate import ServiceGates
from bot.ops.budgets import PATIENCE
from bot.ops.keyring import Keyring
from bot.teams.outbound.button_codec import ButtonCodec
from bot.teams.outbound.messenger import Messenger
from bot.teams.outbound.renderer import Renderer
from tests.support.fakes import UNPACED, command
from tests.support.storage import Clock
from tests.support.teams.answers import APP_ID, Teams


@pytest.mark.parametrize(
    ("error", "closes"),
    [
        (DeliveryUnknown("500"), True),
        (Busy("nobody there"), True),
        (Busy("429", retry_after=30), False),
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
