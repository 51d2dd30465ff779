"""In which language the customer reads: each one called as those who speak it call it."""

from __future__ import annotations

from functools import cache

from babel import Locale

from bot.languages import LANGUAGES, language_for
from bot.languages.cldr import locale_named
from cards import fields
from cards.context import Element, RenderContext


def language_field(label: str, context: RenderContext, language: str = "") -> Element:
    """The languages that we have; `language`, or the reader's own, is taken unless another is picked."""
    return {
        "type": "Input.ChoiceSet",
        "id": fields.LANGUAGE,
        "label": label,
        "value": language_for(language) if language else context.words.language,
        "choices": choices(),
    }


@cache
def choices() -> list[Element]:
    """All of them, the same on every card."""
    return [{"title": own_name(language), "value": language} for language in LANGUAGES]


def own_name(language: str) -> str:
    """A language as those who speak it call it: 'Deutsch'. There is one kind of each: its place is left out."""
    locale = locale_named(language)
    name = Locale(locale.language, script=locale.script).get_display_name(locale) or language
    return name[:1].upper() + name[1:]
