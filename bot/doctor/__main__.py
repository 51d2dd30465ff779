"""`python -m bot.doctor`: looks the installation over; exit code 0 when nothing is to be mended, else 1."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import structlog

from bot.doctor import answers, calendar, questions, report
from bot.doctor import person as person_check
from bot.doctor import settings as settings_check
from bot.doctor.build import PACKAGE, Circumstances, patient_of
from bot.doctor.examine import examine
from bot.doctor.finding import Finding, is_healthy
from bot.doctor.patient import Patient
from bot.doctor.person import Tell
from bot.doctor.questions import Settled
from bot.errors import SettingsError
from bot.model.values import value
from bot.ops.setting_types import guid
from bot.ops.settings import Settings, read_settings

USUAL = Circumstances()


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


@value
class Walk:
    """Who is to sign in (an object id), where the answers go, and how the person is told."""

    person: str
    answers: Path = answers.FILE
    tell: Tell = _say


async def findings(
    read: Callable[[], Settings] = read_settings, around: Circumstances = USUAL, walk: Walk | None = None
) -> list[Finding]:
    """Every line, those of the settings first and that of a person's sign-in last."""
    try:
        settings = read()
        async with patient_of(settings, around) as patient:
            faults = settings_check.found_by_the_start(settings)
            found = [*settings_check.findings(faults), *await examine(patient)]
        if walk is None:
            return found
        async with patient_of(settings, around) as patient:
            return [*found, await _walked(patient, found, walk)]
    except SettingsError as error:
        return [*settings_check.findings(error.faults), *settings_check.rest()]


async def _walked(patient: Patient, found: Sequence[Finding], walk: Walk) -> Finding:
    finding, person = await person_check.walk(patient, walk.person, walk.tell)
    identity = bool(patient.settings.managed_identity)
    settled = [*await calendar.settled(patient, person)] if person else []
    settled += questions.of_installation(found, managed_identity=identity)
    walk.tell(await asyncio.to_thread(_written_down, walk.answers, settled, patient.now()))
    return finding


def _written_down(path: Path, settled: Sequence[Settled], now: datetime) -> str:
    """Where the answers are; themselves, where the bot's account may not write: nobody signs in for them once more."""
    try:
        answers.write(path, settled, now)
    except OSError as error:
        return f"{path} cannot be written ({error.strerror}), which would say:\n\n{answers.page(settled, now)}"
    return f"Which way the open questions went is in {path}."


async def _consent_link(read: Callable[[], Settings], around: Circumstances) -> int:
    try:
        settings = read()
        async with patient_of(settings, around) as patient:
            links = [patient.room.entra.admin_consent_url(tenant) for tenant in settings.tenants]
    except SettingsError as error:
        sys.stderr.write("".join(f"{fault}\n" for fault in error.faults))
        return 1
    sys.stdout.write("".join(f"{link}\n" for link in links))
    return 0


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
    if asked.consent_link:
        return asyncio.run(_consent_link(read, around))
    walk = Walk(asked.person, asked.answers) if asked.person else None
    found = asyncio.run(findings(read, replace(around, admin_token=token, package=asked.package), walk))
    sys.stdout.write((report.as_json(found) if asked.json else report.table(found)) + "\n")
    return 0 if is_healthy(found) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.doctor", description=__doc__)
    parser.add_argument("--json", action="store_true", help="for a script instead of a table")
    consent = "print the link with which an admin approves all permissions for everybody (one a tenant), and no more"
    parser.add_argument("--consent-link", action="store_true", help=consent)
    parser.add_argument("--package", type=Path, default=PACKAGE, help="the packed Teams app (default: %(default)s)")
    person = "walk a real sign-in of this person (object id) through the bot's page, and settle open questions"
    parser.add_argument("--person", type=_object_id, help=person, metavar="OBJECT_ID")
    parser.add_argument("--answers", type=Path, default=answers.FILE, help="where these go (default: %(default)s)")
    return parser


def _object_id(text: str) -> str:
    try:
        return guid(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from None


if __name__ == "__main__":
    sys.exit(main())
