"""The switches: what Microsoft does to a bot on a bad day, turned on and off while it runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter

from sandbox.world.faults import Fault
from sandbox.world.trouble_kinds import FAULTS, ONCE_BY_NATURE, ROUTES, WORDS, Trouble

_CHECKED = TypeAdapter(Fault)


@dataclass(eq=False)
class Switch:
    """One trouble that is on: for one person (oid or sign-in name) or all, `times` more times or until switched off.

    `where` narrows it to requests whose path contains those words; of what is posted, the types of the activity and of
    its attachments count, too. `hit` is set when it has struck.
    """

    trouble: Trouble
    times: int | None = None
    person: str = ""
    where: str = ""
    detail: dict[str, Any] = field(default_factory=dict)
    struck: int = 0
    fault: Fault | None = None
    hit: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    over: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def fits(self, person: str, where: str) -> bool:
        here = self.where in where and ROUTES.get(self.trouble, "") in where
        return here and (not self.person or self.person == person)

    def strike(self) -> None:
        """It has hit a request."""
        self.struck += 1
        self.hit.set()

    @property
    def spent(self) -> bool:
        return self.times is not None and self.struck >= self.times

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.trouble,
            "times": self.times,
            "person": self.person,
            "where": self.where,
            "struck": self.struck,
            **self.detail,
        }


class Troubles:
    """The switchboard; all switches are off at first. `oid_of` turns a sign-in name into an object id."""

    def __init__(self, oid_of: Callable[[str], str] = str) -> None:
        self._oid_of = oid_of
        self.switches: list[Switch] = []

    def on(
        self,
        trouble: Trouble,
        fault: Fault | None = None,
        *,
        times: int | None = None,
        person: str = "",
        where: str = "",
        **detail: Any,
    ) -> Switch:
        """Switch on; several of a kind may be on, and the first that fits strikes. `fault` is what a `….fault` does.

        Raises ValueError or TypeError for details of a fault that it does not have.
        """
        if times is None and trouble in ONCE_BY_NATURE:
            times = 1
        fault = fault_of(fault or FAULTS.get(trouble), detail)
        switch = Switch(trouble, times, self._oid_of(person) if person else "", where, detail, fault=fault)
        self.switches.append(switch)
        return switch

    def off(self, trouble: Trouble) -> None:
        """Switch off every one of that kind; slow answers under way come at once."""
        self._end([switch for switch in self.switches if switch.trouble == trouble])

    def clear(self) -> None:
        """Switch everything off."""
        self._end(self.switches)

    def _end(self, ended: Sequence[Switch]) -> None:
        for switch in ended:
            switch.over.set()
        self.switches = [switch for switch in self.switches if switch not in ended]

    def strike(self, trouble: Trouble, *, person: str = "", where: str = "") -> Switch | None:
        """The switch that hits this request, counted as used; None when all is well."""
        switch = self.expects(trouble, person=person, where=where)
        if switch:
            switch.strike()
        return switch

    def expects(self, trouble: Trouble, *, person: str = "", where: str = "") -> Switch | None:
        """Like `strike`, but only looking."""
        for switch in self.switches:
            if switch.trouble == trouble and not switch.spent and switch.fits(person, where):
                return switch
        return None

    def faults(self, service: str, person: str, where: str) -> Iterator[Switch]:
        """The faults that a request meets, oldest first."""
        for switch in tuple(self.switches):
            mine = switch.fault is not None and switch.trouble.service == service
            if mine and not switch.spent and not switch.over.is_set() and switch.fits(person, where):
                yield switch


def fault_of(usual: Fault | None, detail: Mapping[str, Any]) -> Fault | None:
    """The fault with these details; None for a trouble of another kind."""
    return _CHECKED.validate_python(asdict(replace(usual, **detail))) if usual else None


__all__ = ["WORDS", "Switch", "Trouble", "Troubles", "fault_of"]
