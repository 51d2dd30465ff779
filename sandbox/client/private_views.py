"""Action.Execute: what one person sees of a card that all can see, with silent sign-in or a popup where asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.client.activities import Json
from sandbox.client.bot_client import Answer
from sandbox.client.browser import Page
from sandbox.client.buttons import ADAPTIVE, Button
from sandbox.client.login_walker import LoginWalker
from sandbox.client.popups import Client, told, with_state

ACTION = "adaptiveCard/action"
LOGIN_REQUEST = "application/vnd.microsoft.activity.loginRequest"
PRECONDITION_FAILED = "application/vnd.microsoft.error.preconditionFailed"


class PrivateViews:
    """One person's own views. `sign_in_url` is what the sign-in button opens, where one is shown."""

    def __init__(self, client: Client) -> None:
        self.sign_in_url = ""
        self._client = client
        self._views: dict[str, tuple[object, Json]] = {}
        self._last: tuple[str, Json] = ("", {})

    @property
    def cards(self) -> dict[str, Json]:
        """The views by the id of the message they replace; an update of that message ends them."""
        return {id: card for id, (base, card) in self._views.items() if self._client.posted(id) is base}

    async def execute(self, button: Button, data: Any) -> Answer:
        """Press an Action.Execute."""
        value = {"action": {**button.action, "data": data}, "trigger": "manual"}
        return await self._execute(button.activity_id, value)

    async def sign_in(self, walker: LoginWalker | None = None) -> Page:
        """Press the sign-in button and answer the pages; then the press is repeated with what the window said.

        LookupError when there is no such button.
        """
        if not self.sign_in_url:
            raise LookupError("no sign-in button is shown")
        page = await self._client.open_popup(self.sign_in_url, walker)
        state = told(page)
        if state is not None:
            await self.repeat(state)
        return page

    async def repeat(self, state: str) -> Answer:
        """Press the same again with `value.state`, as after a popup that said so."""
        activity_id, value = self._last
        return await self._execute(activity_id, with_state(value, state))

    async def _execute(self, activity_id: str, value: Json) -> Answer:
        self._last, self.sign_in_url = (activity_id, value), ""
        answer = await self._client.invoke(ACTION, value, activity_id)
        if answer.part("type") == LOGIN_REQUEST and self._client.silent:
            request = answer.part("value") or {}
            value = {**value, "authentication": self._authentication(request)}
            answer = await self._client.invoke(ACTION, value, activity_id)
            if answer.part("type") == PRECONDITION_FAILED:
                self.sign_in_url = str((request.get("buttons") or [{}])[0].get("value", ""))
        if answer.part("type") == ADAPTIVE:
            self._views[activity_id] = (self._client.posted(activity_id), answer.part("value"))
        return answer

    def _authentication(self, request: Mapping[str, Any]) -> Json:
        """What a loginRequest is answered with."""
        resource = request.get("tokenExchangeResource") or {}
        connection = request.get("connectionName") or ""
        return {"id": resource.get("id"), "connectionName": connection, "token": self._client.assertion}
