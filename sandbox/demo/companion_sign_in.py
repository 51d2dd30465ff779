"""Signing in where the bot answers an invoke: what it asks for, and a way to it that the Playground can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.client.activities import Json
from sandbox.client.bot_client import Answer
from sandbox.client.buttons import ADAPTIVE
from sandbox.client.extension import QUERY
from sandbox.client.popups import DONE, with_state
from sandbox.client.private_views import ACTION, LOGIN_REQUEST, PRECONDITION_FAILED

AGAIN = "sandbox.again"  # data and verb of a button that is the companion's, not the bot's


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sign-in: behind the person's back if `silent`, else at `url`. A loginRequest wants its own words repeated."""

    url: str
    silent: bool
    authentication: Json = field(default_factory=dict)


def wanted_in(answer: Answer) -> Wanted | None:
    """The sign-in that the bot asks for, if it does."""
    said = answer.part("composeExtension") or {}
    if said.get("type") in {"auth", "silentAuth"}:
        actions = (said.get("suggestedActions") or {}).get("actions") or [{}]
        return Wanted(str(actions[0].get("value", "")), said["type"] == "silentAuth")
    if answer.part("type") == LOGIN_REQUEST:
        request = answer.part("value") or {}
        resource, buttons = request.get("tokenExchangeResource") or {}, request.get("buttons") or [{}]
        repeated = {"id": resource.get("id"), "connectionName": request.get("connectionName") or ""}
        return Wanted(str(buttons[0].get("value", "")), bool(resource), repeated)
    return None


def was_refused(answer: Answer) -> bool:
    """Whether silent sign-in was not enough: Teams then shows the button of the answer before."""
    return answer.status == 412 or answer.part("type") == PRECONDITION_FAILED


def offer(name: str, value: Any, url: str) -> Json:
    """Teams draws a sign-in button of its own; the Playground knows none, but can show these."""
    if name == QUERY:
        return {"composeExtension": {"type": "message", "text": f"Sign in first, then search again: {url}"}}
    if name == ACTION:
        return {"statusCode": 200, "type": ADAPTIVE, "value": _card(name, value, url)}
    card = {"contentType": ADAPTIVE, "content": _card(name, value, url)}
    return {"task": {"type": "continue", "value": {"title": "Sign in", "card": card}}}


def asked_again(value: Any) -> tuple[str, Json] | None:
    """The invoke that “Continue” repeats, as Teams repeats it when the sign-in window has closed."""
    value = value if isinstance(value, Mapping) else {}
    data = (value.get("action") or value).get("data")
    if not isinstance(data, Mapping) or AGAIN not in data:
        return None
    before = data[AGAIN]
    return str(before["name"]), with_state(before["value"], DONE)


def _card(name: str, value: Any, url: str) -> Json:
    press = {"type": "Action.Execute", "verb": AGAIN} if name == ACTION else {"type": "Action.Submit"}
    again = {**press, "title": "Continue", "data": {AGAIN: {"name": name, "value": value}}}
    return {
        "type": "AdaptiveCard",
        "version": "1.5",
        "body": [{"type": "TextBlock", "text": "Sign in first, then press Continue.", "wrap": True}],
        "actions": [{"type": "Action.OpenUrl", "title": "Sign in", "url": url}, again],
    }
