"""'get link physio 👍' asks for physio: what people and clients add to words, and nobody says."""

from __future__ import annotations

import re

INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
"""Direction marks, soft hyphens and the like. The joiners of Persian and Indian words, and of pictures, are none."""

# One set of first signs, and no flag: so a search skips ahead to them.
WRITTEN = re.compile(
    r"[:;=^(<](?:(?<=:)(?<![\w:/]:)(?:[+-]1|[A-Za-z][\w+-]{1,40}):(?![\w:/])"  # :smile:, :+1:
    r"|(?<!\S.)(?:(?<=[:;=])['’]?[-o^]?[)(\]\[DPpOo*|/\\]+|(?<=\^)_?\^|(?<=\()(?:[YyNn]|like|heart|smile|laugh|wink|sad|cry|clap|hug|wave"
    r"|bow|cool|rofl|facepalm|highfive|fistbump|praying|thumbs?up|thumbs?down)\))"
    r"(?=[\s.,!?]|\Z)"  # :-), (y)
    r"|(?<=[\w.,!?]\s<)3+(?!\S))"
)
"""Pictures as people and clients write them in letters and signs."""

LETTERS = re.compile(r"(?<!\S)[xX]D+(?=[\s.,!?]|\Z)|¯\\*_+\(ツ\)_+/¯")
"""xD, and a shrug."""

SIGN = "\u2190-\u2bff\U0001f000-\U0001faff"
"""Arrows, symbols and emoji, for a class of characters."""

MOST_SIGNS = 2_000
"""Signs of a text in which pictures are looked for."""

# Of the digits, and of a letter such as ℹ, what follows makes a picture.
PICTURE = re.compile(
    rf"[0-9#*]\ufe0f?\u20e3|[^\s0-9a-zA-Z]\ufe0f|[{SIGN}\u203c\u2049\u200d\ufe0e\ufe0f\U000e0020-\U000e007f]"
)


def without_marks(text: str) -> str:
    """The text without signs that cannot be seen, and without pictures written in letters: `:smile:`, `(y)`, `;-)`."""
    visible = text if text.isascii() else INVISIBLE.sub("", text)
    seen = WRITTEN.sub(" ", visible) if any(sign in visible for sign in ":;=(^<") else visible
    return LETTERS.sub(" ", seen) if "xD" in seen or "XD" in seen or "¯" in seen else seen


def without_pictures(text: str) -> str:
    """The text with a space for every picture among its first MOST_SIGNS signs; what is longer is no message with
    pictures, but a pasted text.
    """
    return text if text.isascii() else PICTURE.sub(" ", text[:MOST_SIGNS]) + text[MOST_SIGNS:]


def pictures_in(text: str) -> frozenset[str]:
    """The signs that are pictures, each by itself."""
    return frozenset() if text.isascii() else frozenset(re.findall(f"[{SIGN}]", text))
