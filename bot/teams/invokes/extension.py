"""The message extension: find a meeting and insert its link while writing, or get the link of a message's meeting."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.commands.get_link import GET_LINK
from bot.extension_commands import FROM_MESSAGE
from bot.model import (
    Action,
    ActionKind,
    Command,
    Found,
    Invitation,
    LinkReady,
    Meeting,
    Notice,
    Reply,
    SignInNeeded,
    SignInReason,
    Surface,
    Trouble,
)
from bot.net.lenient_json import mapping, number, one_or_more, text, text_within
from bot.ports import CustomerLanguages, Dispatch
from bot.reading.in_message import meetings_named
from bot.teams.answers.shared_chats import ABOUT_THIS_CHAT
from bot.teams.inbound.clock import with_press
from bot.teams.inbound.payload import TEAMS, Inbound
from bot.teams.inbound.turns import InvokeAnswer
from bot.teams.invokes import shapes
from bot.teams.invokes.invoke_answers import InvokeAnswers
from bot.teams.outbound.button_codec import ButtonCodec
from bot.teams.outbound.error_replies import with_reference
from bot.teams.outbound.renderer import Renderer
from cards import fields, search_preview

USUAL_ROWS, MOST_ROWS = 25, 50  # Teams asks for 25
COMMAND_BOX = "commandBox"

Searching = Callable[[Command, int, int], Awaitable[Reply]]


class Extension:
    """`composeExtension/query`, `fetchTask` and `submitAction`. Only query has silent sign-in (protocol.md §4)."""

    def __init__(
        self,
        invoke_answers: InvokeAnswers,
        dispatch: Dispatch,
        search: Searching,
        buttons: ButtonCodec,
        renderer: Renderer,
        languages: CustomerLanguages,
    ) -> None:
        self._invoke_answers = invoke_answers
        self._dispatch = dispatch
        self._search = search
        self._buttons = buttons
        self._renderer = renderer
        self._languages = languages

    async def query(self, activity: Inbound, command: Command) -> InvokeAnswer:
        """Rows to insert, or words."""
        value = mapping(activity.value)
        skip, count = _page(value)
        # A search looks through all meetings, also when it is opened in the chat of one.
        command = replace(command, text=_typed(value), meeting_chat="", surface=_surface(activity))
        authentication = mapping(value, "authentication")
        assertion = text(authentication, "token")

        async def searched(asked: Command) -> Reply:
            return await self._search(asked, skip, count)

        reply = await self._invoke_answers.answer(command, searched, assertion)
        match reply:
            case Notice():
                return shapes.ok(shapes.extension_message(self._renderer.spoken(reply, command)))
            case Found():
                return shapes.ok(shapes.rows(self._row(row, command) for row in reply.rows))
            case SignInNeeded() if assertion:
                return InvokeAnswer(412)  # consent is missing: Teams opens the popup
            case SignInNeeded():
                # With a state Teams has just come from the popup, which did not help: no silent try again.
                kind = "auth" if text(value, "state") else "silentAuth"
                return await self._sign_in(kind, command, reply)
            case _:
                raise TypeError(f"a search cannot end in {type(reply).__name__}")

    async def fetch(self, activity: Inbound, command: Command) -> InvokeAnswer:
        """The dialog's first page: the meetings to choose from, or the link of the message's meeting."""
        value = mapping(activity.value)
        command = replace(command, press=GET_LINK.request(), surface=_surface(activity))
        if _is_on_a_message(value):
            command = replace(command, meeting_chat="")  # the message is what is meant, not the chat that it is in
            said = _said_in(value)
            if not said:
                return self._page(with_reference(Notice(Trouble.NO_LINK_IN_MESSAGE)), command)
            command = replace(command, press=GET_LINK.request(said))
        return await self._answered(command)

    async def submit(self, activity: Inbound, command: Command) -> InvokeAnswer:
        """A press in the dialog; the last one inserts."""
        value = mapping(activity.value)
        command = replace(command, surface=_surface(activity))
        if _is_on_a_message(value):
            command = replace(command, meeting_chat="")
        press = self._buttons.press_in(command.user, command.address.conversation_id, value.get("data"))
        if press is None:
            return self._page(with_reference(Notice(Trouble.STALE_CARD)), command)
        command = with_press(command, press)
        if press.verb is ActionKind.INSERT and press.meeting and press.link:
            if press.form == fields.INVITATION:
                return await self._insert_invitation(command, press)
            return await self._insert_card(command, press, pictures=press.form != fields.CARD_WITHOUT_CODE)
        if press.verb is ActionKind.INVITATION and command.surface.abilities.can_insert:
            return await self._insert_invitation(command, press)  # it is tried again, or said otherwise
        return await self._answered(command)

    async def _answered(self, command: Command) -> InvokeAnswer:
        reply = await self._invoke_answers.answer(command, self._dispatch_or_list)
        if isinstance(reply, SignInNeeded):
            return await self._sign_in("auth", command, reply)
        if isinstance(reply, LinkReady) and command.surface.abilities.can_insert:
            reply = replace(reply, language=await self._languages.last(command.user))
        return self._page(reply, command)

    async def _dispatch_or_list(self, command: Command) -> Reply:
        """Where the chat does not say its meeting, the coming ones: nothing can be typed into a dialog."""
        reply = await self._dispatch(command)
        if isinstance(reply, Notice) and reply.trouble in ABOUT_THIS_CHAT:
            return await self._dispatch(replace(command, meeting_chat=""))
        return reply

    def _page(self, reply: Reply, command: Command) -> InvokeAnswer:
        return shapes.ok(shapes.dialog(*self._renderer.page(reply, command)))

    async def _insert_card(self, command: Command, press: Action, *, pictures: bool) -> InvokeAnswer:
        """The card, with the link as Microsoft gives it out for the customer's language."""
        reply = await self._invited(command, press)
        if not isinstance(reply, Invitation):
            # Without one, the link at hand opens the same meeting.
            language = press.language or command.locale
            meeting = press.meeting or Meeting()
            sender = command.user.name if press.with_name else ""
            reply = Invitation(
                meeting, press.link, language, zone=press.zone, with_title=press.with_title, sender=sender
            )
        return shapes.ok(shapes.inserted(self._renderer.inserted_card(reply, command, pictures=pictures)))

    async def _insert_invitation(self, command: Command, press: Action) -> InvokeAnswer:
        """The words for the customer, with the link as Microsoft gives it out for their language."""
        reply = await self._invited(command, press)
        if isinstance(reply, SignInNeeded):
            return await self._sign_in("auth", command, reply)
        # A customer's mail shows no cards: there, the words are shown to be copied into it.
        if not isinstance(reply, Invitation) or not command.surface.abilities.cards_reach_outside:
            return self._page(reply, command)
        return shapes.ok(shapes.inserted(self._renderer.inserted_invitation(reply, command)))

    async def _invited(self, command: Command, press: Action) -> Reply:
        language = press.language or self._renderer.words(command).language
        asked = replace(press, verb=ActionKind.INVITATION, link="", language=language)
        return await self._invoke_answers.answer(replace(command, press=asked), self._dispatch)

    def _row(self, row: LinkReady, command: Command) -> tuple[dict[str, Any], dict[str, Any]]:
        said = Invitation(row.meeting, row.link, command.locale)
        return self._renderer.inserted_card(said, command, outcome="found"), search_preview(
            row.meeting, self._renderer.words(command)
        )

    async def _sign_in(self, kind: str, command: Command, needed: SignInNeeded) -> InvokeAnswer:
        ticket = await self._invoke_answers.ticket(command, needed)
        why, button = self._renderer.sign_in_words(needed, command)
        title = button if needed.why is SignInReason.FIRST_USE else why
        return shapes.ok(shapes.extension_sign_in(kind, title, ticket.url))


