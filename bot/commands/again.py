"""*Try again*: the button that asks the same once more, also for a message too long to stand on a card."""

from __future__ import annotations

from bot.joinlinks import Kind, find_links, labelled_numbers, number_in, read_graph_id, written
from bot.model import Action, ActionKind, Command
from bot.selectors.coming_meetings import today_of

LONGEST = 2000
"""Characters of a message that a button may hold to say it again."""


def said_again(command: Command) -> Action | None:
    """The button that asks the same again; of a long message, with the meetings that it names alone."""
    return command.press or say(_said(command), command) or _say_named(command)


def say(text: str, command: Command) -> Action | None:
    """A button that says `text` as on the day of the command.

    None when it does not fit on a card: half a message could name another meeting.
    """
    return Action(ActionKind.SAY, text=text, said_on=today_of(command)) if len(text) <= LONGEST else None


def _said(command: Command) -> str:
    """The message in plain text; a link that only its markup holds is written out."""
    shown = {link.same_as for link in find_links(command.text)}
    hidden = [link.url for link in find_links(command.html) if link.same_as not in shown]
    return " ".join((command.text, *hidden))


def _say_named(command: Command) -> Action | None:
    """What in a message names a meeting by itself, in the order in which the selectors ask: links, an id, a number."""
    links, key = find_links(command.text, command.html), read_graph_id(command.text)
    meetings = " ".join(link.url for link in links if link.is_meeting)
    elsewhere = next((link.url for link in links if link.kind is not Kind.FOREIGN), "")
    labelled = " ".join(f"Meeting ID: {number}" for number in labelled_numbers(command.text))
    number = labelled or number_in(command.text)
    foreign = next((link.url for link in links), "")
    named = meetings or elsewhere or (written(key) if key else "") or number or foreign
    return say(f"get link {named}", command) if named else None
