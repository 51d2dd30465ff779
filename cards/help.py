"""'help': what can be typed, each with an example; those that need nothing more can be pressed."""

from __future__ import annotations

from bot.commands import COMMANDS
from bot.commands.spec import Audience, HelpLine
from bot.model import Action, Help
from cards.context import Element, RenderContext, Rendered
from cards.elements import card, heading, line, press, row, small


def help_card(_reply: Help, reader: RenderContext) -> Rendered:
    """The commands, those that can be pressed first."""
    title = reader.words("What you can type")
    lines = lines_for(reader)
    pressable = [command_row(reader, entry, entry.request) for entry in lines if entry.request]
    typed = [example(reader, entry) for entry in lines if not entry.request]
    return Rendered("", card(reader, [heading(title), *pressable, *typed]), title)


def lines_for(reader: RenderContext) -> list[HelpLine]:
    """What can be typed where the reader is: nobody is led to show others their account."""
    alone = reader.abilities.types_alone
    said = [spec for spec in COMMANDS if alone or spec.audience is not Audience.ACCOUNT]
    return [entry for spec in said for entry in spec.help if not (alone and entry.shared_only)]


def command_row(reader: RenderContext, entry: HelpLine, request: Action) -> Element:
    """A command that needs no more words: pressing it is as good as typing it."""
    example = reader.words(entry.example)
    return row(words_of(reader, example, entry.meaning, color="Accent"), press(reader, example, request))


def example(reader: RenderContext, entry: HelpLine) -> Element:
    """A command that goes on in the person's own words."""
    items = [item for item in words_of(reader, reader.words(entry.example), entry.meaning) if item]
    return {"type": "Container", "separator": True, "spacing": "Small", "items": items}


def words_of(reader: RenderContext, command: str, meaning: str, **look: str) -> list[Element | None]:
    """The command, and below it what it does."""
    return [line(command, weight="Bolder", **look), small(reader.words(meaning))]
