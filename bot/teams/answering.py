"""From a command on record to its one answer: dispatch, render, send, note; sign-in and crashes in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import structlog

from bot.commands.recognition import concerns_account, names_nothing
from bot.dispatcher import said_again
from bot.errors import (
    Busy,
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
    Verb,
    Welcome,
)
from bot.pending import Claimed, Pending
from bot.ports import Dispatch, SignIn, Tokens
from bot.teams.messenger import Messenger
from bot.teams.roster import Roster
from bot.teams.tasks import Tasks
from bot.teams.telling import told
from bot.telemetry import current_reference

log = structlog.get_logger()
MOST_ATTEMPTS = 10  # a connector that is down for a minute loses nothing; a command that kills the process ends
GET_LINK = Press(Verb.SAY, text="get link")
ABOUT_THIS_CHAT = frozenset({Trouble.MEETING_CHAT_FORBIDDEN, Trouble.MEETING_CHAT_CALL, Trouble.MEETING_CHAT_CHANNEL})


class Answering:
    """Answers commands in the background, each once, from its record."""

    def __init__(
        self,
        pending: Pending,
        dispatch: Dispatch,
        tokens: Tokens,
        sign_in: SignIn,
        messenger: Messenger,
        roster: Roster,
        tasks: Tasks,
        *,
        for_anybody: Callable[[Command], bool],
        targeted: bool = False,
    ) -> None:
        self._pending = pending
        self._dispatch = dispatch
        self._tokens = tokens
        self._sign_in = sign_in
        self._messenger = messenger
        self._roster = roster
        self._for_anybody = for_anybody
        self._targeted = targeted
        self._tasks = tasks

    # -- what arrives ------------------------------------------------------------------------------------------

    async def receive(self, command: Command) -> None:
        """Write a command down; answer it in the background, once."""
        claimed = await self._pending.write_down(command)
        if claimed is None:
            log.info("delivered_again")
            return
        self._tasks.start(self._answer(claimed))

    async def receive_among_others(self, command: Command) -> None:
        """A command where others read along: answered by a neutral card, but for a meeting's own chat."""
        claimed = await self._pending.write_down(command)
        if claimed is not None:
            self._tasks.start(self._answer_among_others(claimed))

    async def tell(self, reply: Reply, command: Command) -> None:
        """Say something that is not the answer of a dispatched command, once a delivery."""
        claimed = await self._pending.write_down(command)
        if claimed is not None:
            self._tasks.start(self._finish(claimed, reply))

    async def welcome(self, command: Command) -> None:
        """Greet after installing; Teams reports an installation in up to two ways."""
        if await self._pending.once("welcome", command.address.conversation_id, keep=60):
            await self.tell(Welcome(), command)

    async def recover(self) -> None:
        """Take up the commands whose process died."""
        for claimed in await self._pending.orphans():
            log.warning("command_recovered", command=claimed.id, attempt=claimed.attempt)
            if claimed.command.surface is not Surface.CHAT:
                await self._pending.done(claimed.id)
            elif claimed.attempt > MOST_ATTEMPTS:
                self._tasks.start(self._give_up(claimed))
            elif claimed.command.address.kind is not ChatKind.PERSONAL:
                self._tasks.start(self._answer_among_others(claimed))
            else:
                self._tasks.start(self._answer(claimed))

    # -- after a sign-in ------------------------------------------------------------------------------------------

    def go_on(self, claimed: Claimed) -> None:
        """Tokens are there: answer where it was asked, if that is how it is answered."""
        if claimed.command.surface is not Surface.CHAT:
            # A view, a dialog or a search asks again by itself; nothing is said where others read along.
            self._tasks.start(self._pending.done(claimed.id))
        elif in_own_chat(claimed.command):
            self._tasks.start(self._answer(claimed))
        else:
            self._tasks.start(self._answer_among_others(claimed))

    async def end_sign_in(self, claimed: Claimed, notice: Notice) -> None:
        """The bad end of a sign-in is told in the person's own chat; elsewhere, to them alone at their next press."""
        command = claimed.command
        if in_own_chat(command):
            self._tasks.start(self._end(claimed, self.explained(notice, command)))
            return
        await self._pending.remember_end(command.user, command.address.conversation_id, told(notice))
        await self._pending.ask(claimed, claimed.needed or SignInNeeded(()))  # its link is as good as before
        await self._pending.asked(claimed.id)

    # -- how it is answered ------------------------------------------------------------------------------------

    async def _answer(self, claimed: Claimed) -> None:
        async with self._pending.held(claimed.id):
            await self._answer_held(claimed)

    async def _answer_among_others(self, claimed: Claimed) -> None:
        async with self._pending.held(claimed.id):
            self._tokens.seen(claimed.command.user, claimed.generation)
            if claimed.command.targeted or self._targeted:
                await self._answer_privately(claimed)
            else:
                await self._answer_openly(claimed)

    async def _answer_openly(self, claimed: Claimed) -> None:
        """By a message that all can read."""
        command = claimed.command
        if concerns_account(command):  # the button on a card for all says *Get link*, and may do nothing else
            await self._finish(claimed, self.explained(Notice(Trouble.PERSONAL_ONLY), command, again=False))
            return
        if self._for_anybody(command):
            reply: Reply | None = await self._dispatch(command)
        else:
            reply = await self._of_this_meeting(command) if command.meeting_chat else None
        # Never a meeting that may not be the one meant.
        await self._finish(claimed, reply or OnlyYou(said_again(command) or Press(Verb.MEETINGS)))

    async def _answer_privately(self, claimed: Claimed) -> None:
        """By a message that only the asker sees; where Teams does not take such messages, in their own chat.

        A question that all have heard may have an answer in the open instead, but for one that is about an account.
        """
        command = claimed.command
        alone = command.targeted or concerns_account(command)
        own = await self._own_chat(command) if concerns_account(command) else None
        if concerns_account(command) and own is None:  # what could not be confirmed is not done
            await self._tell_alone(claimed, self.explained(Notice(Trouble.PERSONAL_ONLY), command, again=False))
        elif await self._answer_targeted(claimed):
            return
        elif alone and (own := own or await self._own_chat(command)):
            if moved := await self._pending.write_down(own):
                await self._answer(moved)
            await self._pending.done(claimed.id)
        elif command.targeted:
            await self._finish(_aloud(claimed), OnlyYou(GET_LINK))  # nothing of what was asked may be on it
        else:
            await self._answer_openly(claimed)

    async def _own_chat(self, command: Command) -> Command | None:
        """The command moved to the asker's own chat with the bot; None where they have none."""
        try:
            return await self._messenger.in_own_chat(command)
        except Undeliverable:
            return None

    async def _tell_alone(self, claimed: Claimed, notice: Notice) -> None:
        """Words that name nobody, to the asker alone where Teams can."""
        try:
            await self._messenger.post_targeted(notice, claimed.command)
        except (Busy, Undeliverable):
            await self._finish(_aloud(claimed), notice)
        else:
            await self._pending.done(claimed.id)

    async def _answer_targeted(self, claimed: Claimed) -> bool:
        """Answer by a message that only the asker sees; False where Teams does not take such messages."""
        command = claimed.command
        reply = await self._dispatch(command)
        try:
            if isinstance(reply, SignInNeeded):
                if trouble := await self._roster.barred(command):
                    notice = self.explained(Notice(trouble), command, again=False)
                    await self._messenger.post_targeted(notice, command)
                    await self._pending.done(claimed.id)
                    return True
                await self._pending.ask(claimed, reply)
                username = self._roster.member(command).username
                url = await self._sign_in.start_url(command.user, claimed.id, username)
                again = said_again(command) or GET_LINK
                await self._messenger.post_targeted(SignInLink(url, reply.why, again), command)
                await self._pending.asked(claimed.id)
            else:
                await self._messenger.post_targeted(reply, command)
                await self._pending.done(claimed.id)
        except (Busy, Undeliverable) as error:
            log.info("targeted_message_refused", cause=str(error))
            return False
        return True

    async def _of_this_meeting(self, command: Command) -> Reply | None:
        """In a meeting's own chat that meeting's link may be seen by all; everything else is for the asker alone."""
        if not names_nothing(command):
            return None
        async with self._messenger.typing(command.address):
            # What else was said is not dispatched: somebody's own meeting may be called 'Thanks'.
            reply = await self._dispatch(replace(command, text="get link", html=""))
        match reply:
            case LinkReady():
                return PostedLink(reply.meeting, reply.link)
            case Notice() if reply.trouble in ABOUT_THIS_CHAT:
                return reply
            case _:
                return None

    async def _answer_held(self, claimed: Claimed) -> None:
        self._tokens.seen(claimed.command.user, claimed.generation)
        async with self._messenger.typing(claimed.command.address):
            reply = await self._dispatch(claimed.command)
        if not isinstance(reply, SignInNeeded):
            await self._finish(claimed, reply)
        elif _same(reply, claimed.needed):
            # Just signed in for exactly this, and it is asked for again: a second card would go round in circles.
            notice = self.explained(Notice(Trouble.OURS), claimed.command)
            log.error("signed_in_in_vain", why=str(reply.why), scopes=reply.scopes, reference=notice.reference)
            await self._finish(claimed, notice)
        else:
            await self._ask(claimed, reply)

    async def _ask(self, claimed: Claimed, needed: SignInNeeded) -> None:
        command = claimed.command
        if trouble := await self._roster.barred(command):
            await self._finish(claimed, self.explained(Notice(trouble), command, again=False))
            return
        await self._pending.ask(claimed, needed)
        url = await self._sign_in.start_url(command.user, claimed.id, self._roster.member(command).username)
        try:
            await self._messenger.post_sign_in(needed, command, url=url, exchange_id=claimed.id)
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
            await self._post(reply, claimed.command)
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
            await self._post(self.explained(Notice(Trouble.OURS), claimed.command), claimed.command)
        finally:
            await self._pending.done(claimed.id)

    async def _post(self, reply: Reply, command: Command) -> None:
        """What only the bot saw being asked, only the asker sees being answered."""
        post = self._messenger.post_targeted if command.targeted else self._messenger.post
        await post(reply, command)

    def explained(self, notice: Notice, command: Command, *, again: bool = True) -> Notice:
        """`notice` with a way to try again and a reference that is also in the log."""
        retry = said_again(command) if again else None
        reference = current_reference()
        log.info("told", trouble=str(notice.trouble), reference=reference)
        return replace(notice, retry=notice.retry or retry, reference=reference)


def in_own_chat(command: Command) -> bool:
    """Whether the answer is a message in the person's own chat with the bot, where everything may be said."""
    return command.surface is Surface.CHAT and command.address.kind is ChatKind.PERSONAL


def _aloud(claimed: Claimed) -> Claimed:
    """What follows may be read by all."""
    return replace(claimed, command=replace(claimed.command, targeted=False))


def _same(needed: SignInNeeded, before: SignInNeeded | None) -> bool:
    """Whether the person has just signed in for this. Claims are not compared: each challenge may have its own time."""
    if before is None or not set(needed.scopes) <= set(before.scopes):
        return False
    return bool(before.claims) or not needed.claims
