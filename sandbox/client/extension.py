"""The message extension in a person's hands: searches, inserts a card, opens the dialogs of its actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sandbox.client.activities import Json
from sandbox.client.browser import Page
from sandbox.client.invoke_results import InvokeResult, Row, pressed, read
from sandbox.client.login_walker import LoginWalker
from sandbox.client.popups import Client, told, with_state

QUERY, FETCH, SUBMIT, SELECT = (
    f"composeExtension/{name}" for name in ("query", "fetchTask", "submitAction", "selectItem")
)
COMPOSE, COMMAND_BOX, MESSAGE = "compose", "commandBox", "message"
SEARCH, PARAMETER = "searchMeetings", "words"  # as the manifest calls them
THEME = {"theme": "default"}


class MessageExtension:
    """One person's extension. `result` is what it shows now; `draft` the cards in the message that is being written."""

    def __init__(self, client: Client) -> None:
        self.draft: list[Json] = []
        self.result: InvokeResult | None = None
        self._client = client
        self._last: tuple[str, Json] = ("", {})

    # ---- searching -------------------------------------------------------------------------------------------

    async def search(
        self,
        words: str = "",
        *,
        skip: int = 0,
        count: int = 25,
        context: str = COMPOSE,
    ) -> InvokeResult:
        """Type into the search; without words it has just been opened (`initialRun`). Scrolling sets `skip`.

        Signs in silently where the bot asks for it; where that fails there is a sign-in button.
        """
        typed = {"name": PARAMETER, "value": words} if words else {"name": "initialRun", "value": "true"}
        options = {"skip": skip, "count": count}
        value = {"commandId": SEARCH, "parameters": [typed], "queryOptions": options, "commandContext": context}
        return await self._query({**value, "context": THEME})

    async def insert(self, row: Row) -> Json:
        """Press a row: the card that lands in the message. LookupError where its tap leads to none."""
        if row.tap.get("type") == "invoke":
            result = await self._ask(SELECT, row.tap.get("value"))
            if not result.rows:
                raise LookupError("the row's tap gave no card")
            row = result.rows[0]
        self.draft.append(dict(row.card))
        return self.draft[-1]

    async def _query(self, value: Json) -> InvokeResult:
        first = await self._ask(QUERY, value)
        self._last = QUERY, value
        if not first.silent:
            return first
        second = await self._ask(QUERY, {**value, "authentication": {"token": self._client.assertion}})
        if second.answer.status == 412:  # consent is missing: the popup is that of the answer before
            return self._now(replace(second, sign_in_url=first.sign_in_url, failed=False))
        return self._now(replace(second, sign_in_url="", silent=False, failed=True)) if second.silent else second

    # ---- actions ---------------------------------------------------------------------------------------------

    async def fetch(self, command_id: str, context: str = COMPOSE, message: Json | None = None) -> InvokeResult:
        """Start an action; `message` is the payload of the message it is used on (context `message` only)."""
        value: Json = {"commandId": command_id, "commandContext": context, "context": THEME}
        if message is not None and context == MESSAGE:
            value["messagePayload"] = message
        return await self._action(FETCH, value)

    async def press(self, words: str, inputs: Mapping[str, Any] | None = None) -> InvokeResult:
        """Press a button of the open dialog; LookupError when there is none with those words, or no dialog."""
        return await self.submit(pressed(self.result, words, inputs or {}))

    async def submit(self, data: Any) -> InvokeResult:
        """Submit the open dialog. A card in the answer lands in the message, but not from the command box."""
        _, value = self._last
        return await self._action(
            SUBMIT, {name: part for name, part in value.items() if name != "state"} | {"data": data}
        )

    async def _action(self, name: str, value: Json) -> InvokeResult:
        result = await self._ask(name, value)
        self._last = name, value
        if result.silent:  # Teams has no silent sign-in for actions
            return self._now(InvokeResult(result.answer, failed=True))
        if result.rows and value.get("commandContext") != COMMAND_BOX:
            self.draft.append(dict(result.rows[0].card))
        return result

    # ---- signing in ------------------------------------------------------------------------------------------

    async def sign_in(self, walker: LoginWalker | None = None) -> Page:
        """Press the sign-in button and answer the pages; what is shown then is in `result`.

        When the window says that it succeeded, what was asked is asked again with what it said. LookupError when
        there is no such button.
        """
        if self.result is None or not self.result.sign_in_url:
            raise LookupError("no sign-in button is shown")
        page = await self._client.open_popup(self.result.sign_in_url, walker)
        state = told(page)
        if state is not None:
            await self.repeat(state)
        return page

    async def repeat(self, state: str) -> InvokeResult:
        """Ask the same again with `value.state`, as after a popup that said so."""
        name, value = self._last
        value = with_state(value, state)
        return await self._query(value) if name == QUERY else await self._action(name, value)

    # ---- within ----------------------------------------------------------------------------------------------

    async def _ask(self, name: str, value: Any) -> InvokeResult:
        context = value.get("commandContext") if isinstance(value, Mapping) else ""
        source = MESSAGE if context == MESSAGE else COMPOSE
        return self._now(read(await self._client.invoke(name, value, source=source)))

    def _now(self, result: InvokeResult) -> InvokeResult:
        self.result = result
        return result
