"""What is kept of a command, as JSON; what another release wrote and this one cannot read counts as absent."""

from __future__ import annotations

from typing import TypeAlias

from bot.model import Command, Notice, SignInNeeded, Welcome
from bot.model.values import value
from bot.net.json_codec import JsonCodec
from bot.records.attempts import NOT_TRIED, Tried

KnownReply: TypeAlias = Notice | Welcome


@value
class Content:
    """A command; what signing in for it needs, once that is known; what it is answered with, where that was known from
    the start; and what has been tried.
    """

    command: Command
    needed: SignInNeeded | None = None
    reply: KnownReply | None = None
    tried: Tried = NOT_TRIED


CONTENT = JsonCodec(Content)
NOTICE = JsonCodec(Notice)
