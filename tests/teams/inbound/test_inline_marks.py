"""Whatever Teams writes into a text, wherever it stands there: the command is what the person typed."""

from __future__ import annotations

from typing import Any

import pytest

from bot.commands.recognition import recognize
from bot.reading.said import said_in
from tests.support.effort import calls_of
from tests.support.teams.typed import heard, html, mention

QUOTE = '<quoted messageId="1772050244572"/>'
CUT = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVp…"
REPLY = (
    '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><strong itemprop="mri" itemid="8:x">Ben'
    '</strong><span itemprop="time" itemid="1"></span><p itemprop="preview">{}</p></blockquote>'
)
MARKS = {
    "quote": QUOTE,
    "quote with a space": "<quoted messageId='1' />",
    "quote without an id": "<quoted/>",
    "quote in capitals": '<Quoted MessageId="1"/>',
    "quote with its message": '<quoted messageId="1">Which meeting? get link</quoted>',
    "quote that never ends": '<quoted messageId="1">',
    "quote by another name": '<quotedReply messageId="1"/>',
    "quote of Skype": '<quote author="ben" timestamp="1"><legacyquote>[12:00] Ben: </legacyquote>help</quote>',
    "element that nobody knows": '<somethingNew id="1"/>',
    "element that nobody knows, with an end": "<x-new></x-new>",
    "edit mark": '<e_m a="ben" ts_ms="1" ts="1" t="61"></e_m>',
    "emoji of Skype": '<ss type="yes">(yes)</ss>',
    "file of Skype": '<URIObject type="Picture.1" uri="https://x.example">my photo</URIObject>',
    "video": '<video src="https://x.example/1.mp4">clip.mp4</video>',
    "several pictures": '<picture><source srcset="a.webp"><img src="a.png" alt="cat"></picture>',
    "escaped quote": '&lt;quoted messageId="1"/&gt;',
    "several quotes": f"{QUOTE} <quoted messageId=\"2\"/>",
    "reply in the text": REPLY.format("sign out"),
    "attachment": '<attachment id="1785858892876"></attachment>',
    "picture": '<img src="https://x.example/1.png" alt="image" width="20">',
    "emoji as a picture": '<img itemtype="http://schema.skype.com/Emoji" itemid="yes" alt="👍" title="Yes">',
    "emoji": '<emoji id="smile" alt="🙂" title="Smile"></emoji>',
    "emoji in letters": '<emoji alt="😀">:)</emoji>',
    "custom emoji": '<customemoji id="0-weu" alt="party_parrot" source="https://x.example"></customemoji>',
    "typed emoji": "👍🏽",
    "family": "👩‍👩‍👧",
    "heart": "❤️",
    "flag": "🇩🇪",
    "short name": " :thumbsup: ",
    "plus one": " :+1: ",
    "smiley": ":-)",
    "shrug": " ¯\\_(ツ)_/¯ ",
    "laughing letters": " xD ",
    "Skype's name": " (thumbsup) ",
    "left to right mark": "\u200e",
    "right to left mark": "\u200f",
    "embedding": "\u202a\u202c",
    "isolate": "\u2068\u2069",
    "zero width space": "\u200b",
    "byte order mark": "\ufeff",
    "no-break space": "\u00a0",
    "entity of a space": "&nbsp;",
}  # fmt: skip
COMMANDS = {
    "get link": "get_link",
    "get link physio": "get_link",
    "my meetings": "meetings",
    "who am i": "who_am_i",
    "sign out": "sign_out",
    "help": "help",
    "Link holen": "get_link",
    "meine Termine": "meetings",
}


def meant(**changes: Any) -> tuple[str, str]:
    """The command, and the words beside it without pictures and signs."""
    found = recognize(heard(**changes))
    assert found
    words = "".join(sign if sign.isalnum() or sign.isspace() else "" for sign in found.command.text)
    return found.spec.name, " ".join(words.split())


@pytest.mark.parametrize("place", ["{mark} {words}", "{words} {mark}", "{mark}{words}{mark}", "{mark}\r\n{words}"])
@pytest.mark.parametrize("mark", MARKS.values(), ids=list(MARKS))
@pytest.mark.parametrize("words", COMMANDS)
def test_a_mark_before_or_behind_a_command_is_no_word_of_it(words: str, mark: str, place: str) -> None:
    rest = "physio" if words.endswith("physio") else ""
    assert meant(text=place.format(mark=mark, words=words)) == (COMMANDS[words], rest)


