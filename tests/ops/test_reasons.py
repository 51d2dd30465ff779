"""Every reason that we write into the log is still there when the redaction has been over it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import errors
from bot.ops.telemetry import redact

ROOT = Path(__file__).parents[2]
PROGRAM = [*(ROOT / "bot").rglob("*.py"), ROOT / "app.py"]
LOGGING = [path for path in PROGRAM if "doctor" not in path.parts]  # which speaks to whoever runs it, addresses and all
VALUE = "a value"  # in the place of what is filled in
RAISED = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
LOGGED = RAISED | {"GraphError", "EntraUnavailable", "TakenOver", "note", "ours"}


# A header of a request, the policy of a page, and an address that is nothing else.
NO_REASONS = ("Bearer a value", "default-src 'none'", "https://")


def reasons(path: Path) -> Iterator[tuple[int, str]]:
    """The texts that go into errors and log lines of this file, each with its line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and is_told(node.func):
            told = [*node.args, *(keyword.value for keyword in node.keywords)]
            yield from ((part.lineno, text) for part in told for text in texts_in(part))


def is_told(called: ast.expr) -> bool:
    match called:
        case ast.Attribute(value=ast.Name(id="log")):
            return True
        case ast.Attribute(attr="fails" | "note"):
            return True
        case ast.Name(id=name):
            return name in LOGGED
    return False


def texts_in(part: ast.AST) -> Iterator[str]:
    match part:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(str(each.value) if isinstance(each, ast.Constant) else VALUE for each in values)
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*texts_in(body), *texts_in(orelse))


@pytest.mark.parametrize("path", PROGRAM, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_reason_is_blotted_out(path: Path) -> None:
    assert [(line, text) for line, text in reasons(path) if redact(text) != text] == []


@pytest.mark.parametrize("path", LOGGING, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_words_anywhere_would_be_blotted_out_however_they_come_into_the_log(path: Path) -> None:
    blotted = [text for text in sentences(path) if redact(text) != text]
    assert [text for text in blotted if not text.startswith(NO_REASONS)] == []


def sentences(path: Path) -> Iterator[str]:
    """Every text with a space in it, in a constant or anywhere else; of the documentation, none."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    texts = (text for node in ast.walk(tree) if id(node) not in told for text in texts_in(node))
    return (text for text in texts if " " in text)


def test_reasons_are_found() -> None:
    found = [text for path in PROGRAM for _, text in reasons(path)]
    assert len(found) > 150
    assert "no bearer token" in found


@pytest.mark.parametrize(
    "text",
    [
        "no bearer token",
        "the bearer token is not Microsoft's",
        "401: the bot's token is refused; is MicrosoftAppId that of the Azure Bot?",
        "https is missing",
        "not an http address",
        "the Teams link is cut",
        "msteams only",
        "Bearer token expected",
        "1.5 at most",
        "0.3 s later",
    ],
)
def test_words_about_tokens_and_links_are_kept(text: str) -> None:
    assert redact(text) == text
