"""'who am i' answers with the account that is signed in and what the bot may do for it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Command, WhoAmI
from bot.ports import Tokens


@dataclass(frozen=True, slots=True)
class SayWho:
    """From the store alone; nothing is asked of Microsoft."""

    tokens: Tokens

    async def __call__(self, command: Command) -> WhoAmI:
        return WhoAmI(await self.tokens.account(command.user))
