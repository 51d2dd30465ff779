"""A question that failed is remembered for whichever instance is asked to try again; no other is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import Busy
from bot.model import Action, ActionKind, Notice, Trouble
from bot.ops.keyring import Keyring
from bot.records.failed_questions import KEEP_QUESTION, FailedQuestion, FailedQuestions
from bot.storage.encrypted import EncryptedStore
from bot.storage.memory import MemoryRows
from tests.support.fakes import BEN, NOW, command
from tests.support.storage import Clock
from tests.support.teams.answers import Moody

RETRY = Action(ActionKind.GET_LINK, text="physio")
ASKED = command("get link physio")
FAILED = Notice(Trouble.BUSY, retry=RETRY)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Moody:
    return Moody(EncryptedStore(MemoryRows(), Keyring([b"k" * 32]), clock, clock.ticks))


async def test_it_is_there_for_the_next_who_asks_and_then_no_more(store: Moody) -> None:
    await FailedQuestions(store).keep(ASKED, FAILED)
    others = FailedQuestions(store)
    assert await others.take(replace(ASKED, user=BEN)) is None
    found = await others.take(command("try again"))
    assert found == FailedQuestion(ASKED.address.conversation_id, NOW, RETRY)
    assert await others.take(command("try again")) is None


async def test_a_newer_one_takes_an_older_ones_place(store: Moody) -> None:
    questions, newer = FailedQuestions(store), replace(RETRY, text="dr. osei")
    for action in (RETRY, newer):
        await questions.keep(ASKED, replace(FAILED, retry=action))
    found = await questions.take(ASKED)
    assert found
    assert found.action == newer


@pytest.mark.parametrize("reply", [Notice(Trouble.NO_MEETINGS), Notice(Trouble.NOT_UNDERSTOOD, retry=RETRY)])
async def test_what_did_not_fail_is_not_remembered(store: Moody, reply: Notice) -> None:
    questions = FailedQuestions(store)
    await questions.keep(ASKED, reply)
    assert await questions.take(ASKED) is None


async def test_elsewhere_and_later_it_is_no_question(store: Moody, clock: Clock) -> None:
    questions = FailedQuestions(store)
    await questions.keep(ASKED, FAILED)
    elsewhere = replace(ASKED, address=replace(ASKED.address, conversation_id="19:group"))
    assert await questions.take(elsewhere) is None
    await questions.keep(ASKED, FAILED)
    clock.passes(KEEP_QUESTION + 1)
    assert await questions.take(ASKED) is None


async def test_a_store_that_fails_is_as_good_as_none(store: Moody) -> None:
    questions = FailedQuestions(store)
    store.bad = True
    await questions.keep(ASKED, FAILED)
    assert await questions.take(ASKED) is None
    with pytest.raises(Busy):
        await store.tokens("x")
