"""'the physio next monday at 3' is read as words (physio), days (next Monday) and hours (3:00 and 15:00)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice

from bot.languages.negotiation import week_begins, writes_hyphens
from bot.languages.vocabularies import all_languages, languages_of, written_out
from bot.languages.vocabulary import Vocabulary
from bot.model.values import value
from bot.reading.date_grammar import Grammar, adds_meaning, grammar_of
from bot.reading.days import Days, Place, days_in, split_compound, with_bare_hour
from bot.reading.denied import denied_in
from bot.reading.hours import Hours, hours_beside, hours_in, part_of_today
from bot.reading.naming import names_among
from bot.reading.short_titles import with_titles
from bot.reading.tokens import TextTokens, Token, tokenize
from bot.reading.unspaced import has_signs

MAX_SIGNS, MAX_WORDS = 600, 48
"""What is looked at of a text; Outlook takes 255 signs for a subject."""

FIRST, LAST = "first", "last"
ENDS = {FIRST: "{first}", LAST: "{final}"}
SHORTEST_WHEN, LONGEST_WHEN = 3, 60
"""Characters of a text that can be a day or a time and nothing else; 'so' and 'do' are most often other words."""

MAX_COMPOUNDS, MAX_INTERPRETATIONS = 3, 16
MAX_READ_TWICE = 16  # words in which a little one that may be a name, or a title, is read both ways; more are pasted


@value
class Interpretation:
    """One way to read a text: some of its words as days and hours, and the `rest`, without stop words at its ends.

    `soonest`: only the next one is meant, 'the next with Dubois'; `end`: only the first or the last one of the day.
    `sure`: the person certainly said this.
    """

    rest: TextTokens
    days: Days | None = None
    hours: Hours | None = None
    soonest: bool = False
    end: str = ""
    sure: bool = True


@value
class Interpretations:
    """What a person's words can say. `whole` is all of them; `stop_words` name nothing in the person's languages.

    `every` has each way to read them, the fullest first: 'Monday Club friday' has two days, and each may be a word
    of the subject. So may all of them: then comes the one with neither day nor hours. 'Next' is a word of the subject
    if it can be: what it may mean beside other words comes last.

    `sure`: nothing that may name the meeting was left out before it was read, and no title may be a day.
    `denied`: days that are not meant.
    """

    whole: TextTokens
    stop_words: frozenset[str]
    every: tuple[Interpretation, ...]
    sure: bool = True
    denied: Days | None = None

    @property
    def best(self) -> Interpretation:
        """The fullest one: it is echoed when nothing is found."""
        return self.every[0]


def interpretations_of(typed: str, today: date, locale: str) -> tuple[Interpretations, ...]:
    """Read `typed` as somebody with this locale (BCP 47) means it on the local date `today`. Never raises.

    First in the person's own languages; then, if that makes a difference, in all that are offered. A day or a time in
    another language shows that it is meant; its little words alone do not: Das and Im are names, too.
    """
    languages = languages_of(locale)
    region = (_month_first(locale, languages[0].month_first), week_begins(locale), writes_hyphens(locale))
    place = Place(today, grammar_of(languages), *region)
    whole = tokenize(typed[:MAX_SIGNS], MAX_WORDS)
    denied = denied_in(whole, languages, place)
    if denied is None:
        return _titled(whole, languages, place)
    return tuple(replace(each, sure=False, denied=denied.days) for each in _titled(denied.rest, languages, place))


def _titled(whole: TextTokens, languages: tuple[Vocabulary, ...], place: Place) -> tuple[Interpretations, ...]:
    """In all ways; 'Fr. Hall' first as Frau Hall, and then as Hall on Friday; in a long text only so, and unsure."""
    read = _read(whole, languages, place)
    titled = with_titles(whole, languages, place.grammar)
    if titled == whole:
        return read
    both = len(whole.words) <= MAX_READ_TWICE
    return tuple(replace(each, sure=False) for each in (*(_read(titled, languages, place) if both else ()), *read))


def _read(whole: TextTokens, languages: tuple[Vocabulary, ...], here: Place) -> tuple[Interpretations, ...]:
    grammar, full = here.grammar, grammar_of(all_languages(languages))
    folded = [word.folded for word in whole.words]
    names = names_among(folded)
    own = _interpretations(whole, replace(here, grammar=grammar.without(names)))
    # Who is called like a little word is looked for first; then it may be one, and what is found so is offered.
    both = names & grammar.stop_words and len(whole.words) <= MAX_READ_TWICE
    nameless = (_unsure(_interpretations(whole, here)),) if both else ()
    if not adds_meaning(full, grammar, folded):
        return (own, *nameless)
    every = _in_full_words(whole, replace(here, grammar=full.without(names)), written_out(languages))
    timed = {(each.days, each.hours) for each in own.every}
    other = tuple(replace(each, sure=_is_sure_elsewhere(each, timed)) for each in every.every)
    foreign = (every.stop_words - own.stop_words).intersection(folded)
    return (own, *((replace(every, every=other),) if foreign or every.every != own.every else ()), *nameless)


def _is_sure_elsewhere(read: Interpretation, timed: Container[tuple[Days | None, Hours | None]]) -> bool:
    """Whether what is read in other languages is certain: not what says no more of a time than was `timed` in the
    person's own, nor a number that may be a name: 'morgen Otto'.
    """
    return read.sure and (read.days, read.hours) not in timed and not (read.hours and read.hours.bare)


def _unsure(read: Interpretations) -> Interpretations:
    return replace(read, every=tuple(replace(each, sure=False) for each in read.every))


def says_only_when(typed: str, today: date, locale: str) -> bool:
    """Whether the words are a day or a time for certain, and nothing else: 'tomorrow', 'friday at 3pm', 'heute'."""
    if len(typed) > LONGEST_WHEN or (len(typed.strip(" .,!?")) < SHORTEST_WHEN and not has_signs(typed)):
        return False
    said = (each.best for each in interpretations_of(typed, today, locale))
    return any(not each.rest.words and each.sure and _is_sure_when(each) for each in said)


def _is_sure_when(said: Interpretation) -> bool:
    return bool((said.days and said.days.sure) or (said.hours and said.hours.sure))


def _interpretations(whole: TextTokens, place: Place) -> Interpretations:
    grammar = place.grammar
    timed = grammar.speaks_of_time(word.folded for word in whole.words)
    texts = (*islice(split_compound(whole, grammar), MAX_COMPOUNDS), whole) if timed else ()
    found = chain.from_iterable(_dated_and_timed(text, place) for text in texts)
    read = (
        Interpretation(rest.trimmed(grammar.stop_words), days, hours)
        for rest, days, hours in islice(found, MAX_INTERPRETATIONS)
    )
    every = (*read, Interpretation(whole.trimmed(grammar.stop_words)))
    more = islice(chain(_soonest(every, grammar), _at_once(every, grammar), _at_an_end(every, grammar)), len(every))
    return Interpretations(whole, grammar.stop_words, (*every, *more))


def _in_full_words(whole: TextTokens, place: Place, written: Mapping[str, str]) -> Interpretations:
    """As _interpretations, where `written` has a word for each short name that `place` does not know; what is left over
    is given back as it was typed.
    """
    full = {word: replace(word, folded=written[word.folded]) for word in whole.words if word.folded in written}
    read = _interpretations(TextTokens(tuple(full.get(word, word) for word in whole.words)), place)
    if not full:
        return read
    short = {long: word for word, long in full.items()}
    return replace(read, whole=whole, every=tuple(_with_rest(each, short, place.grammar) for each in read.every))


def _with_rest(read: Interpretation, short: Mapping[Token, Token], grammar: Grammar) -> Interpretation:
    rest = TextTokens(tuple(short.get(word, word) for word in read.rest.words))
    return replace(read, rest=rest.trimmed(grammar.stop_words))


def _soonest(every: Sequence[Interpretation], grammar: Grammar) -> Iterator[Interpretation]:
    """Those with a 'next' that belongs to no day, without it. Where there may be a day, it counts."""
    for each in every:
        match = next(each.rest.find(grammar.pattern("{next}")), None)
        if match and (each.days or not every[0].days):
            rest = each.rest.without(match).trimmed(grammar.stop_words)
            if rest.words or each.days or each.hours:
                yield replace(each, rest=rest, soonest=True)


def _at_once(every: Sequence[Interpretation], grammar: Grammar) -> Iterator[Interpretation]:
    """Those with a 'now' beside other words, without it: when the meeting is, the person may not know."""
    for each in every:
        if match := next(each.rest.find(grammar.pattern("{now}")), None):
            rest = each.rest.without(match).trimmed(grammar.stop_words)
            if rest.words:
                yield replace(each, rest=rest, sure=False)


def _at_an_end(every: Sequence[Interpretation], grammar: Grammar) -> Iterator[Interpretation]:
    """Those of a day with its first or last meeting; 'prima visita' is a title, too."""
    days = every[0].days
    for each in every if days else ():
        for end, template in ENDS.items() if each.days == days and not each.hours else ():
            if match := next(each.rest.find(grammar.pattern(template)), None):
                yield replace(each, rest=each.rest.without(match).trimmed(grammar.stop_words), end=end, sure=False)


def _dated_and_timed(whole: TextTokens, place: Place) -> Iterator[tuple[TextTokens, Days | None, Hours | None]]:
    grammar = place.grammar
    for text, part in part_of_today(whole, grammar):
        yield text, Days(place.today, place.today), part
    for dated in days_in(whole, place):
        for rest, hours in hours_in(dated.rest, grammar, dated.before):
            yield rest, dated.days, hours
        yield dated.rest, dated.days, None
        for rest, hours in hours_beside(dated.before, dated.after, grammar):
            yield rest, with_bare_hour(dated, place), hours
    for rest, hours in hours_in(whole, grammar):
        yield rest, None, hours


def _month_first(locale: str, places: tuple[str, ...]) -> bool | None:
    """Whether 3/4 is 4 March; plain 'en' leaves it open."""
    tag = locale.replace("_", "-").lower()
    return None if tag in ("", "en") else tag in places
