"""'Nächster', 'NACHSTER' and 'nächster' are the same word: text without case, accents and apostrophes."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_PLAIN_WORD = re.compile("[0-9A-Za-z]+")  # the same of plain letters, which nearly all are: five times as fast
# Apostrophes, and what cannot be seen and makes no other word: marks of direction, joiners, how a sign is to be drawn.
_UNSAID = re.compile("['’‘ʼ`´\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
ALPHABETS = 0x2000  # below it are the letters that are written one by one, and their accents
VOICES = "\u3099\u309a"
_VOICED = re.compile(f"[{VOICES}]")
# Arabic: its own digits, the stroke that stretches words, and letters that are typed for one another at a word's end.
_ARABIC: dict[int, int | None] = {0x640: None, ord("ى"): ord("ي"), ord("ة"): ord("ه"), ord("ٱ"): ord("ا")} | {
    zero + digit: ord("0") + digit for zero in (0x660, 0x6F0) for digit in range(10)
}
_STROKES = {ord("ł"): ord("l"), ord("Ł"): ord("L")}  # no accent, says Unicode, but it is typed without it like one
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def fold(text: str) -> str:
    """`text` for comparing: no case, no accents, no apostrophes, wide and narrow forms alike; Arabic as it is typed in
    haste: 'الأحد' is 'الاحد', '٣' is '3'.
    """
    if text.isascii():  # nearly every text: twenty times as fast
        return text.replace("'", "").replace("`", "").lower()
    decomposed = unicodedata.normalize("NFKD", _UNSAID.sub("", text))
    plain = decomposed.translate(_ACCENTS).casefold()
    return unicodedata.normalize("NFC", plain) if _VOICED.search(plain) else plain


class _Accents(dict[int, int | None]):
    """What `str.translate` makes of each sign: nothing of those that a letter is the same without. Not so the marks of
    kana: が is no か. The signs of alphabets are remembered, those of whole scripts are not: too many.
    """

    def __missing__(self, code: int) -> int | None:
        sign = chr(code)
        made = None if unicodedata.combining(sign) and sign not in VOICES else code
        if code < ALPHABETS:
            self[code] = made
        return made


_ACCENTS = _Accents(_ARABIC | _STROKES)


def spelled_out(text: str) -> str:
    """`text` with ä, ö and ü as they are written without them: 'Krüger' -> 'Krueger'."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_SPELLED_OUT)


def words_of(text: str) -> tuple[str, ...]:
    """The folded words and numbers of `text`, without punctuation: 'Follow-up: Anna!' -> follow, up, anna."""
    return words_of_folded(fold(text))


def words_of_folded(text: str) -> tuple[str, ...]:
    """The same of a text that is folded."""
    return tuple((_PLAIN_WORD if text.isascii() else _WORD).findall(text))


def has_words(text: str) -> bool:
    """Whether there is a word or a number in `text`."""
    return (_PLAIN_WORD if text.isascii() else _WORD).search(text) is not None
