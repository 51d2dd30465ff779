"""Where a reply is read, and what can be done there: one row each, and nobody else asks which one it is."""

from __future__ import annotations

from enum import Enum, StrEnum, auto
from typing import Self

from bot.model.values import value


class Buttons(Enum):
    """How a button comes back to the bot."""

    SUBMIT = auto()  # an Action.Submit: a message of a chat, or the next page of a dialog
    EXECUTE = auto()  # an Action.Execute, answered by a view that only the presser sees; else it opens a dialog


@value
class Abilities:
    """What a surface can do.

    `may_wait`: the answer is a message of its own, which may come later; elsewhere it goes back in the invoke.
    `plain_text`: a reply may be a text without a card.
    `types_alone`: what is typed there, the bot alone reads.
    `says_private`: it stands where others have a card as well, so it says that only its reader sees it.
    `in_dialog`: there is only so much height, and nothing beside the card to type into.
    `from_card`: it was opened from a card, which can be pressed again.
    `can_share`: the link can be posted for all who are there, or sent to one's own chat.
    `can_insert`: the link can be put into what is being written.
    `cards_reach_outside`: who is outside the organization sees what is inserted as a card.
    `pictures`: a card keeps its pictures when it is inserted.
    """

    buttons: Buttons = Buttons.SUBMIT
    may_wait: bool = False
    plain_text: bool = False
    types_alone: bool = False
    says_private: bool = False
    in_dialog: bool = False
    from_card: bool = False
    can_share: bool = False
    can_insert: bool = False
    cards_reach_outside: bool = True
    pictures: bool = True


class Surface(StrEnum):
    """Where a reply is read. The values stand in stored records and never change."""

    abilities: Abilities

    def __new__(cls, value: str, abilities: Abilities) -> Self:
        """A surface is its stored value, and carries what it can do."""
        surface = str.__new__(cls, value)
        surface._value_ = value
        surface.abilities = abilities
        return surface

    # A message in a chat.
    CHAT = "chat", Abilities(may_wait=True, plain_text=True, types_alone=True)
    # One person's own view of a card where others read along.
    USER_VIEW = "view", Abilities(buttons=Buttons.EXECUTE, says_private=True, can_share=True)
    # A dialog in place of such a view, for clients that have none.
    DIALOG = "task", Abilities(in_dialog=True, from_card=True, can_share=True)
    # A dialog of the message extension.
    EXTENSION = "dialog", Abilities(in_dialog=True, can_insert=True)
    # The same while a mail is written: pictures get lost in it, and cards outside the organization.
    MAIL = (
        "mail",
        Abilities(in_dialog=True, can_insert=True, cards_reach_outside=False, pictures=False),
    )
    # A dialog of the command box, from which nothing can be inserted or posted.
    COMMAND_BOX = "box", Abilities(in_dialog=True)
