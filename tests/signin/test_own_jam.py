"""What Entra may have said while the bot had no time to listen is not held against it."""

from __future__ import annotations

import asyncio

import msal
import pytest

from bot.errors import Busy, NotAnswering
from bot.model import Trouble
from bot.net.breaker import OWN_FAILURES
from bot.signin.entra import Entra
from tests.support.fakes import ANNA, TENANT
from tests.support.signin.entra import SCOPES, PretendEntra, entra_at, health

LATE = 0.3  # seconds within which Entra does not answer here
APART = 0.31  # seconds: two failures, and not one


async def first_use(entra: Entra) -> object:
    return await entra.on_behalf_of(TENANT, msal.SerializableTokenCache(), "an assertion", SCOPES, "", who=ANNA.id)


async def whoever_loses_patience(entra: Entra) -> None:
    """The command that asks for a token has no more time."""
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await first_use(entra)


async def knows_its_way(pretend: PretendEntra, entra: Entra) -> None:
    """Discovery is at hand, and from now on nothing is answered in time."""
    await first_use(entra)
    pretend.seconds = 30.0


@pytest.mark.parametrize(("jammed", "trouble"), [(True, Trouble.BOT_BUSY), (False, Trouble.BUSY)])
async def test_what_is_not_heard_in_a_jam_of_our_own_may_have_been_said(jammed: bool, trouble: Trouble) -> None:
    pretend, state = PretendEntra(), health()
    async with entra_at(pretend, state=state, jammed=jammed, patience=LATE) as entra:
        await knows_its_way(pretend, entra)
        with pytest.raises(Busy) as raised:
            await first_use(entra)
    assert raised.value.trouble is trouble
    assert ("failing" in str(state.body())) is not jammed


@pytest.mark.parametrize(("jammed", "trouble"), [(True, Trouble.BOT_BUSY), (False, Trouble.BUSY)])
async def test_neither_is_the_first_look_at_where_entra_is(jammed: bool, trouble: Trouble) -> None:
    pretend = PretendEntra()
    pretend.seconds = 30.0
    async with entra_at(pretend, jammed=jammed, patience=LATE) as entra:
        with pytest.raises(Busy) as raised:
            await first_use(entra)
    assert raised.value.trouble is trouble


@pytest.mark.parametrize("jammed", [True, False])
async def test_who_loses_patience_in_a_jam_of_our_own_does_not_keep_others_from_asking(jammed: bool) -> None:
    pretend = PretendEntra()
    async with entra_at(pretend, jammed=jammed, slow=0.0) as entra:
        await knows_its_way(pretend, entra)
        for _ in range(OWN_FAILURES):
            await whoever_loses_patience(entra)
            await asyncio.sleep(APART)
        pretend.seconds = 0.0
        if jammed:
            assert await first_use(entra)
        else:
            with pytest.raises(NotAnswering):
                await first_use(entra)
