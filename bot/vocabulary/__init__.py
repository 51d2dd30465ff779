"""The words people type, per language. A further language: one file here and one line in listed.LANGUAGES.

A command is recognised in every language, whatever the person's own. Day words are read in the person's language first
and in English always; in every other language when that finds nothing, and only in full: 'do' is Donnerstag only for
someone whose Teams speaks German.
"""

from __future__ import annotations

from bot.vocabulary.language import Vocabulary
from bot.vocabulary.listed import LANGUAGES, languages_of, others_than
from bot.vocabulary.naming import is_bare_number, names_no_meeting, names_only_a_number, telling_words
from bot.vocabulary.phrases import Spoken, spoken

__all__ = [
    "LANGUAGES",
    "Spoken",
    "Vocabulary",
    "is_bare_number",
    "languages_of",
    "names_no_meeting",
    "names_only_a_number",
    "others_than",
    "spoken",
    "telling_words",
]
