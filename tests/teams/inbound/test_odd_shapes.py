"""What Teams and its clients send in other shapes than the usual ones is read as it was meant."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.model import Action, ActionKind, ChatKind, Command, User
from bot.ops.keyring import Keyring
from bot.teams.inbound.activities import Defaults, address_from, command_from, locale_of
from bot.teams.inbound.clock import persons_zone
from bot.teams.inbound.payload import parse
from bot.teams.outbound.button_codec import ButtonCodec
from cards import fields

ANNA = User("11111111-1111-4111-8111-111111111111", "anna")
BUTTONS = ButtonCodec(Keyring([bytes(32)]))
OWN = {"id": "a:1x", "tenantId": ANNA.tenant_id}
MESSAGE: dict[str, Any] = {
    "type": "message",
    "channelId": "msteams",
    "serviceUrl": "https://smba.trafficmanager.net/emea/",
    "conversation": OWN,
}
SEALED = BUTTONS.seal(ANNA, "a:1x", Action(ActionKind.SAY, text="get link next"))


def command(**changes: Any) -> Command:
    sent = parse(json.dumps(MESSAGE | changes).encode())
    found = command_from(sent, ANNA, BUTTONS, Defaults(), datetime.now(UTC))
    assert isinstance(found, Command)
    return found


@pytest.mark.parametrize(
    ("conversation", "data", "kind"),
    [
        (OWN, None, ChatKind.PERSONAL),
        (OWN | {"conversationType": ""}, None, ChatKind.PERSONAL),
        (OWN | {"conversationType": "Personal"}, None, ChatKind.PERSONAL),
        ({"id": "19:x@thread.v2", "conversationType": "PERSONAL"}, None, ChatKind.PERSONAL),
        (OWN | {"conversationType": "Channel"}, None, ChatKind.CHANNEL),
        (OWN | {"conversationType": "groupchat"}, None, ChatKind.GROUP),
        (OWN | {"conversationType": None, "isGroup": False}, {"tenant": {"id": "t"}}, ChatKind.PERSONAL),
        (OWN | {"isGroup": "odd"}, {"team": None, "channel": "odd"}, ChatKind.PERSONAL),
        (OWN | {"isGroup": True}, None, ChatKind.GROUP),
        (OWN, {"team": {"id": "19:team"}}, ChatKind.GROUP),
        (OWN, {"channel": {"id": "19:general"}}, ChatKind.GROUP),
        (OWN, {"meeting": {"id": "MCMx"}}, ChatKind.GROUP),
        ({"id": "19:ward@thread.v2"}, None, ChatKind.GROUP),
        ({"id": "19:anna_ben@unq.gbl.spaces"}, None, ChatKind.GROUP),
        ({"id": "unheard-of"}, None, ChatKind.GROUP),
        (OWN | {"conversationType": "unheardOf"}, None, ChatKind.GROUP),
        (OWN | {"conversationType": "groupChat"}, None, ChatKind.GROUP),
        (OWN | {"conversationType": "channel"}, None, ChatKind.CHANNEL),
    ],
)
def test_a_chat_without_a_kind_is_personal_only_if_nothing_says_that_others_read_along(
    conversation: dict[str, Any], data: dict[str, Any] | None, kind: ChatKind
) -> None:
    sent = parse(json.dumps(MESSAGE | {"conversation": conversation, "channelData": data}).encode())
    assert address_from(sent).kind is kind


@pytest.mark.parametrize(
    "value",
    [
        {fields.PRESS: SEALED},
        json.dumps({fields.PRESS: SEALED}),
        f"  {json.dumps({fields.PRESS: SEALED})}\n",
        json.dumps({fields.PRESS: SEALED, "odd": {"a": [1, None]}}),
    ],
)
def test_a_button_is_read_whether_its_data_come_as_an_object_or_as_the_text_of_one(value: object) -> None:
    pressed = command(value=value).press
    assert pressed
    assert pressed.text == "get link next"
    assert BUTTONS.press_in(ANNA, "a:1x", value) == pressed


@pytest.mark.parametrize("value", ["", "{", "[]", '{"a": "\\ud83d"}', "get link", 7, True, None, ["x"], "{" * 5000])
def test_any_other_value_is_no_button(value: object) -> None:
    assert command(value=value, text="get link").press is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<p>get link</p>", "get link"),
        ({"text": "<p>get link</p>"}, "get link"),
        ({"text": "<p>get&nbsp;link</p>", "format": "html"}, "get link"),
        ({"body": "<p>get link</p>"}, "get link"),
        ({"content": "<p>get link</p>"}, "get link"),
        ('{"text": "<p>get link</p>"}', "get link"),
        ({"text": "", "body": "<p>get link</p>"}, "get link"),
        ({"text": None}, ""),
        ({}, ""),
        (None, ""),
        (["<p>get link</p>"], "get link"),
        ({"html": "<p>get link</p>"}, "get link"),
        ({"value": "<p>get link</p>"}, "get link"),
        ({"content": {"text": "<p>get link</p>"}}, "get link"),
        ({"text": None, "body": {"contentType": "html", "content": "<p>get link</p>"}}, "get link"),
        ('"<p>get link</p>"', "get link"),
        ('{"body": "{\\"content\\": \\"<p>get link</p>\\"}"}', "get link"),
        ("&lt;p&gt;get link&lt;/p&gt;", "get link"),
        ("<html><head><title>Mail</title><style>p {}</style></head><body>get link</body></html>", "get link"),
        ("<script>var a = 'help';</script><p>get link</p>", "get link"),
        ("<!-- note --><p>get link</p>", "get link"),
        ({"a": [{"b": {"c": {"d": {"text": "too deep"}}}}]}, ""),
        (7, ""),
    ],
)
def test_markup_is_read_whether_it_comes_as_text_or_in_an_object(content: object, said: str) -> None:
    assert command(attachments=[{"contentType": "text/html", "content": content}]).text == said


@pytest.mark.parametrize("kind", ["text/html", "TEXT/HTML", "text/html; charset=utf-8", " text/html"])
def test_markup_is_known_by_its_media_type_however_that_is_written(kind: str) -> None:
    assert command(attachments=[{"contentType": kind, "content": "<p>get link</p>"}]).text == "get link"


@pytest.mark.parametrize("kind", ["text/plain", "application/vnd.microsoft.card.adaptive", "", None])
def test_any_other_attachment_was_not_typed(kind: str | None) -> None:
    assert command(attachments=[{"contentType": kind, "content": "<p>get link</p>"}]).text == ""


@pytest.mark.parametrize(
    "entity",
    [
        {"type": "mention", "mentioned": "Anna", "text": "<at>Anna</at>"},
        {"type": "mention", "mentioned": {"id": 5}, "text": "<at>Anna</at>"},
        {"type": "mention", "mentioned": ["x"], "text": {"a": 1}},
        {"type": ["mention"]},
        {"type": 5, "text": 5, "locale": 5, "timezone": 5},
        {"type": "clientInfo", "locale": {"lcid": 2057}, "timezone": 60},
        {"type": "clientInfo", "locale": None},
        {"type": "https://schema.org/Message", "text": ["citation"], "citation": [{"position": 1}]},
        {},
    ],
)
def test_entities_of_other_kinds_are_no_reason_not_to_listen(entity: dict[str, Any]) -> None:
    usual = {"type": "clientInfo", "locale": "de-DE", "timezone": "Europe/Berlin"}
    sent = parse(json.dumps(MESSAGE | {"text": "get link", "entities": [entity, usual]}).encode())
    assert (locale_of(sent, Defaults()), persons_zone(sent, "UTC", datetime.now(UTC)).name) == (
        "de-DE",
        "Europe/Berlin",
    )
    assert command(text="get link", entities=[entity, usual]).text == "get link"


@pytest.mark.parametrize("part", ["action", "data", "authentication", "messagePayload", "queryOptions"])
@pytest.mark.parametrize("whole", [False, True])
def test_an_object_of_an_invoke_is_read_also_as_the_text_of_one(part: str, *, whole: bool) -> None:
    value: Any = {part: json.dumps({"a": {"b": 1}}), "state": '{"a": 1}', "n": 1}
    sent = parse(json.dumps(MESSAGE | {"type": "invoke", "value": json.dumps(value) if whole else value}).encode())
    assert sent.value == {part: {"a": {"b": 1}}, "state": '{"a": 1}', "n": 1}
