"""Settings of all tests: generated examples are judged by their outcome, not by how busy the machine is, and what fails
while the machine stands still is run once more.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from functools import partial

import pytest
from hypothesis import settings

# A failing assertion of a helper tells its values, as a test's own does.
pytest.register_assert_rewrite("tests.support")

from tests.support.metronome import Metronome  # noqa: E402 — after that line

settings.register_profile("project", deadline=None, print_blob=True)
settings.register_profile("thorough", settings.get_profile("project"), max_examples=2000)
settings.load_profile("project")

METRONOME = pytest.StashKey[Metronome]()
BEGAN = pytest.StashKey[float]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[METRONOME] = Metronome()
    config.add_cleanup(config.stash[METRONOME].stop)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.option.usepdb:  # somebody looks into what failed
        return
    for item in items:
        item.add_marker(pytest.mark.flaky(reruns=1, condition=partial(stood_still, item)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    item.stash[BEGAN] = time.monotonic()
    return (yield)


def stood_still(item: pytest.Item) -> bool:
    """Whether the machine stood still since this test began."""
    return item.config.stash[METRONOME].was_late_since(item.stash[BEGAN])
