"""The customer's link in a dialog: short enough to be seen whole, the code in the link's place when asked for."""

from __future__ import annotations

from bot.model import LinkReady, Verb
from cards.customer_link import about, code, link_text, opening, series_warning
from cards.doing import deeds, offered
from cards.elements import card, rows_of_buttons
from cards.languages import language_field
from cards.reader import Element, Reader


def link_dialog(reply: LinkReady, reader: Reader) -> Element:
    """No hints and no own Teams link: what is inserted, posted or sent has them."""
    image = code(reply.link, reader)
    body = [
        *about(reply, reader),
        series_warning(reply.meeting, reader),
        link_text(reply.link, id="link"),
        {**image, "id": "code", "isVisible": False} if image else None,
        what_to_insert(reader) if Verb.INSERT in offered(reader) else None,
        *rows_of_buttons([*deeds(reply, reader), opening(reply.link, reader), code_instead(reader) if image else None]),
    ]
    return card(reader, body)


def what_to_insert(reader: Reader) -> Element:
    """For whom it is: the language, and a card or the words of an invitation. Side by side, to save height."""
    words = reader.words
    include = {
        "type": "Input.ChoiceSet",
        "id": "include",
        "label": words("Insert as"),
        "value": "card",
        "choices": [
            {"title": words("Card"), "value": "card"},
            {"title": words("Invitation"), "value": "invitation"},
        ],
    }
    fields = [language_field(words("Language"), reader), include]
    columns = [{"type": "Column", "width": "stretch", "items": [field]} for field in fields]
    return {"type": "ColumnSet", "spacing": "Medium", "columns": columns}


def code_instead(reader: Reader) -> Element:
    """Shows the code where the link was, and the other way round."""
    return {"type": "Action.ToggleVisibility", "title": reader.words("QR code"), "targetElements": ["link", "code"]}
