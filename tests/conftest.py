"""Settings of all tests: generated examples are judged by their outcome, not by how busy the machine is."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("project", deadline=None, print_blob=True)
settings.load_profile("project")
