"""Each threat names a test, and the test is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODEL = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def threats() -> Iterator[str]:
    """The rows of the tables under Threats, without their heads."""
    part = MODEL.partition("## Threats")[2].partition("## What remains")[0]
    rows = (line for line in part.splitlines() if line.startswith("| "))
    return (row for row in rows if not row.startswith("| threat |"))


def functions_of(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_each_threat_names_one_test() -> None:
    assert [row for row in threats() if len(NAMED.findall(row)) != 1] == []
    assert len(list(threats())) > 30


def test_each_test_that_is_named_is_there() -> None:
    assert [f"{file}::{name}" for file, name in NAMED.findall(MODEL) if name not in functions_of(file)] == []
