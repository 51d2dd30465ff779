"""The few shapes that all cards are made of, so that they look and behave alike."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from bot.joinlinks import link_in, meeting_of
from bot.languages.direction import is_rtl
from bot.model import Action, ActionKind, Buttons, Meeting, Reading
from bot.model.values import changed
from bot.net.json_bytes import json_bytes
from cards import fields
from cards.context import Element, RenderContext
from cards.plain import TITLE_LENGTH, inert, tidy, untemplated, wraps
from cards.room import width_of

VERSION = "1.5"  # Teams draws bot cards up to 1.5
# Letters of titles that fit side by side on the narrowest phone; each frame takes as much as four.
ROOM_FOR_BUTTONS = 26
FRAME = 4
# The same of words side by side, which have no frame but a gap.
ROOM_FOR_WORDS = 30
GAP = 2
LONG_TITLE = 88  # letters of a title on two lines
DIALOG_TITLE = 55  # letters of a title that stay on one line of a dialog of medium size (600 pixels) …
DIALOG_NAME = 40  # … and of an organizer's name, beside the time
ADDRESS = re.compile(r"https://[^\s/]|http://(?:127\.0\.0\.1|localhost)[:/]")
ASCII = bytes(range(128))
LIMIT = 28 * 1024  # bytes; below every limit that Microsoft has written down for a card in Teams


def card(context: RenderContext, body: Sequence[Element | None], actions: Sequence[Element | None] = ()) -> Element:
    """An Adaptive Card of what is there of body and actions."""
    drawn = {"body": [element for element in body if element], "actions": [action for action in actions if action]}
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        **written_in(context.words.language),
        **{name: elements for name, elements in drawn.items() if elements},
    }


def written_in(language: str) -> Element:
    """What tells a renderer how to read a card in this language, and from which side."""
    rtl = {"rtl": True} if is_rtl(language) else {}
    return {"lang": language.partition("-")[0], **rtl}  # the renderer takes two or three letters


def from_its_side(context: RenderContext, items: Sequence[Element], *, rtl: bool) -> list[Element]:
    """Parts of a card that are read from right to left or not, whatever the rest of it is.

    A Column, for Microsoft's schema 1.5 knows `rtl` of a Column and of a card alone.
    """
    if rtl == context.words.rtl:
        return [*items]
    column = {"type": "Column", "width": "stretch", "rtl": rtl, "items": [*items]}
    return [{"type": "ColumnSet", "spacing": items[0].get("spacing", "Small"), "columns": [column]}]


def shown_card(context: RenderContext, body: Sequence[Element], actions: Sequence[Element]) -> Element:
    """The card inside an Action.ShowCard; version and language are those of the card around it."""
    rtl = {"rtl": True} if context.words.rtl else {}
    return {"type": "AdaptiveCard", **rtl, "body": list(body), "actions": list(actions)}


def size(part: Any) -> int:
    """Bytes of JSON on the wire, with spaces and each letter beyond ASCII escaped: no serializer makes more of it."""
    return len(json.dumps(part))


def fits(part: Any, room: int) -> bool:
    """Whether its `size` is at most `room`. Where a bound of it already says so, which takes a tenth of the time, it is
    not measured: spaces follow commas and colons, and what is escaped grows by two letters for a byte, DEL by five.
    """
    packed = json_bytes(part)
    escapes = 2 * len(packed.translate(None, ASCII)) + 5 * packed.count(b"\x7f")
    bound = len(packed) + packed.count(b",") + packed.count(b":") + escapes
    return bound <= room or size(part) <= room


def heading(text: str) -> Element:
    """What the card is about, in words of ours."""
    return {
        "type": "TextBlock",
        "text": inert(text),
        "style": "heading",
        "size": "Large",
        "weight": "Bolder",
        "wrap": True,
    }


def headline(text: str, longest: int = LONG_TITLE) -> Element | None:
    """What the card is about, in words of theirs: announced as a heading, unless a client might read Markdown in it.

    One of more than `longest` letters is a little smaller.
    """
    size = "Large" if width_of(text) <= longest else "Medium"
    if inert(text) != text:
        return line(text, weight="Bolder", size=size)
    return {**heading(text), "size": size, "spacing": "None"} if text else None


def line(text: str, *, spacing: str = "None", **look: Any) -> Element | None:
    """A paragraph shown exactly as it is; nothing for no text.

    A RichTextBlock knows no Markdown, so it is the safe one; but it cannot break a long word and would run out of the
    card, so such a text goes into a TextBlock, escaped.
    """
    if not text:
        return None
    if wraps(text):
        run = {"type": "TextRun", "text": untemplated(text), **look}
        return {"type": "RichTextBlock", "spacing": spacing, "inlines": [run]}
    return {"type": "TextBlock", "spacing": spacing, "text": inert(text), "wrap": True, **look}


def small(text: str, *, spacing: str = "None") -> Element | None:
    """A paragraph for what one may read."""
    return line(text, spacing=spacing, size="Small", isSubtle=True)


def button(context: RenderContext, title: str, pressed: Action, *, inputs: bool = False, **more: Any) -> Element:
    """A button that comes back to the bot with its sealed press.

    `inputs`: and with what is chosen on the card. Never without need: what stands in a drop-down must not speak for
    a row that was pressed instead.
    """
    data = {fields.PRESS: context.seal(pressed)}
    look = {"title": title, "associatedInputs": "auto" if inputs else "none", **more}
    match context.abilities.buttons:
        case Buttons.EXECUTE:
            return in_view(data, look)
        case Buttons.SUBMIT:
            return {"type": "Action.Submit", "data": data, **look}


def in_view(data: Element, look: Element) -> Element:
    """A button whose answer only the presser sees: their own view of the card.

    A client that knows no universal actions opens a dialog instead, which nobody else sees either (Microsoft Learn,
    "Universal Actions for Adaptive Cards", on backward compatibility).
    """
    dialog = {"type": "Action.Submit", "data": {**data, "msteams": {"type": "task/fetch"}}, **look}
    return {"type": "Action.Execute", "verb": fields.VERB, "data": data, **look, "fallback": dialog}


def meetings(context: RenderContext, title: str) -> Element:
    """A button to the coming meetings, wherever it is pressed."""
    return button(context, title, Action(ActionKind.MEETINGS))


def naming_field(context: RenderContext) -> Element:
    """Where a dialog lets one name a meeting that it does not list."""
    return {
        "type": "Input.Text",
        "id": fields.WORDS,
        "label": context.words("Another meeting: words of its title, a day, or its Teams link"),
        "placeholder": context.words("physio tomorrow"),
        "spacing": "Small",
        "maxLength": 2000,
    }


def naming_button(context: RenderContext) -> Element:
    """Takes what stands in the field; with nothing in it, the coming meetings."""
    return button(context, context.words("Get link"), Action(ActionKind.MEETINGS), inputs=True, style="positive")


def rows_of_buttons(actions: Sequence[Element | None]) -> list[Element]:
    """Buttons side by side as long as a phone shows their whole titles, the others below them."""
    shown = [(action, width_of(action["title"]) + FRAME) for action in actions if action]
    rows = side_by_side(shown, ROOM_FOR_BUTTONS + FRAME)
    return [{"type": "ActionSet", "actions": row} for row in rows]


def side_by_side(parts: Iterable[tuple[Element, int]], room: int) -> list[list[Element]]:
    """Parts of the card and how wide each is, in rows: as many in one as have room."""
    rows: list[list[Element]] = []
    left = 0
    for part, wide in parts:
        if wide > left:
            rows.append([])
            left = max(room, wide)
        rows[-1].append(part)
        left -= wide
    return rows


def open_url(title: str, url: str, **more: Any) -> Element | None:
    """A button that opens `url` in the browser; nothing when there is no address that a browser can trust."""
    return {"type": "Action.OpenUrl", "title": title, "url": url, **more} if is_address(url) else None


def titled_address(title: str, url: str) -> str:
    """The same as text."""
    return f"{title}: {url}" if is_address(url) else ""


def is_address(url: str) -> bool:
    """Whether it can stand behind a button; on one's own machine the bot's pages have no https."""
    return ADDRESS.match(url) is not None


def row(items: Sequence[Element | None], action: Element, *, separator: bool = True) -> Element:
    """A part of the card that is itself a button, all over."""
    return {
        "type": "Container",
        "separator": separator,
        "spacing": "Small",
        "selectAction": action,
        "items": [item for item in items if item],
    }


def quiet_rows(actions: Sequence[Element]) -> list[Element]:
    """Actions as words side by side, for what is needed now and then: as many in a row as a phone shows whole."""
    rows = side_by_side(((action, _wide(action)) for action in actions), ROOM_FOR_WORDS + GAP)
    return [{"type": "ColumnSet", "spacing": "Small", "columns": row} for row in rows]


def fit_one_row(actions: Iterable[Element]) -> bool:
    """Whether these words have room side by side on the narrowest phone."""
    return sum(map(_wide, actions)) <= ROOM_FOR_WORDS + GAP


def _wide(action: Element) -> int:
    return width_of(action["selectAction"]["title"]) + GAP


def quiet(action: Element) -> Element:
    """One of them."""
    return {"type": "Column", "width": "auto", "selectAction": action, "items": [line(action["title"], color="Accent")]}


def folded(name: str, items: Sequence[Element | None], **more: Any) -> Element:
    """A part of the card that is seen once it is asked for; see `unfold`."""
    shown = [item for item in items if item]
    return {"type": "Container", "id": name, "isVisible": False, "spacing": "Small", "items": shown, **more}


def unfold(title: str, name: str) -> Element:
    """Shows what is folded away under that name, or folds it again."""
    return {"type": "Action.ToggleVisibility", "title": title, "targetElements": [name]}


def title_of(context: RenderContext, subject: str, longest: int = TITLE_LENGTH) -> str:
    """The meeting's subject; where it is not known, what it surely is."""
    return context.words.isolated(tidy(subject, longest)) or context.words("Teams meeting")


