"""What staff read on paper is what the bot says: pictures, buttons, what can be typed, and the card to print."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bot.commands.recognition import recognize
from bot.languages import LANGUAGES
from manifest.words import app_words
from scripts import card_to_print, guide_pictures, messages
from tests.support.cards.drawing import launch
from tests.support.manifest import typed

GUIDE = (card_to_print.DOCS / "user-guide.md").read_text("utf-8")
ADMINS = (card_to_print.DOCS / "admin-guide.md").read_text("utf-8")
PICTURE = re.compile(r"!\[([^\]]*)\]\(images/guide/([\w-]+)\.png\)")
WRITTEN = re.compile(r"`([^`]+)`")
PRESSED = re.compile(r"\*\*([^*:]+)\*\*")
PAGES = re.compile(rb"/Type\s*/Page\b")
COLON = "**A series:**"


def test_the_pictures_show_the_cards_as_they_are() -> None:
    """Red: `scripts/guide_pictures.py` draws them anew, and the guide's words around them may need a look."""
    then = json.loads(guide_pictures.TEXTS.read_text("utf-8"))
    assert {name: guide_pictures.texts(card) for name, card in guide_pictures.cards().items()} == then


def test_a_changed_word_on_a_card_would_be_noticed() -> None:
    card = guide_pictures.cards()["choice"]
    changed = json.loads(json.dumps(card).replace("Tick several", "Take several"))
    assert guide_pictures.texts(changed) != guide_pictures.texts(card)


def test_the_guides_show_every_picture_and_says_what_is_on_it() -> None:
    shown = {name: said for said, name in PICTURE.findall(GUIDE + ADMINS)}
    assert shown.keys() == guide_pictures.cards().keys()
    assert {path.stem for path in guide_pictures.FOLDER.glob("*.png")} == shown.keys()
    assert [name for name, said in shown.items() if len(said) < 40] == []


def test_a_picture_weighs_little() -> None:
    assert max(path.stat().st_size for path in guide_pictures.FOLDER.glob("*.png")) < 100_000


@pytest.mark.parametrize("text", sorted({text for text in WRITTEN.findall(GUIDE) if text != "/"}))
def test_what_the_guide_has_people_type_is_understood(text: str) -> None:
    assert recognize(typed(text.replace("…", "l/meetup-join/19%3ameeting_QUJD%40thread.v2/0"))) is not None


def bot_says() -> set[str]:
    return {message.id if isinstance(message.id, str) else message.id[0] for message in messages.used() if message.id}


def test_what_the_guide_has_people_press_is_there() -> None:
    said = bot_says() | {phrase.title for phrase in app_words("en").extension.values()}
    named = set(PRESSED.findall(GUIDE.replace(COLON, "")))
    assert len(named) > 15
    assert named - said == set()


def test_the_card_to_print_has_no_words_of_its_own() -> None:
    """The catalogues have no translation of what the bot no longer says."""
    named = {"What you can type", "Customer's link", card_to_print.LEAD, *itertools.chain(*card_to_print.BUTTONS)}
    assert named - bot_says() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_to_print_says_what_the_bot_says(language: str) -> None:
    """Red: `scripts/card_to_print.py` writes it anew."""
    assert card_to_print.file_of(language).read_text("utf-8") == card_to_print.card(language)
    assert f"]({card_to_print.file_of(language).name})" in GUIDE


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright, chromium = launch()
    yield chromium
    chromium.close()
    playwright.stop()


def pages(browser: Browser, file: Path, paper: str) -> int:
    page = browser.new_page()
    page.goto(file.as_uri())
    pdf = page.pdf(format=paper)
    page.close()
    return len(PAGES.findall(pdf))


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_prints_on_one_page(browser: Browser, language: str) -> None:
    assert {paper: pages(browser, card_to_print.file_of(language), paper) for paper in ("A4", "Letter")} == {
        "A4": 1,
        "Letter": 1,
    }


@pytest.mark.browser
def test_more_than_a_page_would_be_counted(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "long.html").write_text(card_to_print.card("en").replace("<dl>", "<dl style='margin-top: 20cm'>"))
    assert pages(browser, tmp_path / "long.html", "A4") > 1
