"""One attempt at an answer: what comes of it, and what of that is noted, so that the next one is worth making."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeAlias

import structlog

from bot.commands.again import said_again
from bot.errors import BotError, Busy, DeliveryUnknown, Undeliverable
from bot.model import Command, Notice, Trouble
from bot.model.values import value
from bot.ops.metrics import Metrics, surface_of
from bot.ops.telemetry import failure
from bot.records import Claimed, NotYet, Records
from bot.records.attempts import MOST_DEATHS
from bot.teams.answers.answers import Answers
from bot.teams.answers.delivery import Delivery
from bot.teams.answers.gates import Gates
from bot.teams.answers.in_flight import InFlight, TakenOver
from bot.teams.answers.outcomes import Answered, MovedTo, WaitsForSignIn
from bot.teams.outbound.error_replies import ours, with_reference

log = structlog.get_logger()
Note: TypeAlias = Callable[[], Awaitable["Note | None"]]
"""Notes what has become of a command, or part of it: what is left is noted then, and nothing is done twice for it."""
NOTE_EVERY = 0.5  # seconds between two tries to note what has become of a command
ENDS = {Answered: "answered", WaitsForSignIn: "waits_for_sign_in", MovedTo: "moved"}


@value
class Ended:
    """What is to be noted of an attempt, and the command that goes on in the answer's place, if there is one."""

    note: Note | None = None
    moved: Claimed | None = None


class Attempts:
    """Makes them. Nothing is raised: what goes wrong is noted, and tried again, or said."""

    def __init__(
        self,
        records: Records,
        answers: Answers,
        delivery: Delivery,
        in_flight: InFlight,
        gates: Gates,
        metrics: Metrics,
        pause: Callable[[float], Awaitable[None]],
    ) -> None:
        self._records = records
        self._answers = answers
        self._delivery = delivery
        self._in_flight = in_flight
        self._gates = gates
        self._metrics = metrics
        self._pause = pause

    async def make(self, claimed: Claimed) -> Ended:
        """Answer it, or put it off."""
        if claimed.attempt > MOST_DEATHS:
            return Ended(await self._give_up(claimed, "deaths"))
        try:
            if wait := await self._gates.held_back(claimed):
                return Ended(partial(self._put_off, claimed, wait))
            if claimed.is_again:
                log.info("command_taken_up", command=claimed.id, attempt=claimed.attempt, tried=claimed.tried.times)
            outcome = await self._answers.answer(claimed)
            moved = await self._records.write_down(outcome.command) if isinstance(outcome, MovedTo) else None
        except TakenOver:
            self._ended(claimed.command, "taken_over")
            return Ended()
        except Undeliverable as error:
            self._ended(claimed.command, "undeliverable")
            log.warning("answer_undeliverable", command=claimed.id, why=str(error.refusal), cause=str(error))
            return Ended(self._done(claimed))
        except DeliveryUnknown as error:
            return self._later(claimed, NotYet(error.retry_after or 0.0, uncertain=True), error)
        except Busy as error:
            return self._later(claimed, NotYet(error.retry_after or 0.0), error)
        except BotError as error:
            return self._later(claimed, NotYet(), error)
        except Exception as error:  # noqa: BLE001 — what is wrong with one command must not lose it
            log.error("answer_failed", command=claimed.id, **failure(error))
            return self._later(claimed, NotYet(fault=True), None)
        self._ended(claimed.command, ENDS[type(outcome)])
        if isinstance(outcome, WaitsForSignIn):
            return Ended()
        if isinstance(outcome, Answered):
            age = self._in_flight.age(claimed.id)
            self._metrics.step_seconds.took(age, "total")
            log.info("answered", reply=outcome.reply, ms=round(age * 1000, 1))
        return Ended(self._done(claimed), moved)

    async def note(self, claimed: Claimed, note: Note | None) -> None:
        """Note what has become of it, however long the store does not take that: it stays ours until then."""
        if not self._in_flight.begin_to_end(claimed):
            return
        told = False
        try:
            while note is not None:
                try:
                    note = await note()
                except BotError as error:
                    if not told:
                        log.error("store_does_not_take_notes", command=claimed.id, cause=str(error))
                    told = True
                    await self._pause(NOTE_EVERY)
        finally:
            self._in_flight.end(claimed)

    def _later(self, claimed: Claimed, failed: NotYet, error: BotError | None) -> Ended:
        self._ended(claimed.command, "failed" if failed.fault else "uncertain" if failed.uncertain else "not_taken")
        if error is not None:
            log.warning("answer_not_taken", command=claimed.id, cause=str(error), uncertain=failed.uncertain)
        return Ended(partial(self._postpone, claimed, failed))

    async def _postpone(self, claimed: Claimed, failed: NotYet) -> Note | None:
        if await self._records.postpone(claimed, failed):
            return None
        if failed.fault:
            return await self._give_up(claimed, "faults")
        self._given_up(claimed, claimed.tried.times + 1)
        return self._words_later(claimed) if failed.uncertain and claimed.reply is None else self._done(claimed)

    async def _put_off(self, claimed: Claimed, seconds: float) -> Note | None:
        if await self._records.put_off(claimed, seconds):
            return None
        self._given_up(claimed, claimed.tried.times)
        return self._done(claimed)

    def _done(self, claimed: Claimed) -> Note:
        return partial(self._records.done, claimed.id)

    def _words_later(self, claimed: Claimed) -> Note:
        """Nobody knows whether the answer has arrived, and it is not sent again: the person may ask for it again."""
        notice = with_reference(Notice(Trouble.TEAMS_BUSY, retry=said_again(claimed.command)))
        return partial(self._records.tell_later, claimed, notice)

    async def _give_up(self, claimed: Claimed, why: str) -> Note:
        """A command that ends processes, or our own code: the person hears so, as far as Teams takes it."""
        self._ended(claimed.command, "given_up")
        notice = ours("command_given_up", command=claimed.id, why=why, attempt=claimed.attempt)
        command = claimed.command
        try:
            await self._delivery.post(with_reference(notice, retry=said_again(command)), command)
        except BotError as error:
            log.warning("apology_not_delivered", cause=str(error))
        except Exception as error:  # noqa: BLE001 — what cannot even be told must end all the same
            log.error("apology_failed", **failure(error))
        return self._done(claimed)

    def _given_up(self, claimed: Claimed, tried: int) -> None:
        self._ended(claimed.command, "given_up")
        log.error("answer_given_up", command=claimed.id, tried=tried)

    def _ended(self, command: Command, outcome: str) -> None:
        self._metrics.answers.add(surface_of(command), outcome)
