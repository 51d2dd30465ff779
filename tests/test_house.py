"""Where tests stand: short files, helpers in one room, and a first sentence everywhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("bot", "cards", "manifest", "sandbox", "scripts", "benchmarks", "tests")
LONGEST = 300


def python_files(*rooms: str) -> list[Path]:
    found = (path for room in rooms for path in (ROOT / room).rglob("*.py"))
    return [path for path in found if not {"node_modules", "__pycache__"} & set(path.parts)]


def imported_by(source: str) -> Iterator[str]:
    """Every module that is named by an import, `a.b` for `from a import b` too."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom(module=module, level=level):
                yield "." * level + (module or "")
                yield from (f"{'.' * level}{module}.{alias.name}" for alias in node.names)


def of_tests(module: str) -> bool:
    """Whether a module is of the tests, and no helper of theirs."""
    return module.startswith((".", "tests.")) and not module.startswith("tests.support")


@pytest.mark.parametrize("module", ["tests.cards.test_link", "tests.storage.conftest", "tests.fakes", ".world"])
def test_a_tests_neighbour_is_told_from_a_helper(module: str) -> None:
    assert any(map(of_tests, imported_by(f"from {module} import x")))
    assert not any(map(of_tests, imported_by("from tests.support.fakes import ANNA\nimport pytest")))


def test_tests_import_helpers_from_support_alone() -> None:
    importing = {path: [*filter(of_tests, imported_by(path.read_text("utf-8")))] for path in python_files("tests")}
    assert {str(path.relative_to(ROOT)): names for path, names in importing.items() if names} == {}


def test_no_test_file_is_long() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in python_files("tests")}
    assert {str(path.relative_to(ROOT)): length for path, length in lengths.items() if length > LONGEST} == {}


def test_the_program_is_put_together_on_a_few_screens() -> None:
    assert len((ROOT / "app.py").read_text("utf-8").splitlines()) <= 150


def test_every_file_begins_with_what_it_is_for() -> None:
    files = [ROOT / "app.py", *python_files(*ROOMS)]
    silent = [path for path in files if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert [str(path.relative_to(ROOT)) for path in silent] == []
