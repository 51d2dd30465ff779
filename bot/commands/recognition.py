"""Which command does a message or a pressed button mean?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, lru_cache, partial
from sys import intern

from bot.commands import COMMANDS
from bot.commands.courtesy import (
    is_their_word,
    last_left_out,
    left_out,
    mannerly_in,
    polite_in,
    without_courtesy,
    without_please,
)
from bot.commands.get_link import GET_LINK
from bot.commands.small_talk import BEFORE_COMMANDS, POLITE, SMALL_TALK, manner_of
from bot.commands.small_talk import PHRASES as POLITE_PHRASES
from bot.commands.spec import Audience, CommandSpec, Follows
from bot.commands.typos import Guess, Misspelled
from bot.languages.vocabularies import VOCABULARIES
from bot.model import Action, ActionKind, ChatKind, Command, Manner
from bot.model.values import changed, value
from bot.reading import warm as reading
from bot.reading.folding import fold, has_words, words_of
from bot.reading.from_now import from_now
from bot.reading.interpretations import says_only_when
from bot.reading.language_names import language_named, may_name_language
from bot.reading.local_time import today_of, zone_of
from bot.reading.naming import NEXT, NOW, asks_by_clock, content_words, is_bare_number, names_no_meeting, without_thanks
from bot.reading.phrases import Phrases, Spoken, without_gaps
from bot.reading.pictures import without_marks, without_pictures
from bot.reading.said import Said, said_in
from bot.reading.unspaced import has_signs

OWNED = re.compile(r"\A[\w.'’ -]{2,40}(?:['’]s|s['’])\Z")  # "Mr Jones's", in front of 'link'
LONGEST_KNOWN = 500  # characters of a message that is known again: 'help' is said a thousand times, a mail never twice
LONGEST_ASKED = 100  # characters of a request that ends with 'link'
SHORTEST_VERB = 3  # letters; 'Ed' is no 'de'
TWICE = re.compile(r"(.)\1")
NAMED = (Follows.MEETING, Follows.LANGUAGE)
PHRASED = tuple(spec for spec in COMMANDS if spec.phrases)
VERBS = Phrases(verb for language in VOCABULARIES for verb in language.verbs)
VERB_WORDS = frozenset(verb for language in VOCABULARIES for verb in language.verbs)
LOOKING = Phrases(phrase for spec in PHRASED if spec.follows is Follows.MEETING for phrase in spec.phrases)
PHRASES = Phrases(phrase for spec in PHRASED for phrase in spec.phrases)
PHRASES_OF = [(spec, Phrases(spec.phrases)) for spec in PHRASED]
LINK = Phrases(GET_LINK.phrases)
LINK_WORDS = frozenset(words_of(phrase) for phrase in GET_LINK.phrases if " " not in phrase)
NOUNS = LINK_WORDS - {("links",)}  # 'patient links to the hospital'
LINK_ENDINGS = sorted(("".join(words) for words in LINK_WORDS), key=len, reverse=True)
NEARLY = Misspelled[CommandSpec]({spec: spec.phrases for spec in PHRASED})
NEARLY_POLITE = Misspelled[Manner](POLITE_PHRASES, sure_with_one=5)
BARE = next(spec for spec in COMMANDS if spec.for_bare_meeting)
NOTHING_SAID = next(spec for spec in COMMANDS if spec.for_nothing)


@cache
def spec_of() -> dict[str, CommandSpec]:
    """The command of each phrase, written together; of one that two commands have, the first."""
    return {intern(without_gaps(phrase)): spec for spec in reversed(PHRASED) for phrase in spec.phrases}


@cache
def begun() -> frozenset[str]:
    """The phrases with which longer ones begin: what follows 'link' may be 'holen', misspelled."""
    every = [phrase for spec in PHRASED for phrase in spec.phrases]
    beginnings = {" ".join(words[:n]) for words in map(str.split, every) for n in range(1, len(words))}
    return frozenset(intern(without_gaps(phrase)) for phrase in every if phrase in beginnings)


@value
class Recognized:
    """A command, and the message with `text` cut down to what was said beside the command's own words."""

    spec: CommandSpec
    command: Command

    @property
    def names_nothing(self) -> bool:
        """Whether a meeting may be named and none is: 'get link of this meeting, please'."""
        return not said_in(self.command).links and names_no_meeting(self.command.text)


