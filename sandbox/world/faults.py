"""What a call to Microsoft meets on a bad day instead of its answer, as a value."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

FOREVER = math.inf


class Ending(StrEnum):
    """How an answer ends. All but the first leave the caller without one that can be read."""

    WHOLE = "whole"
    TRUNCATED = "truncated"  # half of the body, then the connection is closed
    ENDLESS = "endless"  # the body, and blanks after it until the caller hangs up or the fault is switched off
    HANG_UP = "hang_up"  # the request is read, and the connection closed
    RESET = "reset"  # the request is read, and the connection reset
    SILENCE = "silence"  # the request is read, and nothing follows until the fault is switched off


UNANSWERED = frozenset({Ending.HANG_UP, Ending.RESET, Ending.SILENCE})


@dataclass(frozen=True, slots=True)
class Fault:
    """The defaults are no fault at all; any of them may be combined.

    `status` is refused with in the service's own words, `code` among them; 0: the true answer comes. `delivers`: the
    call has its effect all the same. `body` stands in place of the answer's own, as `content_type`. `retry_after` is
    that header, in seconds or as a date. `seconds` go by before anything is done.
    """

    status: int = 0
    delivers: bool = False
    code: str = ""
    retry_after: int | str | None = None
    body: str | None = None
    content_type: str = "application/json"
    seconds: float = 0.0
    ending: Ending = Ending.WHOLE

    @property
    def alters(self) -> bool:
        """Whether it does more than to make the caller wait."""
        return bool(self.status) or self.body is not None or self.ending is not Ending.WHOLE

    @property
    def takes_effect(self) -> bool:
        """Whether the service does what it was asked."""
        told = self.status or self.body is not None or self.ending in UNANSWERED
        return self.delivers or not told

    @property
    def headers(self) -> dict[str, str]:
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}

    def told(self, usual: int) -> int:
        """The status that the caller sees where `usual` would be the true one; 0: none."""
        return 0 if self.ending in UNANSWERED else self.status or usual
