"""What a Redis must be for nothing to be lost in it: new enough, kept on a disk, evicting nothing, encrypted, near."""

from __future__ import annotations

from collections.abc import Callable

from bot.doctor.finding import Finding, fix, ok, unchecked
from bot.doctor.places import REDIS
from bot.storage.redis_inspection import RedisServer
from bot.storage.redis_scripts import EVICTS_NOTHING

CHECKS = ("Redis version", "Redis disk", "Redis eviction", "Redis TLS", "Redis clock", "Redis latency")
VERSION, DISK, EVICTION, TLS, CLOCK, LATENCY = CHECKS
OLDEST = 6  # the first with users of their own, and expiry by the millisecond as the scripts use it
MOST_APART = 60.0  # seconds, as with Microsoft's clock
FARTHEST = 0.05  # seconds there and back: a message asks twice, and an invoke has 3.5 seconds for everything
MANAGED = (".redis.azure.net", ".redisenterprise.cache.azure.net", ".redis.cache.windows.net")
UNREAD = "could not be read: this user may not ask the server for it"
BY_HAND = "Give the user of STORAGE_URL +info and +config|get for this look, or see to it in"


def findings(server: RedisServer) -> list[Finding]:
    """Its lines; without a server that answers there is nothing to say."""
    if server.fault:
        return [unchecked(check, "the store first") for check in CHECKS]
    verdicts: tuple[Callable[[RedisServer], Finding], ...] = (version, disk, eviction, tls, clock, latency)
    return [verdict(server) for verdict in verdicts]


def version(server: RedisServer) -> Finding:
    """Of the release."""
    major = server.version.partition(".")[0]
    if not major.isdecimal():
        return unchecked(VERSION, UNREAD, f"{BY_HAND} {_place(server, 'Overview', 'redis-server --version')}.")
    if int(major) >= OLDEST:
        return ok(VERSION, server.version)
    how = f"Put a Redis of version {OLDEST} or newer in its place: {_place(server, 'Overview', 'the package redis')}."
    return fix(VERSION, f"{server.version} is too old", how, "redis-server --version")


def disk(server: RedisServer) -> Finding:
    """Of what a restart of the server leaves."""
    how = f"Have Redis write each change to its disk: {_place(server, 'Data persistence', 'appendonly yes')}."
    command = _command(server, "--persistence aof-enabled=true aof-frequency=1s", "config set appendonly yes")
    if not server.saved:
        room = f"Make room on the disk of Redis, and let its account write there: {_place(server, 'Metrics', 'dir')}."
        return fix(DISK, "it could not write to its disk when it last tried", room, "redis-cli info persistence")
    if server.appends:
        return ok(DISK, "each change is written to its disk")
    if server.snapshots:
        return ok(DISK, "snapshots only: a crash forgets the last minutes")
    if server.appends is None or server.snapshots is None:
        return unchecked(DISK, UNREAD, f"{BY_HAND} {_place(server, 'Data persistence', 'appendonly yes')}.", command)
    return fix(DISK, "nothing is written to its disk: a restart forgets everything", how, command)


def eviction(server: RedisServer) -> Finding:
    """Of what it throws away when it is full."""
    place = _place(server, "Advanced settings", f"maxmemory-policy {EVICTS_NOTHING}")
    command = _command(server, "--eviction-policy NoEviction", f"config set maxmemory-policy {EVICTS_NOTHING}")
    if not server.policy:
        return unchecked(EVICTION, UNREAD, f"{BY_HAND} {place}.", command)
    if server.policy == EVICTS_NOTHING:
        return ok(EVICTION, EVICTS_NOTHING)
    how = f"Set the eviction policy to {EVICTS_NOTHING}, or a full Redis throws answers and tokens away: {place}."
    return fix(EVICTION, server.policy, how, command)


def tls(server: RedisServer) -> Finding:
    """Of the way there."""
    if server.tls:
        return ok(TLS, "encrypted, and its certificate is trusted")
    if is_near(server.host):
        return ok(TLS, f"not encrypted, and not needed for {server.host}: the same machine, or its containers' network")
    how = f"Begin STORAGE_URL with rediss:// and its TLS port: {_place(server, 'Overview → Endpoint', 'tls-port')}."
    return fix(TLS, f"what goes to {server.host} is not encrypted, its password neither", how, "redis-cli --tls ping")


def clock(server: RedisServer) -> Finding:
    """Of its clock beside the machine's."""
    if server.ahead is None:
        return unchecked(CLOCK, UNREAD)
    if abs(server.ahead) <= MOST_APART:
        return ok(CLOCK, "as this machine's")
    side = "ahead of" if server.ahead > 0 else "behind"
    how = "Switch time synchronization on, on the machine of Redis and on this one."
    return fix(CLOCK, f"{abs(server.ahead):.0f} seconds {side} this machine's", how, "sudo timedatectl set-ntp true")


def latency(server: RedisServer) -> Finding:
    """Of how far away it is."""
    seen = f"{server.latency * 1000:.1f} ms there and back"
    if server.latency <= FARTHEST:
        return ok(LATENCY, seen)
    how = f"Bring the bot and Redis into one region and network: {_place(server, 'Overview → Location', 'bind')}."
    return fix(LATENCY, seen, how, "redis-cli --latency")


def is_near(host: str) -> bool:
    """Whether what goes there stays on the machine, or in the network of its containers, whose names have no dot."""
    return host.startswith("127.") or host == "::1" or not set(host) & {".", ":"}


def _is_managed(server: RedisServer) -> bool:
    return server.host.endswith(MANAGED)


def _place(server: RedisServer, blade: str, line: str) -> str:
    return f"{REDIS} → {blade}" if _is_managed(server) else f"{line} in redis.conf"


def _command(server: RedisServer, option: str, command: str) -> str:
    if not _is_managed(server):
        return f"redis-cli {command} && redis-cli config rewrite"
    return f"az redisenterprise database update --cluster-name {server.host.split('.')[0]} --resource-group … {option}"
