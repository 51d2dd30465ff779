"""A person's tokens over a store of their own, in front of a pretend Entra."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import msal

from bot.model import User
from bot.ops.keyring import Keyring
from bot.ports import Store, StoredTokens
from bot.signin.assertion import Assertions
from bot.signin.grants import Identity
from bot.signin.tokens import PersonTokens
from bot.storage import open_store
from tests.support.fakes import ANNA, TENANT
from tests.support.signin.entra import SCOPES, PretendEntra, entra_at, health


class Counted:
    """A store that counts how often it is read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.reads = 0

    async def tokens(self, owner: str) -> StoredTokens:
        self.reads += 1
        return await self._store.tokens(owner)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


class Bot:
    """Tokens over a store of their own, in front of a pretend Entra, with a clock to turn."""

    def __init__(self, entra: Any, pretend: PretendEntra) -> None:
        self.pretend, self.entra, self.now = pretend, entra, 0.0
        self.store: Any = Counted(open_store("memory://", Keyring([b"k" * 32])))
        self.tokens = self.restarted()

    def restarted(self) -> PersonTokens:
        """Nothing is in memory; the store is as it was."""
        assertions = Assertions(None, "", "app", [], health())  # type: ignore[arg-type]
        self.tokens = PersonTokens(self.store, self.entra, assertions, clock=lambda: self.now)
        return self.tokens

    async def signs_in(self, user: User = ANNA) -> None:
        cache = msal.SerializableTokenCache()
        grant, _identity = await self.entra.on_behalf_of(TENANT, cache, "an assertion", SCOPES, "")
        generation = (await self.store.tokens(f"{user.tenant_id}/{user.id}")).generation
        assert await self.tokens.adopt(user, cache, grant, Identity(TENANT, user.id, "anna"), generation)
        self.store.reads = 0
        self.pretend.asked = Counter()

    async def token(self, scopes: Sequence[str] = SCOPES, user: User = ANNA) -> str:
        return await self.tokens.token(user, scopes)


@asynccontextmanager
async def bot() -> AsyncIterator[Bot]:
    pretend = PretendEntra()
    async with entra_at(pretend) as entra:
        yield Bot(entra, pretend)
