"""The bodies with which invokes are answered, in the shapes that Teams' clients know. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.teams.inbound.turns import InvokeAnswer
from bot.teams.outbound.messages import CARD

Body = dict[str, Any]
THUMBNAIL = "application/vnd.microsoft.card.thumbnail"


def ok(body: Body) -> InvokeAnswer:
    """Received and answered; how it ended stands in the body."""
    return InvokeAnswer(200, body)


def view(card: Mapping[str, Any]) -> Body:
    """An Action.Execute's answer: this card, for the one who pressed (protocol.md §5)."""
    return {"statusCode": 200, "type": CARD, "value": dict(card)}


def view_error(code: str, message: str) -> Body:
    """An Action.Execute that is none of ours."""
    return {
        "statusCode": 400,
        "type": "application/vnd.microsoft.error",
        "value": {"code": code, "message": message},
    }


def login_request(text: str, button: str, *, exchange_id: str, resource: str, url: str) -> Body:
    """Ask the client to sign in silently and repeat the press (protocol.md §4); the button is for when it cannot."""
    return {
        "statusCode": 401,
        "type": "application/vnd.microsoft.activity.loginRequest",
        "value": {
            "text": text,
            "connectionName": "",
            "tokenExchangeResource": {"id": exchange_id, "uri": resource, "providerId": None},
            "buttons": [{"type": "signin", "title": button, "text": button, "value": url}],
        },
    }


def precondition_failed(message: str) -> Body:
    """The silent sign-in was not enough: the client shows its button."""
    return {
        "statusCode": 412,
        "type": "application/vnd.microsoft.error.preconditionFailed",
        "value": {"code": "412", "message": message},
    }


def dialog(title: str, card: Mapping[str, Any]) -> Body:
    """The next page of a dialog."""
    attachment = {"contentType": CARD, "content": dict(card)}
    value = {"title": title, "height": "medium", "width": "medium", "card": attachment}
    return {"task": {"type": "continue", "value": value}}


def rows(cards_and_previews: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Body:
    """A search's answer: what is inserted, and how it looks in the list."""
    attachments = [
        {"contentType": CARD, "content": dict(card), "preview": {"contentType": THUMBNAIL, "content": dict(preview)}}
        for card, preview in cards_and_previews
    ]
    return _extension({"type": "result", "attachmentLayout": "list", "attachments": attachments})


def inserted(card: Mapping[str, Any]) -> Body:
    """An action's end: this card goes into the message that is being written."""
    attachments = [{"contentType": CARD, "content": dict(card)}]
    return _extension({"type": "result", "attachmentLayout": "list", "attachments": attachments})


def extension_message(text: str) -> Body:
    """Words instead of rows."""
    return _extension({"type": "message", "text": text})


def extension_sign_in(kind: str, title: str, url: str) -> Body:
    """`silentAuth`: sign in without a word if possible; `auth`: with the popup (protocol.md §4)."""
    return _extension(
        {"type": kind, "suggestedActions": {"actions": [{"type": "openUrl", "value": url, "title": title}]}}
    )


def _extension(value: Body) -> Body:
    return {"composeExtension": value}
