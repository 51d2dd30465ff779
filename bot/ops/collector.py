"""Python's garbage collector, told what only we know: the start makes no garbage, and what it has made stays.

Importing this module pauses it, so it is imported before everything else: looking for garbage among imported modules
is a sixth of the start. What was freed goes back to the system.
"""

from __future__ import annotations

import gc

# New objects before the youngest are looked through, and how often that leads to the older ones. With Python's own 700
# a command is interrupted several times; what a command leaves in cycles is small.
THRESHOLDS = (10_000, 10, 20)

gc.disable()


def pause() -> None:
    """Collect nothing until further notice."""
    gc.disable()


def settle() -> None:
    """Leave alone for ever what is alive now (collecting it again only makes pauses), and collect what comes."""
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    gc.enable()


async def give_back() -> None:
    """Memory that is free goes back to the system: what lies between pieces in use, glibc keeps by itself.

    After a rush, or answers without end, that is several times what the bot needs. malloc_trim(3); elsewhere nothing.
    """
    import asyncio  # noqa: PLC0415 — nothing is imported before the collector is paused
    import ctypes  # noqa: PLC0415

    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, TypeError, OSError):
        return
    await asyncio.to_thread(trim, 0)
