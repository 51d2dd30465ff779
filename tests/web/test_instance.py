"""An address proves that it leads to the bot, to whoever holds the bot's keys."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.ops.keyring import Keyring
from bot.web.instance import PATH, InstancePage, proof_text

OLD, NEW = bytes(32), bytes(range(32))
CHALLENGE = "a-challenge-of-the-doctor"


async def ask(challenge: str, keyring: Keyring, app_id: str = "app") -> tuple[int, str]:
    app = web.Application()
    app.add_routes(InstancePage(app_id, keyring.prove).routes())
    async with TestClient(TestServer(app)) as client, client.get(PATH, params={"challenge": challenge}) as answer:
        return answer.status, (await answer.json())["proof"] if answer.status == 200 else ""


async def test_an_instance_with_any_of_our_keys_is_known() -> None:
    for keys in ([NEW], [NEW, OLD], [OLD, NEW]):
        _, proof = await ask(CHALLENGE, Keyring(keys))
        assert Keyring([OLD, NEW]).is_proof(proof, proof_text("app", CHALLENGE))


async def test_other_keys_another_app_and_another_challenge_are_told_apart() -> None:
    _, proof = await ask(CHALLENGE, Keyring([NEW]))
    assert not Keyring([OLD]).is_proof(proof, proof_text("app", CHALLENGE))
    assert not Keyring([NEW]).is_proof(proof, proof_text("other", CHALLENGE))
    assert not Keyring([NEW]).is_proof(proof, proof_text("app", f"{CHALLENGE}-2"))
    assert not Keyring([NEW]).is_proof("é", proof_text("app", CHALLENGE))


@pytest.mark.parametrize("challenge", ["", "short", "x" * 65, "with a blank in it!", "line\nbreak-and-more-of-it"])
async def test_what_is_no_challenge_finds_nothing(challenge: str) -> None:
    assert await ask(challenge, Keyring([NEW])) == (404, "")
