"""One demo at a time in a folder: the second says where the first one is, instead of writing into its memory."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox.demo.playground_server import CannotStart

NAME = "running"  # the file; the system lets go of it however the demo ends


@contextmanager
def alone_in(folder: Path) -> Iterator[Callable[[str], object]]:
    """The folder for ourselves; what is returned takes the address that another one is told. Raises CannotStart."""
    with (folder / NAME).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise CannotStart(_is_there(folder, file.read())) from None
        file.truncate(0)

        def tell(address: str) -> None:
            file.write(address)
            file.flush()

        yield tell
        file.truncate(0)


def _is_there(folder: Path, address: str) -> str:
    where = f"at {address}" if address else "and starts just now"
    return (
        f"A demo runs in {folder} already, {where}. Stop that one first, or give this one --data with another folder."
    )
