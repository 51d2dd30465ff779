"""'李明' is a name in '李明复诊' and in '李明先生', and a part of another one in '李明天复诊': words without spaces."""

from __future__ import annotations

from functools import cache
from itertools import chain

from bot.languages.vocabularies import VOCABULARIES
from bot.reading.unspaced import has_signs

JOINING = ("的", "の")  # little words of one sign that end a name; others may be its own: 'まこと' is not 'まこ'


def is_apart(word: str, names: str) -> bool:
    """Whether `word` is one of `names`, each between line breaks, or stands in one beside what is nobody's name."""
    if word.startswith(_visits()) or word.endswith(_visits()):
        return True
    return any(_stands_apart(*name.partition(word)) for name in names.split() if word in name)


def _stands_apart(before: str, _word: str, after: str) -> bool:
    begins = not before or not has_signs(before[-1]) or before.endswith(_others())
    return begins and (not after or not has_signs(after[0]) or after.startswith((*_others(), *_titles())))


@cache
def _visits() -> tuple[str, ...]:
    """What appointments are about."""
    return tuple(word for each in VOCABULARIES for word in each.visits if has_signs(word) and len(word) > 1)


@cache
def _others() -> tuple[str, ...]:
    """What may stand beside a name, and is no part of it."""
    words = chain.from_iterable((*each.visits, *each.stop_words, *each.several) for each in VOCABULARIES)
    return (*JOINING, *(word for word in words if has_signs(word) and len(word) > 1))


@cache
def _titles() -> tuple[str, ...]:
    """What stands behind a name alone."""
    titles = chain.from_iterable((*each.men, *each.women, *each.titles) for each in VOCABULARIES)
    return tuple(filter(has_signs, titles))
