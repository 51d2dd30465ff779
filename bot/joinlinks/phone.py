"""'physio, tel. 0171 1234567': a telephone number is nobody's meeting id, however many digits it has."""

from __future__ import annotations

import re
from functools import cache

from bot.joinlinks.plain import any_case

GAP = "[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000\u2010-\u2015-]"
LABELS = (
    "tel",
    "telefon",
    "telefonnummer",
    "telephone",
    "téléphone",
    "teléfono",
    "telefono",
    "phone",
    "phone number",
    "fon",
    "mobile",
    "mobil",
    "cell",
    "handy",
    "fax",
    "whatsapp",
    "sms",
    "call me",
    "call him",
    "call her",
    "call us",
    "call them",
    "call back",
    "ring me",
    "reach me",
    "reach us",
    "reach her",
    "reach him",
    "rückruf",
    "anrufen",
    "erreichbar",
    "rufen sie",
    "ruf mich",
    "ruf an",
)
"""What stands in front of a telephone number, with at most a few words between them."""


@cache
def _phone() -> re.Pattern[str]:
    """Any telephone number; compiled when the first text with many digits comes."""
    labels = "|".join(map(any_case, sorted(LABELS, key=len, reverse=True)))
    letters = "".join(sorted({any_case(label[0])[1:-1] for label in LABELS}))
    digits = rf"\(?\d(?:{GAP}?[\d()/]){{5,20}}+"
    national = rf"0[1-9]\d{{0,4}}(?:{GAP}?/?{GAP}?)\d\d(?:{GAP}?\d){{3,12}}+"  # 069 1234567, 0171/1234567
    return re.compile(
        # Where none can begin, at most places, no more is tried.
        rf"(?=[{letters}\d+])(?<!\w)(?:(?=[{letters}])(?:{labels})(?!\w)[^\d\n#]{{0,16}}+{digits}"
        rf"|(?:\+|(?<!\d{GAP})00){digits}"
        rf"|(?<![.,:/-])(?<!\d{GAP}){national})"
        rf"|(?=\d)(?<!\d)(?<!\d{GAP})\d{{3}}{GAP}\d{{3}}{GAP}\d{{4}}(?!{GAP}?\d)"  # 555 123 4567
    )


def without_phones(text: str) -> str:
    """The text with a bar in place of every telephone number."""
    return _phone().sub(" | ", text)
