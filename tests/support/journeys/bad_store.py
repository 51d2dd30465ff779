"""A bot whose store fails in one moment that the test chooses."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from app import create_app
from bot.errors import Busy
from bot.ops.budgets import Limits
from bot.ports import Store
from bot.web.program import Create
from tests.support.journeys.world import IMPATIENT, QUICK

Moment = tuple[str, ...]
"""The name of what the store is asked to do, and where it matters, with which table."""


class BadMoments:
    """The store in between. Each of `fails` fails once; so do those `after_tokens`, once tokens have been kept, and
    those `after_return`, once a browser is back from Microsoft.
    """

    def __init__(self) -> None:
        self.store: Any = None
        self.fails: list[Moment] = []
        self.after_tokens: list[Moment] = []
        self.after_return: list[Moment] = []
        self.failed = 0

    def around(self, store: Store) -> Store:
        self.store = store
        return cast("Store", self)

    @property
    def create(self) -> Create:
        """Makes the bot."""
        return partial(create_app, patience=IMPATIENT, limits=Limits(rates=QUICK), around_store=self.around)

    def __getattr__(self, name: str) -> Any:
        operation = getattr(self.store, name)
        if name in {"open", "close", "ping"}:
            return operation

        async def asked(*args: Any, **options: Any) -> Any:
            moment = next((each for each in self.fails if each in {(name,), (name, *args[:1])}), None)
            if moment:
                self.fails.remove(moment)
                self.failed += 1
                raise Busy("the SQLite file is locked")
            done = await operation(*args, **options)
            if name == "keep_tokens":
                self.fails, self.after_tokens = self.fails + self.after_tokens, []
            if (name, *args[:1]) == ("put", "returned"):
                self.fails, self.after_return = self.fails + self.after_return, []
            return done

        return asked
