"""Mails, chat messages and cards as people really get them."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

TENANT = "5d1c8a40-7e0b-4f3e-9b6a-2f8f2f6f1c11"
ORGANIZER = "91c2f0de-3a58-4d0b-8a3e-0c7b5a0e4d22"


def thread(name: str) -> str:
    return f"19:meeting_{name * 6}@thread.v2"


def join_url(name: str) -> str:
    context = f"%7b%22Tid%22%3a%22{TENANT}%22%2c%22Oid%22%3a%22{ORGANIZER}%22%7d"
    return f"https://teams.microsoft.com/l/meetup-join/{quote(thread(name), safe='')}/0?context={context}".replace(
        "%3Am", "%3am"
    )


def folded(text: str, width: int, end: str = "\n") -> str:
    return "\n".join(end.join(line[at : at + width] for at in range(0, len(line), width)) for line in text.split("\n"))


def ics(link: str) -> str:
    """An invitation as a calendar file has it, in lines of 75 bytes."""
    lines = (
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        f"DESCRIPTION:Physio\\n\\nMeeting ID: {grouped(NUMBER)}\\nPasscode: x",
        f"X-MICROSOFT-SKYPETEAMSMEETINGURL:{link}" if link else "SUMMARY:Physio",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "\r\n".join(folded(line, 40, "\r\n ") for line in lines)


PHYSIO, INTAKE, REVIEW = (join_url(name) for name in ("UGh5c2lv", "SW50YWtl", "UmV2aWV3"))
NUMBER, OTHER_NUMBER = "39812345678955", "24455566677708"
SHORT = f"https://teams.microsoft.com/meet/{NUMBER}?p=q7Rt2Lm9XyZ"
OTHER_SHORT = f"https://teams.microsoft.com/meet/{OTHER_NUMBER}?p=A1b2C3d4"
ZOOM = "https://us02web.zoom.us/j/84512345678?pwd=QkxtN0"


def grouped(digits: str) -> str:
    return " ".join(digits[at : at + 3] for at in range(0, len(digits), 3))


def safelink(link: str) -> str:
    return (
        f"https://emea01.safelinks.protection.outlook.com/?url={quote(link, safe='')}"
        "&data=05%7C02%7Canna%40riverside.example%7C0%7C638&sdata=Zx%2Bk%3D&reserved=0"
    )


@dataclass(frozen=True)
class Tongue:
    """An invitation's words in one language, as Outlook writes them."""

    tag: str
    help: str
    join: str
    id: str
    passcode: str
    dial: str
    local: str
    conference: str
    organizers: str
    options: str


ENGLISH = Tongue(
    "en-US",
    "Need help?",
    "Join the meeting now",
    "Meeting ID:",
    "Passcode:",
    "Dial in by phone",
    "Find a local number",
    "Phone conference ID:",
    "For organizers:",
    "Meeting options",
)
GERMAN = Tongue(
    "de-DE",
    "Benötigen Sie Hilfe?",
    "Jetzt an der Besprechung teilnehmen",
    "Besprechungs-ID:",
    "Passcode:",
    "Einwahl per Telefon",
    "Lokale Nummer suchen",
    "Telefonkonferenz-ID:",
    "Für Organisatoren:",
    "Besprechungsoptionen",
)
FRENCH = Tongue(
    "fr-FR",
    "Besoin d’aide\u00a0?",
    "Participer à la réunion maintenant",
    "ID de réunion\u00a0:",
    "Code secret\u00a0:",
    "Appelez par téléphone",
    "Rechercher un numéro local",
    "ID de conférence téléphonique\u00a0:",
    "Pour les organisateurs\u00a0:",
    "Options de réunion",
)
SPANISH = Tongue(
    "es-ES",
    "¿Necesita ayuda?",
    "Unirse a la reunión ahora",
    "Id. de reunión:",
    "Código de acceso:",
    "Marcar por teléfono",
    "Buscar un número local",
    "Id. de conferencia telefónica:",
    "Para organizadores:",
    "Opciones de la reunión",
)
POLISH = Tongue(
    "pl-PL",
    "Potrzebujesz pomocy?",
    "Dołącz do spotkania teraz",
    "Identyfikator spotkania:",
    "Kod dostępu:",
    "Telefonowanie",
    "Znajdź numer lokalny",
    "Identyfikator konferencji telefonicznej:",
    "Dla organizatorów:",
    "Opcje spotkania",
)
TONGUES = (ENGLISH, GERMAN, FRENCH, SPANISH, POLISH)


