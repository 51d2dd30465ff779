"""Settings of all tests: generated examples are judged by their outcome, not by how busy the machine is."""

from __future__ import annotations

import pytest
from hypothesis import settings

# A failing assertion of a helper tells its values, as a test's own does.
pytest.register_assert_rewrite("tests.support")

settings.register_profile("project", deadline=None, print_blob=True)
settings.register_profile("thorough", settings.get_profile("project"), max_examples=2000)
settings.load_profile("project")
