"""'sign out' forgets every token of the person."""

from __future__ import annotations

from bot.commands.spec import Audience, CommandSpec, HelpLine, Menu
from bot.languages import msg
from bot.model import Command, SignedOut
from bot.model.values import value
from bot.ports import Tokens


@value
class SignOut:
    """Here and in every other instance."""

    tokens: Tokens

    async def __call__(self, command: Command) -> SignedOut:
        await self.tokens.sign_out(command.user)
        return SignedOut()


SIGN_OUT = CommandSpec(
    "sign_out",
    lambda services: SignOut(services.tokens),
    audience=Audience.ACCOUNT,
    menu=(Menu.PERSONAL,),
    help=(HelpLine(msg("sign out"), msg("Deletes your sign-in. Teams signs you in again with your next command.")),),
)
