"""'hi', 'thanks', 'ok', a thumb, 'bye': a few words back, and nothing to read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import chain

from bot.commands.spec import Audience, CommandSpec, Follows
from bot.languages.vocabularies import VOCABULARIES
from bot.model import Command, Manner, SmallTalk
from bot.reading.folding import fold, has_words, words_of
from bot.reading.honorifics import TITLES
from bot.reading.naming import MAX_WORDING, NAMES
from bot.reading.phrases import Phrases, without_gaps
from bot.reading.pictures import WRITTEN, pictures_in, without_marks, without_pictures

PHRASES = {
    manner: tuple(phrase for language in VOCABULARIES for phrase in dict(language.manners)[manner]) for manner in Manner
}
COURTESY = tuple(phrase for language in VOCABULARIES for phrase in language.courtesy)
JOINING = tuple(phrase for language in VOCABULARIES for phrase in language.joining)
POLITE = Phrases((*chain(*PHRASES.values()), *COURTESY, *JOINING))
# Said before a command; of 'no link' nothing is left out, nor who may be called so: 'Dan link Monday'.
BEFORE_COMMANDS = Phrases(
    phrase
    for phrase in (
        *chain(*(phrases for manner, phrases in PHRASES.items() if manner is not Manner.REFUSAL)),
        *COURTESY,
        *JOINING,
    )
    if phrase not in NAMES
)
BY_PICTURE = {"👋": Manner.GREETING, "🙏": Manner.THANKS, "❤": Manner.THANKS, "💐": Manner.THANKS}
TELLING = (
    Manner.FAREWELL,
    Manner.THANKS,
    Manner.GREETING,
    Manner.REFUSAL,
    Manner.AGREEMENT,
)  # 'ok thanks bye' is a farewell
MOST_PHRASES = 6
"""Polite phrases that are taken for one message."""
ADDRESSING = {Manner.GREETING, Manner.THANKS, Manner.FAREWELL}  # beside which somebody may be called by name
NAME = re.compile(
    r"(?P<titles>(?:[^\W\d_]++\.?\s++){0,2}+)(?P<name>[^\W\d_]++(?:-[^\W\d_]++)?+)(?=\s*+(?:[,.!?]|\Z))[\s,.!?]*+"
)


def manner_of(text: str) -> Manner | None:
    """What a message says that is only polite; None: it says more, or nothing."""
    if len(text) > MAX_WORDING:
        return None
    said = _pictured(text)
    rest = without_pictures(without_marks(text))
    for _ in range(MOST_PHRASES):
        rest = _unaddressed(rest) if said & ADDRESSING else rest
        spoken = POLITE.spoken(rest)
        if spoken is None:
            break
        if manner := _manners().get(without_gaps(spoken.said)):
            said |= {manner}
        rest = spoken.rest
    rest = _unaddressed(rest) if said & ADDRESSING else rest
    return None if has_words(rest) else next((manner for manner in TELLING if manner in said), None)


def _unaddressed(text: str) -> str:
    """'Anna!' or 'Frau Dr. Osei, …' without the name that it begins with: one word with a capital letter."""
    found = NAME.match(text)
    if found is None or not found["name"][0].isupper() or fold(found["name"]) in _no_names():
        return text
    return text[found.end() :] if set(words_of(found["titles"])) <= TITLES else text


@cache
def _manners() -> Mapping[str, Manner]:
    """What each polite phrase, written together, says."""
    return {without_gaps(phrase): manner for manner, phrases in PHRASES.items() for phrase in phrases}


@cache
def _no_names() -> frozenset[str]:
    """Words that are nobody's name."""
    lists = ((each.stop_words, each.several, *each.weekdays, *each.months) for each in VOCABULARIES)
    named = (phrase.split() for each in VOCABULARIES for phrase, _ in (*each.days, *each.parts))
    return frozenset(chain(chain.from_iterable(chain.from_iterable(lists)), chain.from_iterable(named)))


def _pictured(text: str) -> frozenset[Manner]:
    """A thumb is an agreement, and so is any picture that says nothing else."""
    found = {BY_PICTURE.get(picture, Manner.AGREEMENT) for picture in pictures_in(text)}
    return frozenset(found | ({Manner.AGREEMENT} if WRITTEN.search(text) else set()))


async def answer_politely(command: Command) -> SmallTalk:
    """In kind; a misspelled politeness comes as the name of what it is."""
    return SmallTalk(manner_of(command.text) or Manner(command.text))


SMALL_TALK = CommandSpec(
    "small_talk", lambda _services: answer_politely, follows=Follows.ANYTHING, audience=Audience.ANYBODY
)
