"""`python -m bot.doctor`: looks the installation over; exit code 0 when nothing is to be mended, else 1."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import structlog

from bot.doctor import report
from bot.doctor import settings as settings_check
from bot.doctor.build import PACKAGE, Circumstances, patient_of
from bot.doctor.examine import examine
from bot.doctor.finding import Finding, is_healthy
from bot.errors import SettingsError
from bot.ops.settings import Settings, read_settings

USUAL = Circumstances()


async def findings(read: Callable[[], Settings] = read_settings, around: Circumstances = USUAL) -> list[Finding]:
    """Every line, those of the settings first."""
    try:
        settings = read()
        async with patient_of(settings, around) as patient:
            return [*settings_check.findings(()), *await examine(patient)]
    except SettingsError as error:
        return [*settings_check.findings(error.faults), *settings_check.rest()]


def main(
    arguments: Sequence[str] | None = None,
    read: Callable[[], Settings] = read_settings,
    around: Circumstances = USUAL,
) -> int:
    """Look, and tell: a table, or JSON."""
    asked = _parser().parse_args(arguments)
    # What the bot would log of the same troubles is told in the table.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    token = os.environ.get("GRAPH_TOKEN", around.admin_token)
    found = asyncio.run(findings(read, replace(around, admin_token=token, package=asked.package)))
    sys.stdout.write((report.as_json(found) if asked.json else report.table(found)) + "\n")
    return 0 if is_healthy(found) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.doctor", description=__doc__)
    parser.add_argument("--json", action="store_true", help="for a script instead of a table")
    parser.add_argument("--package", type=Path, default=PACKAGE, help="the packed Teams app (default: %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
