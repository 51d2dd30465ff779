"""From a command on record to its one answer: dispatch, render, send, note; sign-in and crashes in between."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

import structlog

from bot.commands.recognition import names_nothing
from bot.dispatcher import said_again
from bot.errors import (
    AssertionRefused,
    BotError,
    Busy,
    Misconfigured,
    Refused,
    SignInRequired,
    Uncertain,
    Undeliverable,
)
from bot.model import (
    ChatKind,
    Command,
    LinkReady,
    Notice,
    OnlyYou,
    PostedLink,
    Press,
    Reply,
    SignInLink,
    SignInNeeded,
    Surface,
    Trouble,
    User,
    Verb,
    Welcome,
)
from bot.pending import Claimed, Pending, owner_of
from bot.ports import Dispatch, SignIn, Tokens
from bot.teams.outbox import Outbox
from bot.telemetry import current_reference, failure

log = structlog.get_logger()
MOST_ATTEMPTS = 10  # a connector that is down for a minute loses nothing; a command that kills the process ends
EXCHANGE_BUDGET = 3.4  # Teams drops an invoke after five seconds; we promise four
QUEUE_BUDGET = 0.5  # of those four, what may go by while other clients of the person are being answered
CANCELLED = "CancelledByUser"
# Codes of signin/failure that a client handles itself by showing the button (sso.md §5).
HANDLED_BY_CLIENT = frozenset({"userconsentrequired", "interactionrequired"})
ABOUT_THIS_CHAT = frozenset({Trouble.MEETING_CHAT_FORBIDDEN, Trouble.MEETING_CHAT_CALL, Trouble.MEETING_CHAT_CHANNEL})
OPERATORS = frozenset({"resourcematchfailed", "oauthcardnotvalid"})


class Answering:
    """Owns every task that answers somebody; `drain` waits for them."""

    def __init__(
        self,
        pending: Pending,
        dispatch: Dispatch,
        tokens: Tokens,
        sign_in: SignIn,
        outbox: Outbox,
        *,
        targeted: bool = False,
    ) -> None:
        self._pending = pending
        self._dispatch = dispatch
        self._tokens = tokens
        self._sign_in = sign_in
        self._outbox = outbox
        self._targeted = targeted
        self._tasks: set[asyncio.Task[None]] = set()
        self._signing_in: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    # -- what arrives ------------------------------------------------------------------------------------------

    async def receive(self, command: Command) -> None:
        """Write a command down; answer it in the background, once."""
        claimed = await self._pending.write_down(command)
        if claimed is None:
            log.info("delivered_again")
            return
        self._start(self._answer(claimed))

    async def receive_among_others(self, command: Command) -> None:
        """A command where others read along: answered by a neutral card, but for a meeting's own chat."""
        claimed = await self._pending.write_down(command)
        if claimed is not None:
            self._start(self._answer_among_others(claimed))

    async def tell(self, reply: Reply, command: Command) -> None:
        """Say something that is not the answer of a dispatched command, once a delivery."""
        claimed = await self._pending.write_down(command)
        if claimed is not None:
            self._start(self._finish(claimed, reply))

    async def welcome(self, command: Command) -> None:
        """Greet after installing; Teams reports an installation in up to two ways."""
        if await self._pending.once("welcome", command.address.conversation_id, keep=60):
            await self.tell(Welcome(), command)

    async def exchanged(self, user: User, conversation_id: str, id: str, assertion: str) -> int:
        """Teams sent the person's SSO token for command `id`; the HTTP status for that client (sso.md §3).

        Each open client sends one. They are taken one after the other, so that each hears the same outcome.
        """
        clock = asyncio.get_running_loop().time
        asked = clock()
        async with self._alone(user):
            # Whoever has waited for a slow exchange of another client has no time left for one of their own.
            claimed = await self._pending.resume(id, user, conversation_id) if clock() - asked < QUEUE_BUDGET else None
            if claimed is None:
                return 200 if await self._pending.settled(id, user) else 412
            return await self._exchange(claimed, assertion)

    async def signed_in(self, user: User, id: str) -> None:
        """The person has signed in on the web page: their command goes on."""
        async with self._alone(user):
            await self._go_on(user, id)
            # Others of the person's commands may have waited for the very same.
            for claimed in await self._pending.waiting(user):
                if await self._has_tokens(claimed):
                    await self._go_on(user, claimed.id)

    async def sign_in_ended(self, user: User, id: str, notice: Notice) -> None:
        """The web page ended without a token: the person is told in the chat, and the command is over."""
        async with self._alone(user):
            claimed = await self._pending.resume(id, user, None)
        if claimed is not None:
            self._end_or_drop(claimed, notice)

    def popup_closed(self, user: User, conversation_id: str, state: str) -> None:
        """signin/verifyState: whoever is signed in by now is served, whatever `state` says; others are told."""
        self._start(self._popup_closed(user, conversation_id, state))

    async def silent_failed(self, user: User, conversation_id: str, code: str) -> None:
        """signin/failure: the client could not sign in silently, and shows the person nothing (sso.md §5)."""
        level = "error" if code in OPERATORS else "warning"
        getattr(log, level)("silent_sign_in_failed", code=code, hint=_hint(code))
        if code in HANDLED_BY_CLIENT:
            return
        for claimed in await self._waiting_in_chat(user, conversation_id):
            if await self._pending.once("failed", claimed.id, keep=600):
                self._start(self._say_with_link(Trouble.SIGN_IN_FAILED, claimed))

    async def recover(self) -> None:
        """Take up the commands whose process died."""
        for claimed in await self._pending.orphans():
            log.warning("command_recovered", command=claimed.id, attempt=claimed.attempt)
            if claimed.command.surface is not Surface.CHAT:
                await self._pending.done(claimed.id)
            elif claimed.attempt > MOST_ATTEMPTS:
                self._start(self._give_up(claimed))
            elif claimed.command.address.kind is not ChatKind.PERSONAL:
                self._start(self._answer_among_others(claimed))
            else:
                self._start(self._answer(claimed))

    async def drain(self, seconds: float) -> None:
        """Wait for the answers under way."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    # -- how it is answered ------------------------------------------------------------------------------------

    async def _answer(self, claimed: Claimed) -> None:
        async with self._pending.held(claimed.id):
            await self._answer_held(claimed)

    async def _answer_among_others(self, claimed: Claimed) -> None:
        async with self._pending.held(claimed.id):
            command = claimed.command
            self._tokens.seen(command.user, claimed.generation)
            again = said_again(command) or Press(Verb.SAY, text="get link")
            if (command.targeted or self._targeted) and await self._answer_targeted(claimed, again):
                return
            reply = await self._of_this_meeting(command) if command.meeting_chat else None
            await self._finish(claimed, reply or OnlyYou(again))

    async def _answer_targeted(self, claimed: Claimed, again: Press) -> bool:
        """Answer by a message that only the asker sees; False where Teams does not take such messages."""
        command = claimed.command
        reply = await self._dispatch(command)
        try:
            if isinstance(reply, SignInNeeded):
                await self._pending.ask(claimed, reply)
                url = await self._sign_in.start_url(command.user, claimed.id)
                await self._outbox.post_targeted(SignInLink(url, reply.why, again), command)
                await self._pending.asked(claimed.id)
            else:
                await self._outbox.post_targeted(reply, command)
                await self._pending.done(claimed.id)
        except (Busy, Undeliverable) as error:
            log.info("targeted_message_refused", cause=str(error))
            return False
        return True

    async def _of_this_meeting(self, command: Command) -> Reply | None:
        """In a meeting's own chat that meeting's link may be seen by all; everything else is for the asker alone."""
        if not names_nothing(command):
            return None
        match reply := await self._dispatch(command):
            case LinkReady():
                return PostedLink(reply.meeting, reply.link)
            case Notice() if reply.trouble in ABOUT_THIS_CHAT:
                return reply
            case _:
                return None

    async def _answer_held(self, claimed: Claimed) -> None:
        self._tokens.seen(claimed.command.user, claimed.generation)
        async with self._outbox.typing(claimed.command.address):
            reply = await self._dispatch(claimed.command)
        if not isinstance(reply, SignInNeeded):
            await self._finish(claimed, reply)
        elif _same(reply, claimed.needed):
            # Just signed in for exactly this, and it is asked for again: a second card would go round in circles.
            notice = self._explained(Notice(Trouble.OURS), claimed.command)
            log.error("signed_in_in_vain", why=str(reply.why), scopes=reply.scopes, reference=notice.reference)
            await self._finish(claimed, notice)
        else:
            await self._ask(claimed, reply)

    async def _ask(self, claimed: Claimed, needed: SignInNeeded) -> None:
        command = claimed.command
        member = await self._outbox.member(command.address)
        if member.guest:
            await self._finish(claimed, self._explained(Notice(Trouble.GUEST), command, again=False))
            return
        await self._pending.ask(claimed, needed)
        url = await self._sign_in.start_url(command.user, claimed.id, member.username)
        try:
            await self._outbox.post_sign_in(needed, command, url=url, exchange_id=claimed.id)
        except Undeliverable:
            log.warning("sign_in_card_undeliverable")
            await self._pending.done(claimed.id)
        else:
            await self._pending.asked(claimed.id)

    async def _end(self, claimed: Claimed, notice: Notice) -> None:
        """The last word about a sign-in that may have used up most of the lease already."""
        async with self._pending.held(claimed.id):
            await self._finish(claimed, notice)

    async def _finish(self, claimed: Claimed, reply: Reply) -> None:
        try:
            await self._outbox.post(reply, claimed.command)
        except Undeliverable:
            log.warning("answer_undeliverable")
        except Uncertain:
            if claimed.attempt == 1:
                raise  # the lease brings it back, once: better an answer twice than none
            log.warning("answer_may_not_have_arrived")
        await self._pending.done(claimed.id)
        log.info("answered", reply=type(reply).__name__)

    async def _give_up(self, claimed: Claimed) -> None:
        log.error("command_given_up", command=claimed.id, attempt=claimed.attempt)
        try:
            await self._outbox.post(self._explained(Notice(Trouble.OURS), claimed.command), claimed.command)
        finally:
            await self._pending.done(claimed.id)

    async def _say_with_link(self, trouble: Trouble, claimed: Claimed) -> None:
        """Tell of a sign-in that has not come about. Its link leads to the very command that waits: a button that
        says the command again would end in two answers.
        """
        url = await self._sign_in.start_url(claimed.command.user, claimed.id)
        notice = self._explained(Notice(trouble, url=url), claimed.command, again=False)
        await self._outbox.post(notice, claimed.command)

    async def _popup_closed(self, user: User, conversation_id: str, state: str) -> None:
        async with self._alone(user):
            waiting = await self._waiting_in_chat(user, conversation_id)
            unsigned = [claimed for claimed in waiting if not await self._has_tokens(claimed)]
            for claimed in waiting:
                if claimed not in unsigned:
                    await self._go_on(user, claimed.id)
        # One window was closed, and Teams does not say which: the newest is told of.
        for claimed in unsigned[:1]:
            if await self._pending.once("closed", f"{claimed.id}\n{state}", keep=5):
                log.info("sign_in_closed", cancelled=state == CANCELLED)
                await self._say_with_link(Trouble.SIGN_IN_CLOSED, claimed)

    async def _go_on(self, user: User, id: str) -> None:
        claimed = await self._pending.resume(id, user, None)
        if claimed is not None:
            self._continue(claimed)

    def _continue(self, claimed: Claimed) -> None:
        """Tokens are there: answer where it was asked, if that is how it is answered."""
        if claimed.command.surface is not Surface.CHAT:
            # A view, a dialog or a search asks again by itself; nothing is said where others read along.
            self._start(self._pending.done(claimed.id))
        elif in_own_chat(claimed.command):
            self._start(self._answer(claimed))
        else:
            self._start(self._answer_among_others(claimed))

    def _end_or_drop(self, claimed: Claimed, notice: Notice) -> None:
        """The end of a sign-in is told in the person's own chat only."""
        if in_own_chat(claimed.command):
            self._start(self._end(claimed, self._explained(notice, claimed.command)))
        else:
            self._start(self._pending.done(claimed.id))

    async def _waiting_in_chat(self, user: User, conversation_id: str) -> list[Claimed]:
        """What waits for an answer in the chat itself; of the rest nothing is said there."""
        waiting = await self._pending.waiting(user, conversation_id)
        return [claimed for claimed in waiting if in_own_chat(claimed.command)]

    def _alone(self, user: User) -> asyncio.Lock:
        """One at a time for each person: a page that is finished while an exchange has the command finds it again."""
        return self._signing_in.setdefault(owner_of(user), asyncio.Lock())

    async def _exchange(self, claimed: Claimed, assertion: str) -> int:
        needed = claimed.needed or SignInNeeded(())
        try:
            async with asyncio.timeout(EXCHANGE_BUDGET):
                await self._sign_in.exchange(claimed.command.user, assertion, needed)
        except AssertionRefused as refusal:
            log.warning("assertion_refused", reason=str(refusal))
            await self._wait_again(claimed, needed)
            return 412
        except SignInRequired as more:
            await self._wait_again(claimed, replace(needed, claims=more.claims or needed.claims))
            return 412
        except (BotError, TimeoutError) as error:
            log.warning("sign_in_failed", error_type=type(error).__name__, cause=_cause(error))
            self._end_or_drop(claimed, notice_for(error))
            return 200
        self._continue(claimed)
        return 200

    async def _wait_again(self, claimed: Claimed, needed: SignInNeeded) -> None:
        await self._pending.ask(claimed, needed)
        await self._pending.asked(claimed.id)

    async def _has_tokens(self, claimed: Claimed) -> bool:
        needed = claimed.needed or SignInNeeded(())
        try:
            await self._tokens.token(claimed.command.user, needed.scopes, claims=needed.claims)
        except BotError:
            return False
        return True

    def _explained(self, notice: Notice, command: Command, *, again: bool = True) -> Notice:
        """`notice` with a way to try again and a reference that is also in the log."""
        retry = said_again(command) if again else None
        reference = current_reference()
        log.info("told", trouble=str(notice.trouble), reference=reference)
        return replace(notice, retry=notice.retry or retry, reference=reference)

    # -- tasks -------------------------------------------------------------------------------------------------

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def in_own_chat(command: Command) -> bool:
    """Whether the answer is a message in the person's own chat with the bot, where everything may be said."""
    return command.surface is Surface.CHAT and command.address.kind is ChatKind.PERSONAL


