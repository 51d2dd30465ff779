"""A real person signs in through the bot's own page, start to end; the doctor waits, and then has their token."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import field

from bot.doctor.finding import Finding, fix, ok, unchecked
from bot.doctor.patient import Patient
from bot.doctor.places import AUTHENTICATION
from bot.errors import BotError
from bot.model import Address, ChatKind, Command, Notice, SignInNeeded, Surface, User
from bot.model.values import value
from bot.ops.randomness import random_uuid

CHECK = "sign-in"
PLACE = "doctor"
SIGN_IN_TIMEOUT = 600.0  # seconds, as long as the link is good
LOOK_EVERY = 0.5  # seconds
Tell = Callable[[str], None]


@value
class SignedIn:
    """A person's token for Graph, and what it may be used for (bare names)."""

    user: User
    token: str = field(repr=False)
    scopes: frozenset[str]


async def walk(
    patient: Patient, person: str, tell: Tell, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
) -> tuple[Finding, SignedIn | None]:
    """Hand out a start link for `person` (an object id), and wait until the page has brought their tokens.

    What waits for the sign-in is a question that nobody has asked: nothing is posted anywhere.
    """
    if patient.settings.storage_url.startswith("memory:"):
        return unchecked(CHECK, "the store is in the bot's own memory"), None
    user = User(patient.settings.tenants[0], person.lower())
    store = patient.base.store
    try:
        await store.open()
        return await _walked(patient, user, tell, sleep)
    except BotError as error:
        return fix(CHECK, str(error), "Mend what the lines above name, and walk again."), None
    finally:
        await store.close()


async def _walked(
    patient: Patient, user: User, tell: Tell, sleep: Callable[[float], Awaitable[object]]
) -> tuple[Finding, SignedIn | None]:
    url, id = await offered(patient, user)
    tell(f"Open this in a browser, within ten minutes, as the person whose object id is {user.id}:\n\n  {url}\n")
    for _ in range(int(SIGN_IN_TIMEOUT / LOOK_EVERY)):
        if await patient.records.settled(id, user):
            return await _with_token(patient, user)
        if notice := await patient.records.take_end(user, PLACE):
            return declined(notice), None
        await sleep(LOOK_EVERY)
    how = f"Walk again and look at what the browser says; an error on Microsoft's page is mended in {AUTHENTICATION}."
    return fix(CHECK, "nobody came back from the page in ten minutes", how), None


async def offered(patient: Patient, user: User) -> tuple[str, str]:
    """A start link, and the id of what waits for it."""
    address = Address("", PLACE, ChatKind.PERSONAL, "", "", random_uuid())
    command = Command(user, address, "", patient.now(), surface=Surface.USER_VIEW)
    claimed = await patient.records.write_down(command)
    assert claimed  # noqa: S101 — its activity id is new
    await patient.records.wait_for_sign_in(claimed, SignInNeeded(patient.base_scopes))
    return await patient.room.browser.start_url(user, claimed.id), claimed.id


async def _with_token(patient: Patient, user: User) -> tuple[Finding, SignedIn]:
    token = await patient.room.tokens.token(user, patient.base_scopes)
    account = await patient.room.tokens.account(user)
    scopes = frozenset(account.scopes) if account else frozenset()
    return ok(CHECK, f"through the page and back, with {', '.join(sorted(scopes))}"), SignedIn(user, token, scopes)


def declined(notice: Notice) -> Finding:
    """The page ended without tokens."""
    how = "Approve the permissions, as the consent lines above say, or assign the person to the app; then walk again."
    return fix(CHECK, f"ended without a token: {notice.trouble}", how)
