"""What an operator asks first: which of the things the bot depends on works, and if not, what to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import structlog

from bot.model.values import value

log = structlog.get_logger()
SIGN_IN = ("tenant", "entra", "bot_token", "entra_keys", "teams_sso")
"""What somebody's first command needs of Entra; the first that fails is the one to mend."""
Details = Callable[[], Mapping[str, object]]


@value
class DependencyState:
    """How a dependency was when it was last used. `fault` is empty when it worked; else it names cause or setting."""

    fault: str
    since: datetime


class Health:
    """The last known state of each dependency; a change of state is one log line, not one a request."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._states: dict[str, DependencyState] = {}
        self._details: dict[str, Details] = {}
        self.ready = False

    def works(self, name: str) -> None:
        """`name` has just answered."""
        self.note(name, "")

    def fails(self, name: str, fault: str) -> None:
        """`name` has just failed because of `fault`, which holds nothing secret."""
        self.note(name, fault)

    def note(self, name: str, fault: str) -> None:
        """How `name` was when it was just used; `fault` is empty when it answered."""
        before = self._states.get(name)
        if before is not None and before.fault == fault:
            return
        self._states[name] = DependencyState(fault, self._now())
        if fault:
            log.warning("dependency_failing", dependency=name, fault=fault)
        elif before is not None:
            log.info("dependency_works_again", dependency=name)

    def describe(self, name: str, details: Details) -> None:
        """From now on the body has `details()` of `name` as well."""
        self._details[name] = details

    def up(self) -> Mapping[tuple[str, ...], float]:
        """1 for what worked when it was last used, 0 for what did not; by name."""
        return {(name,): float(not state.fault) for name, state in self._states.items()}

    def body(self) -> dict[str, object]:
        """The body of /readyz."""
        return {
            "ready": self.ready,
            "status": self._status(),
            "sign_in": self._sign_in(),
            "dependencies": {name: self._state_of(name) for name in self._states},
        }

    def _status(self) -> str:
        """In a word, for whoever reads no further than `ready`, which only tells whether to send requests here."""
        if not self.ready:
            return "not ready"
        return "degraded" if any(state.fault for state in self._states.values()) else "ok"

    def _sign_in(self) -> str:
        """Whether people can sign in, as far as was tried."""
        tried = [self._states[name] for name in SIGN_IN if name in self._states]
        if fault := next((state.fault for state in tried if state.fault), ""):
            return f"failing: {fault}"
        return "works" if tried else "not tried yet"

    def _state_of(self, name: str) -> dict[str, object]:
        state = self._states[name]
        told: dict[str, object] = {
            "state": "failing" if state.fault else "ok",
            "since": state.since.isoformat(timespec="seconds"),
        }
        fault = {"fault": state.fault} if state.fault else {}
        return told | fault | dict(self._details.get(name, dict)())
