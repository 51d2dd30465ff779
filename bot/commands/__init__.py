"""What a person can ask the bot for. What a further command needs is in docs/architecture.md, "Adding things"."""

from __future__ import annotations

from collections.abc import Mapping

from bot.commands.admin_message import ADMIN_MESSAGE
from bot.commands.copy_link import COPY
from bot.commands.get_link import GET_LINK
from bot.commands.get_links import GET_LINKS
from bot.commands.help import HELP
from bot.commands.invitation import INVITATION
from bot.commands.language import LANGUAGE
from bot.commands.meetings import MEETINGS, NoMeetingChats
from bot.commands.repeat import AGAIN
from bot.commands.sign_out import SIGN_OUT
from bot.commands.small_talk import SMALL_TALK
from bot.commands.spec import CommandSpec, Run, Services
from bot.commands.who_am_i import WHO_AM_I
from bot.model import User
from bot.ops.loop_watch import Jammed, never_jammed
from bot.ports import CustomerLanguages, MeetingChats, Meetings, ReaderLanguages, Tokens


class NoLanguages:
    """For a bot that remembers no customer's language."""

    async def last(self, _user: User) -> str:
        """Always "": nothing is kept."""
        return ""

    async def used(self, _user: User, _language: str) -> None:
        """Nothing is kept."""


class TeamsLanguage:
    """For a bot that remembers no reader's language: everybody reads as their Teams is set."""

    async def chosen(self, _user: User) -> str:
        """Always "": nothing is kept."""
        return ""

    def at_hand(self, _user: User) -> str:
        """Always "": nothing is kept."""
        return ""

    async def choose(self, _user: User, _language: str) -> None:
        """Nothing is kept."""


# In the order in which help and Teams' menus show them; which one is meant, the longest phrase decides.
COMMANDS: tuple[CommandSpec, ...] = (
    GET_LINK,
    MEETINGS,
    WHO_AM_I,
    SIGN_OUT,
    LANGUAGE,
    AGAIN,
    HELP,
    SMALL_TALK,
    COPY,
    ADMIN_MESSAGE,
    INVITATION,
    GET_LINKS,
)


def commands(
    meetings: Meetings,
    tokens: Tokens,
    chats: MeetingChats | None = None,
    languages: CustomerLanguages | None = None,
    readers: ReaderLanguages | None = None,
    jammed: Jammed = never_jammed,
) -> Mapping[str, Run]:
    """What does each command, by its name; without `chats` no chat is a meeting's, without `languages` and
    `readers` no language is kept.
    """
    services = Services(
        meetings, tokens, chats or NoMeetingChats(), languages or NoLanguages(), readers or TeamsLanguage(), jammed
    )
    return {spec.name: spec.build(services) for spec in COMMANDS}


__all__ = ["COMMANDS", "CommandSpec", "NoMeetingChats", "TeamsLanguage", "commands"]
