"""What a person can ask the bot for. What a further command needs is in docs/architecture.md, "Adding things"."""

from __future__ import annotations

from bot.commands.copy_link import copy_link
from bot.commands.get_link import GetLink
from bot.commands.help import give_help
from bot.commands.invitation import Invite
from bot.commands.sign_out import SignOut
from bot.commands.spec import CommandName, CommandSpec
from bot.commands.who_am_i import SayWho
from bot.languages.listed import LANGUAGES
from bot.model import ActionKind, Command, Meeting, Organizer
from bot.ports import MeetingChats, Meetings, Tokens
from bot.selectors import selectors

GET_LINK = tuple(phrase for language in LANGUAGES for phrase in language.get_link)
MEETINGS = tuple(phrase for language in LANGUAGES for phrase in language.meetings)
WHO_AM_I = tuple(phrase for language in LANGUAGES for phrase in language.who_am_i)
SIGN_OUT = tuple(phrase for language in LANGUAGES for phrase in language.sign_out)
HELP = tuple(phrase for language in LANGUAGES for phrase in language.help)


class NoMeetingChats:
    """For surfaces that are no chat."""

    async def meeting_of(self, command: Command) -> Meeting | None:
        return None

    async def organizer_of(self, command: Command) -> Organizer | None:
        return None


def commands(meetings: Meetings, tokens: Tokens, chats: MeetingChats | None = None) -> tuple[CommandSpec, ...]:
    """All commands, in the order in which help shows them; which one is meant, the longest phrase decides."""
    chats = chats or NoMeetingChats()
    get_link = GetLink(meetings, chats, selectors(meetings, chats))
    # The meeting whose chat it is is no answer to *my meetings*.
    list_meetings = GetLink(meetings, chats, selectors(meetings, NoMeetingChats()))
    return (
        CommandSpec(CommandName.GET_LINK, get_link, GET_LINK, ActionKind.GET_LINK, takes_words=True),
        CommandSpec(CommandName.MEETINGS, list_meetings, MEETINGS, ActionKind.MEETINGS, takes_words=True),
        CommandSpec(CommandName.WHO_AM_I, SayWho(tokens), WHO_AM_I),
        CommandSpec(CommandName.SIGN_OUT, SignOut(tokens), SIGN_OUT),
        CommandSpec(CommandName.HELP, give_help, HELP, takes_words=True),
        # These can only be pressed.
        CommandSpec(CommandName.COPY, copy_link, verb=ActionKind.COPY),
        CommandSpec(CommandName.INVITATION, Invite(meetings), verb=ActionKind.INVITATION),
    )


__all__ = ["CommandName", "CommandSpec", "commands"]
