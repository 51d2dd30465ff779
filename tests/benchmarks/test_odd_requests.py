"""Requests that nobody would send: a thousand here, twenty thousand in `scripts/soak requests`."""

from __future__ import annotations

import asyncio

from benchmarks.soak.requests import odd_requests


def test_none_of_a_thousand_odd_requests_ends_in_a_500_and_nothing_leaks() -> None:
    (verdict,) = asyncio.run(odd_requests(1000, seed=7))
    assert len(promises := [line for line in verdict.lines if line.wanted == "none"]) == 5
    assert all(line.kept for line in promises), str(verdict)
