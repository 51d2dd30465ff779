"""Room for so many, which a tenant that is alone may fill, and in which none keeps another one out."""

from __future__ import annotations


class Shares:
    """How many are there, in all and of each tenant. `who` is a person's key, *tenant/person*.

    A quarter of `most` comes on top, for tenants of which fewer are there than of others.
    """

    __slots__ = ("_each", "_in_all", "_most", "count")

    def __init__(self, most: int) -> None:
        self._most = most
        self._in_all = most + most // 4
        self._each: dict[str, int] = {}  # no tenant with 0
        self.count = 0

    def has_room(self, who: str) -> bool:
        """Whether one more of this person's tenant may come."""
        return self.count < self._most or (self.count < self._in_all and self.is_behind(who))

    def is_behind(self, who: str) -> bool:
        """Whether fewer of this person's tenant are there than would be its equal part of all."""
        own = self._each.get(tenant_of(who), 0)
        return own * (len(self._each) + (not own)) < self.count

    def comes(self, who: str) -> None:
        """One more, whether or not there is room."""
        tenant = tenant_of(who)
        self._each[tenant] = self._each.get(tenant, 0) + 1
        self.count += 1

    def goes(self, who: str) -> None:
        """One less."""
        one_less(self._each, tenant_of(who))
        self.count -= 1


def tenant_of(who: str) -> str:
    """With its slash; nothing for a key that names none."""
    return who[: who.find("/") + 1]


def one_less(counts: dict[str, int], name: str) -> None:
    """Nobody is kept with 0; a Counter would take five times as long."""
    left = counts.pop(name) - 1
    if left:
        counts[name] = left
