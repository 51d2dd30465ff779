"""What a command is: all that is said of it, in one value."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from enum import Enum, auto
from functools import cache
from typing import TypeAlias

from bot.languages.vocabularies import VOCABULARIES
from bot.model import Action, ActionKind, Command, Reply
from bot.model.values import value
from bot.ops.loop_watch import Jammed, never_jammed
from bot.ports import CustomerLanguages, MeetingChats, Meetings, ReaderLanguages, Tokens

Run: TypeAlias = Callable[[Command], Awaitable[Reply]]
"""Does a command, whose `text` is cut down to what was said beside the phrase."""


class Follows(Enum):
    """What may be said after a command's phrase."""

    NOTHING = auto()  # 'sign out, please' is the command, 'sign out sheet' is not
    ANYTHING = auto()  # and it changes nothing
    MEETING = auto()  # words that name a meeting
    LANGUAGE = auto()  # the name of a language


class Audience(Enum):
    """Who may see the answer where others read along."""

    ANYBODY = auto()  # it holds nothing of anybody's
    ASKER = auto()
    MEETING_CHAT = auto()  # as ASKER; in a meeting's own chat, where no other meeting is named, everybody in it
    ACCOUNT = auto()  # the asker, in their own chat: nobody else's press may stand for it


class Menu(Enum):
    """Teams' lists of what can be typed."""

    PERSONAL = auto()
    SHARED = auto()  # group chats, meetings' chats and channels


@value
class HelpLine:
    """`example` is what can be typed, `meaning` what that does (msgids). `request`: pressing it is as good.

    `shared_only`: it is said only where others read along.
    """

    example: str
    meaning: str
    request: Action | None = None
    shared_only: bool = False


@value
class Services:
    """What commands need of the world."""

    meetings: Meetings
    tokens: Tokens
    chats: MeetingChats
    languages: CustomerLanguages
    readers: ReaderLanguages
    jammed: Jammed = never_jammed


@value
class CommandSpec:
    """One thing that a person can ask for.

    `name` is the key of its phrases in every Vocabulary, of its words in every language's manifest.json, and what
    its buttons say; it stands in sealed buttons and never changes. `build` makes what does it. `action`: its button,
    where that holds more than words. `menu`: the lists of Teams that offer it; `help`: its lines on the help card.
    `for_bare_meeting`: a meeting's link or id means it without a phrase; `for_nothing`: so does nothing at all.
    """

    name: str
    build: Callable[[Services], Run]
    action: ActionKind = ActionKind.COMMAND
    follows: Follows = Follows.NOTHING
    audience: Audience = Audience.ASKER
    menu: tuple[Menu, ...] = ()
    help: tuple[HelpLine, ...] = ()
    for_bare_meeting: bool = False
    for_nothing: bool = False

    @property
    def phrases(self) -> tuple[str, ...]:
        """What people say for it, folded, in all languages; none: it can only be pressed."""
        return _phrases(self.name)

    def request(self, words: str = "", said_on: date | None = None) -> Action:
        """This command as a typed request, with words as they were said on that day."""
        name = self.name if self.action is ActionKind.COMMAND else ""
        return Action(self.action, text=words, said_on=said_on, command=name)

    def answers(self, action: Action) -> bool:
        """Whether this is the command that an action asks for."""
        if action.verb is ActionKind.COMMAND:
            return action.command == self.name
        return action.verb is self.action


@cache
def _phrases(name: str) -> tuple[str, ...]:
    return tuple(phrase for language in VOCABULARIES for phrase in language.phrases(name))
