"""Which invokes are served, by whom, and how the person is told when there is no answer. One table."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

import structlog

from bot.errors import BotError
from bot.model import Command, Notice, Surface, Trouble
from bot.model.values import value
from bot.net.lenient_json import part
from bot.ops.budgets import INVOKE_WHOLE
from bot.teams.answers.invokes_at_work import InvokesAtWork
from bot.teams.inbound.activities import ButtonReader, Heard
from bot.teams.inbound.clock import with_press
from bot.teams.inbound.payload import Inbound
from bot.teams.inbound.turns import InvokeAnswer
from bot.teams.invokes import shapes
from bot.teams.invokes.card_actions import CardActions
from bot.teams.invokes.extension import Extension
from bot.teams.invokes.posting import again
from bot.teams.outbound.error_replies import notice_for, with_reference
from bot.teams.outbound.renderer import Renderer
from bot.teams.sign_in.invokes import SignInInvokes

log = structlog.get_logger()
InvokeHandler = Callable[[Inbound, Command], Awaitable[InvokeAnswer]]
Telling = Callable[[Renderer, Notice, Command], shapes.Body | None]


@value
class Handlers:
    """Whoever answers invokes."""

    sign_in: SignInInvokes
    card_actions: CardActions
    extension: Extension


def no_button(_activity: Inbound) -> None:
    """Nothing of ours was pressed."""


def in_action(activity: Inbound) -> object:
    """The data of a pressed Action.Execute."""
    return part(activity.value, "action", "data")


def in_data(activity: Inbound) -> object:
    """The data of a button that opens a dialog, or is in one."""
    return part(activity.value, "data")


@value
class Route:
    """One kind of invoke: what answers it, the words in its place when there is no answer, and where its button is."""

    handler: Callable[[Handlers], InvokeHandler]
    told: Telling
    pressed: Callable[[Inbound], object] = no_button


def in_view(renderer: Renderer, notice: Notice, command: Command) -> shapes.Body:
    """As the presser's own view of the card."""
    return shapes.view(renderer.card(notice, replace(command, surface=Surface.USER_VIEW)))


def in_dialog(renderer: Renderer, notice: Notice, command: Command) -> shapes.Body:
    """As a page of the dialog."""
    return shapes.dialog(*renderer.page(notice, replace(command, surface=Surface.DIALOG)))


def in_search(renderer: Renderer, notice: Notice, command: Command) -> shapes.Body:
    """As text in the place of a search's rows."""
    return shapes.extension_message(renderer.spoken(notice, command))


def by_status(_renderer: Renderer, _notice: Notice, _command: Command) -> None:
    """The client shows nothing of what the answer says."""


ROUTES: Mapping[str, Route] = {
    "signin/tokenExchange": Route(lambda to: to.sign_in.token_exchange, by_status),
    "signin/verifyState": Route(lambda to: to.sign_in.verify_state, by_status),
    "signin/failure": Route(lambda to: to.sign_in.failure, by_status),
    "adaptiveCard/action": Route(lambda to: to.card_actions.action, in_view, in_action),
    "task/fetch": Route(lambda to: to.card_actions.dialog, in_dialog, in_data),
    "task/submit": Route(lambda to: to.card_actions.dialog, in_dialog, in_data),
    "composeExtension/query": Route(lambda to: to.extension.query, in_search),
    "composeExtension/fetchTask": Route(lambda to: to.extension.fetch, in_dialog),
    "composeExtension/submitAction": Route(lambda to: to.extension.submit, in_dialog, in_data),
}
# Names that Teams' clients have for what we do not serve: they are written to the log, what anybody made up is not.
NOT_SERVED = frozenset(
    {
        "actionableMessage/executeAction",
        "application/search",
        "composeExtension/anonymousQueryLink",
        "composeExtension/onCardButtonClicked",
        "composeExtension/queryLink",
        "composeExtension/querySettingUrl",
        "composeExtension/selectItem",
        "composeExtension/setting",
        "config/fetch",
        "config/submit",
        "fileConsent/invoke",
        "message/fetchTask",
        "message/submitAction",
        "tab/fetch",
        "tab/submit",
    }
)


class Invokes:
    """Answers each invoke by its route; whoever cannot be answered reads why."""

    def __init__(self, handlers: Handlers, renderer: Renderer, buttons: ButtonReader, at_work: InvokesAtWork) -> None:
        self._handlers = handlers
        self._renderer = renderer
        self._buttons = buttons
        self._at_work = at_work

    async def answer(self, activity: Inbound, heard: Heard) -> InvokeAnswer:
        """The answer, 501 when nobody has one; 403 or 412 when there is none and no place for words."""
        route = ROUTES.get(activity.name or "")
        if route is None:
            return InvokeAnswer(501)
        if heard.refusal:
            return self._in_words(route, with_reference(Notice(heard.refusal)), heard.command, 403)
        try:
            with self._at_work.one(heard.command.user.key):
                async with asyncio.timeout(INVOKE_WHOLE):
                    return await route.handler(self._handlers)(activity, heard.command)
        except BotError as error:  # too many at once, or the store's: whoever pressed reads words all the same
            return self._not_now(route, notice_for(error), activity, heard.command, 412)
        except TimeoutError:
            log.warning("invoke_failed", cause="what is around the answer takes too long")
            return self._not_now(route, Notice(Trouble.BOT_BUSY), activity, heard.command, 412)

    def crowded(self, activity: Inbound, heard: Heard) -> InvokeAnswer:
        """That the bot has too much to do, as the client shows words; by status where it shows none."""
        route = ROUTES.get(activity.name or "")
        busy = Notice(Trouble.BOT_BUSY)
        return self._not_now(route, busy, activity, heard.command, 503) if route else InvokeAnswer(501)

    def _not_now(self, route: Route, notice: Notice, activity: Inbound, command: Command, status: int) -> InvokeAnswer:
        """With a button to try again, for the words take the place of the one that was pressed."""
        press = self._buttons.press_in(command.user, command.address.conversation_id, route.pressed(activity))
        retry = again(command, press) if press else None
        return self._in_words(route, with_reference(notice, retry=retry), with_press(command, press), status)

    def _in_words(self, route: Route, notice: Notice, command: Command, status: int) -> InvokeAnswer:
        body = route.told(self._renderer, notice, command)
        return shapes.ok(body) if body else InvokeAnswer(status)
