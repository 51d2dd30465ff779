"""The SDK that carries the turns in tests."""

from __future__ import annotations

import importlib
import os

from bot.teams.sdk.seam import Seam, botbuilder


def seam_under_test() -> Seam:
    """Botbuilder, unless the environment names another one in SEAM, as module:function."""
    module, _, function = os.environ.get("SEAM", "").partition(":")
    seam: Seam = getattr(importlib.import_module(module), function) if module else botbuilder
    return seam