def audience_of(command: Command) -> Audience:
    """Who may see the answer where others read along; that words are not understood, anybody may."""
    found = recognize(command)
    if found is None:
        return Audience.ASKER if as_said(command).press else Audience.ANYBODY
    audience = found.spec.audience
    if audience is Audience.ANYBODY:
        return audience
    # What a button holds is its reader's alone.
    if command.press or (audience is Audience.MEETING_CHAT and not found.names_nothing):
        return Audience.ASKER
    return audience


def names_nothing(command: Command) -> bool:
    """Whether somebody asks for a link and does not say of which meeting: 'get link of this meeting, please'."""
    return audience_of(command) is Audience.MEETING_CHAT


def is_for_anybody(command: Command) -> bool:
    """Whether the answer holds nothing of anybody's: it is help, or that the words are not understood."""
    return audience_of(command) is Audience.ANYBODY


def concerns_account(command: Command) -> bool:
    """Whether somebody asks who they are, or to be signed out: nobody else's press may stand for it."""
    return audience_of(command) is Audience.ACCOUNT


def sought(text: str) -> str:
    """'get link physio' looks for 'physio': whoever knows the chat's commands types them into a search, too."""
    text = without_marks(text)
    said = LOOKING.spoken(text)
    return said.rest if said else text


def as_said(command: Command) -> Command:
    """A button that says something is the same as having typed it."""
    press = command.press
    if press is None or press.verb is not ActionKind.SAY:
        return command
    return replace(_asked(command, press), press=None)


@lru_cache(maxsize=8)  # where others read along, four ask for the same before it is answered
def recognize(command: Command) -> Recognized | None:
    """The command meant; None: nobody knows these words. Never asks anybody, so unknown words reach no one."""
    command = as_said(command)
    if command.press:
        return _pressed(command, command.press)
    if said := _spoken(command, command.text):
        return _helped(_without_greeting(said))
    plain = without_courtesy(command.text)
    found = _spoken(command, plain)
    if found is None and not command.text.isascii():
        found = _spoken(command, without_courtesy(without_pictures(command.text)))
    if found:
        return _helped(_with_name(found, command))
    named = _with_title(command, plain)
    if found := _asked_otherwise(command, named) or _bare(command, plain):
        return found
    guess = _misspelled(command, plain)
    return guess if guess and (named == plain or guess.spec is not GET_LINK) else _asked_within(command, named)


def nearly(command: Command) -> Action | None:
    """The command that words which nobody knows are nearly; None where they are like none."""
    plain = without_courtesy(command.text)
    alone = command.address.kind is ChatKind.PERSONAL
    may_be = (guess for guess in NEARLY.guesses(plain) if _may_be(guess))
    guess = next((guess for guess in may_be if alone or guess.meant.audience is not Audience.ACCOUNT), None)
    return guess.meant.request(guess.rest if guess.meant.follows in NAMED else "") if guess else None


def preparations() -> Iterator[Callable[[], object]]:
    """What makes the tables and expressions that recognizing and reading words need, for a thread: the first message
    need not wait for it, and with a pause between two of them nobody else does. The longest takes a tenth of a second.
    """
    for phrases in (BEFORE_COMMANDS, POLITE, VERBS, LINK, LOOKING, PHRASES, *(phrases for _, phrases in PHRASES_OF)):
        yield partial(phrases.spoken, "リンク")  # of words without spaces the end is looked at, too
    yield from (spec_of, begun, partial(manner_of, "Hi Anna"))
    for misspelled in (NEARLY, NEARLY_POLITE):
        yield partial(misspelled.guesses, "warm up")
    yield from reading.preparations()


def warm_up() -> None:
    """All of them at once."""
    for prepare in preparations():
        prepare()


def _pressed(command: Command, press: Action) -> Recognized | None:
    spec = next((spec for spec in COMMANDS if spec.answers(press)), None)
    return Recognized(spec, _asked(command, press)) if spec else None


def _asked(command: Command, press: Action) -> Command:
    """With the words of the press; Teams may send words with it, which nobody said."""
    return replace(command, text=press.text, html="", said_on=press.said_on or command.said_on)


def _spoken(command: Command, text: str) -> Recognized | None:
    """The longest phrase that the text begins with."""
    found = _begun_with(text) if len(text) <= LONGEST_KNOWN else _begins_with(text)
    return Recognized(found[0], changed(command, text=found[1])) if found else None


