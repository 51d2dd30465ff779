"""What the Playground sends for the message extension and for cards, in the shape in which Teams sends it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sandbox.client.activities import Activities, Json
from sandbox.client.buttons import ADAPTIVE
from sandbox.client.chats import Chat
from sandbox.client.extension import COMPOSE, FETCH, MESSAGE, PARAMETER, QUERY, SEARCH, SELECT, SUBMIT
from sandbox.client.private_views import ACTION

INSERT, FROM_MESSAGE = "insertLink", "linkFromMessage"
EXTENSION = {QUERY, FETCH, SUBMIT, SELECT}

CARD_PLACE = re.compile(r'\s*<span class="inline-compose-card".*?</span>\s*</span>\s*', re.DOTALL)


def message(writes: Activities, received: Json) -> Json:
    """Something typed, with those whom the person mentioned (it is XML then) and the cards that were inserted."""
    text, mentions = str(received.get("text") or ""), _mentions(received)
    plain = writes.message(CARD_PLACE.sub("", text), html=f"<p>{text}</p>" if mentions or _cards(received) else "")
    whole = {**plain, "attachments": [*_cards(received), *plain["attachments"]]}
    return {**whole, "textFormat": "xml", "entities": [*mentions, *plain["entities"]]} if mentions else whole


def _mentions(received: Json) -> list[Json]:
    return [entity for entity in received.get("entities") or () if entity.get("type") == "mention"]


def _cards(received: Json) -> list[Json]:
    """What the extension has put into the message; its place in the words is marked in HTML only."""
    return [each for each in received.get("attachments") or () if each.get("contentType") == ADAPTIVE]


def as_teams(name: str, value: Any) -> Any:
    """An invoke's value. The Playground leaves out what it would have to read in the manifest."""
    if not isinstance(value, Mapping):
        return value
    if name == QUERY:
        return {**value, "commandId": value.get("commandId") or SEARCH, "parameters": parameters(value)}
    if name in {FETCH, SUBMIT}:
        usual = FROM_MESSAGE if value.get("commandContext") == MESSAGE else INSERT
        return {**value, "commandId": value.get("commandId") or usual}
    return {"trigger": "manual", **value} if name == ACTION else value


def parameters(value: Mapping[str, Any]) -> list[Json]:
    """What was typed, under its name. The Playground asks nothing when its search opens; a blank stands for that."""
    typed = [each for each in value.get("parameters") or () if str(each.get("value", "")).strip()]
    if not typed:
        return [{"name": "initialRun", "value": "true"}]
    return [{**each, "name": each.get("name") or PARAMETER} for each in typed]


def source_of(name: str, value: Any) -> str:
    """The place in Teams from which an invoke comes (`channelData.source.name`)."""
    if name not in EXTENSION or (isinstance(value, Mapping) and value.get("commandContext") == MESSAGE):
        return MESSAGE
    return COMPOSE


def chat_of(received: Json, meeting: str = "") -> Chat:
    """The conversation; a group chat belongs to `meeting`, where one is given by its chat id."""
    conversation, data = received["conversation"], received.get("channelData") or {}
    id, kind = str(conversation["id"]), str(conversation.get("conversationType") or "personal")
    if kind == "channel":
        channel = str((data.get("channel") or {}).get("id") or id.partition(";")[0])
        return Chat(id, kind, team=str((data.get("team") or {}).get("id") or channel), channel=channel)
    return Chat(id, kind, meeting=meeting if kind == "groupChat" else "")
