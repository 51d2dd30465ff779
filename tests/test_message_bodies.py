"""Messages as people really get them, and the meetings that a reader would say they are about."""

from __future__ import annotations

import html
import json
import quopri
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.joinlinks import JoinLink, Kind, links_in_message
from bot.joinlinks.labels import LABELS, labelled_numbers

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


OPEN = {"type": "Action.OpenUrl", "title": "Join", "url": PHYSIO}
PICTURE = {"type": "Image", "url": "https://cdn.example.com/logo.png"}
ADAPTIVE = adaptive({"type": "Container", "items": [PICTURE, {"type": "ActionSet", "actions": [OPEN]}]})
MARKDOWN_CARD = adaptive({"type": "TextBlock", "text": f"Your appointment: [Join]({PHYSIO})"})
FACTS = adaptive({"type": "FactSet", "facts": [{"title": "Meeting ID", "value": grouped(NUMBER)}]})
HERO = {
    "contentType": "application/vnd.microsoft.card.hero",
    "content": {"title": "Physio", "buttons": [{"type": "openUrl", "title": "Join", "value": PHYSIO}]},
}
REFERENCE = {
    "contentType": "messageReference",
    "content": json.dumps({"messageId": "1", "messagePreview": f"the old one: {INTAKE}"}),
}


@dataclass(frozen=True)
class Message:
    """A message, and the addresses of the meetings it names."""

    meetings: Sequence[str]
    body: str = ""
    text: str = ""
    attachments: Sequence[Mapping[str, Any]] = ()


