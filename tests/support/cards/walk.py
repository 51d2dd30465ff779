"""The main job as a screen reader says it: taken from the tree that Chromium gives to such a program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

import bot.web.pages as web_pages
from bot.languages import words
from bot.teams.outbound.copy_links import LinkToCopy
from bot.web.pages import answer
from tests.support.cards.gallery import KINDS, Gallery
from tests.support.cards.people import NOW, PHYSIO, link
from tests.support.cards.specimens import specimen

PAGE = Path(__file__).resolve().parents[3] / "docs" / "accessibility.md"
BEGIN, END = "<!-- walk: drawn by scripts/pictures.py walk -->\n", "<!-- end of the walk -->\n"
WHOLE = {"heading", "button", "link", "image", "textbox", "combobox", "checkbox"}
"""Said with their names; what is inside them is not said again."""
COPY_PAGE = "http://cards.test/invitation"
STATIC = Path(web_pages.__file__).parent / "static"


def walk(gallery: Gallery) -> Iterator[tuple[str, list[str]]]:
    """Each step of the job, and what is said, in its order."""
    gallery.hang({"": specimen("which appointment", "en")}, widths=[480])
    yield "*get link physio* is sent; the bot answers with a card", gallery.do(lambda: heard(gallery.page))
    gallery.hang({"": specimen("link", "en")}, widths=[480])
    yield "the first row is pressed; the next card has the link", gallery.do(lambda: heard(gallery.page))
    yield from gallery.do(lambda: list(copying(gallery.page)))


def copying(page: Page) -> Iterator[tuple[str, list[str]]]:
    """The page that *Copy* opens, and what it says once it has copied."""
    page.route(f"{COPY_PAGE}**", copy_page)
    page.route("http://cards.test/auth/static/**", static)
    page.goto(COPY_PAGE)
    yield (
        "*Copy* is pressed; a page opens, on whose first button one stands",
        [*heard(page), f"focus: {focused(page)}"],
    )
    page.keyboard.press("Enter")
    page.wait_for_function("document.getElementById('status').textContent")
    yield "Enter; the page says at once", [f"status: {page.get_by_role('status').inner_text()}"]


def copy_page(route: Route) -> None:
    """The bot's own page, as it is served."""
    said = words("en-GB", "Europe/Berlin", NOW)
    shown = LinkToCopy(said, link(110), PHYSIO.subject, said.when(PHYSIO))
    route.fulfill(
        body=answer("copy.html", words=said, copied=shown).text or "", content_type="text/html; charset=utf-8"
    )


def static(route: Route) -> None:
    """Its style and script."""
    file = STATIC / route.request.url.rpartition("/")[2]
    route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])


def focused(page: Page) -> str:
    """Where the keyboard is."""
    return str(page.evaluate("document.activeElement.tagName.toLowerCase() + ': ' + document.activeElement.innerText"))


def heard(page: Page) -> list[str]:
    """What a screen reader says of the page from its top to its bottom."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in tree}
    return list(said(tree[0], by_id))


def said(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The announcements of a part of the tree."""
    role, name = (str(node.get(part, {}).get("value", "")) for part in ("role", "name"))
    if not node["ignored"] and role in WHOLE:
        yield f"{role}{level(node)}: {name}"
        return
    if not node["ignored"] and role == "StaticText" and name.strip():
        yield name.strip()
        return
    for child in node.get("childIds", []):
        if child in by_id:
            yield from said(by_id[child], by_id)


def level(node: dict[str, Any]) -> str:
    """' 2' for a heading of the second level."""
    levels = [each["value"]["value"] for each in node.get("properties", []) if each["name"] == "level"]
    return f" {levels[0]}" if levels else ""


def written(gallery: Gallery) -> str:
    """The walk as the document has it."""
    steps = []
    for n, (step, announced) in enumerate(walk(gallery), 1):
        lines = "\n".join(f"   - {shorter(text)}" for text in announced)
        steps.append(f"{n}. {step[0].upper()}{step[1:]}:\n{lines}\n")
    return "".join(steps)


def shorter(text: str) -> str:
    """An address is said letter by letter; the document has its beginning."""
    plain = text.replace("\u00a0", " ").replace("\u2060", "")
    return plain if "https://" not in plain else f"{plain[: plain.index('https://') + 40]}…"


def in_document() -> str:
    """What the document says."""
    return PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]


def keep_walk(gallery: Gallery) -> None:
    """Write it into the document."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}{written(gallery)}{END}{rest.partition(END)[2]}", "utf-8")
