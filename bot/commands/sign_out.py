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
        await self.tokens.sign_out(command.user, _asked(command))
        return SignedOut()


def _asked(command: Command) -> str:
    """The same however often it is answered; "" where Teams did not number it."""
    where = command.address
    return f"{where.conversation_id}\n{where.activity_id}\n{command.wording}" if where.activity_id else ""


SIGN_OUT = CommandSpec(
    "sign_out",
    lambda services: SignOut(services.tokens),
    audience=Audience.ACCOUNT,
    menu=(Menu.PERSONAL,),
    help=(HelpLine(msg("sign out"), msg("Deletes your sign-in. Teams signs you in again with your next command.")),),
)
