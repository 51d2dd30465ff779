"""*sign out* forgets whoever was signed in when it was asked, however often it has to be answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.commands.sign_out import SignOut
from bot.errors import Busy
from bot.ports import Store
from tests.support.fakes import ANNA, PLACE, command
from tests.support.signin.tokens import bot

SAID = replace(command("sign out"), address=replace(PLACE, activity_id="1"))


class DiesOnce:
    """A store that is not asked to drop tokens the first time: the process has died before."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._died = False

    async def drop_tokens(self, owner: str) -> int:
        if self._died:
            return await self._store.drop_tokens(owner)
        self._died = True
        raise Busy("killed")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


async def test_one_that_is_answered_again_leaves_a_newer_sign_in() -> None:
    async with bot() as it:
        await it.signs_in()
        await SignOut(it.tokens)(SAID)
        assert await it.tokens.account(ANNA) is None
        await it.signs_in()
        await SignOut(it.restarted())(SAID)  # killed before it was noted as done, or Teams did not take the answer
        assert await it.tokens.account(ANNA) is not None


async def test_one_that_was_not_done_is_done_when_it_is_answered_again() -> None:
    async with bot() as it:
        await it.signs_in()
        it.store = DiesOnce(it.store)
        with pytest.raises(Busy):
            await SignOut(it.restarted())(SAID)
        await SignOut(it.restarted())(SAID)
        assert await it.tokens.account(ANNA) is None


@pytest.mark.parametrize("id", ["2", ""])
async def test_each_one_that_is_said_counts(id: str) -> None:
    async with bot() as it:
        for said in (SAID, replace(SAID, address=replace(PLACE, activity_id=id))):
            await it.signs_in()
            await SignOut(it.tokens)(said)
            assert await it.tokens.account(ANNA) is None


async def test_one_that_a_message_is_changed_to_counts() -> None:
    async with bot() as it:
        for said in (SAID, replace(SAID, text="sign out please")):
            await it.signs_in()
            await SignOut(it.tokens)(said)
            assert await it.tokens.account(ANNA) is None