def organizer_of(meeting: Meeting, longest: int = TITLE_LENGTH) -> str:
    """The name of somebody else whose meeting it is, ready for a sentence; nothing for one's own, or when unknown."""
    return "" if meeting.own else tidy(meeting.organizer.name, longest)


def known(meeting: Meeting) -> Meeting:
    """What a button has to know of a meeting: words as they are shown, and no id that its join URL tells as well."""
    name, subject = tidy(meeting.organizer.name), tidy(meeting.subject)
    organizer = meeting.organizer if name == meeting.organizer.name else changed(meeting.organizer, name=name)
    event_id = "" if meeting.join_url else meeting.event_id
    graph_id = "" if meeting.graph_id and meeting.graph_id == graph_id_in(meeting.join_url) else meeting.graph_id
    return changed(meeting, subject=subject, organizer=organizer, event_id=event_id, graph_id=graph_id)


@lru_cache(maxsize=1024)  # a card asks several times, and whoever asks for a meeting asks again
def graph_id_in(join_url: str) -> str:
    """The id of the meeting that a join URL leads to, where it tells."""
    link = link_in(join_url)
    return meeting_of(link).graph_id if link else ""


def left_unread(context: RenderContext, *, complete: bool) -> str:
    """That there may be more meetings than are shown; "" when there are none."""
    if complete:
        return ""
    return context.words("Not every meeting of your calendar could be read. Name the day, or paste the link.")


def reading_of(context: RenderContext, reading: Reading | None) -> str:
    """How the person's words were understood: 'physio, Tue 24 Nov, 15:00'."""
    if reading is None:
        return ""
    first, last = reading.first or reading.last, reading.last or reading.first
    days = dict.fromkeys(context.words.short_date(day) for day in (first, last) if day)
    hours = " / ".join(_hours(context, start, end) for start, end in reading.hours)
    said = tidy(reading.words, DIALOG_NAME if context.in_dialog else TITLE_LENGTH)
    return context.words.joined(context.words.isolated(said), " – ".join(days), hours)


def _hours(context: RenderContext, start: int, end: int) -> str:
    """'15:00' for a time of day, '12:00 – 17:00' for a part of it."""
    clock = context.words.clock
    return clock(start) if end - start == 1 else f"{clock(start)} – {clock(end)}"


def echo(context: RenderContext, reading: Reading | None) -> Element | None:
    """The person's words as they were understood, so that a wrong reading shows at once."""
    understood = reading_of(context, reading)
    return small(context.words("You asked for: {reading}", reading=understood)) if understood else None
