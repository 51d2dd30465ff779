"""What a surface can do stands in its row, and is asked for there: nobody compares names of surfaces."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from bot.model import Surface

ROOT = Path(__file__).parents[2]
ROWS = ROOT / "bot" / "model" / "surfaces.py"
PROGRAM = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "cards").rglob("*.py")]
CHOOSING = (ast.Compare, ast.Dict, ast.Set, ast.MatchValue)


def surfaces_named_in(node: ast.AST) -> Iterator[ast.Attribute]:
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == "Surface":
            yield part


@pytest.mark.parametrize("path", PROGRAM, ids=lambda path: str(path.relative_to(ROOT)))
def test_nobody_asks_which_surface_it_is(path: Path) -> None:
    if path == ROWS:
        return
    choosing = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, CHOOSING)]
    found = [f"line {named.lineno}: {named.attr}" for node in choosing for named in surfaces_named_in(node)]
    assert found == [], "ask for an ability of bot/model/surfaces.py instead"


def test_the_names_in_stored_records_are_those_of_the_first_release() -> None:
    stored = TypeAdapter(Surface)
    assert [stored.dump_json(surface) for surface in Surface] == [
        b'"chat"',
        b'"view"',
        b'"task"',
        b'"dialog"',
        b'"mail"',
        b'"box"',
    ]
    assert all(stored.validate_json(stored.dump_json(surface)) is surface for surface in Surface)


@pytest.mark.parametrize("surface", Surface)
def test_what_a_surface_can_do_goes_together(surface: Surface) -> None:
    can = surface.abilities
    assert can.plain_text <= can.may_wait, "an invoke is answered by a card"
    assert can.can_insert <= can.in_dialog, "only a dialog has what to insert picked in it"
    assert not (can.in_dialog and can.may_wait), "an open dialog waits for its answer"
    assert not (can.can_insert and can.can_share)


def test_surfaces_that_can_do_the_same_are_one() -> None:
    assert len({surface.abilities for surface in Surface}) == len(Surface)
