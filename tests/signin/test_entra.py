"""One line to Entra for everybody: asked little, waited for no longer than there is time, believed when readable."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

import jwt
import msal
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bot.errors import BotError, Busy, Denied, Misconfigured, Service, SignInRequired
from bot.signin.entra import Entra
from bot.signin.grants import LONGEST_LIFE, Grant
from tests.support.certificates import KEY, PUBLIC
from tests.support.fakes import ANNA, TENANT
from tests.support.signin.entra import SCOPES, PretendEntra, entra_at, tokens

PAGE = "<!doctype html><title>Sign in to the network</title>"
CERTIFICATE = {
    "private_key": KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
    "public_certificate": PUBLIC.public_bytes(Encoding.PEM).decode(),
}


async def first_use(entra: Entra, assertion: str = "an assertion") -> Grant:
    grant, identity = await entra.on_behalf_of(TENANT, msal.SerializableTokenCache(), assertion, SCOPES, "")
    assert (identity.tenant_id, identity.id) == (TENANT, ANNA.id)
    return grant


async def test_many_first_uses_share_one_discovery_and_wait_side_by_side() -> None:
    pretend = PretendEntra()
    pretend.seconds = 0.5
    async with entra_at(pretend) as entra:
        await asyncio.gather(*(first_use(entra, f"assertion {number}") for number in range(64)))
    assert pretend.asked == {"openid-configuration": 1, "token": 64}
    assert len({form["assertion"] for form in pretend.forms}) == 64
    assert pretend.most_at_once > 32  # however few threads there are


async def test_a_certificate_signs_once_for_everybody() -> None:
    pretend = PretendEntra()
    async with entra_at(pretend, CERTIFICATE) as entra:
        await asyncio.gather(*(first_use(entra) for _ in range(8)))
        await entra.bot_token(TENANT)
    signed = {form["client_assertion"] for form in pretend.forms}
    assert len(signed) == 1
    claims = jwt.decode(signed.pop(), PUBLIC.public_key(), ["PS256"], options={"verify_aud": False})  # type: ignore[arg-type]
    assert claims["iss"] == "app"


@pytest.mark.parametrize("name", ["openid-configuration", "token"])
@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, PAGE),
        (200, ""),
        (200, json.dumps(tokens())[:-30]),
        (200, "[]"),
        (200, "null"),
        (200, "[" * 100_000),
        (200, "1" * 5000),
        (200, json.dumps({"access_token": "t", "expires_in": int("1" * 4000)}).replace("1" * 4000, "1" * 5000)),
        (200, json.dumps(tokens() | {"padding": "x" * 300_000})),
        (200, '{"access_token": "t", "expires_in": Infinity}'),
        (200, '{"access_token": "t", "expires_in": []}'),
        (200, json.dumps(tokens() | {"access_token": None})),
        (200, json.dumps(tokens() | {"access_token": "two\nlines"})),
        (200, json.dumps(tokens() | {"id_token": "no token", "client_info": 7})),
        (502, PAGE),
        (400, PAGE),
    ],
)
async def test_an_answer_that_cannot_be_read_is_over_with_the_next(name: str, status: int, body: str) -> None:
    pretend = PretendEntra()
    async with entra_at(pretend) as entra:
        for _ in range(3):
            pretend.once(name, body, status)
        with pytest.raises(Busy) as raised:
            await first_use(entra)
        assert raised.value.service is Service.ENTRA
        pretend.wrong.clear()
        assert (await first_use(entra)).token == "an-access-token"


@pytest.mark.parametrize(
    ("expires_in", "seconds"),
    [(3599, 3599), ("3599", 3599), (10**30, LONGEST_LIFE), (-5, 0), (0, 0), (1e300, LONGEST_LIFE)],
)
async def test_an_odd_lifetime_is_brought_to_reason(expires_in: Any, seconds: float) -> None:
    pretend = PretendEntra()
    pretend.changes["expires_in"] = expires_in
    async with entra_at(pretend) as entra:
        assert (await first_use(entra)).lifetime == seconds
        assert (await entra.bot_token(TENANT))[1] == seconds


async def test_throttling_is_told_with_how_long_it_lasts() -> None:
    pretend = PretendEntra()
    async with entra_at(pretend) as entra:
        pretend.once("token", "{}", 429, **{"Retry-After": "17"})
        with pytest.raises(Busy) as raised:
            await first_use(entra)
        assert (raised.value.retry_after, pretend.asked["token"]) == (17, 1)
        pretend.once("token", "{}", 429, **{"Retry-After": "9" * 5000})
        assert await first_use(entra)  # no sensible wait: again after our own


async def test_a_lost_moment_is_made_good_by_another_try() -> None:
    pretend = PretendEntra()
    async with entra_at(pretend) as entra:
        pretend.once("token", "{}", 503)
        pretend.once("token", "{}", 500)
        assert await first_use(entra)
        assert pretend.asked["token"] == 3


@pytest.mark.parametrize(
    ("described", "kind"),
    [
        ("AADSTS65001: no consent", SignInRequired),
        ("AADSTS50105: not assigned", Denied),
        ("AADSTS7000215: wrong secret", Misconfigured),
        ("AADSTS" + "1" * 4301, SignInRequired),
        ("AADSTS" + "1" * 100_000, SignInRequired),
        ("", SignInRequired),
    ],
)
async def test_a_refusal_is_told_apart_by_its_code_however_long(described: str, kind: type[BotError]) -> None:
    pretend = PretendEntra()
    async with entra_at(pretend) as entra:
        pretend.once("token", json.dumps({"error": "invalid_grant", "error_description": described}), 400)
        with pytest.raises(kind):
            await first_use(entra)
        assert await first_use(entra)  # and MSAL does not replay it


async def test_each_refresh_token_is_tried_once_and_its_refusal_kept_apart() -> None:
    pretend, cache = PretendEntra(), msal.SerializableTokenCache()
    async with entra_at(pretend) as entra:
        await entra.on_behalf_of(TENANT, cache, "an assertion", SCOPES, "")
        pretend.forms.clear()
        pretend.once("token", json.dumps({"error": "invalid_grant", "error_description": "AADSTS700082"}), 400)
        with pytest.raises(SignInRequired):
            await entra.silent(TENANT, cache, ("OnlineMeetings.Read",), "")
        assert [form["refresh_token"] for form in pretend.forms] == ["a-refresh-token"]


async def test_a_machines_identity_that_hangs_is_waited_for_no_longer_than_entra() -> None:
    released = threading.Event()
    hangs = {"client_assertion": lambda: released.wait(30) and "late"}
    async with entra_at(PretendEntra(), hangs, patience=0.1) as entra:
        try:
            async with asyncio.timeout(5):
                answers = await asyncio.gather(*(first_use(entra) for _ in range(12)), return_exceptions=True)
        finally:
            released.set()
    assert all(isinstance(answer, Busy) and answer.service is Service.ENTRA for answer in answers)


@pytest.mark.parametrize("code", [53003, 50105, 700016, 50076, 50013, 7000222, 65001])
async def test_what_entra_refuses_the_bot_itself_is_for_the_operator(code: int) -> None:
    pretend = PretendEntra()
    async with entra_at(pretend) as entra:
        body = {"error": "invalid_grant", "error_codes": [code], "error_description": f"AADSTS{code}: …"}
        pretend.once("token", json.dumps(body), 400)
        with pytest.raises(Misconfigured):
            await entra.bot_token(TENANT)
