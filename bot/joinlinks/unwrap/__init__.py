"""Links that mail services rewrote become the links that were sent."""

from bot.joinlinks.unwrap.services import SERVICES, Unwrap, addresses_within

__all__ = ["SERVICES", "Unwrap", "addresses_within"]
