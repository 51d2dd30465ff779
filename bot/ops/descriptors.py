"""How many connections and files the process may have open: as many as it needs, or the operator hears of it."""

from __future__ import annotations

from contextlib import suppress

import structlog

from bot.errors import SettingsError

with suppress(ImportError):  # Windows has no such limits
    import resource

log = structlog.get_logger()
MOST_CONNECTIONS = 2000
FEWEST_CONNECTIONS = 64
RESERVED = 448  # for connections to Microsoft (300), those taken at once beyond the cap, files and the like


def connections_allowed() -> int:
    """How many connections the server may hold, after raising the limit of open files as far as is useful.

    Raises SettingsError when that is too few to serve anybody.
    """
    limit = raise_limit(MOST_CONNECTIONS + RESERVED)
    allowed = min(MOST_CONNECTIONS, limit - RESERVED)
    if allowed < FEWEST_CONNECTIONS:
        needed = FEWEST_CONNECTIONS + RESERVED
        raise SettingsError([f"limit of open files (ulimit -n): is {limit}, and must be {needed} at least"])
    if allowed < MOST_CONNECTIONS:
        log.warning("few_open_files", limit=limit, wanted=MOST_CONNECTIONS + RESERVED, connections=allowed)
    return allowed


def raise_limit(wanted: int) -> int:
    """Raise the soft limit of open files to `wanted`, or to what the hard one allows; the limit that holds then."""
    try:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    except NameError:
        return wanted
    reachable = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft == resource.RLIM_INFINITY or soft >= reachable:
        return wanted if soft == resource.RLIM_INFINITY else soft
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (reachable, hard))
        return reachable
    return soft
