"""What a person sees of the bot's answer to an invoke: rows, a dialog, words, a sign-in button, or that it failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.client.bot_client import Answer
from sandbox.client.buttons import ADAPTIVE, Button, Json, card_buttons, find, words_of

INVOKE_TIMEOUT = 5  # seconds after which Teams says "Unable to reach app"


@dataclass(frozen=True, slots=True)
class Row:
    """A search result: `preview` is what the list shows, `card` what lands in the message."""

    attachment: Json = field(repr=False)

    @property
    def card(self) -> Json:
        return dict(self.attachment["content"])

    @property
    def preview(self) -> Json:
        """The row's own card; without one Teams shows the card itself."""
        return dict((self.attachment.get("preview") or self.attachment)["content"])

    @property
    def words(self) -> str:
        """Everything written on the row."""
        parts = [self.preview.get(name) for name in ("title", "subtitle", "text")]
        return " ".join(str(part) for part in parts if part) or words_of(self.preview)

    @property
    def tap(self) -> Json:
        """What a press on the row does instead of inserting its card, if anything."""
        return self.preview.get("tap") or {}


@dataclass(frozen=True, slots=True)
class Dialog:
    """An open dialog with an adaptive card, or with a page at `url`."""

    title: str
    card: Json = field(repr=False, default_factory=dict)
    url: str = ""
    height: str | int = ""
    width: str | int = ""

    @property
    def buttons(self) -> Sequence[Button]:
        return card_buttons(self.card)

    @property
    def words(self) -> str:
        return words_of(self.card)

    def pressed(self, words: str, inputs: Json) -> Any:
        """The data that the button with those words submits; LookupError where it submits nothing."""
        button = find(self.buttons, words)
        if button.kind != "Action.Submit":
            raise LookupError(f"{button.kind} sends nothing to the bot")
        return button.filled(inputs)


@dataclass(frozen=True, slots=True)
class InvokeResult:
    """One answer, as seen. With none of its parts set a dialog has closed, or a search found nothing.

    `silent` asks for a silent sign-in first; `sign_in_url` is what the sign-in button opens. `failed`: Teams says
    that it could not reach the app, because of the status, the shape, or the time it took.
    """

    answer: Answer
    rows: Sequence[Row] = ()
    dialog: Dialog | None = None
    message: str = ""
    sign_in_url: str = ""
    silent: bool = False
    failed: bool = False

    def row(self, words: str) -> Row:
        """The first row with those words on it; LookupError names what there is."""
        for row in self.rows:
            if words.lower() in row.words.lower():
                return row
        raise LookupError(f"no row {words!r} among {[row.words for row in self.rows]}")


def pressed(result: InvokeResult | None, words: str, inputs: Mapping[str, Any]) -> Any:
    """What a button of the open dialog submits; LookupError when there is none with those words, or no dialog."""
    if result is None or result.dialog is None:
        raise LookupError("no dialog is open")
    return result.dialog.pressed(words, inputs)


def read(answer: Answer) -> InvokeResult:
    """What Teams makes of the answer to an invoke of the extension or of a dialog."""
    extension, task = answer.part("composeExtension"), answer.part("task")
    if answer.status != 200 or answer.seconds > INVOKE_TIMEOUT:
        return InvokeResult(answer, failed=True)
    if isinstance(extension, Mapping):
        return _extension(answer, extension)
    if isinstance(task, Mapping):
        return _task(answer, task)
    return InvokeResult(answer, failed=bool(answer.body))


def _extension(answer: Answer, said: Json) -> InvokeResult:
    match said.get("type"):
        case "result":
            return InvokeResult(answer, rows=[Row(attachment) for attachment in said.get("attachments") or ()])
        case "message":
            return InvokeResult(answer, message=str(said.get("text", "")))
        case "auth" | "config" | "silentAuth" as kind:
            actions = (said.get("suggestedActions") or {}).get("actions") or [{}]
            return InvokeResult(answer, sign_in_url=str(actions[0].get("value", "")), silent=kind == "silentAuth")
    return InvokeResult(answer, failed=True)


def _task(answer: Answer, said: Json) -> InvokeResult:
    value = said.get("value")
    match said.get("type"):
        case "message":
            return InvokeResult(answer, message=str(value or ""))
        case "continue" if isinstance(value, Mapping):
            attached = value.get("card") or {}
            # Teams opens a dialog with an adaptive card or with a page, and with nothing else.
            if attached.get("contentType") != ADAPTIVE and not value.get("url"):
                return InvokeResult(answer, failed=True)
            return InvokeResult(answer, dialog=_dialog(value, attached.get("content") or {}))
    return InvokeResult(answer, failed=True)


def _dialog(value: Json, card: Json) -> Dialog:
    size = value.get("height", ""), value.get("width", "")
    return Dialog(str(value.get("title", "")), card, str(value.get("url", "")), *size)