def notice_for(error: BaseException) -> Notice:
    """What the person reads when signing in ends in `error`."""
    match error:
        case Refused():
            return Notice(error.trouble, url=error.url)
        case Busy() | TimeoutError():
            return Notice(Trouble.BUSY)
        case _:
            return Notice(Trouble.OURS)


def _cause(error: BaseException) -> str:
    return str(error) if isinstance(error, (Refused, Busy, Misconfigured)) else ""


def _same(needed: SignInNeeded, before: SignInNeeded | None) -> bool:
    """Whether the person has just signed in for this. Claims are not compared: each challenge may carry its own time."""
    if before is None or not set(needed.scopes) <= set(before.scopes):
        return False
    return bool(before.claims) or not needed.claims


def _hint(code: str) -> str:
    if code == "resourcematchfailed":
        return "the app's Application ID URI must be api://botid-{MicrosoftAppId}, as in the manifest"
    return ""


async def _guarded(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` under the reference of the request that began it; its failure is one log line, and the lease that
    runs out brings the command back.
    """
    with structlog.contextvars.bound_contextvars(reference=current_reference()):
        try:
            await work
        except BotError as error:
            log.warning("answer_failed", cause=str(error))
        except Exception as error:  # noqa: BLE001 — the end of a task: nobody else would hear of it
            log.error("answer_failed", **failure(error))
