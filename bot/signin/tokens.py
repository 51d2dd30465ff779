"""A person's Graph tokens: kept encrypted in the store, at hand in memory, fetched by one flight a person."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from weakref import WeakValueDictionary

import msal
import structlog
from cachetools import TTLCache

from bot.errors import AssertionRefused, Busy, Denied, Misconfigured, SignInRequired
from bot.model import Account, SignInNeeded, SignInReason, Trouble, User
from bot.model.values import value
from bot.ops.at_hand import at_hand
from bot.ops.metrics import Metrics
from bot.ports import Store, StoredTokens
from bot.records import Once
from bot.records.records import DELIVERY_REMEMBERED
from bot.signin.assertion import Assertions
from bot.signin.entra import Entra
from bot.signin.grants import Grant, Identity, bare_names, stored_grant
from bot.signin.refusals import about_the_credential

log = structlog.get_logger()
MARGIN = 120.0  # seconds; a token with less than this to live is not used any more
TOKEN_MEMORY = 16 * 1024 * 1024  # bytes for tokens at hand: about 5,000 people's, the last ones who asked
AT_HAND = 2 * 3600.0  # seconds; who does not come again, or is forgotten, is in no process's memory after that
BESIDE_TOKENS = 1024  # bytes that a person takes beside the letters of their tokens
HOME = re.compile(r".+\.(?P<tenant>[0-9a-fA-F-]{36})", re.ASCII)


@value
class _AtHand:
    """What memory holds of one person: grants, each with the moment at which it ends."""

    generation: int
    grants: tuple[tuple[Grant, float], ...] = field(default=(), repr=False)

    def find(self, scopes: frozenset[str], now: float, refused: str = "") -> str | None:
        living = (grant for grant, ends in self.grants if ends - MARGIN > now and grant.token != refused)
        return next((grant.token for grant in living if scopes <= grant.scopes), None)

    def with_grant(self, new: Grant, now: float) -> _AtHand:
        """And the new one, which makes those superfluous that are over or can do no more than it can."""
        useful = ((g, ends) for g, ends in self.grants if ends - MARGIN > now and not g.scopes <= new.scopes)
        return replace(self, grants=(*useful, (new, now + new.lifetime)))


def _size(known: _AtHand) -> int:
    return BESIDE_TOKENS + sum(len(grant.token) for grant, _ in known.grants)


@value
class _Record:
    """What the store holds of one person: MSAL's cache, and what *who am I* answers."""

    cache: str = field(repr=False)
    username: str
    scopes: tuple[str, ...]

    def dump(self) -> bytes:
        return json.dumps({"cache": self.cache, "username": self.username, "scopes": self.scopes}).encode()


