"""Key rotation neither locks Microsoft out nor lets a stranger make us fetch keys all day."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.errors import KeysUnavailable
from bot.net.jwks import MOST_WAITING, REFRESH_PAUSE, SigningKeys, key_id
from sandbox.world.keys import SigningKey

OLD, NEW = SigningKey.fresh(), SigningKey.fresh()
DAY = 24 * 3600


class Issuer:
    """A JWKS that can rotate and fail, and counts how often it is asked; time passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.keys = [OLD]
        self.document: Any = None  # in place of the keys
        self.down = False
        self.slow: asyncio.Event | None = None
        self.asked = 0
        self.asking = asyncio.Event()
        self.time = 0.0

    async def __call__(self) -> Any:
        self.asked += 1
        self.asking.set()
        keys = {"keys": [key.jwk(endorsements=["msteams"]) for key in self.keys]}
        answer = keys if self.document is None else self.document
        if self.slow:
            await self.slow.wait()
        if self.down:
            raise TimeoutError
        return answer

    def clock(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        until = self.time + seconds
        await asyncio.sleep(0)
        self.time = max(self.time, until)


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def reported() -> list[str]:
    return []


@pytest.fixture
def keys(issuer: Issuer, reported: list[str]) -> SigningKeys:
    return SigningKeys(issuer, clock=issuer.clock, sleep=issuer.sleep, report=reported.append)


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


async def test_a_rotated_key_is_found_within_seconds_in_a_flood_of_nonsense(issuer: Issuer, keys: SigningKeys) -> None:
    await keys.warm()
    for number in range(200):
        assert await keys.find(f"before {number}") is None
    issuer.keys = [NEW]
    began = issuer.time
    found, *others = await asyncio.gather(keys.find(NEW.kid), *(keys.find(f"beside {n}") for n in range(100)))
    assert found is not None
    assert others == [None] * 100
    assert issuer.time - began <= 5


async def test_who_comes_while_keys_are_being_fetched_waits_for_newer_ones(issuer: Issuer, keys: SigningKeys) -> None:
    issuer.slow = asyncio.Event()
    first = asyncio.create_task(keys.find("nonsense"))
    await issuer.asking.wait()
    issuer.keys = [NEW]  # the answer that is on its way does not know it yet
    second = asyncio.create_task(keys.find(NEW.kid))
    await asyncio.sleep(0)
    issuer.slow.set()
    assert await first is None
    assert await second is not None


async def test_unknown_keys_cause_few_fetches(issuer: Issuer, keys: SigningKeys) -> None:
    await keys.warm()
    await asyncio.gather(*(keys.find(f"unknown {number}") for number in range(100)))
    assert issuer.asked == 2
    for number in range(50):
        assert await keys.find(f"one by one {number}") is None
    assert issuer.asked - 1 <= issuer.time / REFRESH_PAUSE


async def test_a_made_up_key_that_is_named_again_causes_none(issuer: Issuer, keys: SigningKeys) -> None:
    assert await keys.find("made up") is None
    for _ in range(100):
        assert await keys.find("made up") is None
    assert issuer.asked == 1


async def test_a_key_that_is_used_before_it_is_published_is_found_soon_after(issuer: Issuer, keys: SigningKeys) -> None:
    assert await keys.find(NEW.kid) is None
    issuer.keys = [NEW]
    issuer.time += 11
    assert await keys.find(NEW.kid) is not None


async def test_a_token_that_names_no_key_causes_no_fetch(issuer: Issuer, keys: SigningKeys) -> None:
    await keys.warm()
    for _ in range(50):
        assert await keys.find(key_id("a.b.c")) is None
    assert issuer.asked == 1


async def test_without_any_key_nobody_is_told_to_be_a_stranger(
    issuer: Issuer, keys: SigningKeys, reported: list[str]
) -> None:
    issuer.down = True
    with pytest.raises(KeysUnavailable):
        await keys.find(OLD.kid)
    assert "0 are kept" in reported[-1]
    issuer.down = False
    await keys.tend()
    assert reported[-1] == ""
    assert await keys.find(OLD.kid) is not None


async def test_old_keys_serve_while_the_issuer_is_down_and_of_others_nobody_can_tell(
    issuer: Issuer, keys: SigningKeys
) -> None:
    await keys.warm()
    issuer.down = True
    issuer.time += 2 * DAY
    assert await keys.find(OLD.kid) is not None
    with pytest.raises(KeysUnavailable):
        await keys.find("unknown")


async def test_that_the_issuer_is_back_is_known_though_the_keys_that_are_kept_are_young(
    issuer: Issuer, keys: SigningKeys, reported: list[str]
) -> None:
    await keys.warm()
    issuer.down = True
    with pytest.raises(KeysUnavailable):
        await keys.find("unknown")
    issuer.down = False
    issuer.time += 61
    await keys.tend()
    assert reported[-1] == ""


async def test_keys_that_take_too_long_are_not_waited_for(issuer: Issuer) -> None:
    keys = SigningKeys(issuer, patience=0.0)
    issuer.slow = asyncio.Event()
    with pytest.raises(KeysUnavailable):
        await keys.find(OLD.kid)
    issuer.slow.set()
    await keys.warm()
    assert await keys.find(OLD.kid) is not None


async def test_who_would_wait_behind_hundreds_is_told_to_come_again(issuer: Issuer, keys: SigningKeys) -> None:
    issuer.slow = asyncio.Event()
    waiting = [asyncio.create_task(keys.find(f"unknown {number}")) for number in range(MOST_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(KeysUnavailable):
        await keys.find("one more")
    issuer.slow.set()
    assert await asyncio.gather(*waiting) == [None] * MOST_WAITING


@pytest.mark.parametrize(
    "document",
    [
        "<html>",
        [],
        {"no": "keys"},
        {"keys": []},
        {"keys": {}},
        {"keys": None},
        {"keys": 5},
        {"keys": ["x", None, 1]},
        {"keys": [{"kty": "RSA", "kid": "x"}]},
        {"keys": [{"kty": "RSA", "kid": "x", "n": 5, "e": 5}]},
        {"keys": [{**NEW.jwk(), "endorsements": 5}]},
        {"keys": [{name: value for name, value in NEW.jwk().items() if name != "kid"}]},
    ],
)
async def test_what_is_no_list_of_keys_replaces_none(issuer: Issuer, keys: SigningKeys, document: object) -> None:
    await keys.warm()
    issuer.document = document
    with pytest.raises(KeysUnavailable):
        await keys.find("unknown")
    assert await keys.find(OLD.kid) is not None
    issuer.document = None
    assert await keys.find("unknown") is None


async def test_keys_of_yesterday_serve_while_those_of_today_are_fetched(issuer: Issuer, keys: SigningKeys) -> None:
    await keys.warm()
    issuer.time += 2 * DAY
    issuer.keys = [OLD, NEW]
    assert await keys.find(OLD.kid) is not None
    assert issuer.asked == 1
    issuer.asking.clear()
    await issuer.asking.wait()
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


async def test_an_operator_sees_how_old_the_keys_are(issuer: Issuer, keys: SigningKeys) -> None:
    assert keys.details() == {"keys": 0}
    await keys.warm()
    issuer.time += 90
    assert keys.details() == {"keys": 1, "age": 90}


@pytest.mark.parametrize("token", ["", "a.b.c", "....", "eyJhbGciOiJub25lIn0.e30.", "\udcff.x.y"])
def test_an_unreadable_header_has_no_key_id(token: str) -> None:
    assert key_id(token) == ""


def test_an_endless_key_id_is_none() -> None:
    assert key_id(SigningKey("x" * 5000, OLD.private).sign({})) == ""
