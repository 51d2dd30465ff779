"""'help': what can be typed, each with an example; those that need nothing more can be pressed."""

from __future__ import annotations

from bot.commands import COMMANDS
from bot.commands.spec import Audience, HelpLine
from bot.model import Action, Help
from cards.context import Element, RenderContext, Rendered
from cards.elements import button, card, heading, line, row, small


def help_card(_reply: Help, context: RenderContext) -> Rendered:
    """The commands, those that can be pressed first."""
    title = context.words("What you can type")
    lines = lines_for(context)
    pressable = [command_row(context, entry, entry.request) for entry in lines if entry.request]
    typed = [example(context, entry) for entry in lines if not entry.request]
    return Rendered("", card(context, [heading(title), *pressable, *typed]), title)


def lines_for(context: RenderContext) -> list[HelpLine]:
    """What can be typed where the reader is: nobody is led to show others their account."""
    alone = context.abilities.types_alone
    said = [spec for spec in COMMANDS if alone or spec.audience is not Audience.ACCOUNT]
    return [entry for spec in said for entry in spec.help if not (alone and entry.shared_only)]


def command_row(context: RenderContext, entry: HelpLine, request: Action) -> Element:
    """A command that needs no more words: pressing it is as good as typing it."""
    example = context.words(entry.example)
    return row(words_of(context, example, entry.meaning, color="Accent"), button(context, example, request))


def example(context: RenderContext, entry: HelpLine) -> Element:
    """A command that goes on in the person's own words."""
    items = [item for item in words_of(context, context.words(entry.example), entry.meaning) if item]
    return {"type": "Container", "separator": True, "spacing": "Small", "items": items}


def words_of(context: RenderContext, command: str, meaning: str, **look: str) -> list[Element | None]:
    """The command, and below it what it does."""
    return [line(command, weight="Bolder", **look), small(context.words(meaning))]
