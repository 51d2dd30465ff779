"""A form on the page of switches that puts a fault together from its parts."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from sandbox.world.faults import Ending
from sandbox.world.troubles import WORDS, Trouble

STATUSES = {0: "the true answer", 429: "429", 500: "500", 502: "502", 503: "503", 504: "504"}
ENDINGS = {
    Ending.WHOLE: "complete",
    Ending.TRUNCATED: "cut in half",
    Ending.ENDLESS: "never ends",
    Ending.HANG_UP: "connection closed",
    Ending.RESET: "connection reset",
    Ending.SILENCE: "silence",
}
HTML = {"body": "<html><body>Service unavailable</body></html>", "content_type": "text/html"}
COMPOSED = frozenset({Trouble.GRAPH_FAULT, Trouble.ENTRA_FAULT, Trouble.CHANNEL_FAULT, Trouble.CONNECTOR_FAULT})
NUMBERS = {"retry_after": "Retry-After (seconds)", "seconds": "after (seconds)", "times": "so many times"}


def composer(trouble: Trouble, path: str) -> str:
    """The form; it posts the parts with `fault` for the trouble's name."""
    words = WORDS[trouble]
    parts = [select("status", STATUSES), select("ending", ENDINGS), *map(number, NUMBERS.items())]
    parts += [check("delivers", "delivers all the same"), check("html", "a page instead of JSON")]
    button = f'<button name="fault" value="{trouble}" aria-label="On: {escape(words)}">On</button>'
    shown = escape(words.partition(";")[0].partition(":")[0])
    return f'<form method="post" action="{path}"><span>{shown}: {" ".join(parts)}</span>{button}</form>'


def composed(name: str) -> Trouble:
    """The trouble that is put together under this name. Raises ValueError where there is none."""
    if name not in COMPOSED:
        raise ValueError(name)
    return Trouble(name)


def details(form: Mapping[str, str]) -> dict[str, Any]:
    """What was filled in, as `Troubles.on` takes it. Raises ValueError for what is no number."""
    whole = {name: int(form[name]) for name in ("status", "retry_after", "seconds", "times") if form.get(name)}
    page = HTML if form.get("html") else {}
    return {**whole, **page, "ending": form.get("ending", Ending.WHOLE), "delivers": bool(form.get("delivers"))}


def select(name: str, choices: Mapping[Any, str]) -> str:
    options = "".join(f'<option value="{value}">{escape(words)}</option>' for value, words in choices.items())
    return f'<select name="{name}" aria-label="{name}">{options}</select>'


def number(named: tuple[str, str]) -> str:
    name, words = named
    return f'<label>{escape(words)} <input type="number" min="0" name="{name}"></label>'


def check(name: str, words: str) -> str:
    return f'<label><input type="checkbox" name="{name}" value="yes"> {escape(words)}</label>'
