"""`python -m benchmarks`: this bot beside a bare handler and four frameworks, in turns, with authentication on."""

from __future__ import annotations

import argparse
import json
import platform
import signal
import sys
from datetime import UTC, datetime

import uvloop

from benchmarks.compare.contestants import BUILD, CONTESTANTS
from benchmarks.compare.publish import publish
from benchmarks.compare.report import Results, as_text, promises, starts_table, table
from benchmarks.compare.run import Plan, run
from benchmarks.compare.scenarios import SCENARIOS

RESULTS = BUILD / "results.json"


def plan_of(arguments: argparse.Namespace) -> Plan:
    """What was asked for. Raises SystemExit for a scenario that there is not."""
    scenarios = [scenario for scenario in SCENARIOS if not arguments.only or arguments.only in scenario.name]
    if not scenarios:
        raise SystemExit("no such scenario; there are:\n  " + "\n  ".join(scenario.name for scenario in SCENARIOS))
    contestants = [CONTESTANTS[name] for name in arguments.contestants]
    return Plan(contestants, scenarios, arguments.rounds, arguments.seconds)


def save(results: Results, arguments: argparse.Namespace) -> None:
    """Everything that was measured, for a machine to read."""
    about = {"at": datetime.now(UTC).isoformat(), "python": platform.python_version(), "machine": platform.platform()}
    document = {
        **about,
        "rounds": arguments.rounds,
        "seconds": arguments.seconds,
        "starts": [[start.contestant, start.seconds, start.memory] for start in results.starts],
        "samples": [sample.as_json() for sample in results.samples],
    }
    BUILD.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(document, indent=1) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each scenario in each round")
    parser.add_argument("--only", default="", help="scenarios whose name holds this")
    parser.add_argument("--contestants", nargs="*", choices=[*CONTESTANTS], default=[*CONTESTANTS])
    parser.add_argument("--publish", action="store_true", help="measure nothing; put the last results into docs/")
    arguments = parser.parse_args()
    if arguments.publish:
        publish(RESULTS)
        return 0
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the bots end with us
    results = uvloop.run(run(plan_of(arguments)))
    save(results, arguments)
    print(as_text(table(results)))
    print("\nstart: seconds to ready, MiB\n" + "\n".join("  ".join(row) for row in starts_table(results)) + "\n")
    print(promises(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
