"""A dialog has only so much height: what has no room together is on pages that one turns."""

from __future__ import annotations

from collections.abc import Sequence

from cards.context import Element


def page(name: str, elements: Sequence[Element | None], *, visible: bool = True) -> Element:
    """What is seen together; a ToggleVisibility turns from one to another."""
    return {
        "type": "Container",
        "id": name,
        "spacing": "Small",
        "isVisible": visible,
        "items": [element for element in elements if element],
    }


def turn(title: str, to: str, names: Sequence[str]) -> Element | None:
    """The button to another page, if there is such a page."""
    if to not in names:
        return None
    targets = [{"elementId": name, "isVisible": name == to} for name in names]
    return {"type": "Action.ToggleVisibility", "title": title, "targetElements": targets}
