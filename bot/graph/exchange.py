"""One question to Graph while it is asked: the token for it, how long an answer is waited for, what was heard last."""

from __future__ import annotations

import asyncio

import aiohttp
import structlog

from bot.errors import Busy, Service, SignInRequired
from bot.graph.answer import GraphAnswer
from bot.graph.wire import GraphCall, GraphWire
from bot.model import SignInReason
from bot.ops.randomness import random_uuid
from bot.ports import Tokens

UNAUTHORIZED = 401

log = structlog.get_logger()


class Exchange:
    """Asks `call` anew with each `attempt`, and waits `patience` seconds for each answer.

    `heard` is the outcome of the last attempt that came to an end; `attempts` counts those that began.
    """

    __slots__ = ("_asked_at", "_patience", "_token", "_tokens", "_wire", "attempts", "call", "heard")

    def __init__(self, call: GraphCall, tokens: Tokens, wire: GraphWire, patience: float) -> None:
        self.call = call
        self.attempts = 0
        self.heard: GraphAnswer | None = None
        self._tokens = tokens
        self._wire = wire
        self._patience = patience
        self._token = ""
        self._asked_at = 0.0  # when Graph was first asked

    async def attempt(self) -> GraphAnswer:
        """One answer, and another with the claims that it asks for, or another token than it refuses."""
        self.attempts += 1
        answer = await self._ask()
        if answer.claims:
            answer = await self._ask(claims=answer.claims)
        elif answer.status == UNAUTHORIZED:
            log.info("graph_token_refused", path=self.call.template, code=answer.code)
            answer = await self._ask(refused=self._token)
        self.heard = answer
        return answer

    def seconds_since_asked(self) -> float:
        """How long Graph itself has had so far; 0 where it was not asked: a token may be late as well."""
        return asyncio.get_running_loop().time() - self._asked_at if self._asked_at else 0.0

    async def _ask(self, *, claims: str = "", refused: str = "") -> GraphAnswer:
        """One answer, the time for its token included; `status` 0: none came in time."""
        call, now = self.call, asyncio.get_running_loop().time
        self._token, request_id = "", random_uuid()
        try:
            async with asyncio.timeout_at(min(call.until, now() + self._patience)) as silence:
                scopes = call.permit.scopes
                self._token = await self._tokens.token(call.user, scopes, claims=claims, refused=refused)
                self._asked_at = self._asked_at or now()
                return await self._wire.get(call, self._token, request_id, silence)
        except SignInRequired as needed:
            if (why := call.permit.why) is None or _wants_more_than_scopes(needed):
                raise
            raise SignInRequired(call.permit.scopes, why) from needed
        except (aiohttp.ClientError, TimeoutError) as error:
            return self._nothing_heard(error, request_id)

    def _nothing_heard(self, error: Exception, request_id: str) -> GraphAnswer:
        """No answer came. Raises Busy where that is not Graph's fault."""
        if isinstance(error, TimeoutError) and self._wire.was_jammed(self._patience):
            raise Busy("too much to be read at once") from error  # Graph may have answered long ago
        if not self._token:
            raise Busy("no token inside the budget", service=Service.ENTRA) from error
        return GraphAnswer(0, code=type(error).__name__, transient=True, trace=request_id)


def _wants_more_than_scopes(needed: SignInRequired) -> bool:
    """Whether Entra has a reason of its own, which the person is told instead of ours."""
    return bool(needed.claims) or needed.why is SignInReason.EXTRA_CHECK
