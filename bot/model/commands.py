"""What a person asks for: a message, or a pressed button."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from bot.model.meetings import Meeting
from bot.model.people import Address, User
from bot.model.surfaces import Surface
from bot.model.values import value


class ActionKind(StrEnum):
    """What is asked for by an action. The values stand in stored records and sealed buttons and never change."""

    GET_LINK = "get_link"  # of `meeting`; without one, of what the words of `text` name
    GET_LINKS = "get_links"  # of those of `meetings` that are `ticked`; when none is, the list to tick them in
    MEETINGS = "meetings"  # the coming meetings to choose from, also in the chat of one of them
    COPY = "copy"
    LANGUAGE = "language"  # answers in `language` from now on; without one, the languages to choose from
    ADMIN_MESSAGE = "admin_message"  # what asks an admin to approve, ready to be passed on, with `link`
    INVITATION = "invitation"
    COMMAND = "command"  # the one whose name is `command`, with the words of `text`
    SAY = "say"  # as if `text` had been typed: words that nobody understood, and the buttons of older cards
    POST_HERE = "post_here"  # show the link to everybody in this conversation
    PREVIEW = "preview"  # show the presser what POST_HERE would show to everybody
    REMOVE = "remove"  # take back `message`, which the presser had posted
    SEND_TO_ME = "send_to_me"  # send the link to the presser's own chat with the bot
    INSERT = "insert"  # put the card into the message that is being written


@value
class Action:
    """A typed request: what a button stands for, and how one part of the bot asks another for something.

    In a button it travels through the card sealed and bound to its reader, so that it can be believed. On a card for
    all, `meeting_chat` is that of the command it answers: a press need not say it again. `said_on` is the local day on
    which `text` was said: a press of tomorrow must not move its 'tomorrow'. `timezone` is that of whom the button was
    made for, for a press from a client that does not tell. `message` is the id of a posted one. `language`, `zone`
    (IANA), `with_title` and `with_name` are how a customer is to be invited, `form` is what is inserted for them.
    `ticked` are places in `meetings`, from 0. `repeats` is the delivery of the first press, where this one is its *Try
    again*.
    """

    # The names of these fields, `verb` and `press` of a Command among them, are those of older cards and records.
    verb: ActionKind
    meeting: Meeting | None = None
    link: str = ""
    text: str = ""
    language: str = ""
    meeting_chat: str = ""
    said_on: date | None = None
    command: str = ""
    message: str = ""
    zone: str = ""
    with_title: bool = False
    with_name: bool = False
    timezone: str = ""
    meetings: tuple[Meeting, ...] = ()
    ticked: tuple[int, ...] = ()
    repeats: str = ""
    form: str = ""

    @property
    def holds_meetings(self) -> bool:
        """Whether it names a meeting or a link by itself, which are its reader's alone and grow old."""
        return bool(self.meeting or self.meetings or self.link)


@value
class Command:
    """What a person asked for. `text` has the bot's mention removed; `html` is the same message as Teams formatted it.

    `now` is aware; `timezone` is an IANA name or an offset ('UTC+05:30'), and `timezone_guessed` where the client named
    none, so that whoever reads times is told which are meant. `locale` is a BCP 47 tag: the language in which the
    person reads, and their region; `teams_locale` what Teams says of both, where they have chosen another language.
    `press` is set when a button was pressed. `meeting_chat` is Teams' id of the meeting whose chat this is, if any.
    `surface` is where the answer will be read. `targeted` says that only the bot saw the question, so that only the
    asker may see the answer. `said_on` is the local day on which the words were said, where that may be another one
    than that of `now`. `edit` is the wording of an edited message; "" for the first one. `delivered_as`: the
    wording in which it came, where it stands for another question.
    """

    user: User
    address: Address
    text: str
    now: datetime
    timezone: str = "UTC"
    locale: str = "en"
    html: str = ""
    press: Action | None = None
    meeting_chat: str = ""
    surface: Surface = Surface.CHAT
    targeted: bool = False
    said_on: date | None = None
    timezone_guessed: bool = False
    edit: str = ""
    teams_locale: str = ""
    delivered_as: str = ""

    @property
    def wording(self) -> str:
        """Tells one wording of a message from another; formatting does not."""
        return sha256(self.text.encode(errors="replace")).hexdigest()[:16]