@pytest.mark.parametrize("mark", MARKS.values(), ids=list(MARKS))
def test_a_mark_between_the_words_of_a_command_is_no_word_of_it(mark: str) -> None:
    assert meant(text=f"get {mark} link {mark} physio") == ("get_link", "physio")


@pytest.mark.parametrize(
    "text",
    [
        "<b>get link</b> physio",
        "<b>get</b> <i>link</i> <u>physio</u>",
        "<strong>get link</strong> <em>physio</em>",
        "<pre>get link physio</pre>",
        "<code>get link</code> physio",
        "<codeblock class=\"x\"><code>get link physio</code></codeblock>",
        "<blockquote>get link physio</blockquote>",
        "<p>get link physio</p>",
        "<div><div>get&nbsp;link <span style=\"color:red\">physio</span></div></div>",
        "<ol><li>get link physio</li></ol>",
        "<ul><li>get link</li><li>physio</li></ul>",
        "1. get link physio",
        "1) get link physio",
        "1️⃣ get link physio",
        "- get link physio",
        "* get link physio",
        "• get link physio",
        "– get link physio",
        "1. get link\n2. physio",
        "- get link\n- physio",
        "get<br>link<br/>physio",
        "<h1>get link</h1>physio",
        f"{QUOTE}<b>get link</b> physio",
        "<table><tr><td>get link</td><td>physio</td></tr></table>",
        "<details><summary>get link</summary>physio</details>",
        "<tag>get link</tag> <other-tag>physio</other-tag>",
        "_get link_ physio",
        "__get link__ _physio_",
    ],
)  # fmt: skip
def test_formatting_is_no_word(text: str) -> None:
    assert meant(text=text) == ("get_link", "physio")


@pytest.mark.parametrize(
    "text", ["<pre>get link</pre>", "<blockquote>get link</blockquote>", "<ol><li>get link</li></ol>"]
)
@pytest.mark.parametrize("words", ["", None, "  ", QUOTE])
def test_what_comes_only_as_the_attachment_is_read_there(text: str, words: str | None) -> None:
    assert meant(text=words, attachments=[html(REPLY.format("sign out") + text)]) == ("get_link", "")


@pytest.mark.parametrize("typed", ["get link <Ben>", "get link a < b > c", "get link R&amp;D", "get link 24. November"])
def test_signs_that_a_person_typed_stay(typed: str) -> None:
    assert heard(text=typed).text == typed


def test_the_two_lines_of_dates_are_no_list() -> None:
    assert heard(text="get link\n24. November").text == "get link 24. November"


