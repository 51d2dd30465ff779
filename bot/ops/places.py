"""Where the files are that settings name: paths begin beside app.py, whatever folder the program was started in."""

from __future__ import annotations

import os
import shlex
import stat
import sys
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from dotenv.parser import Original, parse_stream

from bot.errors import SettingsError

HOME = Path(__file__).resolve().parents[2]
ENV_FILE = "ENV_FILE"
PYTHON = shlex.quote(sys.executable)
"""For commands to paste: the Python that runs this. A shell's own has none of the libraries, and may not be there."""


def placed(path: str | Path) -> Path:
    """An absolute path as it is, any other one below the folder of app.py."""
    return HOME / path


def is_there(path: Path) -> bool:
    """Whether something is at `path`, as far as can be seen: of what a closed folder holds, its opening tells."""
    try:
        path.stat()
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def env_file(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The file with settings: the one that `ENV_FILE` names, else `.env`. None if `ENV_FILE` is empty.

    Only the file that is named has to be there. Raises SettingsError.
    """
    named = environment.get(ENV_FILE)
    if named == "":
        return None
    file = placed(named or ".env")
    try:
        if not is_there(file) or not stat.S_ISREG(file.stat().st_mode):  # which is read twice
            if named:
                raise SettingsError([f"{ENV_FILE}: names no file: {file}"])
            return file
        file.read_text("utf-8")
    except UnicodeDecodeError:
        raise SettingsError([f"{ENV_FILE}: {file} is not in UTF-8; save it so"]) from None
    except OSError as error:
        raise SettingsError([f"{ENV_FILE}: {file} cannot be read ({error.strerror})"]) from None
    return file


def passed_over(file: Path | None) -> list[str]:
    """The first line of the file that is no setting, as a fault: what is missing or wrong may stand there.

    Where nothing is, it stops nobody: to systemd, which may read the same file, a line with a semicolon is a remark.
    """
    if file is None or not file.is_file():
        return []
    bindings = parse_stream(StringIO(file.read_text("utf-8")))
    lines = [_line(binding.original) for binding in bindings if binding.error]
    return [f"{ENV_FILE}: line {lines[0]} of {file} is no NAME=value, or a quote in it is not closed"] if lines else []


def _line(original: Original) -> int:
    """Its number, not that of the blank lines before it."""
    blank = original.string[: len(original.string) - len(original.string.lstrip())]
    return original.line + blank.count("\n")
