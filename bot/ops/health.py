"""What an operator asks first: which of the things the bot depends on works, and if not, what to look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class State:
    """How a dependency was when it was last used. `fault` is empty when it worked; else it names cause or setting."""

    fault: str
    since: datetime


class Health:
    """The last known state of each dependency; a change of state is one log line, not one a request."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._states: dict[str, State] = {}
        self.ready = False

    def works(self, name: str) -> None:
        """`name` has just answered."""
        self._note(name, "")

    def fails(self, name: str, fault: str) -> None:
        """`name` has just failed because of `fault`, which holds nothing secret."""
        self._note(name, fault)

    def body(self) -> dict[str, object]:
        """The body of /readyz."""
        return {"ready": self.ready, "dependencies": {name: _told(state) for name, state in self._states.items()}}

    def _note(self, name: str, fault: str) -> None:
        before = self._states.get(name)
        if before is not None and before.fault == fault:
            return
        self._states[name] = State(fault, self._now())
        if fault:
            log.warning("dependency_failing", dependency=name, fault=fault)
        elif before is not None:
            log.info("dependency_works_again", dependency=name)


def _told(state: State) -> dict[str, str]:
    told = {"state": "failing" if state.fault else "ok", "since": state.since.isoformat(timespec="seconds")}
    return told | ({"fault": state.fault} if state.fault else {})
