"""Teams' refusals in all the shapes in which they come: each is told apart, and a fault of ours is nobody else's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.errors import BotError, BotRefused, Busy, DeliveryUnknown, SendRefusal, Throttled, Undeliverable
from bot.model import Trouble
from bot.teams.sdk.connector_call import ConnectorAnswer, failure
from bot.teams.sdk.refusals import refusal_in

BLOCKED, OFF, ABSENT = SendRefusal.BLOCKED, SendRefusal.SWITCHED_OFF, SendRefusal.NOT_INSTALLED
LARGE, MALFORMED, GONE, OURS = SendRefusal.TOO_LARGE, SendRefusal.MALFORMED, SendRefusal.GONE, SendRefusal.OURS


def coded(code: str, message: str = "words") -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}


def nested(code: str, inner: object, status: int = 403) -> dict[str, Any]:
    """As the connector passes on what a service behind it has said."""
    return {
        "error": {"code": code, "message": "failed", "innerHttpError": {"statusCode": status, "body": inner}},
    }


THREAD_BLOCKED = json.dumps({"subCode": "MessageWritesBlocked", "details": "Thread is blocked.", "errorCode": None})
NOT_INSTALLED = "Bot is not installed in user's personal scope"

KINDS: dict[str, tuple[int, object, SendRefusal, str]] = {
    "blocked": (403, coded("MessageWritesBlocked"), BLOCKED, "MessageWritesBlocked"),
    "blocked, as the docs show it": (
        403,
        {"errorCode": 209, "message": THREAD_BLOCKED},
        BLOCKED,
        "MessageWritesBlocked",
    ),
    "blocked in personal chat": (403, coded("ConversationBlockedByUser"), BLOCKED, "ConversationBlockedByUser"),
    "blocked, deeper": (403, nested("Forbidden", coded("MessageWritesBlocked")), BLOCKED, "MessageWritesBlocked"),
    "blocked, deeper and as text": (403, nested("ServiceError", THREAD_BLOCKED), BLOCKED, "MessageWritesBlocked"),
    "switched off": (403, coded("BotDisabledByAdmin"), OFF, "BotDisabledByAdmin"),
    "switched off, behind a bad request": (
        403,
        nested("BadSyntax", coded("BotDisabledByAdmin")),
        OFF,
        "BotDisabledByAdmin",
    ),
    "switched off, in words": (403, coded("Forbidden", "The tenant admin disabled this bot"), OFF, "Forbidden"),
    "not in the roster": (403, coded("BotNotInConversationRoster"), ABSENT, "BotNotInConversationRoster"),
    "not in the roster, targeted": (404, coded("BotNotInConversationRoster"), ABSENT, "BotNotInConversationRoster"),
    "not in the roster, a bare word": (
        403,
        {"error": "BotNotInConversationRoster"},
        ABSENT,
        "BotNotInConversationRoster",
    ),
    "wrong scope": (403, coded("ForbiddenOperationException"), ABSENT, "ForbiddenOperationException"),
    "wrong scope, in words": (403, coded("BadArgument", NOT_INSTALLED), ABSENT, "BadArgument"),
    "too large": (413, coded("MessageSizeTooBig"), LARGE, "MessageSizeTooBig"),
    "too large, by a proxy": (413, "<html>Request Entity Too Large</html>", LARGE, ""),
    "too large, inside a 400": (
        400,
        nested("BadArgument", coded("MessageSizeTooBig"), 413),
        LARGE,
        "MessageSizeTooBig",
    ),
    "malformed": (400, coded("BadSyntax"), MALFORMED, "BadSyntax"),
    "malformed, with a blank": (400, coded("Bad Argument"), MALFORMED, "BadArgument"),
    "malformed, without words": (400, None, MALFORMED, ""),
    "gone": (404, coded("ConversationNotFound"), GONE, "ConversationNotFound"),
    "gone, inside a 403": (403, nested("Forbidden", coded("ConversationNotFound"), 404), GONE, "ConversationNotFound"),
    "gone for good": (410, {}, GONE, ""),
    "wrong host": (403, coded("InvalidBotApiHost"), OURS, "InvalidBotApiHost"),
    "no permission": (403, coded("NotEnoughPermissions"), OURS, "NotEnoughPermissions"),
    "new": (403, coded("SomethingNew"), OURS, "SomethingNew"),
    "silent": (403, None, OURS, ""),
    "not for bots": (405, coded("MethodNotAllowed"), OURS, "MethodNotAllowed"),
    "an argument that a 403 does not like": (403, coded("BadArgument", "Recipient is missing"), OURS, "BadArgument"),
    "blocked, by a new name": (403, coded("BotBlockedByUser"), BLOCKED, "BotBlockedByUser"),
    "blocked, by another one": (403, coded("UserHasBlockedBot"), BLOCKED, "UserHasBlockedBot"),
    "blocked, in words": (403, coded("Forbidden", "The bot was blocked by the user."), BLOCKED, "Forbidden"),
    "switched off, by a new name": (403, coded("AppDisabledByTenantAdmin"), OFF, "AppDisabledByTenantAdmin"),
    "switched off, by a policy": (403, coded("AppBlockedByPolicy"), OFF, "AppBlockedByPolicy"),
    "blocked by an admin": (403, coded("BotBlockedByAdmin"), OFF, "BotBlockedByAdmin"),
    "switched off, in other words": (403, coded("Forbidden", "This app is disabled by your admin"), OFF, "Forbidden"),
    "not installed, by a new name": (403, coded("AppNotInstalled"), ABSENT, "AppNotInstalled"),
    "not in the team": (403, coded("BotNotInTeam"), ABSENT, "BotNotInTeam"),
    "not a member": (403, coded("BotIsNotMemberOfConversation"), ABSENT, "BotIsNotMemberOfConversation"),
    "not installed, in other words": (400, coded("BadArgument", "App is not installed here"), ABSENT, "BadArgument"),
    "uninstalled, in words": (403, coded("Forbidden", "The app has been uninstalled"), ABSENT, "Forbidden"),
    "gone, by a new name": (403, coded("ThreadNotFound"), GONE, "ThreadNotFound"),
    "gone, the team": (403, coded("TeamDeleted"), GONE, "TeamDeleted"),
    "too large, by a new name": (400, coded("ActivityTooLarge"), LARGE, "ActivityTooLarge"),
    "too large, by another one": (403, coded("MessageSizeLimitExceeded"), LARGE, "MessageSizeLimitExceeded"),
    "internal, in a 403": (403, coded("InternalServerError"), SendRefusal.INTERNAL, "InternalServerError"),
    "an argument that is not in a list": (403, coded("RegionNotInList"), OURS, "RegionNotInList"),
    "blocked, but by whom": (403, coded("RequestBlocked"), OURS, "RequestBlocked"),
    "quoting another refusal": (403, coded("SomethingNew", "not MessageWritesBlocked"), OURS, "SomethingNew"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_refusal_is_told_apart(kind: str) -> None:
    status, body, refusal, word = KINDS[kind]
    raw = b"" if body is None else body.encode() if isinstance(body, str) else json.dumps(body).encode()
    assert refusal_in(status, raw) == (refusal, word)


@pytest.mark.parametrize(
    ("answer", "error", "trouble"),
    [
        (
            ConnectorAnswer(500, reason="ServiceError", refusal=SendRefusal.INTERNAL),
            DeliveryUnknown,
            Trouble.TEAMS_BUSY,
        ),
        (ConnectorAnswer(403, reason="ServiceError", refusal=SendRefusal.INTERNAL), Busy, Trouble.TEAMS_BUSY),
        (ConnectorAnswer(401, reason="BotNotRegistered"), BotRefused, Trouble.OURS),
        (ConnectorAnswer(429), Throttled, Trouble.TEAMS_BUSY),
    ],
)
def test_what_may_pass_is_not_given_up(answer: ConnectorAnswer, error: type[Busy], trouble: Trouble) -> None:
    raised = failure(answer)
    assert type(raised) is error
    assert raised.trouble is trouble


def test_the_reason_travels_on() -> None:
    raised: BotError = failure(ConnectorAnswer(403, reason="MessageWritesBlocked", refusal=BLOCKED))
    assert isinstance(raised, Undeliverable)
    assert (raised.refusal, str(raised)) == (BLOCKED, "connector answered 403 MessageWritesBlocked")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'"text"',
        b"{" * 5000,
        b'{"error":' * 2000 + b"{}" + b"}" * 2000,
        json.dumps({"error": {"code": "eyJ.token.with-secret " * 9}}).encode(),
        json.dumps({"error": {"code": 403}, "message": None}).encode(),
    ],
)
def test_whatever_comes_is_read_and_nothing_else_of_it_kept(body: bytes) -> None:
    assert refusal_in(403, body) == (OURS, "")
