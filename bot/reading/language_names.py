"""'language German', 'Sprache Polnisch', '语言 中文', 'language pt-BR': which of our languages a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError

from bot.languages.chosen import AUTOMATIC
from bot.languages.cldr import locale_named
from bot.languages.listed import LANGUAGES
from bot.languages.negotiation import served_by
from bot.languages.vocabularies import VOCABULARIES
from bot.reading.folding import fold

MOST_WORDS = 5
MAX_LANGUAGE_NAME = 60
"""Characters of a text that may be nothing but a language's name, and what people say around it."""
TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,2}", re.ASCII | re.IGNORECASE)
WORD = re.compile(r"[^\W_]+")
PARTICLES = "をにへではが为為成到用改"  # around a name where words stand without spaces: 'を日本語に'
OURS = frozenset(language.partition("-")[0] for language in LANGUAGES)


def may_name_language(text: str) -> bool:
    """Whether a text is short enough to be the name of a language, be it one of ours or not."""
    return len(text) <= MAX_LANGUAGE_NAME and "://" not in text and len(WORD.findall(text)) <= MOST_WORDS


def language_named(text: str, locale: str = "") -> str | None:
    """The one of our languages that is named, `AUTOMATIC` for the one of Teams; None for none, and for several.

    By its BCP 47 tag, or by its name in any language that we have, or in that of the reader's `locale`.
    """
    if not may_name_language(text):
        return None
    if (tag := TAG.fullmatch(text.strip(" .!:"))) and (tagged := served_by(tag[0])):
        return tagged
    names = {**_of_reader(locale), **every_name()}
    said = [fold(word) for word in WORD.findall(text)]
    for length in range(len(said), 0, -1):
        spans = ("".join(said[start : start + length]) for start in range(len(said) - length + 1))
        found = {language for span in spans if (language := names.get(span) or names.get(span.strip(PARTICLES)))}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


@cache
def every_name() -> Mapping[str, str]:
    """Our languages by their names in each other, folded and without gaps. Takes a moment the first time."""
    names: dict[str, str] = {}
    for vocabulary in VOCABULARIES:
        names |= {_letters(name): language for name, language in vocabulary.tongues}
        names |= {_letters(phrase): AUTOMATIC for phrase in vocabulary.as_teams}
    for language in LANGUAGES:
        names = {**names_in(language), **names}
    return names


@cache
def names_in(language: str) -> Mapping[str, str]:
    """Their names in one of them; takes a tenth of a second the first time, for CLDR is read."""
    return dict(_names_in(locale_named(language)))


@lru_cache(maxsize=64)
def _of_reader(locale: str) -> dict[str, str]:
    """The same in a language that we need not have."""
    if not locale or served_by(locale):
        return {}
    try:
        return dict(_names_in(locale_named(locale.partition("-")[0])))
    except (UnknownLocaleError, ValueError):
        return {}


def _names_in(reader: Locale) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        yield _letters(locale_named(language).get_display_name(reader) or language), language
    for code, name in reader.languages.items():
        if code.partition("_")[0] in OURS and (ours := served_by(code.replace("_", "-"))):
            yield _letters(name), ours


def _letters(name: str) -> str:
    return "".join(fold(word) for word in WORD.findall(name))
