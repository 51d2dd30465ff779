"""'get link physio tomorrow': words of the subject or the organizer's name, a day, a time."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from bot.joinlinks import number_in
from bot.model import Command, Meeting, Press, Reading, Trouble, Verb
from bot.ports import Meetings
from bot.selectors.coming_meetings import coming, soonest_first, today_of, zone_of
from bot.selectors.matching import Words, all_in, all_nearly_in, is_phrase_of, names_of, terms_of
from bot.selectors.selection import Selection
from bot.selectors.wording import Wording, wording_of

MAX_ECHO = 80


@dataclass(frozen=True, slots=True)
class ByWords:
    """Meetings whose subject or organizer answers to the words; None when nothing but filler was said."""

    meetings: Meetings

    async def __call__(self, command: Command) -> Selection | None:
        if not terms_of(command.text):
            return None
        search = search_of(command)
        found = await coming(self.meetings, command, search.wording.days and search.wording.days.last)
        return pick(found, search)


@dataclass(frozen=True, slots=True)
class Search:
    """A person's words, ready to be compared.

    Subjects hold day words too ('Monday Club', 'Review 24/11'), so all is read twice: `whole`, as words and nothing
    else, and `rest` beside the day and the hours. `whole` has no filler at its ends, `rest` none at all.
    """

    wording: Wording
    typed: Words
    whole: Words
    rest: Words
    has_number: bool
    today: date
    zone: tzinfo
