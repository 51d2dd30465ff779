"""Every card for everybody: axe finds nothing of ours, and what is heard is what is seen, in its order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.languages import LANGUAGES
from cards import render
from tests.support.cards.gallery import THEMES, Gallery
from tests.support.cards.people import reader
from tests.support.cards.schema import nodes
from tests.support.cards.specimens import REPLIES, SPECIMENS, specimen

# Each rule that the renderer breaks by itself, and the element with which it does.
OF_THE_RENDERER = {
    "aria-prohibited-attr": {
        "type": "Input.ChoiceSet",
        "style": "filtered",
        "id": "choice",
        "label": "Label",
        "choices": [{"title": "One", "value": "1"}],
    },
}
AXE = """async () => {
    // Of a row's words, its name has those that tell it apart, in another order; the rule, an experiment, wants all.
    const rules = {'label-content-name-mismatch': {enabled: false}};
    const found = await axe.run(document.querySelector('.cell'), {rules});
    return [...found.violations, ...found.incomplete].map(each => each.id);
}"""
ALL = [(name, language) for name in SPECIMENS for language in LANGUAGES]
EVERY = pytest.mark.parametrize(("name", "language"), ALL)


@pytest.fixture(scope="module")
def gallery() -> Iterator[Gallery]:
    opened = Gallery()
    yield opened
    opened.close()


def found_on(gallery: Gallery, card: dict[str, Any], theme: str = "light") -> set[str]:
    """The rules that axe finds broken on the card, or cannot tell."""
    gallery.hang({"": card}, theme, [320])
    return set(gallery.evaluate(AXE))


@pytest.mark.browser
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_on_any_card_but_what_the_renderer_does_by_itself(gallery: Gallery, theme: str) -> None:
    found = {name: found_on(gallery, specimen(name, "en"), theme) for name in SPECIMENS}
    ours = {name: rules - OF_THE_RENDERER.keys() for name, rules in found.items()}
    assert {name: rules for name, rules in ours.items() if rules} == {}
    assert set().union(*found.values()) == OF_THE_RENDERER.keys(), "what is listed here still happens"


@pytest.mark.browser
@pytest.mark.parametrize("rule", OF_THE_RENDERER)
def test_an_empty_card_with_that_element_alone_breaks_the_same_rule(gallery: Gallery, rule: str) -> None:
    empty = {"type": "AdaptiveCard", "version": "1.5", "lang": "en", "body": [OF_THE_RENDERER[rule]]}
    assert rule in found_on(gallery, empty)
    assert rule not in found_on(gallery, {**empty, "body": []})


@pytest.mark.browser
def test_axe_would_find_something(gallery: Gallery) -> None:
    card = specimen("link", "en")
    for node in nodes(card):
        node.pop("altText", None)
    card["body"][0]["color"] = "Light"
    assert {"color-contrast", "image-alt"} <= found_on(gallery, card)


@EVERY
def test_every_picture_has_words_and_every_field_a_label(name: str, language: str) -> None:
    for node in nodes(specimen(name, language)):
        if node["type"] == "Image":
            assert node["altText"]
        if node["type"] == "Input.Toggle":
            assert node["title"]
        elif node["type"].startswith("Input."):
            assert node["label"]
        if node["type"].startswith("Action."):
            assert node["title"], "a button without a name"


@EVERY
def test_a_headline_is_a_heading(name: str, language: str) -> None:
    """What is large and bold is announced as a heading, so that one can jump to it."""
    for node in nodes(specimen(name, language)):
        runs = node.get("inlines", [node])
        if any(run.get("size") == "Large" and run.get("weight") == "Bolder" for run in runs):
            assert node.get("style") == "heading", node


@EVERY
def test_the_name_of_a_row_begins_no_other_than_what_is_seen(name: str, language: str) -> None:
    """Who speaks to the machine says what they see: the name holds each bold or first line of the row."""
    for node in nodes(specimen(name, language)):
        if node.get("type") == "Container" and "selectAction" in node:
            heard = node["selectAction"]["title"].casefold()
            said = [text for text in seen_in(node) if len(text) > 1]
            assert any(text.casefold() in heard for text in said), (heard, said)


def seen_in(part: Any) -> list[str]:
    """The texts of an element, from top to bottom."""
    return [str(node["text"]).replace("\\", "") for node in nodes(part) if node.get("type") in {"TextRun", "TextBlock"}]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPLIES)
def test_a_notification_says_what_has_come_and_a_card_is_in_its_language(name: str, language: str) -> None:
    reply, surface, _ = REPLIES[name]
    rendered = render(reply, reader(language, surface))
    assert rendered.summary.strip()
    assert rendered.card is not None
    assert rendered.card["lang"] == language.partition("-")[0] or name == "invitation"


@pytest.mark.browser
@pytest.mark.parametrize("name", SPECIMENS)
def test_what_is_heard_comes_in_the_order_in_which_it_is_seen(gallery: Gallery, name: str) -> None:
    """Down the card, and from left to right in a line: nothing is placed elsewhere than it stands in the document."""
    gallery.hang({"": specimen(name, "en")}, "light", [480])
    corners = gallery.evaluate("""() => [...document.querySelectorAll(
        '.cell .ac-textBlock, .cell .ac-richTextBlock, .cell button, .cell img, .cell input, .cell select')]
        .filter(part => part.checkVisibility()).map(part => part.getBoundingClientRect())
        .map(box => [Math.round((box.top + box.bottom) / 2 / 24), Math.round(box.left)])""")
    columns = sorted({left for _, left in corners})
    assert columns  # a card of two columns is read row by row, each column from its top
    tops = [top for top, left in corners if left == columns[0]]
    assert tops == sorted(tops)
