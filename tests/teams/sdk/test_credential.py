"""The bot's own token: one for all, ahead of its end, and never a storm of questions to Entra."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import Busy, Misconfigured
from bot.teams.sdk.credential import BotCredential
from tests.support.teams.connector_line import Token, health


async def test_the_bots_token_is_renewed_ahead_of_its_end_by_one_flight() -> None:
    token, now = Token(), 0.0
    credential = BotCredential(token, health(), clock=lambda: now)
    assert set(await asyncio.gather(*(credential.token() for _ in range(20)))) == {"token-1"}
    now = 3400.0  # still valid, soon to end: the old one serves while the new one is on its way
    assert await credential.token() == "token-1"
    await credential.close()
    assert await credential.token() == "token-2"


async def test_a_failing_credential_is_known_to_health_and_raised() -> None:
    token, watched = Token(), health()
    token.fault = Misconfigured("MicrosoftAppPassword", "wrong secret")
    credential = BotCredential(token, watched)
    await credential.warm()
    assert "MicrosoftAppPassword" in str(watched.body())
    with pytest.raises(Misconfigured):
        await credential.token()


async def test_a_token_that_two_calls_find_refused_is_fetched_once_more() -> None:
    token = Token()
    credential = BotCredential(token, health())
    first = await credential.token()
    credential.refused(first)
    assert await credential.token() == "token-2"
    credential.refused(first)  # the other call's answer came later
    assert await credential.token() == "token-2"


async def test_a_renewal_that_fails_is_not_tried_again_with_every_message() -> None:
    token, now = Token(), 0.0
    credential = BotCredential(token, health(), clock=lambda: now)
    await credential.token()
    now, token.fault = 3400.0, Misconfigured("MicrosoftAppPassword", "wrong secret")
    for _ in range(5):
        assert await credential.token() == "token-1"
        await credential.close()
    assert token.fetched == 2


async def test_that_entra_works_again_is_known_though_nobody_writes() -> None:
    token, watched = Token(), health()
    token.fault = Busy("Entra: no answer")
    credential = BotCredential(token, watched)
    await credential.warm()
    token.fault = None
    for _ in range(3):
        await credential.tend()
    assert watched.up() == {("bot_token",): 1.0}
    assert token.fetched == 2  # what works is not asked for
