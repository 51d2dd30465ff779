"""Every wait ends inside the one around it; the modules that keep a number of their own keep that of the table."""

from __future__ import annotations

from inspect import signature

import pytest

from bot import budgets
from bot.commands import search
from bot.dispatcher import Dispatcher


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (budgets.INVOKE, budgets.PROMISED),
        (budgets.ROSTER, budgets.INVOKE),
        (budgets.ROSTER_AGAIN, budgets.ROSTER),
        (budgets.EXCHANGE + budgets.QUEUE, budgets.PROMISED),
        (budgets.INVOKE_COMMAND, budgets.INVOKE),
        (budgets.LINK_CALENDAR + budgets.SEARCH_LINKS, budgets.INVOKE_COMMAND),
        (budgets.ENTRA, budgets.EXCHANGE),
        (budgets.ENTRA, budgets.GRAPH),
        (budgets.GRAPH, budgets.COMMAND),
        (budgets.COMMAND, budgets.DRAIN),
    ],
)
def test_what_is_waited_for_ends_before_who_waits(parts: float, whole: float) -> None:
    assert 0 < parts < whole


def test_modules_keep_to_the_table() -> None:
    assert signature(Dispatcher).parameters["budget"].default == budgets.COMMAND
    assert search.PATIENCE == budgets.SEARCH_LINKS
