"""'who am i' answers with the account that is signed in and what the bot may do for it."""

from __future__ import annotations

from bot.commands.spec import Audience, CommandSpec, HelpLine, Menu
from bot.languages import msg
from bot.model import Action, ActionKind, Command, WhoAmI
from bot.model.values import value
from bot.ports import Tokens


@value
class SayWho:
    """From the store alone; nothing is asked of Microsoft."""

    tokens: Tokens

    async def __call__(self, command: Command) -> WhoAmI:
        return WhoAmI(await self.tokens.account(command.user))


WHO_AM_I = CommandSpec(
    "who_am_i",
    lambda services: SayWho(services.tokens),
    audience=Audience.ACCOUNT,
    menu=(Menu.PERSONAL,),
    help=(
        HelpLine(
            msg("who am I"),
            msg("Shows who is signed in, and what I may see."),
            request=Action(ActionKind.COMMAND, command="who_am_i"),
        ),
    ),
)
