"""Key rotation neither locks Microsoft out nor lets a stranger make us fetch keys all day."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.net.jwks import SigningKeys, key_id
from sandbox.world.keys import SigningKey

OLD, NEW = SigningKey.fresh(), SigningKey.fresh()


class Issuer:
    """A JWKS that can rotate and fail, and counts how often it is asked."""

    def __init__(self) -> None:
        self.keys = [OLD]
        self.down = False
        self.asked = 0
        self.time = 0.0

    async def __call__(self) -> Any:
        self.asked += 1
        if self.down:
            raise TimeoutError
        return {"keys": [key.jwk(endorsements=["msteams"]) for key in self.keys]}

    def clock(self) -> float:
        return self.time


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def keys(issuer: Issuer) -> SigningKeys:
    return SigningKeys(issuer, clock=issuer.clock)


async def test_a_known_key_is_fetched_once(issuer: Issuer, keys: SigningKeys) -> None:
    for _ in range(5):
        found = await keys.find(OLD.kid)
        assert found is not None
        assert found.endorsements == {"msteams"}
    assert issuer.asked == 1


async def test_a_rotated_key_is_found_at_once_even_after_a_strangers_nonsense(
    issuer: Issuer, keys: SigningKeys
) -> None:
    await keys.warm()
    assert await keys.find("nonsense") is None
    issuer.keys = [NEW]
    assert await keys.find(NEW.kid) is not None
    assert await keys.find(OLD.kid) is None


async def test_unknown_keys_cause_few_fetches(issuer: Issuer, keys: SigningKeys) -> None:
    await keys.warm()
    for number in range(100):
        assert await keys.find(f"unknown {number}") is None
    assert issuer.asked <= 3
    issuer.time += 61
    await keys.find("one more")
    await keys.find("and another")
    assert issuer.asked <= 4


async def test_a_token_that_names_no_key_causes_no_fetch(issuer: Issuer, keys: SigningKeys) -> None:
    await keys.warm()
    for _ in range(50):
        assert await keys.find(key_id("a.b.c")) is None
    assert issuer.asked == 1


async def test_old_keys_serve_while_the_issuer_is_down(issuer: Issuer, keys: SigningKeys) -> None:
    await keys.warm()
    issuer.down = True
    issuer.time += 2 * 24 * 3600
    assert await keys.find(OLD.kid) is not None
    assert await keys.find("unknown") is None


async def test_keys_of_yesterday_serve_while_those_of_today_are_fetched(issuer: Issuer, keys: SigningKeys) -> None:
    await keys.warm()
    issuer.time += 2 * 24 * 3600
    issuer.keys = [OLD, NEW]
    assert await keys.find(OLD.kid) is not None
    assert issuer.asked == 1
    await asyncio.sleep(0)
    assert issuer.asked == 2
    assert await keys.find(NEW.kid) is not None
    assert issuer.asked == 2


async def test_keys_change_their_version_when_they_are_others(issuer: Issuer, keys: SigningKeys) -> None:
    await keys.warm()
    before = keys.version
    await keys.find("unknown")
    assert keys.version == before
    issuer.keys = [NEW]
    await keys.find(NEW.kid)
    assert keys.version == before + 1


@pytest.mark.parametrize("token", ["", "a.b.c", "....", "eyJhbGciOiJub25lIn0.e30.", "\udcff.x.y"])
def test_an_unreadable_header_has_no_key_id(token: str) -> None:
    assert key_id(token) == ""
