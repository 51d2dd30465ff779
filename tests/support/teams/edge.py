"""What Teams and strangers post to the bot, and a listener behind its edge."""

from __future__ import annotations

import json
import time
from typing import Any

from aiohttp.test_utils import TestClient

from bot.teams.inbound.payload import Inbound
from bot.teams.inbound.turns import InvokeAnswer
from bot.teams.sdk.authentication import ISSUER
from bot.teams.sdk.connector import Connector
from sandbox.world.keys import SigningKey

APP = "6f1b3f0e-0d3c-4c5e-9f4e-2a3d5c7b9e10"
SERVICE = "https://smba.trafficmanager.net/emea/"
TEAMS_KEY, OTHER_KEY, OFFICE_KEY, STRANGERS_KEY = (SigningKey.fresh() for _ in range(4))
MESSAGE: dict[str, Any] = {
    "type": "message",
    "id": "1",
    "text": "get link",
    "channelId": "msteams",
    "serviceUrl": SERVICE,
    "from": {"id": "29:anna", "aadObjectId": "99999999-0000-0000-0000-000000000001"},
    "recipient": {"id": f"28:{APP}"},
    "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "t"},
    "channelData": {"tenant": {"id": "t"}},
}


async def published() -> Any:
    return {
        "keys": [
            TEAMS_KEY.jwk(endorsements=["msteams"]),
            OTHER_KEY.jwk(endorsements=["directline", "webchat"]),
            OFFICE_KEY.jwk(endorsements=["m365extensions"]),
            {"kty": "oct", "kid": "odd", "k": "AAAA"},
        ]
    }


class Listener:
    """Remembers what got through, and answers invokes."""

    def __init__(self) -> None:
        self.heard: list[Inbound] = []

    async def message(self, activity: Inbound) -> None:
        self.heard.append(activity)
        if activity.name == "boom":
            raise RuntimeError("a secret title")

    installed = removed = edited = message

    async def crowded(self, activity: Inbound) -> InvokeAnswer:
        await self.message(activity)
        return InvokeAnswer(202)

    async def invoke(self, activity: Inbound) -> InvokeAnswer:
        await self.message(activity)
        match activity.name:
            case "known":
                return InvokeAnswer(412, {"id": "x", "nested": {"a": [1]}})
            case "adaptiveCard/action":
                return InvokeAnswer(200, {"statusCode": 412})
            case _:
                return InvokeAnswer(501)


class Unused(Connector):
    """A connector for turns in which nothing is sent."""

    def __init__(self) -> None: ...


def token(key: SigningKey = TEAMS_KEY, **changes: Any) -> str:
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": APP, "exp": now + 3600, "nbf": now - 60, "serviceurl": SERVICE, **changes}
    return key.sign({name: value for name, value in claims.items() if value is not None})


async def post(bot: TestClient[Any, Any], body: object, bearer: str | None = None, **headers: str) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    auth = {"Authorization": f"Bearer {token() if bearer is None else bearer}"}
    sent = {"Content-Type": "application/json", **auth, **{k.replace("_", "-"): v for k, v in headers.items()}}
    return await bot.post("/api/messages", data=data, headers={k: v for k, v in sent.items() if v})
