"""Who a card is drawn for, and what comes out of the drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Any

from bot.languages import Words
from bot.model import UNNAMED, Abilities, Action, LinkReady, Organization, Surface
from bot.model.values import value
from cards.invitation_text import InvitationText

Element = dict[str, Any]


def nowhere(_reply: object) -> str:
    """No page is offered."""
    return ""


@value
class RenderContext:
    """The person a card is for: their words, the seal that binds a button's data to them, and where they read it.

    `copy_page` has the address of a page that copies a link on one press; "" where no page is offered;
    `invitation_page` that of one that copies an invitation, `print_page` that of one with the links of several meetings
    for paper. `organization` is whose customers they are.
    """

    words: Words
    seal: Callable[[Action], str]
    surface: Surface = Surface.CHAT
    copy_page: Callable[[LinkReady], str] = nowhere
    invitation_page: Callable[[InvitationText], str] = nowhere
    organization: Organization = UNNAMED
    print_page: Callable[[Sequence[LinkReady]], str] = nowhere

    @property
    def abilities(self) -> Abilities:
        """What can be done where the card is read."""
        return self.surface.abilities

    @property
    def offers_page(self) -> bool:
        """Whether a link can be copied from a page."""
        return self.copy_page is not nowhere

    @property
    def in_dialog(self) -> bool:
        """Whether there is only so much height, and nothing beside the card to type into."""
        return self.surface.abilities.in_dialog


@value
class Rendered:
    """What one message holds.

    `text` is plain (to be sent with textFormat 'plain', for it may hold a link), `card` an Adaptive Card.
    `summary` is for notifications: lock screens show it, so it never holds a title, a name or a link.
    """

    text: str = field(repr=False)
    card: Element | None = field(repr=False)
    summary: str
