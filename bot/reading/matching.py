"""Do these names answer to those words? 'osei physio' finds 'Physiotherapy, Mr. Smith' organized by Ama Osei."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.reading.folding import fold, spelled_out

Words = tuple[str, ...]
MAX_NEAR = 8
"""Words of a query that misspellings are looked for in; more are a pasted text."""

_TERM = re.compile(r"[^\W_]+|[\u2190-\u2bff\U0001f000-\U0001faff]")
_POSSESSIVE = re.compile(r"['’]s\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """A word looked for, folded; the same with its umlauts written out; and whose it is: 'ben' of 'Ben's'."""

    plain: str
    spelled_out: str
    owner: str = ""


Query = tuple[Term, ...]


def terms_of(text: str) -> Words:
    """The folded words and pictures of `text`, without punctuation."""
    return tuple(_TERM.findall(fold(text)))


def title_of(text: str) -> Words:
    """The same; of a text that has no terms, its signs: a subject may be '***'."""
    return terms_of(text) or tuple(fold(text).split())


def names_in(text: str) -> Words:
    """The words of `text` that a query may name: its terms, also with umlauts written out ('kruger', 'krueger')."""
    return tuple(dict.fromkeys((*terms_of(text), *terms_of(spelled_out(text)))))


def query_of(typed: str) -> Query:
    """What is looked for in names."""
    return tuple(term for piece in typed.split() for term in _terms(piece))


def _terms(piece: str) -> Query:
    terms = tuple(map(Term, terms_of(piece), terms_of(spelled_out(piece))))
    if not terms or not _POSSESSIVE.search(piece):
        return terms
    *others, last = terms
    return (*others, Term(last.plain, last.spelled_out, last.plain.removesuffix("s")))


def is_phrase_of(phrase: Words, text: Words) -> bool:
    """Whether the words stand in `text` next to each other."""
    length = len(phrase)
    return any(text[start : start + length] == phrase for start in range(len(text) - length + 1)) if phrase else False


def all_in(query: Query, names: Words) -> bool:
    """Whether every word of the query is, or begins, or is a good part of one of the names, or whose it is, is one."""
    return all(any(_answers(term, name) for name in names) for term in query)


def all_nearly_in(query: Query, names: Words) -> bool:
    """The same, with misspellings let through."""
    return len(query) <= MAX_NEAR and all(
        any(_answers(term, name) or _is_near(term.plain, name) for name in names) for term in query
    )


def _answers(term: Term, name: str) -> bool:
    """'Men's' is not the beginning of 'Mental': only a whole name owns something."""
    return _is_plain(term.plain, name) or _is_plain(term.spelled_out, name) or name == term.owner


def _is_plain(word: str, name: str) -> bool:
    """Numbers must be the same: room 1 is not room 12. 'ann' begins 'Anna' but is only a piece of 'Joanna'."""
    if word.isdigit():
        return word == name
    return name.startswith(word) or (len(word) >= 4 and word in name)


def _is_near(word: str, name: str) -> bool:
    """One slip in a word of four to seven letters, two in a longer one; the name may go on.

    A slip is a letter wrong, missing or added, or two swapped: 'phisio' is near 'Physiotherapy', 'fysio' is not.
    Also a piece of three letters inside a name, which is too little to be plain.
    """
    if _is_plain(word, name) or (len(word) == 3 and word in name):
        return True
    slips = (len(word) >= 4) + (len(word) >= 8)
    if not slips or not word.isalpha():
        return False
    beginnings = {name[: len(word) + change] for change in range(-slips, slips + 1)} | {name}
    return any(OSA.distance(word, beginning, score_cutoff=slips) <= slips for beginning in beginnings)
