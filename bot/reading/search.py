"""Which of the coming meetings do these words mean, and how sure is that?"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.model import Meeting, Reading, Trouble
from bot.reading.filters import Found, in_hours, on_days, preferably_on, soonest_after
from bot.reading.honorifics import are_strangers, beside_titles
from bot.reading.interpretations import Interpretation, Wording
from bot.reading.matching import (
    Query,
    Words,
    all_in,
    all_nearly_in,
    is_phrase_of,
    names_in,
    query_of,
    terms_of,
    title_of,
)
from bot.selectors.coming_meetings import soonest_first
from bot.selectors.selection import Selection

MAX_ECHO = 80


def search(wordings: Sequence[Wording], coming: Found, now: datetime, zone: tzinfo) -> Selection:
    """The meetings among `coming` that a person in `zone` means; `wordings` is what they said, in their own languages
    first.

    A whole subject wins alone; then come a phrase of a subject and what fits on the day. Only when there is none are
    looser readings tried, and what they find is offered, never opened.
    """
    subjects = {meeting: title_of(meeting.subject) for meeting in coming}
    names = {meeting: (*names_in(meeting.subject), *names_in(meeting.organizer.name)) for meeting in coming}
    searches = [_Search(wording, coming, now, zone, subjects, names) for wording in wordings]
    if whole := searches[0].whole():
        return whole
    if not searches[0].names_something():
        return Selection(coming, certain=False, trouble=Trouble.NO_MEETINGS)
    searches = [each for each in searches if each.names_something()]
    ways = (_Search.plain, _Search.at_another_time, _Search.misspelt)
    found = (selection for way in ways for each in searches if (selection := way(each)))
    return next(found, None) or searches[-1].nothing()


@dataclass(frozen=True, slots=True)
class _Search:
    """A person's words among their coming meetings.

    Subjects hold day words too ('Monday Club', 'Review 24/11'): all that was typed is also looked for as a phrase.
    """

    wording: Wording
    coming: Found
    now: datetime
    zone: tzinfo
    subjects: Mapping[Meeting, Words]
    names: Mapping[Meeting, Words]

    def names_something(self) -> bool:
        best = self.wording.best
        return bool(best.days or best.hours or self._words(best))

    # -- from strict to loose

    def whole(self) -> Selection | None:
        """The meetings with this very subject."""
        typed = self.wording.whole
        titles = {title_of(typed.typed), title_of(typed.trimmed(self.wording.stop_words).typed)} - {()}
        found = tuple(each for each in self.coming if self.subjects[each] in titles)
        return Selection(found, self._typed()) if found else None

    def plain(self) -> Selection | None:
        """Those with the words next to each other in the subject, and those that fit the first reading that can be."""
        phrase = terms_of(self.wording.whole.trimmed(self.wording.stop_words).typed)
        phrased = tuple(each for each in self.coming if is_phrase_of(phrase, self.subjects[each]))
        fitting = ((reading, self._fitting(reading)) for reading in self.wording.readings)
        reading, found = next(((reading, found) for reading, found in fitting if found), (None, ()))
        if reading and set(found) - set(phrased):
            every = soonest_first((*phrased, *found))
            return Selection(every, self._echo(reading), self._is_certain(reading, found))
        return Selection(phrased, self._typed(), certain=reading is None or reading.sure) if phrased else None

    def _fitting(self, reading: Interpretation) -> Found:
        found = in_hours(self._on_days(reading), reading.hours, self.zone)
        if reading.soonest:
            return soonest_after(self.now, found)
        today = self.now.astimezone(self.zone).date()
        return preferably_on(today, found, self.zone) if reading.hours and not reading.days else found

    def _is_certain(self, reading: Interpretation, found: Found) -> bool:
        """Not when something else or another day may be meant, nor when what can be a day was taken for a subject's."""
        if not reading.sure:
            return False
        if reading.days:
            return reading.days.sure
        return self.wording.best.days is None or all(self._is_rest(each, reading) for each in found)

    def at_another_time(self) -> Selection | None:
        """Nothing begins at the time said: what else there is on the day, for the person to see."""
        timed = (reading for reading in self.wording.readings if reading.hours)
        found = ((reading, self._on_days(reading)) for reading in timed)
        return next((Selection(each, self._echo(reading), certain=False) for reading, each in found if each), None)

    def misspelt(self) -> Selection | None:
        """Those that nearly fit."""
        near = (self._nearly(reading) for reading in self.wording.readings)
        found = next((each for each in near if each), ())
        return Selection(found, self._echo(self.wording.best), certain=False) if found else None

    def nothing(self) -> Selection:
        """None, and what was looked for."""
        return Selection((), self._echo(self.wording.best))

    # -- meetings that answer to one reading

    def _on_days(self, reading: Interpretation) -> Found:
        words, said = self._words(reading), terms_of(reading.rest.typed)
        on_day = on_days(self.coming, reading.days, self.zone)
        fitting = (each for each in on_day if all_in(words, self.names[each]))
        found = tuple(each for each in fitting if not are_strangers(said, self.subjects[each]))
        return tuple(each for each in found if self._is_rest(each, reading)) or found

    def _nearly(self, reading: Interpretation) -> Found:
        words = self._words(reading)
        on_day = on_days(self.coming, reading.days, self.zone) if words else ()
        return tuple(each for each in on_day if all_nearly_in(words, self.names[each]))

    def _is_rest(self, meeting: Meeting, reading: Interpretation) -> bool:
        words = self._telling(terms_of(reading.rest.typed))
        return bool(words) and self._telling(self.subjects[meeting]) == words

    # -- words

    def _words(self, reading: Interpretation) -> Query:
        words = query_of(reading.rest.typed)
        return beside_titles(tuple(word for word in words if word.plain not in self.wording.stop_words))

    def _telling(self, words: Words) -> Words:
        return tuple(word for word in words if word not in self.wording.stop_words)

    def _typed(self) -> Reading:
        whole = self.wording.whole
        return Reading(_short(whole.trimmed(self.wording.stop_words).typed or whole.typed))

    def _echo(self, reading: Interpretation) -> Reading:
        days, hours = reading.days, reading.hours.parts if reading.hours else ()
        first, last = (days.first, days.last) if days else (None, None)
        return Reading(_short(reading.rest.typed), first, last, hours)


def _short(words: str) -> str:
    return textwrap.shorten(words, MAX_ECHO, placeholder=" …") if len(words) > MAX_ECHO else words
