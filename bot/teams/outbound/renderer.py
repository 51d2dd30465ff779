"""Replies drawn for the person who asked: in their language, at their time, each button sealed for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bot.languages import Words, msg, words
from bot.model import (
    UNNAMED,
    Action,
    ActionKind,
    ChatKind,
    Command,
    Invitation,
    LanguageSettings,
    LinkReady,
    Notice,
    Organization,
    Reply,
    SignInNeeded,
    Surface,
)
from bot.model.values import value
from bot.ops.endpoints import application_uri
from bot.ops.zones import is_offset
from bot.teams.outbound.button_codec import ButtonCodec
from bot.teams.outbound.handing_out import HandingOut
from cards import (
    InvitationText,
    RenderContext,
    Rendered,
    inserted_card,
    inserted_invitation,
    render,
    sentences,
    sign_in,
    without_card,
)
from cards.context import nowhere

Card = dict[str, Any]
COMING_MEETINGS = Action(ActionKind.MEETINGS)  # for all to press: never a meeting that may not be the one meant
LINK = msg("Customer's link")
TITLES = {Invitation: msg("Invitation for the customer"), LanguageSettings: msg("Your language")}
NO_URL = "https://teams.microsoft.com"


@value
class Pages:
    """Addresses of pages from which a person copies or prints something; by themselves none are offered."""

    copy: Callable[[Command, LinkReady], str] | None = None
    invitation: Callable[[InvitationText], str] = nowhere
    printing: Callable[[Command, Sequence[LinkReady]], str] | None = None


class Renderer:
    """`cards`, with what a card needs to know of its reader, and of the organization whose customers they are."""

    def __init__(
        self,
        buttons: ButtonCodec,
        app_id: str,
        pages: Pages | None = None,
        organization: Organization = UNNAMED,
        handing_out: HandingOut | None = None,
    ) -> None:
        """What is drawn for the answer to an invoke is handed out by being drawn: nothing is heard of it later."""
        self._buttons = buttons
        self._pages = pages or Pages()
        self._organization = organization
        self._handing_out = handing_out or HandingOut()
        self.resource = application_uri(app_id)
        # The manifest's id is the app's (Microsoft Learn, "Deep link to an application").
        self.install_url = f"https://teams.microsoft.com/l/app/{app_id}"
        self.chat_url = f"https://teams.microsoft.com/l/entity/{app_id}/conversations"

    def rendered(self, reply: Reply, command: Command) -> Rendered:
        """The reply as one message."""
        return render(reply, self._reader(read_by(command, reply)))

    def posted(self, reply: Reply, command: Command) -> Rendered:
        """The reply as the message that is posted where it was asked."""
        return render(reply, self._posted_for(read_by(command, reply)))

    def posted_without_card(self, reply: Reply, command: Command) -> Rendered:
        """The same in plain text, for when Teams takes no card."""
        context = self._posted_for(read_by(command, reply))
        return without_card(reply, render(reply, context), context, self.chat_url)

    def _posted_for(self, command: Command) -> RenderContext:
        alone = command.address.kind is ChatKind.PERSONAL
        return self._reader(command) if alone else self._everybody(command)

    def _everybody(self, command: Command) -> RenderContext:
        """Whoever reads along: the buttons open a view of the presser's own."""

        def shared(press: Action) -> str:
            # What was said was said aloud; what a pressed button holds is its reader's alone.
            private = press.holds_meetings or press == command.press
            open_to_all = replace(COMING_MEETINGS if private else press, meeting_chat=command.meeting_chat, timezone="")
            return self._buttons.seal_shared(command.address.conversation_id, open_to_all)

        return RenderContext(self.words(command), shared, Surface.USER_VIEW)

    def card(self, reply: Reply, command: Command) -> Card:
        """The reply as a card for a view or a dialog, where every reply is one; ValueError for plain text of a chat."""
        card = self.rendered(reply, command).card
        if card is None:
            raise ValueError("plain text, which only a chat shows")
        self._handing_out(reply, command, "shown")
        return card

    def page(self, reply: Reply, command: Command) -> tuple[str, Card]:
        """The reply as a page of a dialog: its title, and the card."""
        return self.words(read_by(command, reply))(TITLES.get(type(reply), LINK)), self.card(reply, command)

    def sign_in(self, needed: SignInNeeded, command: Command, *, url: str, exchange_id: str) -> Card:
        """The content of the OAuth card."""
        return sign_in(needed, self._reader(command), url=url, exchange_id=exchange_id, resource=self.resource)

    def sign_in_words(self, needed: SignInNeeded, command: Command) -> tuple[str, str]:
        """Why to sign in, and what is on the button."""
        content = self.sign_in(needed, command, url=NO_URL, exchange_id="")
        return str(content["text"]), str(content["buttons"][0]["title"])

    def spoken(self, notice: Notice, command: Command) -> str:
        """The notice's words without its card, for places that show only text."""
        return sentences(notice, self._reader(command))

    def inserted_card(
        self, reply: Invitation, command: Command, *, pictures: bool = True, outcome: str = "inserted"
    ) -> Card:
        """What is put into a message for a customer; a mail shows no pictures of a card (protocol.md §5).

        `outcome` "found": it is only offered.
        """
        self._handing_out(reply, command, outcome)
        shown = pictures and command.surface.abilities.pictures
        return inserted_card(reply, self.words(command), self._organization, pictures=shown)

    def inserted_invitation(self, reply: Invitation, command: Command) -> Card:
        """The same in whole sentences."""
        self._handing_out(reply, command, "inserted")
        return inserted_invitation(reply, self.words(command), self._organization)

    def words(self, command: Command) -> Words:
        """The person's words."""
        return words(command.locale, command.timezone, command.now, guessed=command.timezone_guessed)

    def _reader(self, command: Command) -> RenderContext:
        return RenderContext(
            self.words(command),
            partial(self._sealed, command),
            command.surface,
            partial(self._pages.copy, command) if self._pages.copy else nowhere,
            self._pages.invitation,
            self._organization,
            partial(self._pages.printing, command) if self._pages.printing else nowhere,
        )

    def _sealed(self, command: Command, press: Action) -> str:
        told = "" if command.timezone_guessed and not is_offset(command.timezone) else command.timezone
        return self._buttons.seal(command.user, command.address.conversation_id, press, told)


def read_by(command: Command, reply: Reply) -> Command:
    """The command of whoever reads the reply: a language that they have just chosen counts at once."""
    return replace(command, locale=reply.locale) if isinstance(reply, LanguageSettings) else command
