#!/usr/bin/env python3
"""Draw the pictures of the guides for staff and admins: `scripts/guide_pictures.py`, docs/images/guide/*.png.

Beside them stands what can be read on each (`texts.json`), so that a test notices when a card has changed and its
picture has not.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import cv2  # noqa: E402

from bot.model import (  # noqa: E402
    Help,
    Invitation,
    LinkList,
    LinkReady,
    MeetingChoice,
    Notice,
    OpenPrivately,
    Reply,
    SignInLink,
    SignInReason,
    Surface,
    Trouble,
)
from cards import render  # noqa: E402
from tests.support.cards.drawing import Chromium  # noqa: E402
from tests.support.cards.people import PHYSIO, RETRY, link, meeting, reader  # noqa: E402

FOLDER = ROOT / "docs" / "images" / "guide"
TEXTS = FOLDER / "texts.json"
WIDTH, DENSITY, MARGIN = 480, 1.5, 18
GREY = (235, 235, 235)
READ = ("text", "title", "placeholder", "label", "altText")  # what of a card a person reads or hears
MORNING = (
    meeting("Physiotherapy review, knee", 12),
    meeting("Mortgage advice, first talk", 72, 1, own=True),
    meeting("Travel vaccination advice", 132, 2),
    meeting("Occupational health check", 1272, 3, own=True),
)
APPROVAL = "https://login.microsoftonline.com/tenant/v2.0/adminconsent"
LINKS = tuple(LinkReady(each, link(110 + n)) for n, each in enumerate(MORNING[:2]))
REPLIES: dict[str, tuple[Reply, Surface]] = {
    "sign-in": (SignInLink("https://bot.example/auth", SignInReason.FIRST_USE, RETRY), Surface.CHAT),
    "choice": (MeetingChoice(MORNING), Surface.CHAT),
    "link": (LinkReady(PHYSIO, link(220)), Surface.CHAT),
    "several-links": (LinkList(LINKS), Surface.CHAT),
    "invitation": (Invitation(PHYSIO, link(110), "en"), Surface.USER_VIEW),
    "only-you": (OpenPrivately(RETRY), Surface.CHAT),
    "in-a-group": (LinkReady(PHYSIO, link(220)), Surface.USER_VIEW),
    "not-yours": (Notice(Trouble.NOT_YOURS, PHYSIO, None, RETRY, "", "7f3a-92c1"), Surface.CHAT),
    "needs-an-admin": (Notice(Trouble.ADMIN_CONSENT, None, None, RETRY, APPROVAL), Surface.CHAT),
    "help": (Help(), Surface.CHAT),
}


def cards() -> dict[str, dict[str, Any]]:
    """The cards as they are now, by the names of their pictures."""
    drawn = {name: render(reply, reader("en", surface)).card or {} for name, (reply, surface) in REPLIES.items()}
    return {**drawn, "ticks": pressed(drawn["choice"], "Tick several")}


def pressed(card: dict[str, Any], title: str) -> dict[str, Any]:
    """The card after its button of that title has shown and hidden what it names."""
    (button,) = (part for part in parts(card) if part.get("title") == title)
    shown = {each["elementId"]: each["isVisible"] for each in button["targetElements"]}
    body = [{**part, **({"isVisible": shown[part["id"]]} if part.get("id") in shown else {})} for part in card["body"]]
    return {**card, "body": body}


def parts(part: Any) -> Iterator[dict[str, Any]]:
    """Every object in a card, in reading order."""
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from parts(inner)


def texts(card: dict[str, Any]) -> list[str]:
    """What can be read on it, shown at once or after a press."""
    return [part[key] for part in parts(card) for key in READ if isinstance(part.get(key), str)]


def main() -> None:
    """All pictures, and what stands on them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = Chromium()
    try:
        for name, card in cards().items():
            picture = chromium.photograph(card, theme="light", width=WIDTH, density=DENSITY)
            framed = cv2.copyMakeBorder(picture, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=GREY)
            cv2.imwrite(str(FOLDER / f"{name}.png"), framed, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    finally:
        chromium.close()
    read = {name: texts(card) for name, card in cards().items()}
    TEXTS.write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
