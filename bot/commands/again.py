"""*Try again* as a button: it asks the same once more, also a message too long to stand on a card. Typed: `repeat`."""

from __future__ import annotations

from bot.commands.get_link import GET_LINK
from bot.commands.recognition import Recognized, recognize
from bot.commands.spec import Audience, Follows
from bot.joinlinks import written
from bot.model import Action, ActionKind, ChatKind, Command
from bot.reading.local_time import today_of
from bot.reading.said import said_in

TEXT_ON_BUTTON = 2000
"""Characters of a message that a button may hold to ask it again."""


def said_again(command: Command) -> Action | None:
    """The action that asks the same again; of a long message, for the meetings that it names alone.

    None when it does not fit on a card: half a message could name another meeting. None as well of what is about an
    account, on a card that others can press: they would be signed out themselves.
    """
    if command.press:
        return command.press
    found = recognize(command)
    if found and found.spec.audience is Audience.ACCOUNT and _is_for_all(command):
        return None
    return (_request(found) if found else _say(command)) or _named(command)


def _is_for_all(command: Command) -> bool:
    return command.address.kind is not ChatKind.PERSONAL and not command.targeted


def as_a_meeting(command: Command) -> Action | None:
    """The words of a message taken for a meeting's; None when they do not fit on a card."""
    return _short(GET_LINK.request(command.text, today_of(command)))


def _request(found: Recognized) -> Action | None:
    command = found.command
    words = _with_hidden_links(command) if found.spec.follows is not Follows.NOTHING else ""
    return _short(found.spec.request(words, today_of(command)))


def _say(command: Command) -> Action | None:
    """What nobody understands stays as it was said."""
    return _short(Action(ActionKind.SAY, text=_with_hidden_links(command), said_on=today_of(command)))


def _short(action: Action) -> Action | None:
    return action if len(action.text) <= TEXT_ON_BUTTON else None


def _with_hidden_links(command: Command) -> str:
    """The message in plain text; a link that only its markup holds is written out."""
    return " ".join(filter(None, (command.text, *(link.url for link in said_in(command).hidden))))


def _named(command: Command) -> Action | None:
    """What in a message names a meeting by itself, in the order in which the selectors ask: links, an id, a number."""
    said = said_in(command)
    meetings = " ".join(link.url for link in said.meetings)
    elsewhere = next((link.url for link in said.links if not link.leads_nowhere), "")
    graph_id = written(said.graph_key) if said.graph_key else ""
    number = " ".join(f"Meeting ID: {number}" for number in said.labelled) or said.number
    foreign = next((link.url for link in said.links), "")
    named = meetings or elsewhere or graph_id or number or foreign
    return _short(GET_LINK.request(named, today_of(command))) if named else None