MESSAGES: dict[str, Message] = {
    **{f"Outlook invitation, {t.tag}": Message([PHYSIO], outlook("<p>Hello</p>", block(t, PHYSIO))) for t in TONGUES},
    **{f"short link, {t.tag}": Message([SHORT], outlook(block(t, SHORT))) for t in TONGUES},
    **{
        f"meeting id alone, {t.tag}": Message(
            [NUMBER_LINK], f"<p>{t.id} <b>{grouped(NUMBER)}</b><br>{t.passcode} yK9Tm3fA</p>"
        )
        for t in TONGUES
    },
    "Teams chat message": Message(
        [PHYSIO],
        f'<p>Hi Anna, here it is: <a href="{html.escape(PHYSIO)}" title="{PHYSIO}">Join the meeting now</a></p>',
    ),
    "Teams chat message with the bare link": Message(
        [PHYSIO], f'<div><div>please use <a href="{html.escape(PHYSIO)}">{html.escape(PHYSIO)}</a>&nbsp;</div></div>'
    ),
    "forwarded mail with SafeLinks": Message(
        [PHYSIO],
        outlook(
            "<p>See below, please prepare.</p>",
            reply_header(),
            block(ENGLISH, safelink(PHYSIO)).replace(
                "href=", f'originalsrc="{html.escape(PHYSIO)}" shash="x" href=', 1
            ),
        ),
    ),
    "forwarded twice, wrapped twice, in German": Message(
        [PHYSIO],
        outlook("<p>FYI</p>", reply_header("de"), reply_header("de"), block(GERMAN, safelink(safelink(PHYSIO)))),
    ),
    "forwarded short link in SafeLinks": Message([SHORT], outlook(reply_header(), block(POLISH, safelink(SHORT)))),
    "plain text invitation": Message([PHYSIO], "", PLAIN),
    "plain text as the body": Message([PHYSIO], PLAIN),
    "HTML and text of one message": Message([PHYSIO], outlook(block(ENGLISH, PHYSIO)), PLAIN),
    "text without the anchors' addresses": Message([PHYSIO], outlook(block(ENGLISH, PHYSIO)), ID_ONLY),
    "plain text, quoted with >": Message([PHYSIO], "", "Can you make it?\n\n" + PLAIN.replace("\n", "\n> ")),
    "meeting id alone, plain": Message([NUMBER_LINK], "", ID_ONLY),
    "meeting id alone, with the link in the quotation": Message(
        [SHORT], "", f"{ID_ONLY}\n-----Original Message-----\n{PLAIN.replace(PHYSIO, SHORT)}"
    ),
    "a newer meeting above an older one's reply header": Message(
        [PHYSIO, INTAKE],
        outlook(
            "<p>We had to move it:</p>", block(ENGLISH, PHYSIO), reply_header(), block(ENGLISH, INTAKE, OTHER_NUMBER)
        ),
    ),
    "a newer meeting by its id above an older invitation": Message(
        [NUMBER_LINK, INTAKE],
        outlook(
            f"<p>New time! Meeting ID: {grouped(NUMBER)}</p>", reply_header("de"), block(GERMAN, INTAKE, OTHER_NUMBER)
        ),
    ),
    "a newer meeting below a block quote": Message(
        [PHYSIO, INTAKE],
        f'<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><p>{INTAKE}</p></blockquote>'
        f"<p>no, it is {PHYSIO}</p>",
    ),
    "a quotation in the HTML beside a newer meeting in the text": Message(
        [PHYSIO, INTAKE], f"<blockquote>{html.escape(INTAKE)}</blockquote>", f"it is {PHYSIO}"
    ),
    "a newer meeting below a quotation in plain text": Message([PHYSIO, INTAKE], "", f"> {INTAKE}\n\nnow {PHYSIO}\n"),
    "the same meeting above and in the quotation": Message(
        [PHYSIO], outlook(f"<p>{html.escape(PHYSIO)}</p>", reply_header(), block(ENGLISH, safelink(PHYSIO)))
    ),
    "two meetings": Message(
        [INTAKE, PHYSIO],
        f"<ul><li>{html.escape(INTAKE)}</li><li><a href='{html.escape(PHYSIO)}'>then this</a></li></ul>",
    ),
    "two short links with their ids": Message(
        [SHORT, OTHER_SHORT], outlook(block(ENGLISH, SHORT), block(FRENCH, OTHER_SHORT, OTHER_NUMBER))
    ),
    "a short link and its id, which are one": Message([SHORT], "", f"{SHORT}\nMeeting ID: {grouped(NUMBER)}"),
    "a short link above the same meeting's long link and id": Message(
        [PHYSIO], outlook(f"<p>Or use {SHORT}</p>", reply_header(), block(ENGLISH, PHYSIO))
    ),
    "a short link with its id beside another meeting's long link": Message(
        [PHYSIO, OTHER_SHORT],
        outlook(f"<p>First {html.escape(PHYSIO)}</p>", block(GERMAN, OTHER_SHORT, OTHER_NUMBER)),
    ),
    "an invitation above another's id alone": Message(
        [PHYSIO, NUMBER_LINK, f"https://teams.microsoft.com/meet/{OTHER_NUMBER}"],
        outlook(block(ENGLISH, PHYSIO), f"<p>And for Ms Nowak: Meeting ID: {grouped(OTHER_NUMBER)}</p>"),
    ),
    "a long link and another's id above that one's invitation": Message(
        [PHYSIO, OTHER_SHORT],
        outlook(
            f"<p>{html.escape(PHYSIO)} instead of Meeting ID: {grouped(OTHER_NUMBER)}</p>",
            reply_header(),
            block(ENGLISH, OTHER_SHORT, OTHER_NUMBER),
        ),
    ),
    **{
        f"an invitation in lines of {width}": Message([PHYSIO], "", "See you\n" + folded(PLAIN, width))
        for width in (72, 76, 78)
    },
    "broken lines that are quoted": Message([PHYSIO], "", "Ok\n\n> " + folded(PLAIN, 72).replace("\n", "\n> ")),
    "a short link broken in its number": Message(
        [SHORT], "", f"Please use {SHORT.replace(NUMBER, f'{NUMBER[:6]}%{NUMBER[6:]}').replace('%', chr(10))} for this"
    ),
    "a short link broken by <br>": Message(
        [SHORT], f"<p>{SHORT.replace(NUMBER, f'{NUMBER[:10]}<br>{NUMBER[10:]}')}</p>"
    ),
    "a mail's source, quoted-printable": Message(
        [PHYSIO], quopri.encodestring(outlook(block(FRENCH, PHYSIO)).encode()).decode()
    ),
    "a plain mail's source, quoted-printable": Message([PHYSIO], "", quopri.encodestring(PLAIN.encode()).decode()),
    "a calendar file": Message([PHYSIO], "", "", [{"contentType": "text/calendar", "content": ics(PHYSIO)}]),
    "a calendar file with the meeting id alone": Message(
        [NUMBER_LINK], "", "", [{"contentType": "text/calendar", "content": ics("")}]
    ),
    "a customer's link and the staff's own": Message(
        [PHYSIO],
        f"<p>{PHYSIO}</p><p>https://visit.teams.microsoft.com/webrtc-svc/api/route?tid={TENANT}&amp;oid={ORGANIZER}"
        f"&amp;convId={thread('UGh5c2lv')}&amp;biz=0</p>",
    ),
    "a Teams meeting beside a Zoom link": Message([PHYSIO], f"<p>not <a href='{ZOOM}'>Zoom</a> but {PHYSIO}</p>"),
    "nested tables with entities": Message(
        [PHYSIO],
        f"<table><tr><td><table><tr><td>Join</td><td><a href='{PHYSIO.replace(':', '&#x3a;', 1)}'>"
        "here &raquo;</a></td></tr></table></td></tr></table>",
    ),
    "a table of label and number": Message(
        [NUMBER_LINK], f"<table><tr><td>Meeting&nbsp;ID:</td><td>{grouped(NUMBER)}</td></tr></table>"
    ),
    "relative links with a base": Message(
        [PHYSIO],
        '<html><head><base href="https://teams.microsoft.com/"></head><body>'
        f'<a href="{html.escape(PHYSIO.removeprefix("https://teams.microsoft.com"))}">Join</a></body></html>',
    ),
    "a link that was commented out": Message(
        [PHYSIO], f"<p><!-- <a href='{INTAKE}'>old</a> -->{html.escape(PHYSIO)}</p>"
    ),
    "a comment that never ends": Message([PHYSIO], f"<p>a <!-- b {html.escape(PHYSIO)}</p>"),
    "only in an adaptive card": Message([PHYSIO], '<attachment id="1"></attachment>', "", [ADAPTIVE]),
    "only in an adaptive card, as text": Message([PHYSIO], '<attachment id="1"></attachment>', "", [as_text(ADAPTIVE)]),
    "only in an adaptive card, as text with escaped slashes": Message(
        [PHYSIO], "", "", [{"content": json.dumps(ADAPTIVE).replace("/", "\\/").replace("%", "\\u0025")}]
    ),
    "in a card's Markdown": Message([PHYSIO], "", "", [MARKDOWN_CARD]),
    "a meeting id in a card's facts": Message([NUMBER_LINK], "", "", [FACTS]),
    "only in a hero card": Message([PHYSIO], "<attachment id='2'></attachment>", "", [HERO, as_text(HERO)]),
    "a reply that refers to an older message": Message([PHYSIO, INTAKE], f"<p>{PHYSIO}</p>", "", [REFERENCE]),
    "numbers of all sorts": Message(
        [],
        "<p>Call +44 20 7946 0958 or 0207 946 0958, extension 365 057 682#.<br>Conference ID: 365 057 682#<br>"
        "Patient ID: 398 123 456 789<br>Invoice 20261102-000123456, IBAN GB29 6016 1331 9268 19</p>",
    ),
    "telephone numbers beside an empty label": Message(
        [], "", "Meeting ID: see the invitation\nTel: 020 794 609 58\nMeeting ID +44 207 946 095"
    ),
    "ordinary links": Message([], outlook('<p><a href="https://aka.ms/JoinTeamsMeeting">What is Teams?</a></p>')),
    "nothing": Message([]),
}


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES.keys())
def test_a_message_names_these_meetings_and_no_others(message: Message) -> None:
    found = links_in_message(message.body, message.text, message.attachments)
    assert [link.url for link in found] == list(message.meetings)
    assert all(link.is_meeting for link in found)


