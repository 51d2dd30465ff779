"""All around the bot fails at random, several things at once: 20 seconds here, ten minutes in `scripts/soak faults`."""

from __future__ import annotations

import asyncio

from benchmarks.soak.faults import PACES, episodes, random_faults
from benchmarks.soak.spoils import SPOILS

SEED = 20261129
LIVELY = ("slowest probe", "memory at most", "growth")  # figures of a machine that is ours alone


def test_in_twenty_seconds_of_random_faults_each_of_a_hundred_people_has_one_answer() -> None:
    (verdict,) = asyncio.run(random_faults(20, SEED, given_back=0))
    promises = [line for line in verdict.lines if line.kept is not None and not line.what.startswith(LIVELY)]
    assert len(promises) == 8
    assert all(line.kept for line in promises), str(verdict)


def test_the_same_seed_makes_the_same_hour_and_another_one_another() -> None:
    assert episodes(600, SEED) == episodes(600, SEED)
    assert episodes(600, SEED) != episodes(600, SEED + 1)


def test_ten_minutes_have_every_kind_of_fault_and_several_at_once() -> None:
    happens = episodes(600, 1)
    assert {(each.where) for each in happens} == set(SPOILS) == set(PACES)
    assert len({(each.where, each.kind) for each in happens}) > 0.9 * sum(map(len, SPOILS.values()))
    assert max(sum(e.begins <= one.begins < e.begins + e.seconds for e in happens) for one in happens) >= 4
