"""Finds what can be pressed on a card, the way a thumb does: by the words on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.teams.record import Sent

ADAPTIVE = "application/vnd.microsoft.card.adaptive"
OAUTH = "application/vnd.microsoft.card.oauth"
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Button:
    """A press waiting to happen. `words` is everything written on it; `inputs` are the card's fields as filled in."""

    title: str
    words: str
    action: Json = field(repr=False)
    activity_id: str = ""
    inputs: Json = field(default_factory=dict, repr=False)

    @property
    def kind(self) -> str:
        return str(self.action.get("type", ""))

    def filled(self, inputs: Json) -> Any:
        """The data that a press sends: the action's own, with the card's inputs merged in where it is an object."""
        data = self.action.get("data", {})
        if isinstance(data, Mapping):
            return {**data, **self.inputs, **inputs}
        return data


def buttons_of(sent: Sent) -> Sequence[Button]:
    """Every button of a message, on adaptive cards and in the older cards' button lists."""
    found: list[Button] = []
    for card in sent.contents(ADAPTIVE):
        found += card_buttons(card, sent.activity_id)
    for attachment in sent.activity.get("attachments") or ():
        content = attachment.get("content") or {}
        listed = content.get("buttons") or [] if isinstance(content, Mapping) else []
        found += [Button(b.get("title", ""), b.get("title", ""), b, sent.activity_id) for b in listed]
    return found


def card_buttons(card: Json, activity_id: str = "") -> Sequence[Button]:
    """The buttons of one adaptive card: actions, tappable areas, and what is folded away in a ShowCard."""
    inputs = {field["id"]: field.get("value", "") for field in walk(card) if is_input(field)}
    return [
        Button(str(action.get("title", "")), words, action, activity_id, inputs)
        for action, words in _actions(card)
        if action.get("type") != "Action.ShowCard"
    ]


def find(buttons: Sequence[Button], words: str) -> Button:
    """The button with that title, else the first with those words on it. LookupError names what there is."""
    for button in buttons:
        if button.title == words:
            return button
    for button in buttons:
        if words.lower() in button.words.lower():
            return button
    raise LookupError(f"no button {words!r} among {[button.title or button.words for button in buttons]}")


def walk(node: Any) -> Iterator[Json]:
    """Every object of a card, outside in."""
    if isinstance(node, Mapping):
        yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


def is_input(node: Json) -> bool:
    return str(node.get("type", "")).startswith("Input.") and "id" in node


def words_of(node: Any) -> str:
    """All text in a part of a card, in reading order."""
    texts = (str(part["text"]) for part in walk(node) if isinstance(part.get("text"), str))
    return " ".join(texts)


def _actions(card: Json) -> Iterator[tuple[Json, str]]:
    for part in walk(card):
        for action in part.get("actions") or ():
            yield action, str(action.get("title", ""))
        if inline := part.get("inlineAction"):
            yield inline, str(inline.get("title", ""))
        if select := part.get("selectAction"):
            body = {name: value for name, value in part.items() if name != "selectAction"}
            yield select, f"{select.get('title', '')} {words_of(body)}".strip()
