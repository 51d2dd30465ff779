"""In which browsers a customer's link opens: one sentence, the same wherever staff or customers read it."""

from __future__ import annotations

from collections.abc import Callable

from bot.languages import msg

ADVICE = msg(
    "It opens in the browser of a phone or computer: Chrome, Edge or Safari (not Firefox). No app is needed; only a "
    "meeting with extra protection asks for the Teams app."
)


def browser_advice(words: Callable[[str], str]) -> str:
    """The sentence."""
    return words(ADVICE)
