"""*Try again* is one question however often Teams delivers it, and takes away nothing that was asked elsewhere."""

from __future__ import annotations

from dataclasses import replace

from bot.model import Action, ActionKind, Command, Notice, Trouble
from bot.ops.keyring import Keyring
from bot.records import Records
from bot.records.failed_questions import FailedQuestions
from bot.storage.encrypted import EncryptedStore
from bot.storage.memory import MemoryRows
from bot.teams.inbound.repeats import LastAsked
from tests.support.fakes import NOW, PLACE, command
from tests.support.storage import Clock

PHYSIO = command("get link physio")
FAILED = Notice(Trouble.BUSY, retry=Action(ActionKind.GET_LINK, text="physio"))


def records() -> Records:
    clock = Clock()
    return Records(EncryptedStore(MemoryRows(), Keyring([bytes(32)]), clock, clock.ticks), lambda: NOW)


def said(text: str, id: str) -> Command:
    return replace(command(text), address=replace(PLACE, activity_id=id))


async def test_delivered_again_to_a_process_that_has_heard_nothing_it_is_the_same_command() -> None:
    kept = records()
    await kept.failed.keep(PHYSIO, FAILED)
    again, last = said("try again", "2"), LastAsked(kept.failed)
    assert await kept.write_down(await last.meant(again))
    assert await kept.write_down(await last.meant(again)) is None


async def test_delivered_again_with_another_question_in_between_it_is_the_same_command() -> None:
    kept = records()
    last = LastAsked(kept.failed)
    await last.meant(said("get link physio", "1"))
    assert await kept.write_down(await last.meant(said("try again", "2")))
    await last.meant(said("get link dentist", "3"))
    assert await kept.write_down(await last.meant(said("try again", "2"))) is None


async def test_said_in_another_conversation_it_leaves_the_question_where_it_was_asked() -> None:
    failed: FailedQuestions = records().failed
    await failed.keep(PHYSIO, FAILED)
    elsewhere = replace(command("try again"), address=replace(PLACE, conversation_id="19:group"))
    assert await failed.take(elsewhere) is None
    assert await failed.take(command("try again"))
    assert await failed.take(command("try again")) is None
