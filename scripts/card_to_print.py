#!/usr/bin/env python3
"""Write the card to print, one page for the desk in each language: docs/card-to-print*.html.

Every word on it is one that the bot itself says (help, tooltips), so that paper and bot say the same. After a
change of them: `scripts/card_to_print.py`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from jinja2 import Environment  # noqa: E402
from markupsafe import Markup  # noqa: E402

from bot.languages import LANGUAGES, msg, words  # noqa: E402
from bot.languages.listed import SOURCE  # noqa: E402
from bot.model import ActionKind  # noqa: E402
from cards.help import lines_for  # noqa: E402
from cards.link_actions import MEANINGS, TITLES  # noqa: E402
from manifest.settings import PackSettings  # noqa: E402

DOCS = ROOT / "docs"
NAME = PackSettings.model_fields["bot_name"].default
LEAD = msg("Get the link your customer uses to join a Teams meeting. It opens in any phone's browser, without an app.")
BUTTONS = (
    (msg("Copy"), msg("Opens a page that copies the link on one press")),
    (msg("As a message"), msg("Sends the link alone, to copy")),
    (msg("Open"), msg("Open as the customer sees it")),
    (msg("Print"), msg("Opens a page with a QR code for each, to print or to copy from")),
    *((TITLES[kind], MEANINGS[kind]) for kind in (ActionKind.PREVIEW, ActionKind.SEND_TO_ME)),
)
TEMPLATE = Path(__file__).with_suffix(".html")


def file_of(language: str) -> Path:
    """English has the plain name."""
    return DOCS / ("card-to-print.html" if language == SOURCE else f"card-to-print.{language}.html")


def card(language: str) -> str:
    """The page in one language."""
    said = words(language, "UTC", datetime(2026, 1, 1, tzinfo=UTC))
    return (
        Environment(autoescape=True, keep_trailing_newline=True)
        .from_string(TEMPLATE.read_text("utf-8"))
        .render(
            language=language,
            direction=said.direction,
            icon=Markup((ROOT / "manifest" / "color.svg").read_text("utf-8").strip()),  # noqa: S704 — a file of ours
            name=NAME,
            lead=said(LEAD),
            typed=said("What you can type"),
            linked=said("Customer's link"),
            lines=[(said(line.example), said(line.meaning)) for line in lines_for(alone=True)],
            buttons=[(said(title), said(meaning)) for title, meaning in BUTTONS],
        )
    )


if __name__ == "__main__":
    for each in LANGUAGES:
        file_of(each).write_text(card(each), "utf-8")