class PersonTokens:
    """Tokens and half of SignIn: silent first, then Teams' assertion (OBO).

    `clock` runs steadily, `now` gives epoch seconds; both in seconds.
    """

    def __init__(
        self,
        store: Store,
        entra: Entra,
        assertions: Assertions,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
        metrics: Metrics | None = None,
    ) -> None:
        self._store = store
        self._entra = entra
        self._assertions = assertions
        self._clock = clock
        self._now = now
        self._came_from = (metrics or Metrics()).tokens.add
        self._at_hand: TTLCache[str, _AtHand] = TTLCache(TOKEN_MEMORY, AT_HAND, clock, _size)
        self._flights: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def token(self, user: User, scopes: Sequence[str], *, claims: str = "", refused: str = "") -> str:
        """An access token with at least `scopes`; `claims`, `refused` ask Entra anew. Raises as ports.Tokens says."""
        wanted = bare_names(tuple(scopes))
        if not claims and (token := self._find(user, wanted, refused)):
            self._came_from("memory")
            return token
        async with self._flight(user):
            if not claims and (token := self._find(user, wanted, refused)):
                self._came_from("memory")
                return token
            try:
                return await self._silently(user, scopes, claims, refused)
            except SignInRequired:
                self._came_from("none")
                raise

    async def exchange(self, user: User, assertion: str, needed: SignInNeeded) -> None:
        """Tokens for the person by Teams' assertion. Raises as ports.SignIn says."""
        await self._assertions.verify(assertion, user)
        wanted = bare_names(needed.scopes)
        found = self._find(user, wanted)
        async with self._flight(user):
            if not needed.claims and (now := self._find(user, wanted)) and now != found:
                return  # another client of this person has just brought the same
            generation = (await self._store.tokens(user.key)).generation
            cache = msal.SerializableTokenCache()
            grant, identity = await self._entra.on_behalf_of(
                user.tenant_id, cache, assertion, needed.scopes, needed.claims, who=user.key
            )
            if not is_user(identity, user):
                raise AssertionRefused("Entra answered for another person")
            if not await self.adopt(user, cache, grant, identity, generation, source="exchange"):
                raise SignInRequired(needed.scopes, needed.why, needed.claims)

    async def adopt(
        self,
        user: User,
        cache: msal.SerializableTokenCache,
        grant: Grant,
        identity: Identity,
        generation: int,
        source: str = "page",
    ) -> bool:
        """Keep freshly obtained tokens; False, and nothing kept, if the person has signed out since `generation`.

        Raises Denied for a guest, whatever Teams' roster said or did not say in time.
        """
        if is_guest(cache, user):
            raise Denied(Trouble.GUEST, "the account's home is another tenant")
        record = _Record(cache.serialize(), identity.username, tuple(sorted(grant.named)))
        kept = await self._store.keep_tokens(user.key, record.dump(), generation)
        if kept:
            self._remember(user, grant, generation, fresh=True)
            self._came_from(source)
            log.info("signed_in", scopes=sorted(grant.scopes))
        return kept

    async def account(self, user: User) -> Account | None:
        """Who is signed in, from the store alone."""
        kept = await self._store.tokens(user.key)
        record = _read(kept.value)
        return Account(user, record.username, record.scopes) if record else None

    async def sign_out(self, user: User, asked: str = "") -> None:
        """Forget the person's tokens everywhere; once, where it is told what was `asked`."""
        self._at_hand.pop(user.key, None)
        if asked and await self._has_signed_out(user, asked):
            return
        await self._store.drop_tokens(user.key)
        log.info("signed_out")

    async def _has_signed_out(self, user: User, asked: str) -> bool:
        """Whether the tokens that were there when it was asked first are gone, and any that are there are newer."""
        key, now = f"{user.key}\n{asked}", str((await self._store.tokens(user.key)).generation).encode()
        if await self._store.put(Once.SIGNED_OUT, key, now, keep=DELIVERY_REMEMBERED):
            return False
        return await self._store.get(Once.SIGNED_OUT, key) not in {None, now}

    def seen(self, user: User, generation: int) -> None:
        """Drop what memory holds of an older generation."""
        known = at_hand(self._at_hand, user.key)
        if known and known.generation != generation:
            del self._at_hand[user.key]

    async def _silently(self, user: User, scopes: Sequence[str], claims: str, refused: str) -> str:
        kept = await self._store.tokens(user.key)
        record = _read(kept.value)
        if record is None:
            raise SignInRequired(scopes, SignInReason.FIRST_USE, claims)
        cache = msal.SerializableTokenCache()
        cache.deserialize(record.cache)
        source = "store"
        grant = None if claims else stored_grant(cache, scopes, self._now(), MARGIN)
        if grant is None or grant.token == refused:
            source, grant = await self._from_entra(user, cache, scopes, claims, refused)
        if grant is None:
            raise SignInRequired(scopes, SignInReason.EXTRA_CHECK if claims else SignInReason.EXPIRED, claims)
        if cache.has_state_changed:
            known = tuple(sorted({*record.scopes, *grant.named}))
            renewed = _Record(cache.serialize(), record.username, known)
            if not await self._renewed(user, renewed, kept):
                raise SignInRequired(scopes, SignInReason.FIRST_USE, claims)  # signed out meanwhile, and meant it
        self._came_from(source)
        self._remember(user, grant, kept.generation, fresh=bool(claims or refused))
        return grant.token

    async def _from_entra(
        self, user: User, cache: msal.SerializableTokenCache, scopes: Sequence[str], claims: str, refused: str
    ) -> tuple[str, Grant | None]:
        """A token, and where it came from: what is only due to be renewed ahead of its end serves on while Entra is out
        of reach, or does not take the bot's credential. That the app is disabled or the person may not is a last word.
        """
        try:
            return "refresh", await self._entra.silent(user.tenant_id, cache, scopes, claims, who=user.key)
        except (Busy, Misconfigured) as error:
            serves_on = not (claims or refused) and (isinstance(error, Busy) or about_the_credential(error))
            due = stored_grant(cache, scopes, self._now(), MARGIN, due=True) if serves_on else None
            if due is None:
                raise
            log.warning("token_not_renewed", cause=str(error))
            return "store", due

    async def _renewed(self, user: User, record: _Record, before: StoredTokens) -> bool:
        """Keep it in the place of what it was made from; whether the person is still signed in.

        Who has signed in meanwhile at another instance, be it with a second factor, has newer tokens there, which stay.
        """
        if await self._store.keep_tokens(user.key, record.dump(), before.generation, instead_of=before.version):
            return True
        now = await self._store.tokens(user.key)
        return now.generation == before.generation and now.value is not None

    def _find(self, user: User, scopes: frozenset[str], refused: str = "") -> str | None:
        known = at_hand(self._at_hand, user.key)
        return known.find(scopes, self._clock(), refused) if known else None

    def _remember(self, user: User, grant: Grant, generation: int, *, fresh: bool) -> None:
        """Put a token at hand; a fresh one (new sign-in, claims challenge, a refused one) replaces what was there."""
        owner = user.key
        known = at_hand(self._at_hand, owner)
        if known is None or known.generation != generation or fresh:
            known = _AtHand(generation)
        self._at_hand[owner] = known.with_grant(grant, self._clock())

    def _flight(self, user: User) -> asyncio.Lock:
        return self._flights.setdefault(user.key, asyncio.Lock())


def is_user(identity: Identity, user: User) -> bool:
    """Whether the account that signed in is the person who asked."""
    return (identity.tenant_id, identity.id) == (user.tenant_id, user.id)


def is_guest(cache: msal.SerializableTokenCache, user: User) -> bool:
    """Whether the account's home is another tenant: `home_account_id` is `{uid}.{utid}` of the home (MSAL's cache)."""
    accounts = cache.search(msal.TokenCache.CredentialType.ACCOUNT)
    homes = (HOME.fullmatch(str(account.get("home_account_id"))) for account in accounts)
    return any(home and home["tenant"].lower() != user.tenant_id for home in homes)


def _read(value: bytes | None) -> _Record | None:
    """The record, or None: nothing kept, or written by another release."""
    if value is None:
        return None
    try:
        data = json.loads(value)
        return _Record(str(data["cache"]), str(data["username"]), tuple(map(str, data["scopes"])))
    except (ValueError, KeyError, TypeError):
        return None
