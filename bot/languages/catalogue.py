"""Catalogues: the English text is the key, a .po file per language holds the rest, compiled in memory at first use."""

from __future__ import annotations

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.languages.listed import SOURCE, folder_of


def msg(msgid: str) -> str:
    """Mark a text for the catalogues where it is written down before anybody's language is known."""
    return msgid


def po_file(language: str) -> Path:
    """Where the translations into `language` are."""
    return folder_of(language) / "messages.po"


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations into `language`. Compiled once a process: a file in git is what people can review."""
    if language == SOURCE:
        return NullTranslations()
    with po_file(language).open("rb") as source:
        translations = read_po(source, locale=language.replace("-", "_"))
    compiled = io.BytesIO()
    write_mo(compiled, translations)
    compiled.seek(0)
    return GNUTranslations(compiled)
