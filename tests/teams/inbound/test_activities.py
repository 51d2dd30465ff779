"""A message says the same, whether its words come as text, as markup, or only as the attachment beside them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.model import Command, User
from bot.ops.keyring import Keyring
from bot.teams.inbound.activities import Defaults, command_from
from bot.teams.inbound.payload import Inbound
from bot.teams.outbound.button_codec import ButtonCodec

BOT = {"id": "28:bot", "name": "Link"}
MENTION = {"type": "mention", "text": "<at>Link</at>", "mentioned": BOT}


def said(text: str | None, html: str = "") -> str:
    """What the command's text becomes."""
    activity = Inbound.model_validate(
        {
            "type": "message",
            "channelId": "msteams",
            "serviceUrl": "https://smba.trafficmanager.net/emea/",
            "conversation": {"id": "a:1"},
            "recipient": BOT,
            "entities": [MENTION],
            "text": text,
            "attachments": [{"contentType": "text/html", "content": html}],
        }
    )
    presses = ButtonCodec(Keyring([bytes(32)]))
    command = command_from(activity, User("t", "u"), presses, Defaults(), datetime.now(UTC))
    assert isinstance(command, Command)
    return command.text


@pytest.mark.parametrize("text", ["", "  ", None])
def test_words_that_come_only_as_markup_are_read(text: str | None) -> None:
    assert said(text, "<p>get&nbsp;link <b>physio</b> &amp; co</p>") == "get link physio & co"


def test_words_written_as_markup_are_read() -> None:
    assert said("<div><at>Link</at> get link<br>next</div>") == "get link next"


@pytest.mark.parametrize("text", ["get link a < b > c", "get link <https://teams.microsoft.com/meet/1>", "<3 help"])
def test_signs_that_a_person_typed_stay(text: str) -> None:
    assert said(text, "<p>something else</p>") == text


def test_nothing_at_all_is_nothing() -> None:
    assert said("", '<p><img src="x"></p>') == ""


def test_a_mention_that_comes_only_as_markup_is_taken_out_like_any_other() -> None:
    span = '<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">Link</span>'
    assert said("", f"<p>{span}&nbsp;get link physio</p>") == "get link physio"