def _typed(value: Mapping[str, Any]) -> str:
    """What was typed into the search; nothing when it has just been opened (`initialRun`)."""
    parameters = (item for item in one_or_more(value, "parameters") if item.get("name") != "initialRun")
    typed = " ".join(filter(None, (_word(item.get("value")) for item in parameters)))
    return "" if typed == "*" else typed  # Copilot's way of asking for everything


def _word(value: object) -> str:
    """What one parameter says; a model may send a meeting's number as a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value).strip()


def _page(value: Mapping[str, Any]) -> tuple[int, int]:
    options = mapping(value, "queryOptions")
    skip = number(options.get("skip"))
    count = number(options.get("count"))
    return max(skip, 0), min(count, MOST_ROWS) if count > 0 else USUAL_ROWS


def _is_on_a_message(value: Mapping[str, Any]) -> bool:
    """Whether it was used on a message: then that comes along, under whatever command's id."""
    return value.get("commandId") == FROM_MESSAGE or bool(mapping(value, "messagePayload"))


def _said_in(value: Mapping[str, Any]) -> str:
    """What names the meetings in the message that the action was used on, as text."""
    message = mapping(value, "messagePayload")
    said = text_within(message.get("body")) or text(message, "text")
    return meetings_named(said, one_or_more(message, "attachments"))


def _surface(activity: Inbound) -> Surface:
    """From the command box nothing can be inserted: the link is only shown."""
    if mapping(activity.value).get("commandContext") == COMMAND_BOX:
        return Surface.COMMAND_BOX
    source = activity.channel_data.source if activity.channel_data else None
    in_mail = activity.channel_id != TEAMS or "outlook" in ((source.name if source else "") or "").lower()
    return Surface.MAIL if in_mail else Surface.EXTENSION
