"""What a language brings so that people can write to the bot in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words people type in one language, folded (bot.vocabulary.folding): no capitals, accents or apostrophes.

    The first phrase of each command is the one that help and the manifest show. Days count from today; hours are
    half-open, [from, to), on the 24-hour clock.
    """

    language: str

    # commands
    get_link: tuple[str, ...]
    meetings: tuple[str, ...]
    who_am_i: tuple[str, ...]
    sign_out: tuple[str, ...]
    help: tuple[str, ...]
    courtesy: tuple[str, ...]  # said before (or instead of) a command: hello, please, could you

    # naming a meeting
    next: tuple[str, ...]
    now: tuple[str, ...]
    at_hand: tuple[str, ...]  # phrases that mean, in a meeting's own chat, that meeting: 'this one'; elsewhere nothing
    several: tuple[str, ...]  # words that name nothing, but ask for more than one meeting
    filler: tuple[str, ...]  # words that name nothing
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
    next_days: tuple[str, ...]  # patterns of days or weeks (w…) from today on; group 1 is how many, group 2 of what
    coming: tuple[str, ...]  # before a weekday: the first such day
    following: tuple[str, ...]  # before a weekday: the one of next week
    ordinals: tuple[str, ...]  # patterns of a day of the month without its month; group 1 is the day
    month_first: tuple[str, ...]  # tags of the places that write 11/24 for 24 November

    # times of the day
    at: tuple[str, ...]
    oclock: tuple[str, ...]
    morning: tuple[str, ...]  # 'am'
    evening: tuple[str, ...]  # 'pm'
    parts: tuple[tuple[str, tuple[int, int]], ...]
    parts_today: tuple[tuple[str, tuple[int, int]], ...]


def combined(*parts: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases made of one of each part; an empty one leaves its place out."""
    return tuple(" ".join(filter(None, chosen)) for chosen in product(*parts))


def words(text: str) -> tuple[str, ...]:
    """The words of a longer list, written as people write: 'the my for' -> the, my, for."""
    return tuple(text.split())
