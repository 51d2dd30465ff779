"""How a customer is to be invited: language, time zone, and whether the title and one's own name are said."""

from __future__ import annotations

from functools import cache

from babel.dates import get_timezone_location

from bot.languages import msg
from bot.languages.cldr import locale_named
from bot.model import Invitation
from cards import fields
from cards.context import Element, RenderContext
from cards.languages import language_field

# One for each stretch of the world with a clock of its own; whoever needs another names it in words of their own.
ZONES = (
    *("Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Phoenix"),
    *(
        "America/Chicago",
        "America/Mexico_City",
        "America/New_York",
        "America/Toronto",
        "America/Bogota",
        "America/Lima",
    ),
    *("America/Halifax", "America/St_Johns", "America/Santiago", "America/Sao_Paulo", "America/Argentina/Buenos_Aires"),
    *("Atlantic/Azores", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Africa/Casablanca", "Africa/Lagos"),
    *("Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Paris", "Europe/Madrid", "Europe/Rome"),
    *("Europe/Warsaw", "Europe/Stockholm", "Africa/Johannesburg", "Africa/Cairo", "Asia/Jerusalem", "Europe/Athens"),
    *("Europe/Helsinki", "Europe/Kyiv", "Europe/Bucharest", "Europe/Istanbul", "Europe/Moscow", "Africa/Nairobi"),
    *("Asia/Riyadh", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Bangkok"),
    *("Asia/Singapore", "Asia/Hong_Kong", "Asia/Shanghai", "Asia/Manila", "Australia/Perth", "Asia/Tokyo"),
    *("Asia/Seoul", "Australia/Adelaide", "Australia/Brisbane", "Australia/Sydney", "Pacific/Auckland"),
)


def form(reply: Invitation, context: RenderContext) -> list[Element]:
    """All of it, filled in as it was said last."""
    words = context.words
    return [
        language_field(words("Language of the invitation"), context, reply.language),
        zone_field(context, reply.zone),
        *toggles(context, with_title=reply.with_title, with_name=bool(reply.sender)),
    ]


def toggles(context: RenderContext, *, with_title: bool = False, with_name: bool = False) -> list[Element]:
    """What is not said unless it is ticked."""
    ticked = {fields.TITLE: with_title, fields.NAME: with_name}
    titles = {fields.TITLE: msg("With the meeting's title"), fields.NAME: msg("With my name")}
    return [
        {
            "type": "Input.Toggle",
            "id": name,
            "title": context.words(titles[name]),
            "value": "true" if value else "false",
            "spacing": "Small",
            "wrap": True,
        }
        for name, value in ticked.items()
    ]


def zone_field(context: RenderContext, zone: str = "") -> Element:
    """The customer's clock; the person's own until another is picked."""
    return {
        "type": "Input.ChoiceSet",
        "id": fields.ZONE,
        "label": context.words("The customer's time zone"),
        "value": zone or context.words.zone.key,
        "choices": zones(context.words.zone.key, str(context.words.locale)),
    }


@cache
def zones(own: str, locale: str) -> list[Element]:
    """The zones by their cities, the person's own among them."""
    listed = ZONES if own in ZONES else (own, *ZONES)
    return [{"title": city(zone, locale), "value": zone} for zone in listed]


def city(zone: str, locale: str) -> str:
    """'New York'; a zone without a city is called by its name."""
    if "/" not in zone or zone.startswith("Etc/"):
        return zone
    return str(get_timezone_location(zone, locale_named(locale), return_city=True)).rpartition("/")[2]
