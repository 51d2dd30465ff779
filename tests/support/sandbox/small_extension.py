"""The smallest bot with a message extension, dialogs and private views, each with every way of signing in."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from tests.support.sandbox.small_bot import ADAPTIVE, LOGIN, PUBLIC, Json, SmallBot

START = f"{PUBLIC}/auth/start?hint=anna%40riverside-clinic.example"
CHOICE = {"type": "Input.ChoiceSet", "id": "language", "value": "en", "choices": []}
PRECONDITION = "application/vnd.microsoft.error.preconditionFailed"


class SmallExtension(SmallBot):
    """Finds 'Physio' and 'Intake'; what a dialog's button says in `data.do` is what happens.

    `asks` is how a search asks for a sign-in, `acts` how an action does: silentAuth or auth.
    """

    asks = "silentAuth"
    acts = "auth"

    async def _invoked(self, activity: Json) -> web.Response:
        value = activity["value"]
        match activity["name"]:
            case "composeExtension/query":
                return await self._query(value)
            case "composeExtension/selectItem":
                return _extension("result", attachments=[row(f"chosen {value['n']}")])
            case "composeExtension/fetchTask":
                return dialog("Choose") if self._signed_in(value) else self._auth(self.acts)
            case "composeExtension/submitAction" | "task/submit":
                return submitted(value["data"])
            case "task/fetch":
                return dialog("Yours alone")
            case "adaptiveCard/action":
                return await self._action(value)
        return web.Response(status=501)

    async def _query(self, value: Json) -> web.Response:
        if self._signed_in(value):
            return self._rows(value)
        if "authentication" not in value:
            return self._auth(self.asks)
        if "access_token" not in await self._token(assertion=value["authentication"]["token"]):
            return web.Response(status=412)
        return self._rows(value)

    async def _action(self, value: Json) -> web.Response:
        if "authentication" in value:
            token = await self._token(assertion=value["authentication"]["token"])
            return view("silently") if "access_token" in token else card_answer(412, PRECONDITION, {"code": "412"})
        if self._signed_in(value):
            return view("by popup")
        button = {"type": "signin", "title": "Sign in", "value": START}
        asked = {"tokenExchangeResource": {"id": "view-1"}, "connectionName": "ours", "buttons": [button]}
        return card_answer(401, LOGIN, asked)

    def _signed_in(self, value: Json) -> bool:
        return value.get("state") in self._flows

    def _auth(self, kind: str) -> web.Response:
        actions = [{"type": "openUrl", "title": "Sign in", "value": START}]
        return _extension(kind, suggestedActions={"actions": actions})

    def _rows(self, value: Json) -> web.Response:
        if value["parameters"][0]["value"] == "nobody":
            return _extension("message", text="No such meeting.")
        found = [row("Physio"), row("Intake", tap={"type": "invoke", "value": {"n": 2}})]
        skip, count = (value["queryOptions"][name] for name in ("skip", "count"))
        return _extension("result", attachments=found[skip : skip + count])


def row(title: str, **preview: Any) -> Json:
    thumbnail = {"title": title, **preview}
    return {
        **card(f"link of {title}"),
        "preview": {"contentType": "application/vnd.microsoft.card.thumbnail", "content": thumbnail},
    }


def card(text: str, *buttons: str) -> Json:
    """An attachment: a card with these words and a button for each deed."""
    actions: list[Json] = [{"type": "Action.Submit", "title": do, "data": {"do": do}} for do in buttons]
    actions.append({"type": "Action.OpenUrl", "title": "Open", "url": "https://example.org"})
    body = [{"type": "TextBlock", "text": text}, CHOICE]
    return {"contentType": ADAPTIVE, "content": {"type": "AdaptiveCard", "body": body, "actions": actions}}


def dialog(text: str) -> web.Response:
    value = {"title": "Links", "height": "medium", "width": "medium", "card": card(text, *DEEDS)}
    return web.json_response({"task": {"type": "continue", "value": value}})


DEEDS = ("next", "insert", "say", "close", "break", "hero")


def submitted(data: Json) -> web.Response:
    match data["do"]:
        case "next":
            return dialog(f"next, in {data['language']}")
        case "insert":
            return _extension("result", attachments=[card(f"inserted, in {data['language']}")])
        case "say":
            return web.json_response({"task": {"type": "message", "value": "Done."}})
        case "hero":
            hero = {"contentType": "application/vnd.microsoft.card.hero", "content": {}}
            return web.json_response({"task": {"type": "continue", "value": {"card": hero}}})
        case "break":
            return web.Response(status=500)
    return web.Response(status=200)


def view(text: str) -> web.Response:
    return card_answer(200, ADAPTIVE, {"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": text}]})


def card_answer(status: int, kind: str, value: Any) -> web.Response:
    return web.json_response({"statusCode": status, "type": kind, "value": value})


def _extension(kind: str, **parts: Any) -> web.Response:
    return web.json_response({"composeExtension": {"type": kind, "attachmentLayout": "list", **parts}})
