"""What becomes of a sign-in: Teams' token exchange, the web page, a closed window, a failed silent try."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from weakref import WeakValueDictionary

import structlog

from bot.commands.again import said_again
from bot.errors import BotError, Busy, DeliveryUnknown, Denied, Misconfigured
from bot.model import Command, Notice, SignInNeeded, Trouble, User
from bot.ops.budgets import EXCHANGE, INVOKE_WHOLE, QUEUE
from bot.ops.loop_watch import Jammed, never_jammed
from bot.ports import SignIn, Tokens
from bot.records import Claimed, Once, Records
from bot.teams.answers.answers import in_own_chat
from bot.teams.answers.approvals import WaitingForAdmin
from bot.teams.answers.runner import Runner
from bot.teams.answers.tasks import AGAIN, Tasks
from bot.teams.outbound.error_replies import notice_for, with_reference
from bot.teams.outbound.messenger import Messenger
from bot.teams.sign_in.exchange import exchange

log = structlog.get_logger()
CANCELLED = "CancelledByUser"
JUST_NOW = 60.0  # seconds after a sign-in within which its window tells Teams that it has closed
# Codes of signin/failure that a client handles itself by showing the button (protocol.md §3).
HANDLED_BY_CLIENT = frozenset({"userconsentrequired", "interactionrequired"})
CODE = re.compile(r"\w{1,64}", re.ASCII)  # what comes in an invoke is logged only if it looks like a code
OPERATORS = frozenset({"resourcematchfailed", "oauthcardnotvalid"})


class SignInEvents:
    """Takes the events of a sign-in and has the waiting commands go on, wait or end."""

    def __init__(
        self,
        records: Records,
        tokens: Tokens,
        sign_in: SignIn,
        runner: Runner,
        messenger: Messenger,
        tasks: Tasks,
        waiting_for_admin: WaitingForAdmin,
        jammed: Jammed = never_jammed,
    ) -> None:
        self._records = records
        self._tokens = tokens
        self._sign_in = sign_in
        self._runner = runner
        self._messenger = messenger
        self._tasks = tasks
        self._waiting_for_admin = waiting_for_admin
        self._jammed = jammed
        self._busy_with: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def exchanged(self, user: User, conversation_id: str, id: str, assertion: str) -> int:
        """Teams sent the person's SSO token for command `id`; the HTTP status for that client (protocol.md §2).

        Each open client sends one. They are taken one after the other, so that each hears the same outcome.
        """
        clock = asyncio.get_running_loop().time
        asked = clock()
        async with self._alone(user):
            # Whoever has waited for a slow exchange of another client has no time left for one of their own.
            claimed = await self._records.resume(id, user, conversation_id) if clock() - asked < QUEUE else None
            if claimed is None:  # whoever has words about it needs no button, which would lead nowhere
                return 200 if await self._records.is_answered(id, user) else 412
            return await self._exchange(claimed, assertion, asked + EXCHANGE)

    async def signed_in(self, user: User, id: str) -> None:
        """The person has signed in on the web page: their command goes on."""
        with suppress(BotError):
            await self._records.claim_once(Once.SIGNED_IN, user.key, keep=JUST_NOW)
        self._waiting_for_admin.signed_in(user, SignInNeeded(()), silently=False)
        # Whatever the store does now: they are signed in, and their question is answered.
        await self._tasks.now_or_later(partial(self._all_go_on, user, id))

    async def _all_go_on(self, user: User, id: str) -> None:
        async with self._alone(user):
            waiting = await self._records.waiting(user)
            await self._go_on(user, id, waiting)
            # Others of the person's commands may have waited for the very same.
            for claimed in waiting:
                if await self._has_tokens(claimed):
                    await self._go_on(user, claimed.id, waiting)

    async def sign_in_ended(self, user: User, id: str, notice: Notice) -> None:
        """The web page ended without a token: the person is told why, and what to do, whatever the store does now."""
        await self._tasks.now_or_later(partial(self._ended, user, id, notice))

    async def _ended(self, user: User, id: str, notice: Notice) -> None:
        async with self._alone(user):
            claimed = await self._records.resume(id, user, None)
        if claimed is not None:
            await self._end(claimed, notice)

    async def _end(self, claimed: Claimed, notice: Notice) -> None:
        self._waiting_for_admin.notified(claimed.command, notice)
        await self._try_to_end_repeats(claimed)
        await self._runner.end_sign_in(claimed, notice)

    def popup_closed(self, user: User, conversation_id: str, state: str) -> None:
        """signin/verifyState: whoever is signed in by now is served, whatever `state` says; others are told."""
        self._tasks.start_until_taken(partial(self._popup_closed, user, conversation_id, state))

    def silent_failed(self, user: User, conversation_id: str, code: str) -> None:
        """signin/failure: the client could not sign in silently, and shows the person nothing (protocol.md §3)."""
        note = log.error if code in OPERATORS else log.warning
        note("silent_sign_in_failed", code=code if CODE.fullmatch(code) else "unreadable", hint=_hint(code))
        if code not in HANDLED_BY_CLIENT:
            self._tasks.start_until_taken(partial(self._silent_failed, user, conversation_id))

    async def _silent_failed(self, user: User, conversation_id: str) -> None:
        for claimed in each_question_once(await self._waiting_in_chat(user, conversation_id)):
            if await self._records.claim_once(Once.TOLD_FAILED, claimed.id, keep=600):
                self._tasks.start(self._say_until_taken(Trouble.SIGN_IN_FAILED, claimed))

    async def _popup_closed(self, user: User, conversation_id: str, state: str) -> None:
        async with self._alone(user):
            waiting = await self._waiting_in_chat(user, conversation_id)
            unsigned = [claimed for claimed in waiting if not await self._has_tokens(claimed)]
            for claimed in waiting:
                if claimed not in unsigned:
                    await self._go_on(user, claimed.id, waiting)
        if state != CANCELLED and await self._records.is_claimed(Once.SIGNED_IN, user.key):
            return  # the window that has closed is that of the sign-in which succeeded; others may still wait
        # One window was closed, and Teams does not say which: the newest is told of.
        for claimed in unsigned[:1]:
            if await self._records.claim_once(Once.TOLD_CLOSED, f"{claimed.id}\n{state}", keep=5):
                log.info("sign_in_closed", cancelled=state == CANCELLED)
                self._tasks.start(self._say_until_taken(Trouble.SIGN_IN_CLOSED, claimed))

    async def _go_on(self, user: User, id: str, waiting: Sequence[Claimed]) -> None:
        """One of those that are `waiting`; of the others, what asked the same before the sign-in is over with it."""
        claimed = await self._records.resume(id, user, None)
        if claimed is not None:
            try:
                await self._end_repeats(claimed, waiting)
                await self._forget_end(claimed)
            finally:  # it is claimed: what fails beside it does not keep it back
                self._runner.go_on(claimed)

    async def _forget_end(self, claimed: Claimed) -> None:
        """How an earlier try ended is of no use to whoever is signed in."""
        if not in_own_chat(claimed.command):
            await self._records.take_end(claimed.command.user, claimed.command.address.conversation_id)

    async def _try_to_end_repeats(self, claimed: Claimed) -> None:
        """As below; what fails beside a command that is claimed does not keep it back."""
        with suppress(BotError):
            await self._end_repeats(claimed)

    async def _end_repeats(self, claimed: Claimed, waiting: Sequence[Claimed] | None = None) -> None:
        """Whoever asked the same again before signing in has one answer."""
        command = claimed.command
        if waiting is None:
            waiting = await self._records.waiting(command.user, command.address.conversation_id)
        for other in waiting:
            if other.id == claimed.id or not is_repeat(other.command, command):
                continue
            if repeated := await self._records.resume(other.id, command.user, None):
                log.info("asked_twice", command=repeated.id)
                await self._records.done(repeated.id)

    async def _waiting_in_chat(self, user: User, conversation_id: str) -> list[Claimed]:
        """What waits for an answer in the chat itself; of the rest nothing is said there."""
        waiting = await self._records.waiting(user, conversation_id)
        return [claimed for claimed in waiting if in_own_chat(claimed.command)]

    def _alone(self, user: User) -> asyncio.Lock:
        """One at a time for each person: a page that is finished while an exchange has the command finds it again."""
        return self._busy_with.setdefault(user.key, asyncio.Lock())

    async def _exchange(self, claimed: Claimed, assertion: str, ends: float) -> int:
        needed = claimed.needed or SignInNeeded(())
        try:
            async with asyncio.timeout_at(ends):
                more = await exchange(self._sign_in, claimed.command.user, assertion, needed)
        except (BotError, TimeoutError) as error:
            log.warning("sign_in_failed", error_type=type(error).__name__, cause=_cause(error))
            jammed = isinstance(error, TimeoutError) and self._jammed(EXCHANGE)
            notice = Notice(Trouble.BOT_BUSY) if jammed else notice_for(error)
            await self._tasks.wait_for(self._end(claimed, notice), INVOKE_WHOLE)  # it goes on where the invoke ends
            return 200
        if more:
            await self._records.wait_for_sign_in(claimed, more)
            return 412
        self._waiting_for_admin.signed_in(claimed.command.user, needed, silently=True)
        try:
            await self._try_to_end_repeats(claimed)
        finally:  # the invoke may end before the store answers
            self._runner.go_on(claimed)
        return 200

    async def _has_tokens(self, claimed: Claimed) -> bool:
        needed = claimed.needed or SignInNeeded(())
        self._tokens.seen(claimed.command.user, claimed.generation)
        try:
            await self._tokens.token(claimed.command.user, needed.scopes, claims=needed.claims)
        except BotError:
            return False
        return True

    async def _say_until_taken(self, trouble: Trouble, claimed: Claimed) -> None:
        """Tell of a sign-in that has not come about. Its link leads to the very command that waits: a button that
        says the command again would end in two answers.
        """
        for pause in AGAIN:
            try:
                return await self._post_with_start_link(trouble, claimed)
            except DeliveryUnknown:
                raise  # it may be there
            except Busy:
                await asyncio.sleep(pause)
            if not await self._still_waits(claimed):
                return None
        return await self._post_with_start_link(trouble, claimed)

    async def _post_with_start_link(self, trouble: Trouble, claimed: Claimed) -> None:
        url = await self._sign_in.start_url(claimed.command.user, claimed.id)
        await self._messenger.post(with_reference(Notice(trouble, url=url)), claimed.command)

    async def _still_waits(self, claimed: Claimed) -> bool:
        """Unless the store says otherwise: they may have signed in meanwhile."""
        with suppress(BotError):
            return any(each.id == claimed.id for each in await self._records.waiting(claimed.command.user))
        return True


def is_repeat(one: Command, other: Command) -> bool:
    """Whether both ask the same, in the same of one's own chats."""
    if not (in_own_chat(one) and in_own_chat(other)):
        return False
    if one.address.conversation_id != other.address.conversation_id:
        return False
    return _question(one) == _question(other)


def each_question_once(waiting: Sequence[Claimed]) -> Iterator[Claimed]:
    """The first of each."""
    for n, claimed in enumerate(waiting):
        if not any(is_repeat(claimed.command, before.command) for before in waiting[:n]):
            yield claimed


def _question(command: Command) -> object:
    """What is asked, however it is written; of what is too long for a button, the words."""
    again = said_again(command)
    return replace(again, said_on=None) if again else (command.text, command.html)


def _cause(error: BaseException) -> str:
    return str(error) if isinstance(error, (Denied, Busy, Misconfigured)) else ""


def _hint(code: str) -> str:
    if code == "resourcematchfailed":
        return "the app's Application ID URI must be api://botid-{MicrosoftAppId}, as in the manifest"
    return ""
