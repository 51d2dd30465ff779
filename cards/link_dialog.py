"""The customer's link in a dialog, which is seen whole: shorter than in a chat, with the code only when asked for."""

from __future__ import annotations

from bot.model import LinkReady, Surface, Verb
from cards.customer_link import code, link_text, opening, organized_by, series_warning
from cards.doing import deeds, offered
from cards.elements import DIALOG_TITLE, card, echo, line, meetings, organizer_of, rows_of_buttons, title_of
from cards.languages import language_field
from cards.reader import Element, Reader

LONGEST_BESIDE_FIELDS = (
    600  # letters; a longer link leaves no room for the fields; its code and what is inserted show it
)


def link_dialog(reply: LinkReady, reader: Reader) -> Element:
    """No heading, for the dialog has a title; no hints and no own Teams link, which what is inserted or sent has."""
    inserting = Verb.INSERT in offered(reader)
    image = code(reply.link, reader)
    only_code = inserting and image and len(reply.link) > LONGEST_BESIDE_FIELDS
    first = [
        None if only_code else link_text(reply.link, id="link"),
        what_to_insert(reader) if inserting else None,
    ]
    instead = {**image, "id": "code", "isVisible": False} if image else None
    buttons = [
        *deeds(reply, reader),
        None if inserting else opening(reply.link, reader),
        swap([*first, instead], reader) if instead else None,
        # A task is opened from a card, which can be pressed again; its buttons fill the dialog.
        None if reader.surface is Surface.TASK else meetings(reader, reader.words("Other meetings")),
    ]
    return card(reader, [*which(reply, reader), *first, instead, *rows_of_buttons(buttons)])


def which(reply: LinkReady, reader: Reader) -> list[Element | None]:
    """Which meeting it is, in few lines."""
    meeting = reply.meeting
    whose = organized_by(organizer_of(meeting), reader)
    return [
        line(title_of(reader, meeting.subject, DIALOG_TITLE), weight="Bolder", size="Large"),
        line(" · ".join(filter(None, (reader.words.when(meeting), whose)))),
        echo(reader, reply.reading),
        series_warning(meeting, reader),
    ]


def what_to_insert(reader: Reader) -> Element:
    """In which language, and whether the card or the words for the customer. Side by side, to save height."""
    words = reader.words
    include = {
        "type": "Input.ChoiceSet",
        "id": "include",
        "label": words("Insert as"),
        "value": "card",
        "choices": [{"title": title, "value": value} for value, title in forms(reader).items()],
    }
    fields = [language_field(words("Language"), reader), include]
    columns = [{"type": "Column", "width": "stretch", "items": [field]} for field in fields]
    return {"type": "ColumnSet", "id": "fields", "spacing": "Medium", "columns": columns}


def forms(reader: Reader) -> dict[str, str]:
    """In which forms it can be inserted. Whoever writes a mail must know that a customer's shows no cards."""
    words = reader.words
    if reader.surface is Surface.MAIL:
        return {"card": words("Card (for colleagues)"), "invitation": words("Invitation (for customers)")}
    return {
        "card": words("Card with QR code"),
        "card_without_code": words("Card without QR code"),
        "invitation": words("Invitation"),
    }


def swap(elements: list[Element | None], reader: Reader) -> Element:
    """Shows the code in the place of the others, and the other way round."""
    targets = [element["id"] for element in elements if element]
    return {"type": "Action.ToggleVisibility", "title": reader.words("QR code"), "targetElements": targets}
