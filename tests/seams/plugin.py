"""For pytest: the journeys that have just passed needed nothing of botbuilder."""

from __future__ import annotations

import sys

import pytest

ARCHIVED = {"botbuilder", "botframework", "msrest"}


def pytest_sessionfinish() -> None:
    """The run fails if any module of the archived SDK was loaded."""
    loaded = ARCHIVED & {name.partition(".")[0] for name in sys.modules}
    if loaded:
        pytest.exit(f"loaded all the same: {', '.join(sorted(loaded))}", returncode=1)
