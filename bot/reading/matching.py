"""Do these names answer to those words? 'osei physio' finds 'Physiotherapy, Mr. Smith' organized by Ama Osei."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.languages.vocabularies import VOCABULARIES
from bot.model.values import value
from bot.reading.folding import fold, spelled_out, words_of_folded
from bot.reading.name_ends import is_apart
from bot.reading.prefixes import without_prefix
from bot.reading.unspaced import has_signs

Terms = tuple[str, ...]
Names = str
"""Words that a query may name, each between line breaks: so one search looks through them all."""

MAX_TERMS = 300
"""Words of a subject, or of what is looked for, that are compared; Outlook takes 255 signs for a subject."""

MAX_NEAR = 8
"""Words of a query that misspellings are looked for in; more are a pasted text."""

SHORTEST_NAME = 3
"""Letters of the beginning of a name that can mean one person."""

SHORTENED, LEFT_OUT = 4, 4
"""Letters that are typed of a long word, and that are left out."""
VISITS = tuple(word for language in VOCABULARIES for word in language.visits)

_TERM = re.compile(r"[^\W_]+|[\u2190-\u2bff\U0001f000-\U0001faff]")
_POSSESSIVE = re.compile(r"['’]s\W*$", re.IGNORECASE)
# "Doctor's" is the doctor's; "d'orthopédie" is of "orthopédie", but "O'Neill" is no "Neill".
_WITHIN = re.compile(r"([^\W_]+)['’]s(?![^\W_])|(?<![^\W_])[a-zà-ÿ]+['’]([^\W_]{2,})")


@value
class Term:
    """A word looked for, folded; the same with its umlauts written out, or without an Arabic prefix; and whose it is:
    'ben' of 'Ben's'.
    """

    plain: str
    spelled_out: str
    owner: str = ""


Query = tuple[Term, ...]


def terms_of(text: str) -> Terms:
    """The folded words and pictures of `text`, without punctuation."""
    folded = fold(text)
    return (words_of_folded(folded) if folded.isascii() else tuple(_TERM.findall(folded)))[:MAX_TERMS]


def title_of(text: str) -> Terms:
    """The same; of a text that has no terms, its signs: a subject may be '***'."""
    return terms_of(text) or tuple(fold(text).split())


def names_in(text: str) -> Names:
    """The words of `text` that a query may name: its terms, also with umlauts written out ('kruger', 'krueger'), and
    whose something is ('doctor', 'doctors').
    """
    return names_of(terms_of(text), text)


def names_of(terms: Terms, text: str) -> Names:
    """The same, where the terms of the text are known."""
    spelled = spelled_out(text)
    more = terms_of(spelled) if spelled != text else ()
    within = terms_of(" ".join(map("".join, _WITHIN.findall(text)))) if "'" in text or "’" in text else ()
    return "\n".join(("", *terms, *more, *within, ""))


def query_of(typed: str) -> Query:
    """What is looked for in names."""
    return tuple(islice((term for piece in typed.split() for term in _terms(piece)), MAX_TERMS))


@lru_cache(maxsize=256)  # the same few words, in every way to read them
def _terms(piece: str) -> Query:
    terms = tuple(map(Term, terms_of(piece), map(without_prefix, terms_of(spelled_out(piece)))))
    if not terms or not _POSSESSIVE.search(piece):
        return terms
    *others, last = terms
    return (*others, Term(last.plain, last.spelled_out, last.plain.removesuffix("s")))


def is_phrase_of(phrase: Terms, text: Terms) -> bool:
    """Whether the words stand in `text` next to each other."""
    if not phrase or phrase[0] not in text:
        return False
    length = len(phrase)
    return any(text[start : start + length] == phrase for start in range(len(text) - length + 1))


def answers(term: Term, names: Names) -> bool:
    """Whether the word is, or begins, or is a good part of one of the names, or whose it is, is one.

    'Men's' is not the beginning of 'Mental': only a whole name owns something.
    """
    if _is_plain(term.plain, names) or (term.owner and f"\n{term.owner}\n" in names):
        return True
    return term.spelled_out != term.plain and _is_plain(term.spelled_out, names)


def is_a_piece(term: Term, names: Names) -> bool:
    """Whether the word is only a part of a name: 'Mann' ends Hartmann, 'Martin' begins Martina, and what is Robert's
    is not Ms Roberts's.
    """
    if len(term.plain) > 1 and has_signs(term.plain):
        return not is_apart(term.plain, names)
    whole = (term.owner,) if term.owner else (term.plain, term.spelled_out)
    return not any(f"\n{word}\n" in names for word in whole)


def is_short_for(term: Term, names: Names) -> bool:
    """Whether what appointments are about begins so: 'physio' of physiotherapy, but not 'Rose' of Rosenberg."""
    written = [word for word in (term.plain, term.spelled_out) if word.startswith(VISITS) and len(word) >= SHORTENED]
    long = names.split() if written else ()
    return any(name.startswith(word) and len(name) >= len(word) + LEFT_OUT for word in written for name in long)


def _is_plain(word: str, names: Names) -> bool:
    """Numbers must be the same: room 1 is not room 12. 'ann' begins 'Anna' but is only a piece of 'Joanna'."""
    if word.isdigit():
        return f"\n{word}\n" in names
    return (word in names) if len(word) >= 4 or has_signs(word) else f"\n{word}" in names


def near_names(word: str, names: Collection[str]) -> set[str]:
    """Those of `names` that are the word but for one slip in four to seven letters, two in a longer one; a name may go
    on.

    A slip is a letter wrong, missing or added, or two swapped: 'phisio' is near 'Physiotherapy', 'fysio' is not.
    Also a piece of three letters inside a name, which is too little to be plain.
    """
    if len(word) == 3:
        return {name for name in names if word in name}
    slips = (len(word) >= 4) + (len(word) >= 8)
    if not slips or not word.isalpha():
        return set()
    found = set[str]()
    for length in (*range(len(word) - slips, len(word) + slips + 1), None):
        near = process.extract(
            word, list({name[:length] for name in names}), scorer=OSA.distance, score_cutoff=slips, limit=None
        )
        if near:
            beginnings = {beginning for beginning, _, _ in near}
            found.update(name for name in names if name[:length] in beginnings)
    return found
