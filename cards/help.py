"""'help': what can be typed, each with an example; those that need nothing more can be pressed."""

from __future__ import annotations

from bot.languages import msg
from bot.model import Help
from cards.context import Element, RenderContext, Rendered
from cards.elements import card, heading, line, meetings, row, say, small

LISTING, MEETINGS = msg("get link"), msg("my meetings")
PRESSABLE = (
    (LISTING, msg("Lists your coming Teams meetings. Press one, and you have its customer's link.")),
    (msg("get link next"), msg("The next meeting; “get link now” is the one that is on.")),
    (msg("who am I"), msg("Shows who is signed in, and what I may see.")),
)
TYPED = (
    (msg("get link physio tomorrow"), msg("Words of the title, a day, or both.")),
    (msg("get link 312 456 789 01"), msg("The meeting ID from a Teams invitation.")),
    (msg("https://teams.microsoft.com/…"), msg("A Teams meeting link, pasted, with or without other text around it.")),
    (msg("sign out"), msg("Forgets your sign-in. Teams signs you in again with your next command.")),
)
# In a meeting's own chat *get link* is that meeting's link; beyond one's own chat this is said, too.
AMONG_OTHERS = ((MEETINGS, msg("The same, also in a meeting's chat, where “get link” is the link of that meeting.")),)
ACCOUNT = frozenset({"who am I", "sign out"})  # where others read along, these are not for typing


def help_card(_reply: Help, reader: RenderContext) -> Rendered:
    """The commands, in two groups."""
    title = reader.words("What you can type")
    alone = reader.abilities.types_alone
    left_out = frozenset() if alone else ACCOUNT
    offered = PRESSABLE if alone else (PRESSABLE[0], *AMONG_OTHERS, *PRESSABLE[1:])
    pressable = [command_row(reader, *entry) for entry in offered if entry[0] not in left_out]
    typed = [example(reader, *entry) for entry in TYPED if entry[0] not in left_out]
    return Rendered("", card(reader, [heading(title), *pressable, *typed]), title)


def command_row(reader: RenderContext, command: str, meaning: str) -> Element:
    """A command that needs no more words: pressing it is as good as typing it, and lists in a meeting's chat too."""
    said = reader.words(command)
    action = meetings(reader, said) if command in {LISTING, MEETINGS} else say(reader, said, said)
    return row(words_of(reader, said, meaning, color="Accent"), action)


def example(reader: RenderContext, command: str, meaning: str) -> Element:
    """A command that goes on in the person's own words."""
    items = [item for item in words_of(reader, reader.words(command), meaning) if item]
    return {"type": "Container", "separator": True, "spacing": "Small", "items": items}


def words_of(reader: RenderContext, command: str, meaning: str, **look: str) -> list[Element | None]:
    """The command, and below it what it does."""
    return [line(command, weight="Bolder", **look), small(reader.words(meaning))]
