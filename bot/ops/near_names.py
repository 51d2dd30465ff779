"""A variable that is called nearly like a setting counts for nothing, which nobody would notice: it is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from dotenv.parser import parse_stream

NEAR = 0.85  # of 1: a letter or two that are missing, changed, or too many
SHORT = 4  # letters: PORT is near to many a word


def near_names(known: Collection[str], given: Iterable[str]) -> Mapping[str, str]:
    """Names among `given` that are no setting, with the one of `known` that each may mean and that is not given."""
    names = {name.lower(): name for name in given}
    open_still = {name.lower(): name for name in known if name.lower() not in names and len(name) > SHORT}
    ours = {name.lower() for name in known}
    near = {name: get_close_matches(low, open_still, 1, NEAR) for low, name in names.items() if low not in ours}
    return {name: open_still[found[0]] for name, found in near.items() if found and not has_more_words(name, found[0])}


def has_more_words(name: str, setting: str) -> bool:
    """Whether it is the whole setting with a word before or behind it: another program's own, such as DD_LOG_LEVEL."""
    return name.lower().startswith(f"{setting}_") or name.lower().endswith(f"_{setting}")


def names_in(file: Path | None) -> list[str]:
    """The names of a file of settings, of those lines that are NAME=value."""
    if file is None or not file.is_file():
        return []
    return [binding.key for binding in parse_stream(StringIO(file.read_text("utf-8"))) if binding.key]