ELSEWHERE = {
    "a Zoom invitation": (
        f"Join Zoom Meeting\n{ZOOM}\n\nMeeting ID: 845 123 456 789\nPasscode: 123456\n+13017158592,,845#",
        Kind.FOREIGN,
    ),
    "Google Meet": ("Video call link: https://meet.google.com/abc-defg-hij\nOr dial: +44 20 3956 1234", Kind.FOREIGN),
    "a private meeting": (
        "Join: https://teams.live.com/meet/9312345678901?p=x\nMeeting ID: 931 234 567 890 1",
        Kind.PERSONAL,
    ),
    "another cloud": ("https://gov.teams.microsoft.us/l/meetup-join/19%3ameeting_x%40thread.v2/0", Kind.OTHER_CLOUD),
}


@pytest.mark.parametrize(("text", "kind"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_a_meeting_of_another_world_says_so(text: str, kind: Kind) -> None:
    assert [link.kind for link in links_in_message("", text)] == [kind]
    assert [link.kind for link in links_in_message(f"<div>{'<br>'.join(text.splitlines())}</div>")] == [kind]


def test_a_meeting_id_becomes_a_short_link_that_can_be_looked_up() -> None:
    assert links_in_message("", ID_ONLY) == (JoinLink(Kind.SHORT, NUMBER_LINK, number=NUMBER),)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("written", ["{}: {}", "{}\u00a0: {}", "**{}:** {}", "{}\n{}", "{}：{}"])
def test_a_meeting_id_is_known_by_its_label_in_every_language(label: str, written: str) -> None:
    assert labelled_numbers(f"x\n{written.format(label, grouped(NUMBER))}\n12:30") == (NUMBER,)


@pytest.mark.parametrize(
    "number", ["365 057 682#", "12 345 678", "845 1234 5678", "398 123 456 789 123 456 7", "028 123 456"]
)
def test_other_numbers_behind_the_label_are_no_meeting_id(number: str) -> None:
    assert labelled_numbers(f"Meeting ID: {number}") == ()


def test_a_card_that_is_deeper_or_longer_than_any_is_not_read_to_its_end() -> None:
    deep: Any = PHYSIO
    for _ in range(60):
        deep = {"items": [deep]}
    assert links_in_message("", "", [{"content": deep}]) == ()
    assert links_in_message("", "", [{"content": [0] * 6_000 + [PHYSIO]}]) == ()
    assert links_in_message("", "", [{"content": ["x" * 140_000, PHYSIO]}]) == ()
    assert links_in_message("", "", [{"content": "[" * 100_000}]) == ()


SCRAPS = (PHYSIO, SHORT, "<!--", "-->", "<style>", "<base href='//[x'>", "<a href='/l'>", "<blockquote>", "\n> ")
scraps = st.lists(
    st.one_of(st.text(max_size=12), st.sampled_from([*SCRAPS, "From: a\nSent:", '{"a":"', "[{"])), max_size=10
)


@given(scraps.map("".join))
def test_no_message_makes_it_stumble(text: str) -> None:
    links_in_message(text, text, [{"content": text}])


@pytest.mark.parametrize(
    "scrap",
    [
        *SCRAPS,
        "<",
        "<!-",
        "<a ",
        "href='",
        "<base ",
        " href",
        " href=a",
        " href='a",
        " ",
        "\n",
        "-",
        "On ",
        "From:",
        "x:\n",
        "Meeting ID",
        "=3D=\n",
        "https://a\n",
        "https://teams.microsoft.com/\nb\n",
        "BEGIN:VCALENDAR\n ",
        "&gt;",
        "123 ",
    ],
)
def test_hostile_repetition_costs_no_more_than_its_length(scrap: str) -> None:
    for beginning in ("", "<p>", "<p><base", "<p><a"):
        text = beginning + scrap * (200_000 // len(scrap))
        started = time.perf_counter()
        links_in_message(text, text, [{"content": text}])
        assert time.perf_counter() - started < 5  # quadratic would be minutes


@pytest.mark.parametrize(
    "preview",
    [
        "Join: https://teams.microsoft.com/meet/24812345…",
        "Join: https://teams.microsoft.com/meet/24812345",
        "Join: https://teams.microsoft.com/meet/24812345678912?p=Ab...",
        "Meeting ID: 248 123 456…",
        "Meeting ID: 248 123 456 789 1...",
    ],
)
def test_a_quoted_messages_preview_that_ends_inside_a_link_or_number_names_no_meeting(preview: str) -> None:
    quoted = {"contentType": "messageReference", "content": json.dumps({"messagePreview": preview})}
    assert links_in_message("<p>See above</p>", "", [quoted]) == ()
