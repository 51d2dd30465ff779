"""Which of the coming meetings do these words mean, and how sure is that?"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from functools import cached_property

from bot.model import Meeting, Reading, Selection, Trouble
from bot.reading.candidates import (
    Candidate,
    Candidates,
    at_the_end,
    candidates,
    in_hours,
    off_days,
    on_days,
    preferably_on,
)
from bot.reading.days import Days
from bot.reading.filters import soonest_after, soonest_first
from bot.reading.honorifics import are_strangers, beside_titles, named_beside_titles, speaks_of
from bot.reading.interpretations import LAST, Interpretation, Interpretations
from bot.reading.matching import (
    MAX_NEAR,
    Names,
    Query,
    Term,
    Terms,
    answers,
    is_a_piece,
    is_phrase_of,
    is_short_for,
    near_names,
    query_of,
    terms_of,
    title_of,
)
from bot.reading.tokens import TextTokens
from bot.reading.unspaced import has_signs

MAX_ECHO = 80
MAX_CLOSEST = 10
"""Meetings that are at the time that was said, on whatever day, and have none of the words; more tell nothing."""
SHORTEST_WORD = 3
"""Letters of a word by which a meeting can be told from another one."""


def search_each(
    ways: Sequence[Sequence[Interpretations]], coming: Sequence[Meeting], now: datetime, zone: tzinfo
) -> Selection:
    """What is found for the first of several texts for which anything is, else for the last of them."""
    prepared = candidates(coming, zone)
    *others, last = ways
    found = (_search(said, prepared, now, zone) for said in others)
    return next((each for each in found if each.meetings), None) or _search(last, prepared, now, zone)


def search(said: Sequence[Interpretations], coming: Sequence[Meeting], now: datetime, zone: tzinfo) -> Selection:
    """The meetings among `coming` that a person in `zone` means; `said` is how their words can be read, in their own
    languages first.

    A whole subject wins alone; then come a phrase of a subject and what fits on the day. Only when there is none are
    looser readings tried, and what they find is offered, never opened.
    """
    return search_each((said,), coming, now, zone)


def closest(
    said: Sequence[Interpretations], coming: Sequence[Meeting], now: datetime, zone: tzinfo
) -> Selection | None:
    """Where nothing is found: what has the most of the words, or is on the day that was said; to be offered."""
    prepared = candidates(coming, zone)
    found = (_Search(each, off_days(prepared, each.denied), now, zone).in_part() for each in said)
    return next((each for each in found if each), None)


def _search(said: Sequence[Interpretations], coming: Candidates, now: datetime, zone: tzinfo) -> Selection:
    found = _found(said, coming, now, zone)
    return found if said[0].sure else replace(found, certain=False)


def _found(said: Sequence[Interpretations], coming: Candidates, now: datetime, zone: tzinfo) -> Selection:
    searches = [_Search(each, off_days(coming, each.denied), now, zone) for each in said]
    if whole := searches[0].whole():
        return whole
    if not searches[0].names_something():
        return Selection(_meetings(searches[0].coming), certain=False, trouble=Trouble.NO_MEETINGS)
    searches = [each for each in searches if each.names_something()]
    ways = (_Search.plain, _Search.at_another_time, _Search.perhaps, _Search.misspelt)
    found = (selection for way in ways for each in searches if (selection := way(each)))
    return next(found, None) or searches[-1].nothing()


@dataclass(frozen=True, eq=False)
class _Search:
    """A person's words among their coming meetings.

    Subjects hold day words too ('Monday Club', 'Review 24/11'): all that was typed is also looked for as a phrase.
    """

    said: Interpretations
    coming: Candidates
    now: datetime
    zone: tzinfo
    _found: dict[int, Candidates] = field(default_factory=dict)
    _queries: dict[int, Query] = field(default_factory=dict)
    _begun: dict[tuple[Term, Days | None], Candidates] = field(default_factory=dict)
    _by_days: dict[Days | None, Candidates] = field(default_factory=dict)

    def names_something(self) -> bool:
        best = self.said.best
        return bool(best.days or best.hours or self._words(best))

    # -- from strict to loose

    def whole(self) -> Selection | None:
        """The meetings with this very subject; as it is read, '咨询1号' may be '咨询一号', or that on the 1st."""
        titles = {title_of(self.said.whole.typed), self._phrase or title_of(self._trimmed)} - {()}
        found = tuple([each for each in self.coming if not titles.isdisjoint(each.forms)])
        if not found:
            return None
        as_written = all(not titles.isdisjoint((each.subject, each.plain)) for each in found)
        best = self.said.best
        others = () if as_written or not best.days else set(self._fitting(best)) - set(found)
        if others:
            every = soonest_first(self.now, _meetings((*found, *others)))
            return Selection(every, self._typed(), certain=False)
        return Selection(_meetings(found), self._typed(), certain=self._are_theirs(found))

    def plain(self) -> Selection | None:
        """Those with the words next to each other in the subject, and those that fit the first reading that can be."""
        return self._first(self._sure)

    def _first(self, readings: Sequence[Interpretation]) -> Selection | None:
        phrase, coming = self._phrase, self.coming
        phrased = tuple([e for e in coming if any(is_phrase_of(phrase, each) for each in e.forms)])
        fitting = ((reading, self._fitting(reading)) for reading in readings)
        reading, found = next(((reading, found) for reading, found in fitting if found), (None, ()))
        others = self._read_otherwise(reading, found) - set(phrased) if reading else set()
        if reading and (others or set(found) - set(phrased)):
            every = soonest_first(self.now, _meetings((*phrased, *found, *others)))
            return Selection(every, self._echo(reading), not others and self._is_certain(reading, found))
        if not phrased:
            return None
        sure = (reading is None or reading.sure) and self._are_called(self._rest, phrased)
        sure = sure and self._are_theirs(phrased)
        return Selection(_meetings(phrased), self._typed(), certain=sure)

    def _are_theirs(self, found: Candidates) -> bool:
        """Whether all of them are of whose the link is: what is Robert's is not Ms Roberts's."""
        last = query_of(self._trimmed)[-1:]
        return not any(word.owner and is_a_piece(word, each.names) for word in last for each in found)

    def _read_otherwise(self, reading: Interpretation, found: Candidates) -> set[Candidate]:
        return self._named_alike(reading, found) | self._on_any_day(reading, found)

    def _on_any_day(self, reading: Interpretation, found: Candidates) -> set[Candidate]:
        """Others, where the day may be a little word: 'mon 15h' is on Monday, and 'my' one at three in French."""
        if reading.days is None or reading.days.sure:
            return set()
        words, hours = self._words(reading), reading.hours
        dayless = [each for each in self._sure if not each.days and (each.hours, self._words(each)) == (hours, words)]
        return {other for each in dayless for other in self._fitting(each) if words or hours} - set(found)

    def _named_alike(self, reading: Interpretation, found: Candidates) -> set[Candidate]:
        """Others that have as names what the reading, beside its words, took for a day or a time: 'Physio Freitag' may
        be Frau Freitag's.
        """
        words = frozenset(self._words(reading))
        fuller = [each for each in self._sure if words and words < frozenset(self._words(each))]
        return {other for each in fuller for other in self._fitting(each)} - set(found)

    def _fitting(self, reading: Interpretation) -> Candidates:
        found = in_hours(self._on_days(reading), reading.hours)
        if reading.soonest:
            soonest = set(soonest_after(self.now, _meetings(found)))
            return tuple(each for each in found if each.meeting in soonest)
        if reading.end:
            return at_the_end(found, last=reading.end == LAST)
        today = self.now.astimezone(self.zone).date()
        return preferably_on(today, found) if reading.hours and not reading.days else found

    def _is_certain(self, reading: Interpretation, found: Candidates) -> bool:
        """Not when something else or another day may be meant, nor when what can be a day was taken for a subject's,
        somebody's name for a day, or a part of another one's for theirs.
        """
        words = dict.fromkeys(self._words(reading))
        timed = reading.hours is None or reading.hours.sure
        if not (reading.sure and timed) or any(self._is_part(word, each.names) for word in words for each in found):
            return False
        if not self._are_called(reading.rest, found):
            return False
        if reading.days:
            return reading.days.sure
        best = self.said.best
        said = best.days or (best.hours and best.hours.sure and not reading.hours)
        return not said or self._has_all(reading, found)

    def _is_part(self, word: Term, names: Names) -> bool:
        """Whether the word is a part of another name, and not short for it; of a person it never is: Mr Rose is not Mr
        Rosenberg.
        """
        return is_a_piece(word, names) and (word.plain in self._named or not is_short_for(word, names))

    def _are_called(self, rest: TextTokens, found: Candidates) -> bool:
        """Whether all of them have what was read as another word and is a name: Frau Freitag is not any Frau that day,
        nor A. Rossi any Rossi, nor appointment 14 any room 14.
        """
        kept = frozenset([word.folded for word in rest.words]) - self.said.stop_words
        lost = (self._named | self._counted(rest)) - kept
        if not lost and not self._initials:
            return True
        return all(lost <= each.each_name and self._have_initials(each) for each in found)

    def _counted(self, rest: TextTokens) -> frozenset[str]:
        """What is counted by the number that alone is left."""
        before = [word.folded for word in self.said.whole.words]
        first = before.index(rest.words[0].folded) if rest.typed.isdigit() and rest.words[0].folded in before else 0
        return frozenset(before[max(first - 1, 0) : first])

    def _have_initials(self, each: Candidate) -> bool:
        return all(any(name.startswith(letter) for name in each.each_name) for letter in self._initials)

    @cached_property
    def _named(self) -> frozenset[str]:
        """Those whom titles speak of."""
        return named_beside_titles(self.said.whole.words)

    @cached_property
    def _initials(self) -> frozenset[str]:
        """Those that are little words, too."""
        return self.said.stop_words.intersection(word.folded for word in self.said.whole.words if word.is_initial)

    def _has_all(self, reading: Interpretation, found: Candidates) -> bool:
        """Whether their subjects are what is left of the reading, and have its little words, too."""
        typed = terms_of(reading.rest.typed)
        return self._of_rest(reading, found) == found and all(set(typed) <= set(each.subject) for each in found)

    def at_another_time(self) -> Selection | None:
        """Nothing begins at the time said: what else there is on the day, for the person to see."""
        return self._beside(self._sure)

    def perhaps(self) -> Selection | None:
        """The same for times that may be none: in 'room 2 10:00' the room is a number, in '9 10 am' it is a time."""
        unsure = [each for each in self.said.every if each.hours and not each.hours.sure]
        said = [each for each in unsure if each.hours and not each.hours.bare]
        return (self._first(unsure) or self._beside(said)) if unsure else None

    def _beside(self, readings: Sequence[Interpretation]) -> Selection | None:
        timed = (reading for reading in readings if reading.hours)
        found = ((reading, self._on_days(reading)) for reading in timed)
        first = next(((reading, each) for reading, each in found if each), None)
        if first is None:
            return None
        return Selection(_meetings(first[1]), replace(self._echo(first[0]), at_another_time=True), certain=False)

    def misspelt(self) -> Selection | None:
        """Those that nearly fit."""
        near = (self._nearly(reading) for reading in self.said.every)
        found = next((each for each in near if each), ())
        return Selection(_meetings(found), self._echo(self.said.best), certain=False) if found else None

    def in_part(self) -> Selection | None:
        """Those with the most of the words, then if the day or the time was said; where none has any, what is then."""
        reading = self.said.best
        words = frozenset(word for word in self._words(reading) if _can_tell(word))
        if not (words or reading.days) or len(words) > MAX_NEAR:
            return None
        addressed = speaks_of(terms_of(reading.rest.typed))
        some = [each for each in self._on(reading.days) if not are_strangers(addressed, each.addressed)]
        said = {each: sum(answers(word, each.names) for word in words) for each in some}
        most = max(said.values(), default=0)
        then = self._at_hours(tuple([each for each in some if said[each] == most]), reading)
        if not then or not (most or reading.days or (reading.hours and len(then) <= MAX_CLOSEST)):
            return None
        return Selection(_meetings(then), replace(self._echo(reading), in_part=True), certain=False)

    def _at_hours(self, some: Candidates, reading: Interpretation) -> Candidates:
        """Those that begin at the time said; where none does, all of them if a day was said."""
        found = in_hours(some, reading.hours)
        if reading.days:
            return found or some
        return preferably_on(self.now.astimezone(self.zone).date(), found) if reading.hours else found

    def nothing(self) -> Selection:
        """None, and what was looked for."""
        return Selection((), self._echo(self.said.best))

    # -- meetings that answer to one reading

    def _on_days(self, reading: Interpretation) -> Candidates:
        """Those on its days with all of its words; that they are what is left of a subject is better than any."""
        if (known := self._found.get(id(reading))) is not None:
            return known
        fitting = self._with(self._words(reading), reading.days)
        addressed = speaks_of(terms_of(reading.rest.typed)) if fitting else frozenset()
        found = tuple([each for each in fitting if not are_strangers(addressed, each.addressed)])
        self._found[id(reading)] = self._of_rest(reading, found) or found
        return self._found[id(reading)]

    def _on(self, days: Days | None) -> Candidates:
        if days not in self._by_days:
            self._by_days[days] = on_days(self.coming, days)
        return self._by_days[days]

    def _with(self, words: Query, days: Days | None) -> Candidates:
        """Those on these days with every word."""
        if not words:
            return self._on(days)
        some = self._beginning_with(words[0], days)
        for word in dict.fromkeys(words[1:]) if some else ():
            some = _with_word(word, some)
        return some

    def _beginning_with(self, word: Term, days: Days | None) -> Candidates:
        """Many readings of a text begin with the same word: who answers to it is looked up once."""
        if (word, days) not in self._begun:
            self._begun[word, days] = _with_word(word, self._on(days))
        return self._begun[word, days]

    def _nearly(self, reading: Interpretation) -> Candidates:
        words = self._words(reading)
        if not words or len(words) > MAX_NEAR:
            return ()
        found = self._on(reading.days)
        for word in words:
            near = near_names(word.plain, self._names) if found else set()
            found = tuple([each for each in found if answers(word, each.names) or not near.isdisjoint(each.each_name)])
        return found

    def _of_rest(self, reading: Interpretation, some: Candidates) -> Candidates:
        """Those whose subject is what is left of the reading, but for words that name nothing."""
        words = self._content(terms_of(reading.rest.typed)) if some else ()
        return tuple([each for each in some if self._content(each.subject) == words]) if words else ()

    @cached_property
    def _sure(self) -> Sequence[Interpretation]:
        """The readings whose time, where there is one, is nothing else."""
        return [each for each in self.said.every if each.hours is None or each.hours.sure]

    # -- words

    @cached_property
    def _names(self) -> frozenset[str]:
        """Every name of every meeting."""
        return frozenset().union(*(each.each_name for each in self.coming))

    @cached_property
    def _rest(self) -> TextTokens:
        return self.said.whole.trimmed(self.said.stop_words)

    @cached_property
    def _trimmed(self) -> str:
        return self._rest.typed

    @cached_property
    def _phrase(self) -> Terms:
        return terms_of(self._trimmed)

    def _words(self, reading: Interpretation) -> Query:
        known = self._queries.get(id(reading))
        if known is None:
            words = [word for word in query_of(reading.rest.typed) if word.plain not in self.said.stop_words]
            known = self._queries[id(reading)] = beside_titles(tuple(words))
        return known

    def _content(self, words: Terms) -> Terms:
        return tuple([word for word in words if word not in self.said.stop_words])

    def _typed(self) -> Reading:
        return Reading(_short(self._trimmed or self.said.whole.typed))

    def _echo(self, reading: Interpretation) -> Reading:
        days, hours = reading.days, reading.hours.parts if reading.hours else ()
        first, last = (days.first, days.last) if days else (None, None)
        return Reading(_short(reading.rest.typed), first, last, hours)


def _with_word(word: Term, some: Candidates) -> Candidates:
    return tuple([each for each in some if answers(word, each.names)])


def _can_tell(word: Term) -> bool:
    return has_signs(word.plain) or (len(word.plain) >= SHORTEST_WORD and not word.plain.isdecimal())


def _meetings(found: Candidates) -> tuple[Meeting, ...]:
    return tuple([each.meeting for each in found])


def _short(words: str) -> str:
    return textwrap.shorten(words, MAX_ECHO, placeholder=" …") if len(words) > MAX_ECHO else words