def test_thousands_of_lines_are_no_list_when_the_first_is_no_point_of_one() -> None:
    assert calls_of(lambda: heard(text="get link\n" + "1. a\n" * 5000)) < 1_000


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (f"{QUOTE} get link", REPLY.format(f"Join: {CUT}") + "<p>get link</p>"),
        ("get link", REPLY.format(CUT) + "<p>get link</p>"),
        ("get link", REPLY.format(f'<a href="{CUT}">{CUT}</a>') + "<p>get link</p>"),
        ("get link", f"<div>{REPLY.format(CUT)}<p>get link</p></div>"),
        ("get link", REPLY.format(f"<blockquote>{CUT}</blockquote>") + "get link"),
        ("get link", REPLY.format("no link") + REPLY.format(CUT) + "get link"),
        ("get link", {"text": REPLY.format(CUT) + "<p>get link</p>"}),
        ("get link", {"body": REPLY.format(CUT) + "<p>get link</p>"}),
        (f"Ben {CUT} get link", REPLY.format(CUT) + "<p>get link</p>"),
        (f"Ben\r\n{CUT}\r\n\r\nget link", REPLY.format(CUT) + "<p>get link</p>"),
        (REPLY.format(CUT) + "<p>get link</p>", ""),
        (QUOTE, REPLY.format(CUT) + "<p>get link</p>"),
    ],
)
def test_what_only_the_preview_of_a_quoted_message_says_was_not_typed(text: str, content: object) -> None:
    command = heard(text=text, attachments=[html(content)])
    assert said_in(command).links == ()
    assert recognize(command) is not None
    assert meant(text=text, attachments=[html(content)]) == ("get_link", "")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("> Which meeting?\n\nget link", ""),
        ("> Ben wrote:\n> sign out\r\nget link", ""),
        (">Which meeting?\nget link", ""),
        ("&gt; Which meeting?\nget link", ""),
        ("", "<blockquote>Which meeting?</blockquote><p>get link</p>"),
        ("", "<blockquote><p>Which</p><p>appointment?</p></blockquote>get link"),
        ("<blockquote>Which meeting?</blockquote><p>get link</p>", ""),
        ("Which meeting?\nget link", "<blockquote><p>Which meeting?</p></blockquote><p>get link</p>"),
        ("get link", REPLY.replace("/Reply", "/Forward").format(CUT) + "<p>get link</p>"),
        ("get link", REPLY.replace("http:", "https:").format(CUT) + "<p>get link</p>"),
        ("get link", f"<blockquote><p>{CUT}</p></blockquote><p>get link</p>"),
        ("get link", f'<quoted messageId="1">{CUT}</quoted><p>get link</p>'),
        ("get link", f'<attachment id="1">{CUT}</attachment><p>get link</p>'),
    ],
)
def test_what_a_person_quotes_by_hand_is_no_question_either(text: str, content: str) -> None:
    assert said_in(heard(text=text, attachments=[html(content)])).meetings == ()
    assert meant(text=text, attachments=[html(content)]) == ("get_link", "")


@pytest.mark.parametrize(
    "text", ["> get link physio", "> get link\n> physio", "<blockquote>get link physio</blockquote>"]
)
def test_a_quote_and_nothing_else_is_what_was_said(text: str) -> None:
    assert meant(text=text) == ("get_link", "physio")


def test_a_whole_link_in_a_quote_by_hand_is_the_meeting() -> None:
    link = "https://teams.microsoft.com/meet/24812345678912?p=AbC123xyz"
    for text, content in ((f"> Join: {link}\nget link", ""), ("get link", f"<blockquote>{link}</blockquote>get link")):
        command = heard(text=text, attachments=[html(content)])
        assert [found.number for found in said_in(command).links] == ["24812345678912"]


def test_a_message_reference_says_nothing() -> None:
    preview = '{"messageId":"1","messagePreview":"sign out https://zoom.us/j/1","messageSender":{"user":{"id":"x"}}}'
    reference = {"id": "1", "contentType": "messageReference", "content": preview}
    written = '<attachment id="1"></attachment><p>get link</p>'
    command = heard(text="get link", attachments=[reference, html(written)])
    assert (command.text, said_in(command).links) == ("get link", ())


def test_a_link_that_was_typed_counts_beside_a_quote() -> None:
    link = "https://teams.microsoft.com/meet/24812345678912?p=AbC123xyz"
    command = heard(
        text=f"{QUOTE} get link {link}", attachments=[html(REPLY.format(CUT) + f'<p><a href="{link}">x</a></p>')]
    )
    assert [found.number for found in said_in(command).links] == ["24812345678912"]


def test_the_link_behind_a_word_of_a_marked_up_text_counts() -> None:
    command = heard(text='get link <a href="https://teams.microsoft.com/meet/24812345678912?p=AbC123xyz">Join</a>')
    assert [found.number for found in said_in(command).links] == ["24812345678912"]


def test_a_quoted_reply_in_a_group_is_read_as_well() -> None:
    text = f"{QUOTE} <at>Appointment Link</at> get link 👍"
    group = {"id": "19:x@thread.v2", "conversationType": "groupChat", "isGroup": True}
    assert meant(text=text, conversation=group, entities=[mention()]) == ("get_link", "")


def test_a_reply_to_the_bots_own_card_is_the_command_alone() -> None:
    data = {
        "messageId": "1772050244572",
        "senderId": "28:bot",
        "senderName": "Appointment Link",
        "time": "1772050244572",
    }
    entity = {"type": "quotedReply", "quotedReply": {**data, "preview": "Which meeting?"}}
    assert meant(text=f"{QUOTE} get link", textFormat="plain", entities=[entity]) == ("get_link", "")
