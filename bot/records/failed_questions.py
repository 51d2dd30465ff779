"""The last question of a person that ended in words about a failure, so that *try again* is understood everywhere.

Only then somebody is asked to try again, so only then it is written down; a good answer costs nothing.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from bot.errors import BotError
from bot.model import Action, Command, Notice, Trouble
from bot.model.values import value
from bot.net.json_codec import JsonCodec
from bot.ports import Store

TABLE = "failed question"
KEEP_QUESTION = 15 * 60.0  # seconds; who comes later asks anew


@value
class FailedQuestion:
    """What asks the same once more; in which conversation, and when it was asked. `targeted`: only the bot saw it."""

    conversation: str
    at: datetime
    action: Action
    targeted: bool = False


_QUESTION = JsonCodec(FailedQuestion)


class FailedQuestions:
    """One a person, for all instances. A store that fails is as good as none: never raises."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(self, command: Command, reply: Notice) -> None:
        """Remember the question if its reply asks to try it again; of words nobody understood that is no failure."""
        if reply.retry is None or reply.trouble is Trouble.NOT_UNDERSTOOD:
            return
        question = FailedQuestion(command.address.conversation_id, command.now, reply.retry, command.targeted)
        with suppress(BotError):
            await self._store.replace(TABLE, command.user.key, _QUESTION.encode(question), keep=KEEP_QUESTION)

    async def take(self, command: Command) -> FailedQuestion | None:
        """The person's question that failed last, if it was asked where `command` is, and is not taken already."""
        with suppress(BotError):
            held = await self._store.get(TABLE, command.user.key)
            found = _QUESTION.decode(held) if held else None
            if found and found.conversation == command.address.conversation_id:
                return found if await self._store.take(TABLE, command.user.key) == held else None
        return None
