"""A language that nobody speaks: English with accents, two fifths longer, between marks of direction.

What is drawn without accents has not come from a catalogue; what breaks would break in some language.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gettext import NullTranslations

import pytest
from babel import Locale

from bot.languages import Words, language_for, words
from bot.languages.catalogue import catalogue
from bot.web import link_pages, signin
from cards import InvitationText
from cards.customer_form import ZONES, city
from cards.languages import choices
from tests.support.cards.people import NOW

PSEUDO = "en-150"
"""A tag that none of our languages has and that CLDR knows: English as Europe writes it."""
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
ACCENTED = str.maketrans("aceghijklnorsuwyzACEGHIJKLNORSUWYZ", "áçéğĥíĵķļñöŕšûŵýžÁÇÉĞĤÍĴĶĻÑÖŔŠÛŴÝŽ")
HELD = re.compile(r"(\{\w+\})")
LONGER = 0.4
ADDRESS = re.compile(r"https?://\S+|\S+@\S+|[0-9A-Z]{4}-[0-9A-Z]{4}")  # and references
WORD = re.compile(r"[^\W\d_]{2,}")
ENGLISH = Locale("en", "GB")
# What comes from CLDR, which knows no such language: days, months and zones; and languages as they call themselves.
CLDR = {
    word
    for name in (
        *(name for width in ("wide", "abbreviated") for name in ENGLISH.days["format"][width].values()),
        *(name for width in ("wide", "abbreviated") for name in ENGLISH.months["format"][width].values()),
        *(city(zone, "en_GB") for zone in ZONES),
        *(str(choice["title"]) for choice in choices()),
        "Central European Time",
        "AM PM",
    )
    for word in WORD.findall(name)
}
FILLED = " ļöñğéŕ ŵöŕđš áŕé ñö ŕéášöñ ţö ƀŕéáķ áñýţĥíñğ"


def pseudo(text: str) -> str:
    """The text as it is said in that language; fields are kept."""
    parts = [part if HELD.fullmatch(part) else part.translate(ACCENTED) for part in HELD.split(text)]
    letters = len(HELD.sub("", text))
    more = (FILLED * (1 + letters // len(FILLED)))[: round(letters * LONGER)].rstrip()
    return f"{FIRST_STRONG_ISOLATE}{''.join(parts)}{more}{POP_ISOLATE}" if text else ""


class Pseudo(NullTranslations):
    """The catalogue of it."""

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


@contextmanager
def spoken() -> Iterator[Words]:
    """The words of a person who speaks it, in Berlin, while it is offered."""
    english = words("en-GB", "Europe/Berlin", NOW)
    said = Words(PSEUDO, english.locale, english.zone, english.now)
    said_by, invited_in = (sys.modules[each.__module__] for each in (Words, InvitationText))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(said_by, "catalogue", lambda language: Pseudo() if language == PSEUDO else catalogue(language))
        patch.setattr(invited_in, "language_for", lambda tag: PSEUDO if tag == PSEUDO else language_for(tag))
        for pages in (signin, link_pages):
            patch.setattr(pages, "words_for", lambda _request, _now: said)
        yield said


def escaped(shown: str, given: Iterable[str]) -> list[str]:
    """The words in what is shown that no catalogue has said: they are neither accented nor of what is `given`."""
    left = ADDRESS.sub(" ", shown)
    for each in sorted(given, key=len, reverse=True):
        left = left.replace(each, " ")
    return sorted({word for word in WORD.findall(left) if word.isascii()} - CLDR)
