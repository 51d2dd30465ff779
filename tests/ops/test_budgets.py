"""Every wait ends inside the one around it."""

from __future__ import annotations

import pytest

from bot.ops import budgets


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (budgets.INVOKE, budgets.INVOKE_WHOLE),
        (budgets.INVOKE_WHOLE, budgets.PROMISED),
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
