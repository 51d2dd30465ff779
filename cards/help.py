"""'help': what can be typed, each with an example; those that need nothing more can be pressed."""

from __future__ import annotations

from bot.commands import COMMANDS
from bot.commands.spec import Audience, HelpLine
from bot.model import Action, Help
from bot.model.values import value
from cards.context import Element, RenderContext, Rendered
from cards.elements import button, card, heading, line, row, small
from cards.fixed import Say, fixed


@value
class Pressable:
    """A command that needs no more words: pressing it is as good as typing it."""

    title: str
    words: tuple[Element | None, ...]
    request: Action


def help_card(_reply: Help, context: RenderContext) -> Rendered:
    """The commands, those that can be pressed first."""
    alone = context.abilities.types_alone
    rows = [row(entry.words, button(context, entry.title, entry.request)) for entry in pressable(context, alone)]
    title = context.words("What you can type")
    return Rendered("", card(context, [heading(title), *rows, *typed(context, alone)]), title)


def lines_for(*, alone: bool) -> list[HelpLine]:
    """What can be typed where the reader is: nobody is led to show others their account."""
    said = [spec for spec in COMMANDS if alone or spec.audience is not Audience.ACCOUNT]
    return [entry for spec in said for entry in spec.help if not (alone and entry.shared_only)]


@fixed
def pressable(words: Say, alone: bool) -> tuple[Pressable, ...]:  # noqa: FBT001 — what the reader's surface says
    """The commands that are buttons."""
    return tuple(
        Pressable(words(entry.example), words_of(words, entry, color="Accent"), entry.request)
        for entry in lines_for(alone=alone)
        if entry.request
    )


@fixed
def typed(words: Say, alone: bool) -> tuple[Element, ...]:  # noqa: FBT001
    """The commands that go on in the person's own words."""
    return tuple(
        {"type": "Container", "separator": True, "spacing": "Small", "items": list(words_of(words, entry))}
        for entry in lines_for(alone=alone)
        if not entry.request
    )


def words_of(words: Say, entry: HelpLine, **look: str) -> tuple[Element | None, ...]:
    """The command, and below it what it does."""
    return line(words(entry.example), weight="Bolder", **look), small(words(entry.meaning))
