"""Links that mail services rewrote become the links that were sent."""

from bot.joinlinks.unwrap.services import SERVICES, Unwrap

__all__ = ["SERVICES", "Unwrap"]
