"""Runs `app.py` as production does; only Microsoft's names lead to the lab, and some things can be spoilt from outside.

`LAB_PORT` is where the names lead. `LAB_SPOILT`, if set, is the folder that says what is spoilt (spoilt.py).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.bots.host_names import lead_to
from benchmarks.bots.spoilt import spoil_by

if __name__ == "__main__":
    lead_to(int(os.environ["LAB_PORT"]))
    sys.modules["rich"] = None  # type: ignore[assignment]  # structlog loads it where it is; production has none
    spoilt = os.environ.get("LAB_SPOILT")
    imported = spoil_by(Path(spoilt)) if spoilt else lambda: None
    import app

    imported()
    sys.exit(app.main())
