"""Why Teams does not take a message: its status and its codes, wherever in the answer they stand, as one table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bot.errors import SendRefusal
from bot.net.json_bytes import parse_json
from bot.net.lenient_json import text, unpacked

# Source: msteams-docs, "Status codes from bot conversational APIs"; "Understand who blocked, muted, or uninstalled a
# bot" (MessageWritesBlocked). Without blanks and capitals: `Bad Argument` and `BadArgument` are the same code.
CODES = {
    "messagewritesblocked": SendRefusal.BLOCKED,
    "conversationblockedbyuser": SendRefusal.BLOCKED,
    "botdisabledbyuser": SendRefusal.BLOCKED,
    "botdisabledbyadmin": SendRefusal.SWITCHED_OFF,
    "botnotinconversationroster": SendRefusal.NOT_INSTALLED,
    "forbiddenoperationexception": SendRefusal.NOT_INSTALLED,
    "conversationnotfound": SendRefusal.GONE,
    "activitynotfoundinconversation": SendRefusal.GONE,
    "messagesizetoobig": SendRefusal.TOO_LARGE,
    "serviceerror": SendRefusal.INTERNAL,
    "botnotregistered": SendRefusal.OURS,
    "invalidbotapihost": SendRefusal.OURS,
    "notenoughpermissions": SendRefusal.OURS,
}
# What a code that is in no list says by its parts. Whoever is named decides: an admin before a user.
BY_PART_OF_CODE = {
    r"(?:disabled|blocked|notenabled|notallowed)\w*(?:admin|tenant|policy)|admin\w*(?:disabled|blocked)": (
        SendRefusal.SWITCHED_OFF
    ),
    r"blocked\w*user|user\w*blocked": SendRefusal.BLOCKED,
    r"notinstalled|(?:bot|app)(?:is)?not(?:in|a?member|partof)": SendRefusal.NOT_INSTALLED,
    r"(?:conversation|thread|chat|team|channel)\w*(?:notfound|deleted|doesnotexist)": SendRefusal.GONE,
    r"too(?:big|large)|size\w*exceed|exceed\w*size": SendRefusal.TOO_LARGE,
    r"internal(?:server)?error": SendRefusal.INTERNAL,
}
# The same in words, beside a code that says nothing: a 403 `BadArgument` is how an app that is not installed reads.
SENTENCES = {
    "not installed": SendRefusal.NOT_INSTALLED,
    "isn't installed": SendRefusal.NOT_INSTALLED,
    "not been installed": SendRefusal.NOT_INSTALLED,
    "been uninstalled": SendRefusal.NOT_INSTALLED,
    "not a member of the conversation": SendRefusal.NOT_INSTALLED,
    "not part of the conversation": SendRefusal.NOT_INSTALLED,
    "user blocked the conversation": SendRefusal.BLOCKED,
    "blocked by the user": SendRefusal.BLOCKED,
    "user has blocked": SendRefusal.BLOCKED,
    "admin disabled this bot": SendRefusal.SWITCHED_OFF,
    "disabled by the admin": SendRefusal.SWITCHED_OFF,
    "disabled by your admin": SendRefusal.SWITCHED_OFF,
    "blocked by the admin": SendRefusal.SWITCHED_OFF,
    "blocked by your admin": SendRefusal.SWITCHED_OFF,
}
STATUSES = {
    400: SendRefusal.MALFORMED,
    404: SendRefusal.GONE,
    410: SendRefusal.GONE,
    413: SendRefusal.TOO_LARGE,
    415: SendRefusal.MALFORMED,
    422: SendRefusal.MALFORMED,
}
NAMES = ("subCode", "errorSubCode", "code", "errorCode", "error")
NESTED_UNDER = ("body", "innerHttpError", "innererror", "innerError", "error", "message")
CODE = re.compile(r"[A-Za-z]\w{2,63}", re.ASCII)
MOST_LEVELS = 8  # of objects within each other
MOST_CODES = 32  # and messages, that are looked at
MOST_LETTERS = 400  # of a message


def refusal_in(status: int, body: bytes) -> tuple[SendRefusal, str]:
    """Why a message is refused for good, and Teams' own word for it ("" for none), which is all that may be logged.

    The innermost code that says something counts: the outer ones are those of services in between.
    """
    answer = parse_json(body)
    codes = list(islice(_codes(answer, MOST_LEVELS), MOST_CODES))
    for code in codes:
        if refusal := _meant(code.lower()):
            return refusal, code
    said = " ".join(islice(_sentences(answer, MOST_LEVELS), MOST_CODES)).lower().replace("\u2019", "'")
    spoken = next((refusal for words, refusal in SENTENCES.items() if words in said), None)
    return spoken or STATUSES.get(status, SendRefusal.OURS), codes[-1] if codes else ""


def _meant(code: str) -> SendRefusal | None:
    alike = (refusal for parts, refusal in BY_PART_OF_CODE.items() if re.search(parts, code))
    return CODES.get(code) or next(alike, None)


def _codes(answer: object, levels: int) -> Iterator[str]:
    """Every code, the innermost first."""
    if not isinstance(answer, dict) or not levels:
        return
    for name in NESTED_UNDER:
        yield from _codes(unpacked(answer.get(name)), levels - 1)
    for name in NAMES:
        code = text(answer, name).replace(" ", "")
        if CODE.fullmatch(code):
            yield code


def _sentences(answer: object, levels: int) -> Iterator[str]:
    """Every message."""
    if not isinstance(answer, dict) or not levels:
        return
    for name in NESTED_UNDER:
        yield from _sentences(unpacked(answer.get(name)), levels - 1)
    yield text(answer, "message")[:MOST_LETTERS]
