"""A look at a Redis without changing it: what it is and keeps, how far away it is, whether our keys open it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import BotError
from bot.model.values import value
from bot.ops.keyring import Keyring
from bot.storage.envelope import opens

if TYPE_CHECKING:
    from bot.storage.redis_line import RedisLine

SCHEMES = ("redis", "rediss")
PINGS = 5


@value
class RedisServer:
    """What a server tells of itself, and what is seen from here; "" or None where it may not be asked.

    `appends` and `snapshots`: what it writes to its disk; `saved`: whether it last could. `ahead`: seconds of its clock
    beside ours; `latency`: seconds to it and back. `opens`: our keys open it, or it holds nothing. `fault` names why it
    cannot be looked at.
    """

    host: str
    tls: bool
    version: str = ""
    policy: str = ""
    appends: bool | None = None
    snapshots: bool | None = None
    saved: bool = True
    ahead: float | None = None
    latency: float = 0.0
    opens: bool = True
    fault: str = ""


async def redis_server(url: str, keyring: Keyring, clock: Callable[[], float] = time.time) -> RedisServer | None:
    """The server of a Redis URL; None for another store. Raises no BotError. `clock` gives seconds since the epoch."""
    scheme, _, rest = url.partition("://")
    if scheme.lower() not in SCHEMES:
        return None
    from bot.storage.redis_line import RedisLine, client_at  # noqa: PLC0415 — only where it is asked for

    host = urlsplit(f"//{rest}").hostname or ""
    tls = scheme.lower() == "rediss"
    try:
        line = RedisLine(client_at(rest, tls=tls))
        try:
            return await _looked_at(host, line, keyring, clock, tls=tls)
        finally:
            await line.close()
    except BotError as error:
        return RedisServer(host, tls, fault=str(error))


async def _looked_at(
    host: str, line: RedisLine, keyring: Keyring, clock: Callable[[], float], *, tls: bool
) -> RedisServer:
    from bot.storage import redis_scripts as lua  # noqa: PLC0415

    info = await line.info()
    save = await line.setting("save")
    times = [await _timed(line, clock) for _ in range(PINGS)]
    return RedisServer(
        host,
        tls,
        version=str(info.get("redis_version", "")),
        policy=str(info.get("maxmemory_policy", "") or await line.setting("maxmemory-policy") or ""),
        appends=_flag(info.get("aof_enabled")),
        snapshots=None if save is None else bool(save),
        saved="err" not in (info.get("aof_last_write_status"), info.get("rdb_last_bgsave_status")),
        ahead=median(ahead for ahead, _ in times),
        latency=median(took for _, took in times),
        opens=opens(keyring, await line.run(lua.SECRETS)),
    )


async def _timed(line: RedisLine, clock: Callable[[], float]) -> tuple[float, float]:
    """Seconds that the server's clock is ahead, half of the way taken off; and the way there and back."""
    began, at = asyncio.get_running_loop().time(), clock()
    told = await line.time()
    took = asyncio.get_running_loop().time() - began
    return told - at - took / 2, took


def _flag(value: object) -> bool | None:
    return None if value is None else value in (1, "1")
