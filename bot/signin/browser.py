"""Signing in on a page: a link that may be opened often and finished once, by the person who asked and nobody else."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

import msal
import structlog

from bot.errors import BotError, Busy, Denied, Service, SignInRequired
from bot.model import Notice, Redirect, SignInNeeded, SignInOutcome, SignInReason, SignInVisit, Trouble, User
from bot.model.values import value
from bot.net.json_codec import JsonCodec
from bot.ports import Store
from bot.records import Once, Records
from bot.signin.admin_consent import AdminConsent
from bot.signin.entra import Entra
from bot.signin.refusals import error_codes
from bot.signin.tokens import PersonTokens, is_user

log = structlog.get_logger()
KEEP_VISIT = 600.0  # seconds that a start link, and each visit's state, are valid
LOOK_EVERY = 0.25  # seconds
MOST_LOOKS = 16
# What a page says as often as it is loaded, for its button leads on.
TRY_AGAIN = frozenset({SignInOutcome.BUSY, SignInOutcome.FAILED, SignInOutcome.OTHER_ACCOUNT})
RowT = TypeVar("RowT")


class _Started(NamedTuple):
    """Whom a start link is for, and which command waits for it."""

    user: User
    command_id: str
    hint: str


@value
class _Visit:
    """What is remembered of one visit, under its state; `person` for whom it is, by which it can be forgotten."""

    flow: dict[str, Any]
    handle: str
    browser: str  # hashed
    scopes: tuple[str, ...]
    generation: int
    person: str = ""
    tenant: str = ""
    command_id: str = ""


_STARTED, _VISIT = JsonCodec(_Started), JsonCodec(_Visit)


class SignInByBrowser:
    """The other half of SignIn: start link, visits, and the way back from Microsoft."""

    def __init__(
        self,
        store: Store,
        records: Records,
        entra: Entra,
        tokens: PersonTokens,
        consent: AdminConsent,
        public_url: str,
    ) -> None:
        self._store = store
        self._records = records
        self._entra = entra
        self._tokens = tokens
        self._consent = consent
        self._public_url = public_url

    async def start_url(self, user: User, command_id: str, hint: str = "") -> str:
        """A link for this person and command: 256 random bits, stored hashed, ten minutes."""
        handle = secrets.token_urlsafe(32)
        started = _Started(User(user.tenant_id, user.id), command_id, hint)
        await self._store.put("start", handle, _STARTED.encode(started), keep=KEEP_VISIT)
        return f"{self._public_url}/auth/start?c={handle}"

    async def exchange(self, user: User, assertion: str, needed: SignInNeeded) -> None:
        """As ports.SignIn says."""
        await self._tokens.exchange(user, assertion, needed)

    async def visit(self, handle: str, browser: str, *, choose_account: bool = False) -> Redirect | SignInVisit:
        """Open a start link. Changes nothing that matters: mail scanners and second taps are welcome."""
        try:
            return await self._opened(handle, browser, choose_account=choose_account)
        except BotError as error:
            return self._failed(error, None, "", handle)

    async def _opened(self, handle: str, browser: str, *, choose_account: bool) -> Redirect | SignInVisit:
        started = await self._started(handle)
        if started is None:
            return SignInVisit(SignInOutcome.EXPIRED)
        return _read_by(started.user, await self._visited(started, handle, browser, choose_account=choose_account))

    async def _visited(
        self, started: _Started, handle: str, browser: str, *, choose_account: bool
    ) -> Redirect | SignInVisit:
        user, command_id, hint = started
        needed = await self._needed(user, command_id)
        for _ in range(MOST_LOOKS):  # a client may be exchanging Teams' token for it: that is over within four seconds
            if needed is not None or not await self._records.is_running(command_id, user):
                break
            await asyncio.sleep(LOOK_EVERY)
            needed = await self._needed(user, command_id)
        if needed is None:
            return await self._over(user, command_id)
        try:
            flow = await self._entra.begin(
                user.tenant_id,
                needed.scopes,
                claims=needed.claims,
                login_hint="" if choose_account else hint,
                prompt="select_account" if choose_account else "",
            )
        except BotError as error:
            return self._failed(error, user, command_id, handle)
        browser = browser or secrets.token_urlsafe(32)
        generation = await self._records.generation(user)
        visit = _Visit(flow, handle, _hash(browser), needed.scopes, generation, user.id, user.tenant_id, command_id)
        await self._store.put("visit", str(flow["state"]), _VISIT.encode(visit), keep=KEEP_VISIT)
        return Redirect(str(flow["auth_uri"]), browser)

    async def back(self, query: Mapping[str, str], browser: str) -> Redirect | SignInVisit:
        """The browser is back from Microsoft with a code or an error."""
        if approval := self._consent.outcome(query):
            return approval
        try:
            return await self._returned(query, browser)
        except BotError as error:
            return self._failed(error, None, "", "")

    async def _returned(self, query: Mapping[str, str], browser: str) -> Redirect | SignInVisit:
        state = query.get("state", "")
        visit = _read(_VISIT, await self._store.get("visit", state))
        if visit is None or not browser or not hmac.compare_digest(visit.browser, _hash(browser)):
            log.warning("sign_in_state_refused", known=visit is not None, cookie=bool(browser))
            return SignInVisit(SignInOutcome.EXPIRED if browser or visit is None else SignInOutcome.NO_COOKIE)
        whose = await self._whose(visit)
        if whose is None:
            return SignInVisit(SignInOutcome.EXPIRED)
        user, command_id = whose
        if not await self._records.claim_once(Once.RETURNED, state, keep=KEEP_VISIT):
            return _read_by(user, await self._returned_again(user, command_id, visit, state))
        if "error" in query:
            end: Redirect | SignInVisit = self._declined(query, user, command_id, visit)
        else:
            end = await self._redeem(query, user, command_id, visit, browser)
        if isinstance(end, SignInVisit) and end.end in TRY_AGAIN:
            with suppress(BotError):
                note = f"{end.end}\n{end.notice.trouble if end.notice else ''}"
                await self._records.claim_once(Once.RETURN_ENDED, state, keep=KEEP_VISIT, note=note)
        return _read_by(user, end)

    async def _returned_again(self, user: User, command_id: str, visit: _Visit, state: str) -> SignInVisit:
        """The page is loaded anew, as phones do with a tab one comes back to; the first load may still be at it."""
        for _ in range(MOST_LOOKS):
            if await self._needed(user, command_id) is None:
                break
            if noted := await self._records.noted(Once.RETURN_ENDED, state):
                end, _, trouble = noted.partition("\n")
                notice = Notice(Trouble(trouble)) if trouble else None
                return SignInVisit(SignInOutcome(end), visit.handle, notice=notice)
            await asyncio.sleep(LOOK_EVERY)
        return await self._over(user, command_id)

    async def _over(self, user: User, command_id: str) -> SignInVisit:
        """The command waits for no sign-in, or no longer: it has its answer, or never will."""
        settled = await self._records.settled(command_id, user)
        return SignInVisit(SignInOutcome.ALREADY if settled else SignInOutcome.EXPIRED)

    async def _redeem(
        self, query: Mapping[str, str], user: User, command_id: str, visit: _Visit, browser: str
    ) -> Redirect | SignInVisit:
        cache = msal.SerializableTokenCache()  # thrown away unless it is the right person's
        try:
            grant, identity = await self._entra.complete(user.tenant_id, cache, visit.flow, query, visit.scopes)
            if not is_user(identity, user):
                log.warning("sign_in_by_another_account")
                return SignInVisit(SignInOutcome.OTHER_ACCOUNT, handle=visit.handle)
            kept = await self._tokens.adopt(user, cache, grant, identity, visit.generation)
        except SignInRequired as more:
            if more.claims and await self._asks_more(user, command_id, more.claims):
                return await self.visit(visit.handle, browser)
            return self._unfinished(more, user, command_id, visit.handle)
        except BotError as error:
            return self._failed(error, user, command_id, visit.handle)
        if not kept:
            return SignInVisit(SignInOutcome.EXPIRED)  # the person has signed out meanwhile, and meant it
        return SignInVisit(SignInOutcome.SIGNED_IN, user=user, command_id=command_id)

    async def _asks_more(self, user: User, command_id: str, claims: str) -> bool:
        """Note the claims that Entra insists on for the next visit; False when they were part of this one."""
        waiting = await self._records.waiting(user)
        claimed = next((each for each in waiting if each.id == command_id), None)
        if claimed is None or claimed.needed is None or claimed.needed.claims == claims:
            return False
        await self._records.wait_for_sign_in(claimed, replace(claimed.needed, claims=claims))
        return True

    def _declined(self, query: Mapping[str, str], user: User, command_id: str, visit: _Visit) -> SignInVisit:
        error = self._entra.refused(query, user.tenant_id, visit.scopes)
        declined = query["error"] == "access_denied"
        log.info("sign_in_declined", codes=sorted(error_codes(query)))
        if isinstance(error, SignInRequired):
            return self._unfinished(error, user, command_id, visit.handle)
        if declined and not isinstance(error, Denied):
            return self._unfinished(SignInRequired(visit.scopes), user, command_id, visit.handle)
        return self._failed(error, user, command_id, visit.handle)

    def _unfinished(self, more: SignInRequired, user: User, command_id: str, handle: str) -> SignInVisit:
        """The page has not brought what Entra asks for."""
        log.warning("sign_in_unfinished", why=str(more.why), claims=bool(more.claims))
        if more.otherwise:
            return self._failed(Denied(more.otherwise, "not proved on the page"), user, command_id, handle)
        match more.why:
            case SignInReason.EXTRA_CHECK:
                notice = Notice(Trouble.SIGN_IN_CLOSED)
            case SignInReason.EXPIRED:
                return self._failed(more, user, command_id, handle)
            case _:
                # Microsoft says the same when a person declines and when only an admin could have agreed.
                notice = Notice(Trouble.SIGN_IN_DECLINED, url=self._entra.admin_consent_url(user.tenant_id))
        return SignInVisit(SignInOutcome.DECLINED, handle, user, command_id, notice)

    async def _whose(self, visit: _Visit) -> tuple[User, str] | None:
        """Who the visit is for, and their command; one that began with the release before knows only its start link."""
        if visit.tenant:
            return User(visit.tenant, visit.person), visit.command_id
        started = await self._started(visit.handle)
        return started[:2] if started else None

    def _failed(self, error: BotError, user: User | None, command_id: str, handle: str) -> SignInVisit:
        log.warning("sign_in_page_failed", error_type=type(error).__name__, cause=str(error))
        match error:
            case Denied():
                return SignInVisit(SignInOutcome.ADMIN, handle, user, command_id, Notice(error.trouble, url=error.url))
            case Busy() if error.service is Service.BOT:
                return SignInVisit(SignInOutcome.BUSY, handle, notice=Notice(error.trouble))
            case Busy():
                return SignInVisit(SignInOutcome.BUSY, handle)
            case _:
                return SignInVisit(SignInOutcome.FAILED, handle)

    async def _started(self, handle: str) -> _Started | None:
        return _read(_STARTED, await self._store.get("start", handle)) if handle else None

    async def _needed(self, user: User, command_id: str) -> SignInNeeded | None:
        waiting = await self._records.waiting(user)
        return next((claimed.needed for claimed in waiting if claimed.id == command_id), None)


def _read_by(user: User, end: Redirect | SignInVisit) -> Redirect | SignInVisit:
    return replace(end, reader=user) if isinstance(end, SignInVisit) else end


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _read(kind: JsonCodec[RowT], value: bytes | None) -> RowT | None:
    """None for what is not there, or was written by another release."""
    return None if value is None else kind.decode(value)