def _begins_with(text: str) -> tuple[CommandSpec, str] | None:
    """The command of that phrase, and what is said beside it."""
    said = PHRASES.spoken(text)
    if said is None:
        return None
    spec = spec_of()[without_gaps(said.said)]
    if not _may_mean(spec, said):  # then perhaps a shorter one
        all_said = [(spec, said) for spec, phrases in PHRASES_OF if (said := phrases.spoken(text))]
        meant = [each for each in all_said if _may_mean(*each)]
        if not meant:
            return None
        spec, said = max(meant, key=lambda each: len(each[1].said))
    return spec, _without_ending(spec, said, text)


_begun_with = lru_cache(maxsize=512)(_begins_with)


def _without_ending(spec: CommandSpec, said: Spoken, text: str) -> str:
    """What follows the phrase; in 'Link hoeln Krüger' that is 'Krüger', in 'Link Helen Krüger' her whole name."""
    beginning = without_gaps(said.said)
    if not said.rest or beginning not in begun():
        return said.rest
    longer = (guess for guess in NEARLY.guesses(text) if guess.sure and guess.meant is spec)
    return min((said.rest, *(guess.rest for guess in longer if guess.ends_alike(beginning))), key=len)


def _may_mean(spec: CommandSpec, said: Spoken) -> bool:
    match spec.follows:
        case Follows.NOTHING:
            return _says_no_more(said)
        case Follows.LANGUAGE:
            return may_name_language(said.rest)
        case _:
            return True


def _says_no_more(said: Spoken) -> bool:
    """'sign out, please' is the command, 'sign out sheet' is not."""
    return not has_words(without_courtesy(said.rest))


def _with_name(said: Recognized, command: Command) -> Recognized:
    """With the word in front of 'link' that is polite in another language and may be a name here, where more is named
    behind it: 'Ola link Monday', but not 'ola, link Monday', nor what a Brazilian says.
    """
    rest = said.command.text
    if said.spec is not GET_LINK or len(command.text) > LONGEST_KNOWN or not content_words(rest):
        return said
    word = last_left_out(command.text)
    if not word.istitle() or fold(word) in polite_in(command.locale) or is_their_word(fold(word), rest, command.locale):
        return said
    return replace(said, command=replace(said.command, text=f"{word} {rest}"))


def _with_title(command: Command, plain: str) -> str:
    """With the word in front of it that is only polite, or a title's: 'Urgent care link'; not with a greeting."""
    is_cut = plain and plain != command.text and len(command.text) <= LONGEST_KNOWN
    word = last_left_out(command.text) if is_cut else ""
    return f"{word} {plain}" if content_words(word) and fold(word) not in mannerly_in(command.locale) else plain


def _helped(said: Recognized) -> Recognized:
    """'Help me find the link for Hall' asks for that link, and not what else there is to ask."""
    text = said.command.text
    if not text or said.spec.follows is not Follows.ANYTHING or len(text) > LONGEST_KNOWN:
        return said
    rest = without_courtesy(text)
    ways = (_spoken, _asked_otherwise, _asked_within)
    asked = (found for way in ways if (found := way(said.command, rest)) and found.spec is GET_LINK)
    return next((each for each in asked if content_words(each.command.text)), said)


def _bare(command: Command, plain: str) -> Recognized | None:
    """A meeting's link or id needs no command, nor do 'next', 'now', a day and a time; politeness is answered in kind,
    and nothing by help.

    Any other address is answered without the words beside it, which nobody said to name a meeting.
    """
    said = said_in(command)
    if said.leads_to_a_meeting or _names_by_id(said_in(replace(command, text=plain))):
        return Recognized(BARE, command)
    if said.links:
        addresses = " ".join(link.url for link in said.links)
        return Recognized(BARE, replace(command, text=addresses, html=""))
    if asks_by_clock(command.text):
        return Recognized(BARE, command)
    if asks_by_clock(plain):
        return Recognized(
            BARE, command if _is_by_clock(left_out(command.text, plain)) else replace(command, text=plain)
        )
    if manner_of(command.text):
        return Recognized(SMALL_TALK, command)
    soon = from_now(plain, command.now.astimezone(zone_of(command)))
    if says_only_when(soon.text if soon else plain, today_of(command), command.locale):
        return Recognized(BARE, command)
    return None if has_words(plain) else Recognized(NOTHING_SAID, command)


