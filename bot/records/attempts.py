"""When an answer that Teams did not take is tried again, and when it is given up.

What certainly did not arrive is tried for a quarter of an hour. What may have arrived is sent once more, no oftener:
the person would read it again and again.
"""

from __future__ import annotations

from dataclasses import replace

from bot.model.values import value
from bot.ops.budgets import Patience

MOST_UNCERTAIN = 2  # sends of one answer of which Teams did not say whether it took them
MOST_FAULTS = 3  # attempts that ended in a fault of our own: the next one would, too
MOST_DEATHS = 10  # processes that ended over one command


@value
class Tried:
    """What has come of a command: attempts, among them `uncertain` sends and `faults`; seconds `waited` between."""

    times: int = 0
    uncertain: int = 0
    faults: int = 0
    waited: float = 0.0


NOT_TRIED = Tried()


@value
class NotYet:
    """An attempt has failed. `retry_after`: seconds that the service asks for; `uncertain`: it may have arrived."""

    retry_after: float = 0.0
    uncertain: bool = False
    fault: bool = False


def after(tried: Tried, failure: NotYet, patience: Patience) -> tuple[Tried, float] | None:
    """What has then been tried, and the seconds until the next attempt; None: there is no next one."""
    delay = max(patience.back_off[min(tried.times, len(patience.back_off) - 1)], failure.retry_after)
    now = Tried(
        tried.times + 1, tried.uncertain + failure.uncertain, tried.faults + failure.fault, tried.waited + delay
    )
    over = tried.waited >= patience.keep_trying or now.uncertain >= MOST_UNCERTAIN or now.faults >= MOST_FAULTS
    return None if over else (now, min(delay, patience.keep_trying))


def put_off(tried: Tried, seconds: float, patience: Patience) -> tuple[Tried, float] | None:
    """The same where nothing was attempted, since the service is known not to answer; None: there is no next one."""
    return None if tried.waited >= patience.keep_trying else (replace(tried, waited=tried.waited + seconds), seconds)
