"""Told to stop while it starts, the bot ends: to the first process of a container SIGTERM is nothing until it listens.

Importing this module makes it listen, so it is imported before all that takes time; `bot.web.server` takes over.
"""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from types import FrameType


def _end(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


with suppress(ValueError):  # only the main thread is told of signals
    signal.signal(signal.SIGTERM, _end)
