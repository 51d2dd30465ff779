"""Which command does a message or a pressed button mean?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.commands.spec import CommandName, CommandSpec
from bot.joinlinks import Kind, find_links, labelled_numbers, number_in, read_graph_id
from bot.languages.listed import LANGUAGES
from bot.model import ActionKind, Command
from bot.reading.folding import words_of
from bot.reading.naming import is_bare_number, names_no_meeting
from bot.reading.phrases import Spoken, spoken

COURTESY = tuple(phrase for language in LANGUAGES for phrase in language.courtesy)
MAX_COURTESY = 6
LOOKING = tuple(phrase for language in LANGUAGES for phrase in (*language.get_link, *language.meetings))


@dataclass(frozen=True, slots=True)
class Recognized:
    """A command, and the message with `text` cut down to what was said beside the command's own words."""

    spec: CommandSpec
    command: Command


def names_nothing(command: Command) -> bool:
    """Whether somebody asks for a link and does not say of which meeting: 'get link of this meeting, please'."""
    if command.press or find_links(command.text, command.html):
        return False
    phrases = tuple(phrase for language in LANGUAGES for phrase in language.get_link)
    said = spoken(phrases, _without_courtesy(command.text))
    return said is not None and names_no_meeting(said.rest)


def concerns_account(command: Command) -> bool:
    """Whether somebody asks who they are, or to be signed out: nobody else's press may stand for it."""
    phrases = tuple(phrase for language in LANGUAGES for phrase in (*language.sign_out, *language.who_am_i))
    said = spoken(phrases, _without_courtesy(command.text))
    return command.press is None and said is not None and _says_no_more(said)


def sought(text: str) -> str:
    """'get link physio' looks for 'physio': whoever knows the chat's commands types them into a search, too."""
    said = spoken(LOOKING, text)
    return said.rest if said else text


def as_said(command: Command) -> Command:
    """A button that says something is the same as having typed it."""
    press = command.press
    if press is None or press.verb is not ActionKind.SAY:
        return command
    return replace(command, text=press.text, html="", press=None, said_on=press.said_on)


def recognize(specs: Sequence[CommandSpec], command: Command) -> Recognized | None:
    """The command meant; None: nobody knows these words. Never asks anybody, so unknown words reach no one."""
    if command.press:
        pressed = (spec for spec in specs if command.press and spec.verb is command.press.verb)
        return _first(
            replace(command, text="", html=""), pressed
        )  # Teams may send words with a press; nobody said them
    plain = _without_courtesy(command.text)
    return _spoken(specs, command, command.text) or _spoken(specs, command, plain) or _bare(specs, command, plain)


def _spoken(specs: Sequence[CommandSpec], command: Command, text: str) -> Recognized | None:
    """The longest phrase that the text begins with."""
    found = [(spec, said) for spec in specs if spec.phrases and (said := spoken(spec.phrases, text))]
    meant = [(spec, said) for spec, said in found if spec.takes_words or _says_no_more(said)]
    if not meant:
        return None
    spec, said = max(meant, key=lambda each: each[1].length)
    return Recognized(spec, replace(command, text=said.rest))


def _says_no_more(said: Spoken) -> bool:
    """'sign out, please' is the command, 'sign out sheet' is not."""
    return not words_of(_without_courtesy(said.rest))


def _bare(specs: Sequence[CommandSpec], command: Command, plain: str) -> Recognized | None:
    """A meeting's link or id needs no command; a greeting, or nothing, asks for help.

    Any other address is answered without the words beside it, which nobody said to name a meeting.
    """
    links = find_links(command.text, command.html)
    if any(link.kind is not Kind.FOREIGN for link in links) or _names_by_id(plain):
        return _first(command, _named(specs, CommandName.GET_LINK))
    if links:
        addresses = " ".join(link.url for link in links)
        return _first(replace(command, text=addresses, html=""), _named(specs, CommandName.GET_LINK))
    return None if words_of(plain) else _first(command, _named(specs, CommandName.HELP))


def _names_by_id(text: str) -> bool:
    """A number alone may be anything, unless an invitation calls it the meeting's."""
    return bool(labelled_numbers(text) or read_graph_id(text) or (number_in(text) and is_bare_number(text)))


def _without_courtesy(text: str) -> str:
    """'Hello, could you please get link' -> 'get link'."""
    for _ in range(MAX_COURTESY):
        said = spoken(COURTESY, text)
        if said is None:
            return text
        text = said.rest
    return text


def _named(specs: Sequence[CommandSpec], name: CommandName) -> Iterable[CommandSpec]:
    return (spec for spec in specs if spec.name is name)


def _first(command: Command, meant: Iterable[CommandSpec]) -> Recognized | None:
    spec = next(iter(meant), None)
    return Recognized(spec, command) if spec else None