def block(tongue: Tongue, link: str, number: str = NUMBER) -> str:
    """The part that Teams adds to a meeting's invitation."""
    options = (
        f"https://teams.microsoft.com/meetingOptions/?organizerId={ORGANIZER}&tenantId={TENANT}"
        f"&threadId=19_meeting_x@thread.v2&messageId=0&language={tongue.tag}"
    )
    dialin = f"https://dialin.teams.microsoft.com/8a1b2c3d?id=365057682&lang={tongue.tag}"
    return f"""
<div style="margin-bottom:24px; overflow:hidden; white-space:nowrap">{"_" * 80}</div>
<div style="margin-bottom:12px"><span style="font-size:24px; font-weight:700">Microsoft Teams</span>
<a id="meet_invite_block.action.help" class="me-email-link"
 href="https://aka.ms/JoinTeamsMeeting?omkt={tongue.tag}">{html.escape(tongue.help)}</a></div>
<div style="margin-bottom:6px"><a id="meet_invite_block.action.join_link" class="me-email-headline"
 href="{html.escape(link)}" target="_blank" rel="noreferrer noopener"><b>{tongue.join}</b></a></div>
<div style="margin-bottom:6px"><span class="me-email-text-secondary">{tongue.id} </span>
<span class="me-email-text">{grouped(number)}</span></div>
<div style="margin-bottom:20px"><span>{tongue.passcode} </span><span>yK9Tm3fA</span></div>
<div style="margin-bottom:6px"><span class="me-email-text">{tongue.dial}</span></div>
<div><a href="tel:+496950500123,,365057682#">+49 69 505 001 23,,365057682#</a> <span>Germany</span></div>
<div><a href="tel:020 794 609 58">020 794 609 58</a></div>
<div><a href="{html.escape(dialin)}">{tongue.local}</a></div>
<div><span>{tongue.conference} </span><span>365 057 682#</span></div>
<div><span>{tongue.organizers}</span> <a href="{html.escape(options)}">{tongue.options}</a> |
<a href="https://dialin.teams.microsoft.com/usp/pstnconferencing">PIN</a></div>
<div style="margin-bottom:24px">{"_" * 80}</div>"""


def outlook(*inside: str) -> str:
    """A mail as Outlook for Windows composes it, with what belongs to Word and to phones."""
    return (
        '<html xmlns:v="urn:schemas-microsoft-com:vml"><head><meta http-equiv="Content-Type" content="text/html">'
        "<style><!-- @import url('https://fonts.example.com/css'); .me { color:#242424 } --></style>"
        f'<!--[if gte mso 9]><xml><v:shape href="{html.escape(REVIEW)}"/></xml><![endif]--></head>'
        f'<body lang="EN-GB"><div class="WordSection1">{"".join(inside)}'
        '<p><a href="https://www.riverside.example/privacy">Privacy</a> Tel. 0207 946 0958, fax (020) 7946 0959</p>'
        "</div></body></html>"
    )


def reply_header(tongue: str = "en") -> str:
    named = {"en": ("From", "Sent", "To", "Subject"), "de": ("Von", "Gesendet", "An", "Betreff")}[tongue]
    values = ("Kofi\nOsei &lt;k.osei@riverside.example&gt;", "Monday, 2 November 2026 10:12", "Anna", "Intake")
    rows = "<br>".join(f"<b>{name}:</b> {value}" for name, value in zip(named, values, strict=True))
    return f'<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">{rows}</p></div>'


PLAIN = f"""Dear Mr Novak,

please find your appointment below.

________________________________________________________________________________
Microsoft Teams Need help?<https://aka.ms/JoinTeamsMeeting?omkt=en-US>
Join the meeting now<{PHYSIO}>
Meeting ID: {grouped(NUMBER)}
Passcode: yK9Tm3fA
________________________________
Dial in by phone
+1 323-555-0100,,365057682# United States, Los Angeles
Find a local number<https://dialin.teams.microsoft.com/8a1b2c3d?id=365057682>
Phone conference ID: 365 057 682#
For organizers: Meeting options<https://teams.microsoft.com/meetingOptions/?organizerId={ORGANIZER}> | Reset
________________________________________________________________________________
"""
ID_ONLY = f"Join in Teams with\nMeeting ID: {grouped(NUMBER)}\nPasscode: yK9Tm3fA\nor call +44 20 7946 0958\n"
NUMBER_LINK = f"https://teams.microsoft.com/meet/{NUMBER}"


def adaptive(*body: Any, actions: Sequence[Any] = ()) -> dict[str, Any]:
    card = {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": list(actions)}
    return {"id": "1", "contentType": "application/vnd.microsoft.card.adaptive", "content": card}


def as_text(attachment: Mapping[str, Any]) -> dict[str, Any]:
    """Graph and Teams hand over a card's content as text."""
    return {**attachment, "content": json.dumps(attachment["content"])}


@dataclass(frozen=True)
class Message:
    """A message, and the addresses of the meetings it names."""

    meetings: Sequence[str]
    body: str = ""
    text: str = ""
    attachments: Sequence[Mapping[str, Any]] = ()
