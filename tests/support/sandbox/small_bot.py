"""The smallest bot that uses everything a Teams client does: cards, silent sign-in, a popup, a personal view."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode

import jwt
from aiohttp import ClientSession, web

from sandbox.world.people import CLINIC_ID
from tests.support.sandbox.world import APP_ID, CALLBACK, SCOPES, SECRET

Json = dict[str, Any]
PUBLIC = "https://bot.example"
OBO = "urn:ietf:params:oauth:grant-type:jwt-bearer"


class SmallBot:
    """Understands 'hello', 'card', 'twice' and 'sign in'."""

    def __init__(self, origin: str, session: ClientSession) -> None:
        self.heard: list[Json] = []
        self._origin = origin
        self._session = session
        self._flows: dict[str, Json] = {}

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/api/messages", self.messages)
        app.router.add_get("/auth/start", self.start)
        app.router.add_get("/auth/callback", self.callback)
        return app

    async def messages(self, request: web.Request) -> web.Response:
        activity = await request.json()
        if not await self._from_teams(request, activity):
            return web.Response(status=401)
        self.heard.append(activity)
        if activity["type"] == "invoke":
            return await self._invoked(activity)
        await self._heard(activity)
        return web.Response(status=201)

    async def _heard(self, activity: Json) -> None:
        words = activity.get("text", "").replace("<at>Appointment Link</at> ", "")
        match words:
            case "card":
                await self.post(activity, attachments=[{"contentType": ADAPTIVE, "content": CARD}])
            case "sign in":
                await self.post(activity, attachments=[{"contentType": OAUTH, "content": self._sign_in(activity)}])
            case "twice":
                await self.post(activity, text="one")
                await self.post(activity, text="two")
            case _:
                await self.post(activity, type="typing")
                await self.post(activity, text=f"heard {words or activity.get('value')}")

    async def _invoked(self, activity: Json) -> web.Response:
        value = activity["value"]
        match activity["name"]:
            case "signin/tokenExchange":
                if "access_token" in await self._token(assertion=value["token"]):
                    await self.post(activity, text="signed in silently")
                    return web.json_response({"id": value["id"]})
                return web.json_response({"id": value["id"], "failureDetail": "consent"}, status=412)
            case "adaptiveCard/action" if "authentication" not in value:
                asked = {"tokenExchangeResource": {"id": "view-1"}}
                return web.json_response({"statusCode": 401, "type": LOGIN, "value": asked})
            case "adaptiveCard/action":
                own = {"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": "for your eyes"}]}
                return web.json_response({"statusCode": 200, "type": ADAPTIVE, "value": own})
        await self.post(activity, text=f"{activity['name']} {value}")
        return web.Response(status=200)

    async def start(self, request: web.Request) -> web.Response:
        """To Entra's pages, with a state that this browser holds a cookie for."""
        state, verifier = secrets.token_hex(8), secrets.token_hex(32)
        self._flows[state] = self.heard[-1]
        query = {"client_id": APP_ID, "response_type": "code", "redirect_uri": CALLBACK, "state": state}
        query |= {"scope": " ".join(SCOPES), "login_hint": request.query["hint"]}
        found = f"https://login.microsoftonline.com/{CLINIC_ID}/oauth2/v2.0/authorize?{urlencode(query)}"
        answer = web.Response(status=302, headers={"Location": found})
        answer.set_cookie("__Host-flow", f"{state}.{verifier}", secure=True, httponly=True, samesite="Lax")
        return answer

    async def callback(self, request: web.Request) -> web.Response:
        state = request.query.get("state", "")
        if not request.cookies.get("__Host-flow", "").startswith(f"{state}."):
            return web.Response(status=400, text="another browser")
        if "access_token" not in await self._token(code=request.query.get("code", "")):
            return web.Response(status=403, text="not signed in")
        await self.post(self._flows[state], text="signed in by popup")
        script = f"<script>microsoftTeams.authentication.notifySuccess('{state}')</script>"
        return web.Response(text=f"<p>You can close this window.</p>{script}", content_type="text/html")

    async def post(self, about: Json, **activity: Any) -> None:
        conversation = about["conversation"]["id"].replace(";", "%3B")
        url = f"{about['serviceUrl']}v3/conversations/{conversation}/activities"
        own = await self._token(client="https://api.botframework.com/.default")
        headers = {"Authorization": f"Bearer {own['access_token']}"}
        async with self._session.post(url, json={"type": "message", **activity}, headers=headers):
            return

    async def _token(self, *, assertion: str = "", code: str = "", client: str = "") -> Json:
        form = {"client_id": APP_ID, "client_secret": SECRET, "scope": client or " ".join(SCOPES)}
        if assertion:
            form |= {"grant_type": OBO, "assertion": assertion, "requested_token_use": "on_behalf_of"}
        elif code:
            form |= {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
        else:
            form |= {"grant_type": "client_credentials"}
        async with self._session.post(f"{self._origin}/{CLINIC_ID}/oauth2/v2.0/token", data=form) as answer:
            found: Json = await answer.json()
            return found

    async def _from_teams(self, request: web.Request, activity: Json) -> bool:
        token = request.headers["Authorization"].removeprefix("Bearer ")
        async with self._session.get(f"{self._origin}/v1/.well-known/keys") as answer:
            listed = {key["kid"]: key for key in (await answer.json())["keys"]}
        key = listed.get(jwt.get_unverified_header(token)["kid"])
        if key is None or "msteams" not in key["endorsements"]:
            return False
        claims = jwt.decode(token, jwt.PyJWK(key).key, algorithms=["RS256"], audience=APP_ID)
        return bool(claims["serviceurl"] == activity["serviceUrl"])

    def _sign_in(self, activity: Json) -> Json:
        hint = urlencode({"hint": "anna@riverside-clinic.example"})
        button = {"type": "signin", "title": "Sign in", "value": f"{PUBLIC}/auth/start?{hint}"}
        return {"connectionName": "", "buttons": [button], "tokenExchangeResource": {"id": activity["id"]}}


ADAPTIVE = "application/vnd.microsoft.card.adaptive"
OAUTH = "application/vnd.microsoft.card.oauth"
LOGIN = "application/vnd.microsoft.activity.loginRequest"
CARD: Json = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "body": [
        {
            "type": "Container",
            "items": [{"type": "TextBlock", "text": "Physiotherapy"}, {"type": "TextBlock", "text": "10:00"}],
            "selectAction": {"type": "Action.Submit", "data": {"row": 1}},
        },
        {"type": "Input.ChoiceSet", "id": "pick", "value": "a", "choices": []},
    ],
    "actions": [
        {"type": "Action.Submit", "title": "Get link", "data": {"verb": "link"}},
        {"type": "Action.Execute", "title": "Just for me", "verb": "view", "data": {}},
        {
            "type": "Action.ShowCard",
            "title": "More",
            "card": {
                "type": "AdaptiveCard",
                "actions": [
                    {
                        "type": "Action.Submit",
                        "title": "Dialog",
                        "data": {"msteams": {"type": "task/fetch"}, "n": 1},
                    }
                ],
            },
        },
        {"type": "Action.OpenUrl", "title": "Open", "url": "https://example.org"},
    ],
}
