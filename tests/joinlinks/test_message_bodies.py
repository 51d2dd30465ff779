"""Messages as people really get them, and the meetings that a reader would say they are about."""

from __future__ import annotations

import html
import json
import quopri

import pytest

from bot.joinlinks import links_in_message
from tests.support.joinlinks.messages import (
    ENGLISH,
    FRENCH,
    GERMAN,
    ID_ONLY,
    INTAKE,
    NUMBER,
    NUMBER_LINK,
    ORGANIZER,
    OTHER_NUMBER,
    OTHER_SHORT,
    PHYSIO,
    PLAIN,
    POLISH,
    SHORT,
    TENANT,
    TONGUES,
    ZOOM,
    Message,
    adaptive,
    as_text,
    block,
    folded,
    grouped,
    ics,
    outlook,
    reply_header,
    safelink,
    thread,
)

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