def _is_by_clock(text: str) -> bool:
    """Whether there is a 'now' in it: 'Now and next' is a title, and 'and now, who is next' may be."""
    return any((word,) in NEXT | NOW for word in words_of(text))


def _misspelled(command: Command, plain: str) -> Recognized | None:
    """A command with a wrong letter or two in it, where that is beyond doubt; what is done to an account never is."""
    for guess in NEARLY.guesses(plain):
        if guess.sure and _may_be(guess) and guess.meant.audience is not Audience.ACCOUNT and not _leaves_out(guess):
            return Recognized(guess.meant, replace(command, text=guess.rest))
    polite = next((guess for guess in NEARLY_POLITE.guesses(command.text) if guess.sure), None)
    return (
        Recognized(SMALL_TALK, replace(command, text=polite.meant)) if polite and not has_words(polite.rest) else None
    )


def _leaves_out(guess: Guess[CommandSpec]) -> bool:
    """Whether somebody may be called what is taken for a misspelled word in front of 'link', where more is named behind
    it: 'Hall link Monday' is no Dutch 'haal link'. 'gte link' and 'gett link' have no other letters than 'get link'.
    """
    ending = next((word for word in LINK_ENDINGS if guess.typed.endswith(word) and guess.phrase.endswith(word)), "")
    before, meant = guess.typed.removesuffix(ending), guess.phrase.removesuffix(ending)
    same = sorted(meant) in (sorted(before), sorted(TWICE.sub(r"\1", before)))
    is_slip = same and len(meant) >= SHORTEST_VERB
    return bool(ending) and not is_slip and has_words(without_courtesy(guess.rest))


def _may_be(guess: Guess[CommandSpec]) -> bool:
    """'lange Besprechung' is no misspelled 'langue': nothing but the name of a language of ours follows that."""
    match guess.meant.follows:
        case Follows.MEETING | Follows.ANYTHING:
            return True
        case Follows.LANGUAGE if language_named(guess.rest):
            return True
        case _:
            return not has_words(without_courtesy(guess.rest))


def _names_by_id(said: Said) -> bool:
    """A number alone may be anything, unless an invitation calls it the meeting's."""
    return bool(said.labelled or said.graph_key or (said.number and is_bare_number(said.text)))


def _asked_otherwise(command: Command, plain: str) -> Recognized | None:
    """'copy the link for Adeyemi', 'send me Adeyemi link', 'Adeyemi's link': what is wanted is a link, whatever for."""
    verb = VERBS.spoken(plain)
    wanted = without_courtesy(verb.rest) if verb else plain
    if verb and (said := LINK.spoken(wanted)):
        return Recognized(GET_LINK, replace(command, text=said.rest))
    if len(wanted) > LONGEST_ASKED:
        return None
    named, _, last = without_thanks(without_please(wanted)).rpartition(" ")
    before = command.text.rstrip()[: -len(plain)] if plain else ""
    asked = verb or not VERB_WORDS.isdisjoint(words_of(before[:LONGEST_ASKED]))
    if words_of(last) not in LINK_WORDS or not (OWNED.search(named) or (asked and has_words(named))):
        return None
    return Recognized(GET_LINK, replace(command, text=named))


def _asked_within(command: Command, plain: str) -> Recognized | None:
    """'Have you got the link for Hall?', 'Nowak waits, which link for tomorrow': a meeting is named behind 'link', and
    nothing beside it is left out: what has more words than a title is offered, not opened.
    """
    pieces = plain.split() if len(plain) <= LONGEST_ASKED else []
    place = next((n for n, piece in enumerate(pieces) if words_of(piece) in NOUNS), 0)
    before, behind = " ".join(pieces[:place]), " ".join(pieces[place + 1 :])
    if not before or not content_words(without_thanks(behind)):
        return None
    return Recognized(GET_LINK, replace(command, text=f"{before} {behind}", html=""))


def _without_greeting(said: Recognized) -> Recognized:
    """'こんにちは、リンク': a command that comes last leaves what was said before it."""
    text = said.command.text
    if not has_signs(text):
        return said
    return replace(said, command=replace(said.command, text=without_courtesy(text)))
