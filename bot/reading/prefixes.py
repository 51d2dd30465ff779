"""'للعلاج' and 'العلاج' name 'علاج': Arabic writes the article and short prepositions together with the word."""

from __future__ import annotations

import re

# After the article enough of a word must be left; after a single letter, which may be the name's own ('ليلى'), more.
_PREFIX = re.compile(r"[وف]?(?:[بك]?ال|لل)(?=\w{3})|[لبو](?=\w{4})")


def without_prefix(word: str) -> str:
    """The folded `word` without them; any other word as it is."""
    found = None if word.isascii() else _PREFIX.match(word)
    return word[found.end() :] if found else word
