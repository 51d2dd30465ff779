"""A pressed card where others read along: what only the presser sees, as a view of the card or as a dialog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.commands.get_link import GET_LINK
from bot.model import (
    ActionKind,
    ChatKind,
    Command,
    Notice,
    Reply,
    SignInLink,
    SignInNeeded,
    Surface,
    Trouble,
)
from bot.net.lenient_json import mapping, text
from bot.ports import Dispatch
from bot.teams.inbound.clock import with_press
from bot.teams.inbound.payload import Inbound
from bot.teams.inbound.turns import InvokeAnswer
from bot.teams.invokes import shapes
from bot.teams.invokes.invoke_answers import InvokeAnswers
from bot.teams.invokes.posting import Posting
from bot.teams.outbound.button_codec import ButtonCodec
from bot.teams.outbound.error_replies import with_reference
from bot.teams.outbound.renderer import Renderer
from cards import fields


class CardActions:
    """`adaptiveCard/action`, and for clients without it `task/fetch` and `task/submit`."""

    def __init__(
        self,
        invoke_answers: InvokeAnswers,
        dispatch: Dispatch,
        posting: Posting,
        buttons: ButtonCodec,
        renderer: Renderer,
    ) -> None:
        self._invoke_answers = invoke_answers
        self._dispatch = dispatch
        self._posting = posting
        self._buttons = buttons
        self._renderer = renderer

    async def action(self, activity: Inbound, command: Command) -> InvokeAnswer:
        """An Action.Execute: the answer is the presser's own view of the card."""
        value = mapping(activity.value)
        action = mapping(value, "action")
        if action.get("type") != "Action.Execute" or action.get("verb") != fields.VERB:
            return shapes.ok(shapes.view_error("BadRequest", "This card has no such action."))
        command = self._pressed(command, Surface.USER_VIEW, action.get("data"))
        authentication = mapping(value, "authentication")
        offered = await self._invoke_answers.offered(command, text(authentication, "id"))
        reply = await self._reply(command, text(authentication, "token") if offered else "")
        if isinstance(reply, SignInNeeded):
            return shapes.ok(await self._sign_in(command, reply, value))
        return shapes.ok(shapes.view(self._renderer.card(reply, command)))

    async def dialog(self, activity: Inbound, command: Command) -> InvokeAnswer:
        """A dialog opened from our card, or the next press in it."""
        command = self._pressed(command, Surface.DIALOG, mapping(activity.value).get("data"))
        reply = await self._reply(command)
        if isinstance(reply, SignInNeeded):
            reply = await self._link(command, reply)
        return shapes.ok(shapes.dialog(*self._renderer.page(reply, command)))

    def _pressed(self, command: Command, surface: Surface, data: object) -> Command:
        press = self._buttons.press_in(command.user, command.address.conversation_id, data)
        meeting_chat = command.meeting_chat or (press.meeting_chat if press else "")
        return with_press(replace(command, surface=surface, meeting_chat=meeting_chat), press)

    async def _reply(self, command: Command, assertion: str = "") -> Reply:
        if command.press is None:
            return with_reference(Notice(Trouble.STALE_CARD))
        match command.press.verb:
            case ActionKind.POST_HERE | ActionKind.SEND_TO_ME:
                return await self._posting(command)
            case _:
                return await self._invoke_answers.answer(command, self._dispatch, assertion)

    async def _sign_in(self, command: Command, needed: SignInNeeded, value: Mapping[str, Any]) -> dict[str, Any]:
        """Silently where Teams can (group chats), else by the presser's own link in the private view (channels)."""
        from_popup = bool(text(value, "state"))  # which did not help: no silent try again
        if command.address.kind is ChatKind.CHANNEL or from_popup:
            return shapes.view(self._renderer.card(await self._link(command, needed), command))
        why, button = self._renderer.sign_in_words(needed, command)
        if value.get("authentication"):
            return shapes.precondition_failed(why)
        ticket = await self._invoke_answers.ticket(command, needed)
        resource = self._renderer.resource
        return shapes.login_request(why, button, exchange_id=ticket.id, resource=resource, url=ticket.url)

    async def _link(self, command: Command, needed: SignInNeeded) -> SignInLink:
        ticket = await self._invoke_answers.ticket(command, needed)
        return SignInLink(ticket.url, needed.why, command.press or GET_LINK.request())
