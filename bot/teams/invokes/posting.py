"""*Post*, *Send to me*: the link goes to all in the conversation or to the presser's own chat, once; *Remove*."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import TypeAlias

import structlog

from bot.commands.meeting_link import may_have_moved
from bot.errors import BotError, Busy, DeliveryUnknown, SendRefusal, Service, Undeliverable
from bot.model import (
    Action,
    ActionKind,
    Command,
    Confirmation,
    LinkAction,
    LinkReady,
    Meeting,
    Notice,
    PostedLink,
    PostPreview,
    Reply,
    Surface,
    Trouble,
)
from bot.ops.budgets import INVOKE, LINK_CALENDAR, SEND
from bot.records import Once, Records
from bot.teams.answers.tasks import Tasks
from bot.teams.outbound.error_replies import notice_for, ours, with_reference
from bot.teams.outbound.messenger import Messenger

log = structlog.get_logger()
Described: TypeAlias = Callable[[Command, Meeting], Awaitable[Meeting]]
"""A meeting with what the presser's calendar knows of it; as it is where that is nothing."""

LINK_ACTIONS = frozenset({ActionKind.PREVIEW, ActionKind.POST_HERE, ActionKind.SEND_TO_ME})
SAME_DELIVERY_WITHIN = 600.0  # seconds within which a delivery that comes again, or its *Try again*, is the same
DOUBLE_CLICK = 5.0  # seconds within which the same press by the same person is one, under whatever activity id
LOOK_EVERY = 0.1  # seconds
AT_WORK = 2 * SEND + 1  # seconds that posting may take: a chat of one's own is asked for before


