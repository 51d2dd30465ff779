"""Licences that nobody has decided on, and versions known as unsafe, are found; what could not be looked up is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts import supply_chain

AIOHTTP = {"Name": "aiohttp", "Version": "3.14.5", "License": "Apache-2.0 AND MIT"}
UNKNOWN = {"Name": "x", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("licence", "taken"),
    [
        ("MIT", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("Mozilla Public License 2.0 (MPL 2.0)", True),
        ("Apache Software License; MIT License", True),
        ("GPL-3.0-only", False),
        ("MIT OR GPL-3.0-only", False),  # somebody should say which
        ("UNKNOWN", False),
    ],
)
def test_a_licence_is_taken_when_somebody_has_decided_so(licence: str, taken: bool) -> None:
    assert supply_chain.is_taken(licence) is taken


def test_a_new_library_is_told_until_it_is_listed() -> None:
    listed = supply_chain.page([AIOHTTP])
    assert supply_chain.licence_faults([AIOHTTP], listed) == []
    assert supply_chain.licence_faults([{**AIOHTTP, "Version": "4"}], listed) == []
    assert len(supply_chain.licence_faults([AIOHTTP, {"Name": "x", "License": "AGPL-3.0"}], listed)) == 2


def test_a_known_vulnerability_is_a_fault() -> None:
    report = {"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1"}]}, UNKNOWN]}
    assert supply_chain.audit(report) == (1, "a 1: PYSEC-1")


def test_where_nothing_could_be_looked_up_it_is_not_called_safe(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for found in ([UNKNOWN], []):
        (tmp_path / "audit.json").write_text(json.dumps({"dependencies": found}))
        assert supply_chain.main(["audit", str(tmp_path / "audit.json")]) == 0
        assert "NOT MADE" in capsys.readouterr().out


def test_what_was_looked_up_is_counted() -> None:
    report = {"dependencies": [{"name": "a", "version": "1", "vulns": []}, UNKNOWN]}
    assert supply_chain.audit(report) == (0, "dependency audit: no known vulnerability in 1; 1 not looked up")


def test_the_list_names_every_library_that_is_pinned() -> None:
    root = Path(supply_chain.ROOT)
    pinned = {line.partition("==")[0] for line in (root / "requirements.txt").read_text().splitlines() if "==" in line}
    listed = supply_chain.PAGE.read_text("utf-8").lower().replace("_", "-")
    here_only = {"colorama", "async-timeout", "tomli", "exceptiongroup"}  # of other systems or older Pythons
    assert {name for name in pinned if f"| {name} |" not in listed} - here_only == set()
