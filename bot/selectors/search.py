"""Which of the coming meetings do these words mean, and how sure is that?"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.model import Meeting, Reading, Trouble
from bot.selectors.addressing import are_strangers, beside_titles
from bot.selectors.coming_meetings import soonest_first
from bot.selectors.matching import (
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
from bot.selectors.moments import Found, in_hours, on_days, preferably_on, soonest_after
from bot.selectors.selection import Selection
from bot.selectors.wording import Understood, Wording

MAX_ECHO = 80


def search(wording: Wording, coming: Found, now: datetime, zone: tzinfo) -> Selection:
    """The meetings among `coming` that `wording` means, for a person in `zone`."""
    subjects = {meeting: title_of(meeting.subject) for meeting in coming}
    names = {meeting: (*names_in(meeting.subject), *names_in(meeting.organizer.name)) for meeting in coming}
    return _Search(wording, coming, now, zone, subjects, names).pick()


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

    def pick(self) -> Selection:
        """The meetings meant. A whole subject wins alone; then come a phrase of a subject and what fits on the day.

        Only when there is none are looser readings tried, and what they find is offered, never opened.
        """
        if whole := self._whole():
            return Selection(whole, self._typed())
        if not self._names_something():
            return Selection(self.coming, certain=False, trouble=Trouble.NO_MEETINGS)
        return self._plain() or self._at_another_time() or self._misspelt()

    def _names_something(self) -> bool:
        best = self.wording.best
        return bool(best.days or best.hours or self._words(best))

    # -- from strict to loose

    def _whole(self) -> Found:
        typed = self.wording.whole
        titles = {title_of(typed.typed), title_of(typed.trimmed(self.wording.filler).typed)} - {()}
        return tuple(each for each in self.coming if self.subjects[each] in titles)

    def _plain(self) -> Selection | None:
        phrase = terms_of(self.wording.whole.trimmed(self.wording.filler).typed)
        phrased = tuple(each for each in self.coming if is_phrase_of(phrase, self.subjects[each]))
        fitting = ((reading, self._fitting(reading)) for reading in self.wording.readings)
        reading, found = next(((reading, found) for reading, found in fitting if found), (None, ()))
        if reading and set(found) - set(phrased):
            every = soonest_first((*phrased, *found))
            return Selection(every, self._echo(reading), self._is_certain(reading, found))
        return Selection(phrased, self._typed()) if phrased else None

    def _fitting(self, reading: Understood) -> Found:
        found = in_hours(self._on_days(reading), reading.hours, self.zone)
        if reading.soonest:
            return soonest_after(self.now, found)
        today = self.now.astimezone(self.zone).date()
        return preferably_on(today, found, self.zone) if reading.hours and not reading.days else found

    def _is_certain(self, reading: Understood, found: Found) -> bool:
        """Not when another day may be meant, nor when a word that can be a day was taken for one of the subject."""
        if reading.days:
            return reading.days.sure
        return self.wording.best.days is None or all(self._is_rest(each, reading) for each in found)

    def _at_another_time(self) -> Selection | None:
        """Nothing begins at the time said: what else there is on the day, for the person to see."""
        timed = (reading for reading in self.wording.readings if reading.hours)
        found = ((reading, self._on_days(reading)) for reading in timed)
        return next((Selection(each, self._echo(reading), certain=False) for reading, each in found if each), None)

    def _misspelt(self) -> Selection:
        near = (self._nearly(reading) for reading in self.wording.readings)
        found = next((each for each in near if each), ())
        return Selection(found, self._echo(self.wording.best), certain=False)

    # -- meetings that answer to one reading

    def _on_days(self, reading: Understood) -> Found:
        words, said = self._words(reading), terms_of(reading.rest.typed)
        on_day = on_days(self.coming, reading.days, self.zone)
        fitting = (each for each in on_day if all_in(words, self.names[each]))
        found = tuple(each for each in fitting if not are_strangers(said, self.subjects[each]))
        return tuple(each for each in found if self._is_rest(each, reading)) or found

    def _nearly(self, reading: Understood) -> Found:
        words = self._words(reading)
        on_day = on_days(self.coming, reading.days, self.zone) if words else ()
        return tuple(each for each in on_day if all_nearly_in(words, self.names[each]))

    def _is_rest(self, meeting: Meeting, reading: Understood) -> bool:
        words = self._telling(terms_of(reading.rest.typed))
        return bool(words) and self._telling(self.subjects[meeting]) == words

    # -- words

    def _words(self, reading: Understood) -> Query:
        words = query_of(reading.rest.typed)
        return beside_titles(tuple(word for word in words if word.plain not in self.wording.filler))

    def _telling(self, words: Words) -> Words:
        return tuple(word for word in words if word not in self.wording.filler)

    def _typed(self) -> Reading:
        whole = self.wording.whole
        return Reading(_short(whole.trimmed(self.wording.filler).typed or whole.typed))

    def _echo(self, reading: Understood) -> Reading:
        days, hours = reading.days, reading.hours.parts if reading.hours else ()
        first, last = (days.first, days.last) if days else (None, None)
        return Reading(_short(reading.rest.typed), first, last, hours)


def _short(words: str) -> str:
    return textwrap.shorten(words, MAX_ECHO, placeholder=" …") if len(words) > MAX_ECHO else words
