"""What a message says that names a meeting by itself, read when it is first asked for, and once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.joinlinks import (
    JoinLink,
    Kind,
    MeetingKey,
    find_links,
    labelled_numbers,
    links_apart,
    number_in,
    read_graph_id,
    ways_in,
    without_links,
)
from bot.model import Command

MAX_MEETINGS = 50
"""Meetings that one message can name; where there are more, the first ones count."""


@dataclass(frozen=True, eq=False)
class Said:
    """A message: its `text`, and the same as `html` where Teams gave it."""

    text: str
    html: str = ""

    @cached_property
    def links(self) -> tuple[JoinLink, ...]:
        """Every link, also those that only the markup holds, each meeting once.

        The beginning of one that only the markup holds is what Teams shows of another message: nobody typed it.
        """
        found = find_links(self.text, self.html)
        if not (self.text and self.html and any(link.kind is Kind.BROKEN for link in found)):
            return found
        shown = frozenset(links_apart(self.text, self.html)[0])
        return tuple(link for link in found if link.kind is not Kind.BROKEN or link in shown)

    @cached_property
    def meetings(self) -> tuple[JoinLink, ...]:
        """The links that name meetings of this cloud: the ways in, else those about meetings."""
        return ways_in(self.links)[:MAX_MEETINGS]

    @cached_property
    def leads_to_a_meeting(self) -> bool:
        """Whether a link is a Teams meeting's, of this cloud or another one."""
        return not all(link.leads_nowhere for link in self.links)

    @cached_property
    def hidden(self) -> tuple[JoinLink, ...]:
        """The links that only the markup holds."""
        shown = {link.same_as for link in links_apart(self.text, self.html)[0]}
        return tuple(link for link in self.links if link.same_as not in shown)

    @cached_property
    def labelled(self) -> tuple[str, ...]:
        """The numbers that are called a meeting's id."""
        return labelled_numbers(self.text)[:MAX_MEETINGS]

    @cached_property
    def number(self) -> str:
        """The numeric meeting id in the text, called so or not; "" when there is none."""
        return self.labelled[0] if self.labelled else number_in(self.text)

    @cached_property
    def graph_key(self) -> MeetingKey | None:
        """The meeting whose Graph id, or Teams' own, is in the text."""
        return read_graph_id(self.text)

    @cached_property
    def beside_links(self) -> str:
        """The text with a bar in place of every link."""
        return without_links(self.text)


def said_in(command: Command) -> Said:
    """What the command's message says. Whoever asks again on the way to the answer finds what was read."""
    return _said(command.text, command.html)


_said = lru_cache(maxsize=256)(Said)  # more than are at work at once
