"""Which of the coming meetings do these words mean, and how sure is that?"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from bot.model import Meeting, Press, Reading, Trouble, Verb
from bot.selectors.coming_meetings import soonest_first
from bot.selectors.days import Days
from bot.selectors.matching import Words, all_in, all_nearly_in, is_phrase_of, names_of, terms_of
from bot.selectors.selection import Selection
from bot.selectors.wording import Wording

MAX_ECHO = 80
Found = tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """A person's words, ready to be compared.

    Subjects hold day words too ('Monday Club', 'Review 24/11'), so all is read twice: `phrase`, as words and nothing
    else, and `rest` beside the day and the hours. `typed` is all; `phrase` has no filler at its ends, `rest` none.
    """

    wording: Wording
    typed: Words
    phrase: Words
    rest: Words
    today: date
    zone: tzinfo


def search_for(wording: Wording, today: date, zone: tzinfo) -> Search:
    """The search for what `wording` says."""
    return Search(
        wording,
        typed=terms_of(wording.whole.typed),
        phrase=terms_of(wording.whole.trimmed(wording.filler).typed),
        rest=_telling(terms_of(wording.rest.typed), wording),
        today=today,
        zone=zone,
    )


def pick(coming: Found, search: Search) -> Selection:
    """The meetings meant. A whole subject wins alone; then a phrase of a subject and what fits on the day, together.

    Only then are looser readings tried, and what they find is offered, never opened.
    """
    if whole := tuple(meeting for meeting in coming if _is_whole(meeting, search)):
        return Selection(whole, _as_words(search))
    if not (search.rest or search.wording.days or search.wording.hours):
        return Selection(coming, certain=False, trouble=Trouble.NO_MEETINGS)
    return _plainly(coming, search) or _loosely(coming, search)


def _plainly(coming: Found, search: Search) -> Selection | None:
    phrased = tuple(each for each in coming if is_phrase_of(search.phrase, terms_of(each.subject)))
    on_day = tuple(each for each in coming if _is_on_day(each, search) and all_in(search.rest, names_of(each)))
    on_day = tuple(each for each in on_day if _is_rest(each, search)) or on_day
    at_time = _at_time(on_day, search)
    if found := soonest_first((*phrased, *at_time)):
        certain = not at_time or search.wording.days is None or search.wording.days.sure
        return Selection(found, _as_day(search) if at_time else _as_words(search), certain)
    # Nothing begins at that time: what else there is on the day, for the person to see.
    return Selection(on_day, _as_day(search), certain=False) if on_day else None


def _loosely(coming: Found, search: Search) -> Selection:
    """Day words anywhere in the subject; misspelt words, on the day or in the subject; none."""
    every = _telling(search.typed, search.wording)
    if found := tuple(each for each in coming if every and all_in(every, names_of(each))):
        return Selection(found, _as_words(search), certain=False)
    near = tuple(each for each in coming if search.rest and _is_near(each, every, search))
    return Selection(near, _as_day(search), certain=False, retry=Press(Verb.SAY, text="get link"))


def _is_near(meeting: Meeting, every: Words, search: Search) -> bool:
    names = names_of(meeting)
    return all_nearly_in(every, names) or (_is_on_day(meeting, search) and all_nearly_in(search.rest, names))


# ---- one meeting -----------------------------------------------------------------------------------------------


def _is_whole(meeting: Meeting, search: Search) -> bool:
    subject = terms_of(meeting.subject)
    return bool(subject) and subject in (search.typed, search.phrase)


def _is_rest(meeting: Meeting, search: Search) -> bool:
    return bool(search.rest) and _telling(terms_of(meeting.subject), search.wording) == search.rest


def _is_on_day(meeting: Meeting, search: Search) -> bool:
    days = search.wording.days
    return days is None or _overlaps(meeting, days, search.zone)


def _overlaps(meeting: Meeting, days: Days, zone: tzinfo) -> bool:
    """Whether it is on one of those local days. What ends at midnight is not on the day that begins then."""
    if meeting.start is None:
        return False
    first = meeting.start.astimezone(zone).date()
    end = (meeting.end or meeting.start).astimezone(zone) - timedelta(microseconds=1)
    return first <= days.last and max(first, end.date()) >= days.first


# ---- times -----------------------------------------------------------------------------------------------------


def _at_time(meetings: Found, search: Search) -> Found:
    """Those that begin in the hours said; with hours and no day, today's if there are any ('at 3' is today's)."""
    hours = search.wording.hours
    if hours is None:
        return meetings
    begins = ((each, each.start.astimezone(search.zone)) for each in meetings if each.start)
    fitting = [(each, begin) for each, begin in begins if hours.hold(_minute(begin))]
    today = tuple(each for each, begin in fitting if begin.date() == search.today)
    every = tuple(each for each, _ in fitting)
    return every if search.wording.days else today or every


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


# ---- words -----------------------------------------------------------------------------------------------------


def _telling(words: Words, wording: Wording) -> Words:
    return tuple(word for word in words if word not in wording.filler)


def _as_words(search: Search) -> Reading:
    return Reading(_short(search.wording.whole.trimmed(search.wording.filler).typed or search.wording.whole.typed))


def _as_day(search: Search) -> Reading:
    days = search.wording.days
    words = _short(search.wording.rest.typed)
    return Reading(words, days.first, days.last) if days else Reading(words)


def _short(words: str) -> str:
    return textwrap.shorten(words, MAX_ECHO, placeholder=" …") if len(words) > MAX_ECHO else words
