#!/usr/bin/env python3
"""Every expression of a Grafana dashboard as a recording rule, for promtool to read: `dashboard_rules.py FILE`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

VARIABLES = {"$__rate_interval": "5m", "$instance": ".*"}


def expressions(node: Any) -> Iterator[str]:
    """All of them, with Grafana's variables filled in."""
    match node:
        case dict():
            for name, value in node.items():
                yield from [filled_in(value)] if name == "expr" else expressions(value)
        case list():
            for value in node:
                yield from expressions(value)


def filled_in(expression: str) -> str:
    """As Grafana would send it."""
    for name, value in VARIABLES.items():
        expression = expression.replace(name, value)
    return expression


def rules(dashboard: Any) -> dict[str, Any]:
    """A file of rules; JSON is YAML, too."""
    found = enumerate(expressions(dashboard), 1)
    return {"groups": [{"name": "dashboard", "rules": [{"record": f"panel:{n}", "expr": each} for n, each in found]}]}


if __name__ == "__main__":
    print(json.dumps(rules(json.loads(Path(sys.argv[1]).read_text("utf-8"))), indent=1))
