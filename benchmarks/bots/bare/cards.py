"""Cards about as large as the bot's own, written down as they come: link, choice, search results, sign-in."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from zxingcpp import BarcodeFormat, create_barcode, write_barcode_to_image

Card = dict[str, Any]
Seal = Callable[[Mapping[str, Any]], str]
CARD = "application/vnd.microsoft.card.adaptive"
OAUTH_CARD = "application/vnd.microsoft.card.oauth"
ROWS, CHOICES = 6, 36
HELP: Card = json.loads((Path(__file__).parents[1] / "help.json").read_text())


def link_card(subject: str, link: str, seal: Seal) -> Card:
    """The customer's link as text, button and QR code."""
    image = {"type": "Image", "url": qr_code(link), "altText": "QR code of the customer's link", "width": "178px"}
    buttons = [
        _submit("Copy", seal({"verb": "copy", "link": link})),
        {"type": "Action.OpenUrl", "title": "Open", "url": link},
        _submit("Invitation", seal({"verb": "invite", "link": link, "subject": subject})),
        _submit("My meetings", seal({"verb": "meetings"})),
    ]
    body = [
        _text("Customer's link", size="Small", isSubtle=True),
        _text(subject, weight="Bolder", size="Large"),
        {"type": "Container", "style": "emphasis", "items": [_text(link, fontType="Monospace", size="Small")]},
        image,
    ]
    return _card(body, buttons)


def choice_card(meetings: Sequence[Mapping[str, Any]], seal: Seal) -> Card:
    """Six rows, each a button, and a drop-down with the others."""
    rows = [_row(meeting, seal) for meeting in meetings[:ROWS]]
    others = [
        {"title": f"{m['start']['dateTime'][:16]} · {m['subject']}", "value": _sealed(m, seal)}
        for m in meetings[ROWS : ROWS + CHOICES]
    ]
    body = [_text("Which meeting?", weight="Bolder"), *rows]
    if others:
        body.append({"type": "Input.ChoiceSet", "id": "choice", "style": "filtered", "choices": others})
    return _card(body, [])


def help_card() -> Card:
    """What can be typed; the frameworks' bots answer with the same one."""
    return HELP


def results(meetings: Sequence[Mapping[str, Any]], links: Sequence[str], seal: Seal) -> Card:
    """The message extension's answer: a card for each meeting."""
    attachments = [
        {
            "contentType": CARD,
            "content": link_card(meeting["subject"], link, seal),
            "preview": {
                "contentType": "application/vnd.microsoft.card.thumbnail",
                "content": {"title": meeting["subject"], "text": meeting["start"]["dateTime"]},
            },
        }
        for meeting, link in zip(meetings, links, strict=True)
    ]
    return {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": attachments}}


def sign_in_card(exchange_id: str, app_id: str) -> Card:
    """Teams answers it with the person's assertion."""
    return {
        "text": "Sign in once, so that I can see your meetings.",
        "connectionName": "",
        "buttons": [{"type": "signin", "title": "Sign in", "value": f"https://bot.example/auth/start?c={exchange_id}"}],
        "tokenExchangeResource": {"id": exchange_id, "uri": f"api://botid-{app_id}"},
    }


@lru_cache(maxsize=1000)
def qr_code(link: str) -> str:
    """A PNG of two pixels a module, as a data address."""
    image: Any = write_barcode_to_image(create_barcode(link, BarcodeFormat.QRCode), scale=2)
    height, width = image.shape
    pixels = bytes(memoryview(image))
    rows = b"".join(b"\0" + pixels[begin : begin + width] for begin in range(0, len(pixels), width))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)
    return "data:image/png;base64," + base64.b64encode(png).decode()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _row(meeting: Mapping[str, Any], seal: Seal) -> Card:
    when, what = _text(meeting["start"]["dateTime"][11:16], weight="Bolder"), _text(meeting["subject"])
    columns = [{"type": "Column", "width": "96px", "items": [when]}, {"type": "Column", "items": [what]}]
    items = [{"type": "ColumnSet", "columns": columns}]
    return {"type": "Container", "selectAction": _submit(meeting["subject"], _sealed(meeting, seal)), "items": items}


def _sealed(meeting: Mapping[str, Any], seal: Seal) -> str:
    return seal({"verb": "get_link", "subject": meeting["subject"], "url": meeting["onlineMeeting"]["joinUrl"]})


def _submit(title: str, sealed: str) -> Card:
    return {"type": "Action.Submit", "title": title, "data": {"press": sealed}}


def _text(text: str, **look: Any) -> Card:
    return {"type": "TextBlock", "text": text, "wrap": True, **look}


def _card(body: Sequence[Card], actions: Sequence[Card]) -> Card:
    return {"type": "AdaptiveCard", "version": "1.5", "lang": "en", "body": list(body), "actions": list(actions)}
