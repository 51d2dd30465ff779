#!/usr/bin/env python3
"""What others wrote and the bot runs: is every licence one that we take, the list complete, no version known as unsafe?

`licences FILE` holds docs/licences.md against what pip-licenses found (`--update` writes it); `audit FILE` reads what
pip-audit found, which is nothing where it reaches no advisories: that is said, and is no fault.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "licences.md"
HEAD = """# Licences

What runs with the bot, and under which licence; `sh scripts/supply-chain` holds this list against what is installed,
and writes `build/sbom.json` (CycloneDX) with every version. The bot itself: [MIT](../LICENSE). The pages load
Microsoft's teams-js from `bot/web/static/teams-js`, also under [MIT](../bot/web/static/teams-js/LICENSE).

| library | licence |
|---|---|
"""
# The names under which packages give them. All let us use and pass on; those of MPL-2.0 unchanged.
TAKEN = (
    *("MIT", "MIT License", "MIT-0", "BSD License", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"),
    *("Apache Software License", "PSF-2.0", "Python Software Foundation License", "ISC", "0BSD", "Unlicense"),
    *("MPL-2.0", "Mozilla Public License 2.0 (MPL 2.0)"),
)
Package = dict[str, str]


def page(packages: Sequence[Package]) -> str:
    """docs/licences.md: names and licences, no versions, so that it changes when a library comes or goes."""
    rows = sorted((package["Name"].lower(), package["License"]) for package in packages)
    return HEAD + "".join(f"| {name} | {licence} |\n" for name, licence in rows)


def is_taken(licence: str) -> bool:
    """Whether every licence that is named is one of TAKEN: `A AND (B OR C)`, or `A; B` in the old way of writing."""
    named = re.split(r" AND | OR |; ", licence)
    return all(name in TAKEN or name.strip("()") in TAKEN for name in named)


def licence_faults(packages: Sequence[Package], written: str) -> list[str]:
    """A line for each licence that nobody has decided to take, and one for a list that is not this one."""
    unknown = [f"{it['Name']}: {it['License']}" for it in packages if not is_taken(it["License"])]
    stale = [] if page(packages) == written else ["docs/licences.md is stale: sh scripts/supply-chain --update"]
    return [*unknown, *stale]


def audit(report: Any) -> tuple[int, str]:
    """Exit code and words: 1 for a known vulnerability; 0 for none, and where nothing could be looked up."""
    dependencies = report["dependencies"]
    unsafe = [f"{it['name']} {it['version']}: {found['id']}" for it in dependencies for found in it.get("vulns", ())]
    skipped = sum("skip_reason" in it for it in dependencies)
    if unsafe:
        return 1, "\n".join(unsafe)
    if skipped == len(dependencies):
        return 0, "dependency audit: NOT MADE, no advisories could be reached from here"
    return 0, f"dependency audit: no known vulnerability in {len(dependencies) - skipped}; {skipped} not looked up"


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", choices=["licences", "audit"])
    options.add_argument("file", type=Path)
    options.add_argument("--update", action="store_true")
    asked = options.parse_args(arguments)
    found = json.loads(asked.file.read_text("utf-8"))
    if asked.what == "audit":
        code, told = audit(found)
        print(told)
        return code
    if asked.update:
        PAGE.write_text(page(found), "utf-8")
    faults = licence_faults(found, PAGE.read_text("utf-8") if PAGE.exists() else "")
    print(*faults or [f"licences: {len(found)} libraries, all listed and taken"], sep="\n")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
