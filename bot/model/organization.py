"""Whose customers they are: what the operator says of the organization, for words that customers read."""

from __future__ import annotations

from bot.model.values import value


@value
class Organization:
    """Its name, the phone number to call when something fails, and how it greets; what is not set is not said."""

    name: str = ""
    phone: str = ""
    greeting: str = ""


UNNAMED = Organization()
