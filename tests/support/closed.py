"""A folder into which this process may not look, also where it is root's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def closed(folder: Path) -> Iterator[Path]:
    """`folder`, made and closed; within, a root process has nobody's rights."""
    folder.mkdir(mode=0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o700)
