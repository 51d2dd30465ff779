"""A pressed card where others read along: what only the presser sees, as a view of the card or as a dialog."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import structlog
from botbuilder.core import InvokeResponse

from bot.errors import Busy, Undeliverable
from bot.model import (
    ChatKind,
    Command,
    Confirmation,
    Deed,
    LinkReady,
    Meeting,
    Notice,
    PostedLink,
    Press,
    Reply,
    SignInLink,
    SignInNeeded,
    Surface,
    Trouble,
    User,
    Verb,
)
from bot.pending import Pending
from bot.ports import Dispatch
from bot.teams import invokes
from bot.teams.activities import CHOICE_INPUT, PRESS_DATA
from bot.teams.drawing import Drawing
from bot.teams.fields import mapping, text
from bot.teams.messenger import Member, Messenger
from bot.teams.presses import Presses
from bot.teams.private import BUDGET, PrivateAnswers, Ticket
from bot.teams.sdk.inbound import Inbound
from bot.telemetry import current_reference

log = structlog.get_logger()
OUR_VERB = "press"
WORDS_INPUT = "words"
ROSTER_PATIENCE = 0.4  # seconds to ask Teams who somebody is, of the four that an invoke may take in all
DOUBLE_CLICK = 5.0  # seconds within which the same press by the same person is one, under whatever activity id
Posting = Callable[[Command, Meeting, str], Awaitable[None]]


class Views:
    """`adaptiveCard/action`, and for clients without it `task/fetch` and `task/submit`."""

    def __init__(
        self,
        private: PrivateAnswers,
        dispatch: Dispatch,
        pending: Pending,
        presses: Presses,
        drawing: Drawing,
        messenger: Messenger,
    ) -> None:
        self._private = private
        self._dispatch = dispatch
        self._pending = pending
        self._presses = presses
        self._drawing = drawing
        self._messenger = messenger

    async def action(self, activity: Inbound, command: Command) -> InvokeResponse:
        """An Action.Execute: the answer is the presser's own view of the card."""
        value = mapping(activity.value)
        action = mapping(value.get("action"))
        if action.get("type") != "Action.Execute" or action.get("verb") != OUR_VERB:
            return _ok(invokes.view_error("BadRequest", "This card has no such action."))
        command = self._pressed(command, Surface.VIEW, action.get("data"))
        authentication = mapping(value.get("authentication"))
        reply = await self._reply(command, text(authentication.get("token")))
        if isinstance(reply, SignInNeeded):
            return _ok(await self._sign_in(command, reply, tried=bool(authentication), state="state" in value))
        return _ok(invokes.view(self._drawing.card(reply, command)))

    async def dialog(self, activity: Inbound, command: Command) -> InvokeResponse:
        """A dialog opened from our card, or the next press in it."""
        command = self._pressed(command, Surface.TASK, mapping(activity.value).get("data"))
        reply = await self._reply(command)
        if isinstance(reply, SignInNeeded):
            reply = await self._link(command, reply)
        return self._page(reply, command)

    def refused(self, name: str, trouble: Trouble, command: Command) -> InvokeResponse:
        """Why somebody cannot be served, where the invoke `name` shows it; another status is 'Unable to reach app'."""
        notice = _notice(trouble)
        match name:
            case "adaptiveCard/action":
                return _ok(invokes.view(self._drawing.card(notice, replace(command, surface=Surface.VIEW))))
            case "composeExtension/query":
                return _ok(invokes.extension_message(self._drawing.spoken(notice, command)))
            case "task/fetch" | "task/submit" | "composeExtension/fetchTask" | "composeExtension/submitAction":
                return self._page(notice, replace(command, surface=Surface.TASK))
            case _:
                return InvokeResponse(status=403)

    async def ticket(self, command: Command, needed: SignInNeeded) -> Ticket | Notice:
        """A way to sign in; for guests, who are told before any sign-in is offered, the notice that says so."""
        member = Member(guest=False, username="")
        with suppress(TimeoutError):
            async with asyncio.timeout(ROSTER_PATIENCE):
                member = await self._messenger.member(command.address)
        if member.guest:
            return _notice(Trouble.GUEST)
        return await self._private.ticket(command, needed, member.username)

    def _page(self, reply: Reply, command: Command) -> InvokeResponse:
        return _ok(invokes.dialog(self._drawing.words(command)("Customer's link"), self._drawing.card(reply, command)))

    def press_in(self, user: User, conversation_id: str, data: object) -> Press | None:
        """The press in a card's data, sealed for this person or for this conversation; a drop-down's choice wins."""
        fields = mapping(data)
        chosen, words = fields.get(CHOICE_INPUT), text(fields.get(WORDS_INPUT)).strip()
        sealed = chosen or fields.get(PRESS_DATA)
        press = self._presses.open(user, sealed) or self._presses.open_shared(conversation_id, sealed)
        if press and press.verb is Verb.SAY and words and not chosen:
            return replace(press, text=f"get link {words}")
        return press

    def _pressed(self, command: Command, surface: Surface, data: object) -> Command:
        press = self.press_in(command.user, command.address.conversation_id, data)
        return replace(command, surface=surface, press=press)

    async def _reply(self, command: Command, assertion: str = "") -> Reply:
        if command.press is None:
            return _notice(Trouble.STALE_CARD)
        match command.press.verb:
            case Verb.POST_HERE:
                return await self._done_once(command, self._post_here, Deed.POSTED)
            case Verb.SEND_TO_ME:
                return await self._done_once(command, self._send_to_me, Deed.SENT_TO_YOU)
            case _:
                return await self._private.answer(command, self._dispatch, assertion)

    async def _done_once(self, command: Command, do: Posting, deed: Deed) -> Reply:
        """Posting is done once a delivery, though Teams may send an invoke again, and once a double click."""
        press = command.press
        done = Confirmation(deed)
        if press is None or press.meeting is None or not press.link:
            return _notice(Trouble.STALE_CARD)
        delivery, click = _delivery(command), _click(command, press)
        if delivery and not await self._pending.once("posted", delivery, keep=600):
            return done
        if not await self._pending.once("clicked", click, keep=DOUBLE_CLICK):
            return done
        try:
            async with asyncio.timeout(BUDGET):
                await do(command, press.meeting, press.link)
        except Undeliverable as refusal:
            log.warning("posting_refused", cause=str(refusal))
            await self._undone(delivery, click)
            if deed is Deed.POSTED:
                return replace(_notice(Trouble.OURS), retry=press)
            return replace(_notice(Trouble.NOT_INSTALLED), retry=press, url=self._drawing.install_url)
        except (Busy, TimeoutError):
            await self._undone(delivery, click)
            return replace(_notice(Trouble.BUSY), retry=press)
        return done

    async def _undone(self, delivery: str, click: str) -> None:
        await self._pending.again("posted", delivery)
        await self._pending.again("clicked", click)

    async def _post_here(self, command: Command, meeting: Meeting, link: str) -> None:
        await self._messenger.post(PostedLink(meeting, link), replace(command, surface=Surface.CHAT))

    async def _send_to_me(self, command: Command, meeting: Meeting, link: str) -> None:
        await self._messenger.post(LinkReady(meeting, link), await self._messenger.in_own_chat(command))

    async def _sign_in(self, command: Command, needed: SignInNeeded, *, tried: bool, state: bool) -> dict[str, Any]:
        """Silently where Teams can (group chats), else by the presser's own link in the private view (channels)."""
        if command.address.kind is ChatKind.CHANNEL or state:
            return invokes.view(self._drawing.card(await self._link(command, needed), command))
        if tried:
            return invokes.precondition_failed(self._drawing.sign_in_words(needed, command)[0])
        ticket = await self.ticket(command, needed)
        if isinstance(ticket, Notice):
            return invokes.view(self._drawing.card(ticket, command))
        text, button = self._drawing.sign_in_words(needed, command)
        resource = self._drawing.resource
        return invokes.login_request(text, button, exchange_id=ticket.id, resource=resource, url=ticket.url)

    async def _link(self, command: Command, needed: SignInNeeded) -> SignInLink | Notice:
        ticket = await self.ticket(command, needed)
        if isinstance(ticket, Notice):
            return ticket
        return SignInLink(ticket.url, needed.why, command.press or Press(Verb.SAY, text="get link"))


def _delivery(command: Command) -> str:
    address = command.address
    return f"{address.conversation_id}\n{address.activity_id}" if address.activity_id else ""


def _click(command: Command, press: Press) -> str:
    """What was pressed, by whom and where; as a digest, for it names a link."""
    parts = (command.address.conversation_id, command.user.tenant_id, command.user.id, press.verb, press.link)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _ok(body: dict[str, Any]) -> InvokeResponse:
    return InvokeResponse(status=200, body=body)


def _notice(trouble: Trouble) -> Notice:
    reference = current_reference()
    log.info("told", trouble=str(trouble), reference=reference)
    return Notice(trouble, reference=reference)
