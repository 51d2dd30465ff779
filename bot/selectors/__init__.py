"""The ways to choose a meeting. A further way: one file here and one line in `selectors`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.model import Command, Selection
from bot.ports import MeetingChats, Meetings
from bot.selectors.by_clock import ByClock
from bot.selectors.by_graph_id import ByGraphId
from bot.selectors.by_link import ByLink, beside_addresses, refuse_other_services
from bot.selectors.by_number import ByNumber
from bot.selectors.by_words import ByWords
from bot.selectors.nothing_named import NothingNamed
from bot.selectors.this_chat import ThisChat

Selector = Callable[[Command], Awaitable[Selection | None]]
"""A way to choose: the command's text is what was said beside the command itself. None: these are not my words."""


def selectors(meetings: Meetings, chats: MeetingChats, *, offers_closest: bool = True) -> tuple[Selector, ...]:
    """All ways in the order in which they are asked; the first that knows the words decides.

    What the person names wins. A link and an id name exactly one meeting; a number too, but it may also be part of a
    subject; 'next' and 'now' are words of their own only when nothing else is said; then words. `offers_closest`: where
    nothing has all of them, what has some, which needs a card that says so.
    """
    return (
        ByLink(meetings),
        ByGraphId(meetings),
        ByNumber(meetings),
        ByClock(meetings),
        ByWords(meetings, offers_closest),
        # Nothing is named: the meeting whose chat this is, else all coming ones.
        ThisChat(chats),
        NothingNamed(meetings),
    )


async def choose(ways: tuple[Selector, ...], command: Command) -> Selection:
    """The first answer; `command.text` is what was said beside the command itself."""
    said = beside_addresses(command)
    selection = await _first(ways, said)
    if not selection.meetings and said is not command:
        refuse_other_services(command)
    return selection


async def _first(ways: tuple[Selector, ...], command: Command) -> Selection:
    for way in ways:
        selection = await way(command)
        if selection is not None:
            return selection
    return Selection(())


__all__ = ["Selector", "choose", "selectors"]
