"""'Meeting ID: 248 123 456 789 12': the number that an invitation calls the meeting's, in whatever language."""

from __future__ import annotations

import re

from bot.joinlinks.number import GAP

LABELS = (
    "Meeting ID",
    "Besprechungs-ID",
    "ID de réunion",
    "ID de la réunion",
    "Identifiant de réunion",
    "Id. de reunión",
    "ID de reunión",
    "ID de la reunión",
    "Identificador de reunión",
    "Identyfikator spotkania",
    "ID riunione",
    "ID della riunione",
    "Vergadering-id",
    "Vergader-id",
    "ID da reunião",
    "ID de reunião",
    "Mötes-ID",
    "Møde-id",
    "Møte-ID",
    "Kokouksen tunnus",
    "ID schůzky",
    "ID schôdze",
    "Értekezlet azonosítója",
    "Értekezlet-azonosító",
    "ID ședință",
    "ID-ul ședinței",
    "Toplantı Kimliği",
    "Идентификатор собрания",
    "Ідентифікатор наради",
    "Αναγνωριστικό σύσκεψης",
    "会議 ID",
    "会议 ID",
    "會議識別碼",
    "모임 ID",
    "معرف الاجتماع",
    "מזהה פגישה",
)
"""What Teams' invitations write in front of the number. The number that is dialled ('Conference ID … #') is another."""


def _however_spaced(label: str) -> str:
    """A pattern of the label with any space or hyphen between its words."""
    return r"[\s\u2010-\u2015-]{0,3}".join(re.escape(word) for word in re.split(r"[ -]", label))


# Teams writes groups of three; other services' numbers, which some of them label alike, are grouped otherwise.
NUMBER = rf"[1-9]\d\d(?:{GAP}?\d{{3}}){{2,4}}(?:{GAP}?\d{{1,2}})?"
# Dots behind the number are those of a preview that ends inside it.
LABELLED = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(_however_spaced, LABELS))})[\s:：*_|-]{{0,12}}({NUMBER})(?!{GAP}?\d|[\w#…]|\.\.\.)",
    re.IGNORECASE,
)


def labelled_numbers(text: str) -> tuple[str, ...]:
    """The digits of every numeric meeting id that is called one, in order, each once."""
    return tuple(dict.fromkeys(re.sub(r"\D", "", found[1]) for found in LABELLED.finditer(text)))
