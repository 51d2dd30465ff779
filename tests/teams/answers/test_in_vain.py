"""Who has just signed in, and would have to for the very same, reads so: signing in again would go round in circles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model import Address, ChatKind, SignInNeeded
from tests.support.fakes import ANNA, PLACE, command
from tests.support.teams.answers import desk, words

GROUP = replace(PLACE, conversation_id="19:group", kind=ChatKind.GROUP, activity_id="slash")


@pytest.mark.parametrize(("place", "targeted"), [(PLACE, False), (GROUP, True)], ids=["own chat", "slash command"])
async def test_nobody_is_asked_twice_for_the_same_sign_in(place: Address, targeted: bool) -> None:
    here = await desk()
    here.replies["link"] = SignInNeeded(("VirtualAppointment.Read",))
    await here.room.reception.receive(command("link", address=place, targeted=targeted))
    await here.settles()
    (waiting,) = await here.records.waiting(ANNA)
    claimed = await here.records.resume(waiting.id, ANNA, None)
    assert claimed
    here.room.runner.go_on(claimed)
    await here.settles()
    asked, told = here.teams.sent
    assert "auth/start" in words(asked)
    assert "auth/start" not in words(told)
    assert "wrong on our side" in words(told)
    assert not await here.records.waiting(ANNA)
