"""Whether Graph answers, as its own answers tell: for whoever would ask it next, and for /readyz."""

from __future__ import annotations

from bot.errors import NotAnswering, Service
from bot.graph.answer import GraphAnswer
from bot.graph.exchange import UNAUTHORIZED
from bot.graph.wire import GraphCall
from bot.net.breaker import Breakers
from bot.ops.health import Health

GRAPH = "graph"
THROTTLED = 429


class Availability:
    """A breaker for each tenant and kind of question, and one state of it all in `health`."""

    def __init__(self, health: Health) -> None:
        self._health = health
        self._breakers = Breakers(GRAPH)
        health.describe(GRAPH, self._breakers.details)

    def check(self, call: GraphCall) -> None:
        """Raises NotAnswering where the question need not be asked now."""
        if wait := self._breakers.of(call.user.tenant_id, call.template).held_back(call.user.id):
            raise NotAnswering(f"graph {call.template} not asked", service=Service.GRAPH, retry_after=wait)

    def answered(self, call: GraphCall, answer: GraphAnswer) -> None:
        """This is what came of the question in the end."""
        breaker = self._breakers.of(call.user.tenant_id, call.template)
        is_success = answer.body is not None
        if is_success or (200 < answer.status < 500 and not answer.transient):
            breaker.works()
        elif answer.status != THROTTLED:  # who is throttled was heard, perhaps alone: that tells nothing of the service
            breaker.fails(call.user.id)
        self._health.note(GRAPH, "" if is_success else _fault(answer))

    def slow(self, call: GraphCall) -> None:
        """Nothing came for so long that whoever asked has given up."""
        self._breakers.of(call.user.tenant_id, call.template).fails(call.user.id)
        self._health.fails(GRAPH, "slow")


def _fault(answer: GraphAnswer) -> str:
    """A refusal is Graph at work, too; only silence, throttling, its own errors and refused tokens are not."""
    token_refused = answer.status == UNAUTHORIZED and not answer.claims
    failed = answer.transient or answer.status >= 500 or answer.status < 300 or token_refused
    return f"{answer.status} {answer.code}".strip() if failed else ""
