"""What a language brings so that people can write to the bot in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

NO_ABBREVIATION = 4
"""Letters of a word that is no abbreviation."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The words people type in one language, folded (bot.reading.folding): no capitals, accents or apostrophes.

    The first phrase of each command is the one that help and the manifest show. Days count from today; hours are
    half-open, [from, to), on the 24-hour clock.
    """

    # commands
    commands: tuple[tuple[str, tuple[str, ...]], ...]  # the phrases of each, by its name
    courtesy: tuple[str, ...]  # said before (or instead of) a command: hello, please, could you
    joining: tuple[str, ...]  # said between politeness and a command: and, now
    manners: tuple[tuple[str, tuple[str, ...]], ...]  # what is said for its own sake, by its kind (bot.model.Manner)

    # naming a meeting
    next: tuple[str, ...]
    now: tuple[str, ...]
    first: tuple[str, ...]  # beside a day: the first meeting of it
    final: tuple[str, ...]  # beside a day: the last meeting of it
    at_hand: tuple[str, ...]  # phrases that mean, in a meeting's own chat, that meeting: 'this one'; elsewhere nothing
    several: tuple[str, ...]  # words that name nothing, but ask for more than one meeting
    stop_words: tuple[str, ...]  # words that name nothing
    men: tuple[str, ...]  # titles: they name nothing beside a name
    women: tuple[str, ...]
    titles: tuple[str, ...]  # of either
    number: tuple[str, ...]  # words that stand before a meeting's number in a pasted invitation
    passcode: tuple[str, ...]  # what stands before the passcode in a pasted invitation

    # days
    days: tuple[tuple[str, int], ...]
    weekdays: tuple[tuple[str, ...], ...]  # Monday first
    months: tuple[tuple[str, ...], ...]
    this_week: tuple[str, ...]
    next_week: tuple[str, ...]
    next_days: tuple[str, ...]  # before a number of days or weeks: from today on
    within: tuple[str, ...]  # before a number of days or weeks: that day
    counts: tuple[tuple[str, int], ...]  # how many days or weeks, beside the numbers
    units: tuple[tuple[str, int], ...]  # days and weeks, in days
    coming: tuple[str, ...]  # before a weekday: the first such day
    following: tuple[str, ...]  # before a weekday: the one of next week
    last: tuple[str, ...]  # before a weekday: the latest that is over
    last_week: tuple[str, ...]
    ago: tuple[tuple[str, str], ...]  # what stands before and behind a number of days or weeks that have passed
    ordinals: tuple[str, ...]  # patterns of a day of the month without its month; group 1 is the day
    month_first: tuple[str, ...]  # tags of the places that write 11/24 for 24 November

    # times of the day
    numbers: tuple[tuple[str, int], ...]
    at: tuple[str, ...]
    oclock: tuple[str, ...]
    morning: tuple[str, ...]  # 'am'
    evening: tuple[str, ...]  # 'pm'
    past: tuple[tuple[str, int], ...]  # before an hour: how many minutes after it
    parts: tuple[tuple[str, tuple[int, int]], ...]
    parts_today: tuple[tuple[str, tuple[int, int]], ...]
    after_weekday: tuple[tuple[str, str], ...]  # what is a part of the day only after a weekday, and which one
    past_behind: tuple[tuple[str, int], ...] = ()  # behind an hour: how many minutes after it, 'y media'
    spans: tuple[tuple[str, str], ...] = ()  # what stands before and between two times: 'from 9 to 10'

    # naming a meeting, once more
    # stop words, and words before a command, that may be names ('mia' is 'my' in Italian, 'dan' is 'then' in Dutch;
    # room 'one'), and the words in front of which they are none
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()
    # short titles that are short for a day, too, written out: 'Fr. Hall' is Frau Hall, or Hall on Friday
    short_titles: tuple[tuple[str, str], ...] = ()
    denials: tuple[str, ...] = ()  # before a day that is not meant: 'not today'
    denials_behind: tuple[str, ...] = ()  # behind it
    verbs: tuple[str, ...] = ()  # what else people want done with a link, where it is asked for: 'copy', 'open'
    # what follows `within`: 'in 20 minutes', 'in twenty minutes', 'in half an hour'
    clock_units: tuple[tuple[str, int], ...] = ()  # in minutes
    tens: tuple[tuple[str, int], ...] = ()  # more numbers of minutes
    stretches: tuple[tuple[str, int], ...] = ()  # in minutes
    # beginnings of words for what appointments are about, with which nobody's name begins: 'physio', 'vacc', '复诊'
    visits: tuple[str, ...] = ()

    # choosing a language
    as_teams: tuple[str, ...] = ()  # the one that Teams is set to
    tongues: tuple[tuple[str, str], ...] = ()  # names of languages beside those of CLDR, with their tags

    # without spaces between words
    read_as: tuple[tuple[str, str], ...] = ()  # '明晚' is '明天 晚上'; '再来週' holds '来週', and is itself alone

    def phrases(self, command: str) -> tuple[str, ...]:
        """What people say for the command of this name (bot.commands); nothing for one that can only be pressed."""
        return dict(self.commands).get(command, ())

    def in_full(self) -> Vocabulary:
        """Without short names of days, months and parts of the day, which are words of other languages: 'do', 'mai'."""
        return replace(
            self,
            days=tuple(filter(_is_full, self.days)),
            weekdays=tuple(tuple(filter(_is_long, names)) for names in self.weekdays),
            months=tuple(tuple(filter(_is_long, names)) for names in self.months),
            parts=tuple(filter(_is_full, self.parts)),
        )


def _is_full(named: tuple[str, object]) -> bool:
    return _is_long(named[0])


def _is_long(name: str) -> bool:
    """Words in other letters than Latin ones are short, and mistaken for none of these."""
    return len(name) >= NO_ABBREVIATION or not name.isascii()


def combined(*parts: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases made of one of each part; an empty one leaves its place out."""
    phrases: Iterable[str] = ("",)
    for part in parts:  # a start makes eighteen thousand: not one by one of all their words
        phrases = [f"{said} {word}" if said and word else said or word for said in phrases for word in part]
    return tuple(phrases)


def numbered(text: str, first: int = 1) -> tuple[tuple[str, int], ...]:
    """The words of a list with their places, from `first`: 'one two' -> (one, 1), (two, 2)."""
    return tuple((word, place) for place, word in enumerate(text.split(), first))


def words(text: str) -> tuple[str, ...]:
    """The words of a longer list, written as people write: 'the my for' -> the, my, for."""
    return tuple(text.split())
