"""The bot is there quickly after a restart: importing it collects nothing, and fetches nothing that can come later."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LATER = {"jinja2"}  # what only a page needs
NEVER = {"numpy", "cv2", "PIL", "sandbox", "tests", "pytest"}  # heavy, or not of this program
TOLD = """
import gc, json, sys
collections = []
def note(phase, info):
    if "bot.ops.collector" in sys.modules and not gc.get_freeze_count():
        collections.append(info["generation"])
gc.callbacks.append(note)
import app
print(json.dumps({
    "modules": sorted({name.partition(".")[0] for name in sys.modules}),
    "collections": collections,
    "frozen": gc.get_freeze_count(),
    "enabled": gc.isenabled(),
}))
"""


def test_importing_the_bot_takes_no_more_than_it_needs_and_collects_nothing_meanwhile() -> None:
    command = [sys.executable, "-c", TOLD]
    for _ in range(2):  # the first time compiles what has changed, which makes garbage of its own
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603 — our own text
    told = json.loads(done.stdout)
    assert not (LATER | NEVER) & set(told["modules"])
    assert told["collections"] == []
    assert told["frozen"] > 50_000
    assert told["enabled"]
