"""'Meeting ID: 248 123 456 789 12': the number that an invitation calls the meeting's, in whatever language."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from bot.joinlinks.number import LONG_RUN
from bot.joinlinks.phone import GAP
from bot.joinlinks.plain import visible, with_plain_digits

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
    "معرّف الاجتماع",
    "מזהה פגישה",
)
"""What Teams' invitations write in front of the number. The number that is dialled ('Conference ID … #') is another."""

PASSCODES = (
    "Passcode",
    "Kenncode",
    "Kennung",
    "Code secret",
    "Code d’accès",
    "Código de acceso",
    "Código secreto",
    "Kod dostępu",
    "Codice di accesso",
    "Passcode di accesso",
    "Toegangscode",
    "Wachtwoordcode",
    "Senha",
    "Código de acesso",
    "Lösenord",
    "Adgangskode",
    "Tilgangskode",
    "Salasana",
    "Tunnuskoodi",
    "Heslo",
    "Jelszó",
    "Geçiş Kodu",
    "Секретный код",
    "Код доступу",
    "パスコード",
    "密码",
    "密碼",
    "암호",
    "رمز المرور",
    "קוד גישה",
)
"""What stands behind it: a number with one is a meeting's, whatever is written in front."""


MAX_NUMBERS = 200
"""Long numbers in one text that are looked at."""

WINDOW = 64
"""Characters in front of a number in which its label begins."""


def _however_spaced(label: str) -> str:
    """A pattern of the label with any space or hyphen between its words."""
    return r"[\s\u2010-\u2015-]{0,3}".join(re.escape(word) for word in re.split(r"[ -]", label))


# Teams writes groups of three; other services' numbers, which some of them label alike, are grouped otherwise.
NUMBER = re.compile(rf"[1-9]\d\d(?:{GAP}?\d{{3}}){{2,4}}(?:{GAP}?\d{{1,2}})?")
# Dots behind the number are those of a preview that ends inside it.
CUT = re.compile(r"[\w#…]|\.\.\.")


@cache
def _label() -> re.Pattern[str]:
    """Any label and what stands between it and its number, at the end of a text; compiled when it is first needed."""
    labels = "|".join(map(_however_spaced, LABELS))
    letters = "".join(sorted({label[0] for label in LABELS}))  # with others none begins: nine places of ten
    return re.compile(rf"(?=[{letters}])(?<!\w)(?:{labels})[\s:：*_|-]{{0,12}}+\Z", re.IGNORECASE)


@cache
def _passcode() -> re.Pattern[str]:
    """What stands between a number and its passcode, and the first letter of that."""
    labels = "|".join(map(_however_spaced, PASSCODES))
    return re.compile(rf"[\s,;.|*_()/-]{{0,12}}+(?:{labels})[\s:：*_|-]{{1,12}}+\w", re.IGNORECASE)


def labelled_numbers(text: str) -> tuple[str, ...]:
    """The digits of every numeric meeting id that is called one, or has a passcode behind it, in order, each once."""
    found = (
        run for run in islice(LONG_RUN.finditer(with_plain_digits(visible(text))), MAX_NUMBERS) if _is_labelled(run)
    )
    return tuple(dict.fromkeys(re.sub(r"\D", "", run[0]) for run in found))


def _is_labelled(run: re.Match[str]) -> bool:
    text = run.string
    start = run.start()
    if not NUMBER.fullmatch(run[0]) or CUT.match(text, run.end()):
        return False
    before = text[max(0, start - WINDOW) : start]
    after = text[run.end() : run.end() + WINDOW]
    return _label().search(before) is not None or _passcode().match(after) is not None
