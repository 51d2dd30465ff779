"""One message costs so many calls, connections, statements, hops, lines and tasks, and never more."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.benchmarks.counting import Counts, everything

NOTHING = {"graph": 0, "entra": 0, "roster": 0, "connections": 0}
ANSWERED = NOTHING | {"connector": 1, "lines": 1, "statements": 2, "hops": 2, "tasks": 3}
FOUND = ANSWERED | {"graph": 1}
REPEATS = 1  # whoever signs in may have asked the same twice, and has one answer
LANGUAGE = 1  # which one somebody has chosen is read when they are heard for the first time in a minute, by itself
BESIDE = 1  # what the calendar knows of a link is found out beside it, unless it was a moment ago
MOST: dict[str, dict[str, int]] = {
    "help": ANSWERED,
    "a link asked for again": FOUND,
    "a new link": FOUND | {"graph": 1 + BESIDE, "tasks": 3 + BESIDE},
    "a pressed row": FOUND,
    "a list of ten": FOUND,
    "a search with ten results": NOTHING
    | {"graph": 11, "connector": 0, "lines": 1, "statements": 1, "hops": 1, "tasks": 13},
    "first use": NOTHING
    | {"graph": 1, "connector": 2, "entra": 1, "roster": 1, "lines": 4, "tasks": 7}
    | {"statements": 10 + REPEATS + LANGUAGE, "hops": 11 + REPEATS + 2 * LANGUAGE},
}


@pytest.fixture(scope="module")
def counted() -> dict[str, Counts]:
    return asyncio.run(everything())


@pytest.mark.parametrize("kind", MOST)
def test_a_message_costs_no_more_than_it_has_to(counted: dict[str, Counts], kind: str) -> None:
    over = {name: f"{n} instead of {MOST[kind][name]}" for name, n in counted[kind].items() if n > MOST[kind][name]}
    assert not over
