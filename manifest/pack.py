"""`python -m manifest.pack`: the settings in the environment become build/appPackage.zip, ready to upload to Teams.

With `--compatible` they become build/appPackage-compatible.zip, beside it, for where Teams refuses the other.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.errors import SettingsError
from bot.languages import LANGUAGES
from manifest.app import COLOR_ICON, OUTLINE_ICON, language_file, language_file_name, manifest
from manifest.edition import COMPATIBLE, GENERAL, Edition
from manifest.settings import PackSettings, read_pack_settings
from manifest.words import DEFAULT_LANGUAGE

FOLDER = Path(__file__).parent
OUTPUT, COMPATIBLE_OUTPUT = Path("build/appPackage.zip"), Path("build/appPackage-compatible.zip")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold
READABLE = 0o100644 << 16


def main(arguments: Sequence[str] | None = None) -> int:
    """Pack and say where the package is: 0. What cannot be: 2, and one line a fault on stderr."""
    asked = _parser().parse_args(arguments)
    output: Path = asked.output or (COMPATIBLE_OUTPUT if asked.compatible else OUTPUT)
    try:
        package = packed(files(read_pack_settings(), COMPATIBLE if asked.compatible else GENERAL))
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(package)
    except OSError as error:
        sys.stderr.write(f"{output} cannot be written ({error.strerror}); --output names another place\n")
        return 2
    sys.stdout.write(f"{output}\n")
    return 0


def files(settings: PackSettings, edition: Edition = GENERAL) -> dict[str, bytes]:
    """What is in the package, by file name; all of it lies at the top, as Teams wants it."""
    others = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]
    icons = {name: (FOLDER / name).read_bytes() for name in (COLOR_ICON, OUTLINE_ICON)}
    languages = {language_file_name(name): _json(language_file(settings, name, edition)) for name in others}
    return {"manifest.json": _json(manifest(settings, edition=edition)), **icons, **languages}


def packed(contents: Mapping[str, bytes]) -> bytes:
    """The zip. The same contents are the same bytes everywhere: no clock, no owner, and no compressor of a machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, READABLE
            package.writestr(entry, content)
    return buffer.getvalue()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m manifest.pack", description=__doc__)
    parser.add_argument("--output", type=Path, help=f"where the zip goes (default: {OUTPUT}, {COMPATIBLE_OUTPUT})")
    older = f"schema {COMPATIBLE.schema_version}: no slash commands, no prompt starters; where Teams refuses the other"
    parser.add_argument("--compatible", action="store_true", help=older)
    return parser


if __name__ == "__main__":
    sys.exit(main())