class Posting:
    """Each delivery, however often Teams repeats it, and each double click posts once, at whichever instance."""

    def __init__(
        self,
        records: Records,
        messenger: Messenger,
        tasks: Tasks,
        described: Described,
        *,
        install_url: str,
        chat_url: str,
    ) -> None:
        self._records = records
        self._messenger = messenger
        self._tasks = tasks
        self._described = described
        self._install_url = install_url
        self._chat_url = chat_url

    async def __call__(self, command: Command) -> Reply:
        """What has come of it, in time for the invoke."""
        press = command.press
        if press is not None and press.verb is ActionKind.REMOVE and press.message:
            return await self._removed(command, press)
        if press is None or press.meeting is None or not press.link or press.verb not in LINK_ACTIONS:
            return with_reference(Notice(Trouble.STALE_CARD))
        if press.verb is ActionKind.PREVIEW:
            return PostPreview(await self._complete(command, press.meeting), press.link)
        try:
            # Whoever is told to wait must not stop the message: Teams may have it already.
            message = await self._tasks.wait_for(self._once(command, press, press.meeting), INVOKE)
        except Undeliverable as refusal:
            log.info("posting_refused", why=str(refusal.refusal), cause=str(refusal))
            return self._with_way_back(self._refused(refusal, press), again(command, press))
        except (BotError, TimeoutError) as error:
            return self._with_way_back(notice_for(error), again(command, press))
        if press.verb is ActionKind.SEND_TO_ME:
            return Confirmation(LinkAction.SENT_TO_YOU, _back(press), self._chat_url)
        undo = Action(ActionKind.REMOVE, press.meeting, press.link, message=message) if message else None
        return Confirmation(LinkAction.POSTED, _back(press), undo=undo)

    async def _removed(self, command: Command, press: Action) -> Reply:
        """The message is gone, also when it was before. The button was sealed for the one who posted, and for here."""
        try:
            async with asyncio.timeout(INVOKE):
                await self._messenger.remove(press.message, command.address)
        except Undeliverable as refusal:
            if refusal.refusal is not SendRefusal.GONE:
                log.warning("removing_refused", cause=str(refusal))
                return self._with_way_back(Notice(Trouble.CANNOT_REMOVE), press)
        except (BotError, TimeoutError) as error:
            return self._with_way_back(notice_for(error), press)
        self._tasks.start(self._forgotten(_click(command, replace(press, verb=ActionKind.POST_HERE))))
        return Confirmation(LinkAction.REMOVED, _back(press))

    async def _forgotten(self, click: str) -> None:
        """Nothing of it is there any more: the next press posts, however soon it comes."""
        with suppress(BotError):
            await self._records.release(Once.POSTED, click)

    async def _once(self, command: Command, press: Action, meeting: Meeting) -> str:
        """The id of the message, "" where it is not known."""
        delivery = _delivery(command)
        first = press.repeats or delivery
        click = _click(command, press)
        if not await self._records.claim_once(Once.POSTING, click, keep=AT_WORK):
            return await self._by_another(click)
        try:
            posted = await self._posted(first, click)
            message = await self._try(delivery, command, press, meeting) if posted is None else posted
        except BaseException:
            with suppress(BotError):
                await self._records.release(Once.POSTING, click)
            raise
        # Teams has it: whatever the store does now, nobody is told to try again.
        self._tasks.start(self._noted(click, first, message))
        return message

    async def _noted(self, click: str, first: str, message: str) -> None:
        """What has come of it is known, and the next press posts, as soon as the store takes that."""
        with suppress(TimeoutError):
            async with asyncio.timeout(AT_WORK):  # whoever asks again does so by then
                while True:
                    try:
                        await self._records.claim_once(Once.POSTED, click, keep=DOUBLE_CLICK, note=message)
                        if first:
                            await self._records.claim_once(Once.POSTED, first, keep=SAME_DELIVERY_WITHIN, note=message)
                        await self._records.release(Once.POSTING, click)
                    except BotError:
                        await asyncio.sleep(LOOK_EVERY)
                    else:
                        return

    async def _try(self, delivery: str, command: Command, press: Action, meeting: Meeting) -> str:
        """Post; where Teams does not say whether it took it, this very delivery posts no second time."""
        if delivery and await self._records.is_claimed(Once.UNCERTAIN, delivery):
            raise DeliveryUnknown("Teams has not said whether it took it", service=Service.TEAMS)
        try:
            return await self._post(command, press, await self._complete(command, meeting))
        except DeliveryUnknown:
            if delivery:
                await self._records.claim_once(Once.UNCERTAIN, delivery, keep=SAME_DELIVERY_WITHIN)
            raise

    async def _complete(self, command: Command, meeting: Meeting) -> Meeting:
        """What others are about to read says when it is, and that a series has one link for every date."""
        if meeting.start and not may_have_moved(command, meeting):
            return meeting
        try:
            async with asyncio.timeout(LINK_CALENDAR):
                return await self._described(command, meeting)
        except (BotError, TimeoutError):
            return meeting

    async def _by_another(self, click: str) -> str:
        """Somebody is at it: Teams was impatient, or the person was. Raises Busy when nothing has come of it."""
        while await self._records.is_claimed(Once.POSTING, click):  # noqa: ASYNC110 — it may be another process
            await asyncio.sleep(LOOK_EVERY)
        posted = await self._posted("", click)
        if posted is None:
            raise Busy("the other one has not posted it", service=Service.TEAMS)
        return posted

    async def _posted(self, first: str, click: str) -> str | None:
        """The id of the message, if it has been posted already."""
        found = [await self._records.noted(Once.POSTED, key) for key in (first, click) if key]
        return next((message for message in found if message is not None), None)

    async def _post(self, command: Command, press: Action, meeting: Meeting) -> str:
        if press.verb is ActionKind.POST_HERE:
            here = replace(command, surface=Surface.CHAT)
            return await self._messenger.post(PostedLink(meeting, press.link), here)
        own_chat = await self._messenger.in_own_chat(command)
        return await self._messenger.post(LinkReady(meeting, press.link), own_chat)

    def _with_way_back(self, notice: Notice, press: Action) -> Notice:
        """The link that the person had must not be lost over it."""
        return with_reference(replace(notice, back=_back(press)), retry=press)

    def _refused(self, refusal: Undeliverable, press: Action) -> Notice:
        """What is ours is never told as the person's, and what is theirs names what they can do."""
        to_own_chat = press.verb is ActionKind.SEND_TO_ME
        match refusal.refusal:
            case SendRefusal.SWITCHED_OFF:
                return Notice(Trouble.APP_DISABLED)
            case SendRefusal.BLOCKED if to_own_chat:
                return Notice(Trouble.WRITES_BLOCKED)
            case SendRefusal.NOT_INSTALLED | SendRefusal.GONE if to_own_chat:
                return Notice(Trouble.NOT_INSTALLED, url=self._install_url)
            case SendRefusal.BLOCKED | SendRefusal.NOT_INSTALLED:
                return Notice(Trouble.CANNOT_POST)
            case SendRefusal.GONE:
                return Notice(Trouble.CONVERSATION_GONE, url=self._chat_url)
            case SendRefusal.INTERNAL:
                return Notice(Trouble.TEAMS_BUSY)
        return ours("message_refused", cause=str(refusal))


def again(command: Command, press: Action) -> Action:
    """*Try again*, which posts nothing where the message that nobody had heard of in time is there by then."""
    return replace(press, repeats=press.repeats or _delivery(command)) if press.verb in LINK_ACTIONS else press


def _back(press: Action) -> Action:
    return Action(ActionKind.GET_LINK, meeting=press.meeting)


def _delivery(command: Command) -> str:
    address = command.address
    return f"{address.conversation_id}\n{address.activity_id}" if address.activity_id else ""


def _click(command: Command, press: Action) -> str:
    """What was pressed, by whom and where; as a digest, for it names a link."""
    parts = (command.address.conversation_id, command.user.tenant_id, command.user.id, press.verb, press.link)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
