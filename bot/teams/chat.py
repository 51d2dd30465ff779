"""What Teams sends, by kind: messages, presses, sign-in invokes, installation; each is handed on in the bot's words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import ActivityTypes

from bot.errors import BotError
from bot.model import ChatKind, Command, Notice, Surface, Trouble, User
from bot.net.lenient_json import mapping, text
from bot.ports import Tokens
from bot.teams.answers.runner import Runner
from bot.teams.inbound.activities import (
    Defaults,
    StalePress,
    address_from,
    command_from,
    is_targeted,
    locale_of,
    meeting_chat_of,
    tenant_of,
    timezone_of,
    user_from,
)
from bot.teams.inbound.payload import Inbound
from bot.teams.invokes import shapes as invokes
from bot.teams.invokes.card_actions import CardActions
from bot.teams.invokes.extension import Extension
from bot.teams.outbound.button_codec import ButtonCodec
from bot.teams.outbound.error_replies import notice_for, with_reference
from bot.teams.outbound.renderer import Renderer
from bot.teams.sdk.adapter import INBOUND
from bot.teams.sign_in.events import SignInEvents

HANDLED = frozenset(
    {
        ActivityTypes.message,
        ActivityTypes.invoke,
        ActivityTypes.conversation_update,
        ActivityTypes.installation_update,
    }
)

KNOWN = frozenset(
    {
        "signin/tokenExchange",
        "signin/verifyState",
        "signin/failure",
        "adaptiveCard/action",
        "task/fetch",
        "task/submit",
        "composeExtension/query",
        "composeExtension/fetchTask",
        "composeExtension/submitAction",
    }
)


class Chat(TeamsActivityHandler):
    """The bot in a chat. A turn only writes down and answers HTTP; the answer itself is made in the background."""

    def __init__(
        self,
        answering: Runner,
        signing_in: SignInEvents,
        views: CardActions,
        extension: Extension,
        tokens: Tokens,
        presses: ButtonCodec,
        drawing: Renderer,
        tenants: Collection[str],
        defaults: Defaults,
        now: Callable[[], datetime],
    ) -> None:
        self._answering = answering
        self._signing_in = signing_in
        self._views = views
        self._extension = extension
        self._tokens = tokens
        self._presses = presses
        self._drawing = drawing
        self._tenants = tenants
        self._defaults = defaults
        self._now = now

    async def on_turn(self, turn_context: TurnContext) -> None:
        """Kinds that the bot has no use for (reactions, edits, traces) are received and left."""
        if turn_context.activity.type in HANDLED:
            await super().on_turn(turn_context)

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Somebody wrote, or pressed a button (a message with `value`)."""
        activity = _inbound(turn_context)
        user = user_from(activity, self._tenants)
        if isinstance(user, Trouble):
            await self._answering.tell(with_reference(Notice(user)), self._bare(activity, _stranger(activity)))
            return
        command = command_from(activity, user, self._presses, self._defaults, self._now())
        if isinstance(command, StalePress):
            await self._answering.tell(with_reference(Notice(Trouble.STALE_CARD)), self._bare(activity, user))
        else:
            await self._answering.receive(command)

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        """The bot was installed."""
        await self._welcome(_inbound(turn_context))

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """The bot was added to a conversation; other changes of a conversation do not matter."""
        added = turn_context.activity.members_added or []
        activity = _inbound(turn_context)
        if activity.recipient and activity.recipient.id in {member.id for member in added if member}:
            await self._welcome(activity)

    async def on_installation_update_remove(self, turn_context: TurnContext) -> None:
        """The bot was removed from a personal chat: the person's tokens go."""
        activity = _inbound(turn_context)
        user = user_from(activity, self._tenants)
        if isinstance(user, User) and address_from(activity).kind is ChatKind.PERSONAL:
            await self._tokens.sign_out(user)

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """Invokes by name; the SDK drops the outcome of a token exchange and knows no signin/failure."""
        activity = _inbound(turn_context)
        user = user_from(activity, self._tenants)
        name = activity.name or ""
        if name not in KNOWN:
            return InvokeResponse(status=501)
        if isinstance(user, Trouble):
            return self._told(name, Notice(user), self._bare(activity, _stranger(activity)), status=403)
        try:
            return await self._invoked(name, activity, user)
        except BotError as error:  # the store, or what is written down in it: whoever pressed reads words all the same
            return self._told(name, notice_for(error), self._bare(activity, user), status=412)

    async def _invoked(self, name: str, activity: Inbound, user: User) -> InvokeResponse:
        command, value, chat = self._bare(activity, user), mapping(activity.value), activity.conversation.id
        match name:
            case "signin/tokenExchange":
                return await self._token_exchange(chat, user, value)
            case "signin/verifyState":
                self._signing_in.popup_closed(user, chat, text(value, "state"))
            case "signin/failure":
                await self._signing_in.silent_failed(user, chat, text(value, "code"))
            case "adaptiveCard/action":
                return await self._views.action(activity, command)
            case "task/fetch" | "task/submit":
                return await self._views.dialog(activity, command)
            case "composeExtension/query":
                return await self._extension.query(activity, command)
            case "composeExtension/fetchTask":
                return await self._extension.fetch(activity, command)
            case "composeExtension/submitAction":
                return await self._extension.submit(activity, command)
        return InvokeResponse(status=200)

    def _told(self, name: str, notice: Notice, command: Command, *, status: int) -> InvokeResponse:
        """Why there is no answer, in the place where this invoke shows words; where it shows none, the `status`."""
        notice = with_reference(notice)
        match name:
            case "adaptiveCard/action":
                body = invokes.view(self._drawing.card(notice, replace(command, surface=Surface.USER_VIEW)))
            case "composeExtension/query":
                body = invokes.extension_message(self._drawing.spoken(notice, command))
            case "task/fetch" | "task/submit" | "composeExtension/fetchTask" | "composeExtension/submitAction":
                body = self._drawing.dialog(notice, replace(command, surface=Surface.DIALOG))
            case _:
                return InvokeResponse(status=status)
        return invokes.ok(body)

    async def _token_exchange(self, chat: str, user: User, value: Mapping[str, Any]) -> InvokeResponse:
        id, assertion = text(value, "id"), text(value, "token")
        if not id or not assertion:
            return InvokeResponse(status=400, body=_exchange_body(value, "id or token is missing"))
        status = await self._signing_in.exchanged(user, chat, id, assertion)
        detail = "" if status == 200 else "The bot needs the person to sign in."
        return InvokeResponse(status=status, body=_exchange_body(value, detail))

    async def _welcome(self, activity: Inbound) -> None:
        user = user_from(activity, self._tenants)
        if isinstance(user, User) and address_from(activity).kind is ChatKind.PERSONAL:
            await self._answering.welcome(self._bare(activity, user))

    def _bare(self, activity: Inbound, user: User) -> Command:
        """A command without words: only who, where and in which language."""
        return Command(
            user=user,
            address=address_from(activity),
            text="",
            now=self._now(),
            timezone=timezone_of(activity, self._defaults),
            locale=locale_of(activity, self._defaults),
            meeting_chat=meeting_chat_of(activity),
            targeted=is_targeted(activity),
        )


def _inbound(turn: TurnContext) -> Inbound:
    inbound: Inbound = turn.turn_state[INBOUND]
    return inbound


def _stranger(activity: Inbound) -> User:
    """A sender who is nobody to us, for the record of the delivery and for an answer in their own chat."""
    return User(tenant_of(activity) or "-", activity.sender.id if activity.sender else "-")


def _exchange_body(value: Mapping[str, Any], detail: str) -> dict[str, Any]:
    """Body of a token exchange's answer, in the shape of the Bot Framework's TokenExchangeInvokeResponse."""
    return {
        "id": text(value, "id"),
        "connectionName": text(value, "connectionName"),
        "failureDetail": detail,
    }
