"""`python -m benchmarks.soak HOUR`: one bad hour, or all of them, and whether the promises were kept."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import uvloop

from benchmarks.lab.verdict import Verdict
from benchmarks.soak.connector import bad_connector
from benchmarks.soak.fairness import one_floods
from benchmarks.soak.faults import random_faults
from benchmarks.soak.instances import first_uses, instance_kills, instance_stops, redis_away
from benchmarks.soak.kills import kills
from benchmarks.soak.links import new_links
from benchmarks.soak.overload import overload
from benchmarks.soak.requests import odd_requests
from benchmarks.soak.rushes import rushes
from benchmarks.soak.sign_ins import sign_ins
from benchmarks.soak.steady import long_day
from benchmarks.soak.storage import bad_store


@dataclass(frozen=True, slots=True)
class Program:
    """A bad hour; `usual` and `short` are its seconds, its messages or its people."""

    run: Callable[..., Awaitable[list[Verdict]]]
    usual: float
    short: float


PROGRAMMES: Mapping[str, Program] = {
    "links": Program(new_links, 60, 4),
    "overload": Program(overload, 60, 3),
    "fairness": Program(one_floods, 20, 4),
    "rushes": Program(rushes, 96, 8),
    "kills": Program(kills, 150, 7.5),
    "connector": Program(bad_connector, 9, 3),
    "store": Program(bad_store, 10, 3),
    "faults": Program(random_faults, 600, 20),
    "requests": Program(odd_requests, 20_000, 2_000),
    "first-uses": Program(first_uses, 300, 60),
    "sign-ins": Program(sign_ins, 90, 15),
    "instances": Program(instance_kills, 150, 10),
    "stops": Program(instance_stops, 150, 10),
    "redis": Program(redis_away, 20, 3),
    "steady": Program(long_day, 100_000, 2_000),
}


async def run(arguments: argparse.Namespace) -> bool:
    """Run what was asked for; True when every promise was kept."""
    names = PROGRAMMES if arguments.hour == "all" else [arguments.hour]
    kept = True
    for name in names:
        program = PROGRAMMES[name]
        amount = arguments.seconds or (program.short if arguments.short else program.usual)
        options = {"only": arguments.only} if arguments.only else {}
        for verdict in await program.run(amount, arguments.seed, **options):
            print(verdict, flush=True)
            kept = kept and verdict.kept
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/soak", description=__doc__)
    parser.add_argument("hour", choices=[*PROGRAMMES, "all"])
    parser.add_argument("seconds", type=float, nargs="?", help="how long (steady, requests: how many)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", action="store_true", help="the short form, some seconds")
    parser.add_argument("--only", default="", help="the fault whose name holds this (connector, redis, rushes, store)")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the bot ends with us
    return 0 if uvloop.run(run(parser.parse_args())) else 1


if __name__ == "__main__":
    sys.exit(main())
