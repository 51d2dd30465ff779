"""One link, read: a join URL in any of its forms is the same meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from urllib.parse import quote, unquote

from bot.joinlinks import hosts
from bot.joinlinks.unwrap.wrapping import MAX_ENCODINGS, from_base64, parameter, wrapped_in

MAX_NESTING = 5  # SafeLinks inside a visit link inside SafeLinks …
ORIGINAL = "https://teams.microsoft.com"


class Kind(StrEnum):
    """What sort of link it is; everything that is not a link to a Teams meeting of this cloud has its own kind."""

    LONG = "long"  # /l/meetup-join/<thread>/<message>?context={Tid, Oid}
    SHORT = "short"  # /meet/<number>?p=<passcode>
    VISIT = "visit"  # visit.teams.microsoft.com: a customer's link, which names the meeting too
    PERSONAL = "personal"  # teams.live.com
    OTHER_CLOUD = "other_cloud"  # government, China
    FOREIGN = "foreign"  # Zoom, or any other address


@dataclass(frozen=True, slots=True)
class JoinLink:
    """A link and what it tells of the meeting; what it does not tell is "".

    `url` is the canonical join URL as Graph stores it (`joinWebUrl`); for PERSONAL, OTHER_CLOUD and FOREIGN the link
    as written. `number` is the numeric meeting id of a SHORT link.
    """

    kind: Kind
    url: str
    thread_id: str = ""
    message_id: str = ""
    tenant_id: str = ""
    organizer_id: str = ""
    number: str = ""

    @property
    def is_meeting(self) -> bool:
        """Whether it names a Teams meeting that this bot can ask Graph for."""
        return self.kind in {Kind.LONG, Kind.SHORT, Kind.VISIT}

    @property
    def same_as(self) -> tuple[str, ...]:
        """Equal for two links to the same meeting, whatever their forms."""
        if self.thread_id:
            return (self.thread_id, self.message_id)
        return (self.number or self.url,)


DIGITS = range(9, 16)
"""How many digits a numeric meeting id has."""

THREAD = r"19:[\w=+-]{1,200}@thread\.[a-z0-9]{2,10}"
ID = r"[0-9A-Za-z-]{1,64}"
# What may stand before the deep link: the old web client (/_#/), the new one (/v2/?…#/), the launcher (?url=/_#/).
BEFORE = r"/+(?:(?:_|v2/?(?:\?[^#]*)?)#/+|dl/launcher/[^?]*\?(?:[^#]*?&)?url=/*(?:_?#/+)?)?"
LONG = re.compile(rf"{BEFORE}l/meetup-join/({THREAD})(?:/(\d{{1,20}}))?", re.IGNORECASE | re.ASCII)
SHORT = re.compile(rf"{BEFORE}(?:l/)?meet/(\d+)(?![\w%=])(?:/?\?p=(\w{{1,64}}))?", re.IGNORECASE | re.ASCII)
LIGHT = re.compile(r"/+light-meetings/launch/?\?", re.IGNORECASE)
COORDINATE = re.compile(r'"(conversationId|messageId|tenantId|organizerId|meetingCode|passcode)"\s*:\s*"([\w:@.=+-]*)"')
TENANT = re.compile(rf'"Tid"\s*:\s*"({ID})"', re.IGNORECASE | re.ASCII)
ORGANIZER = re.compile(rf'"Oid"\s*:\s*"({ID})"', re.IGNORECASE | re.ASCII)
GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
ESCAPE = re.compile(r"%[0-9A-F]{2}")
WEB = re.compile(r"https?://", re.IGNORECASE)
APP = re.compile(r"msteams:(?://(?=[a-z0-9]))?", re.IGNORECASE)


@lru_cache(maxsize=64)  # on its way to an answer, a command's link is read half a dozen times
def read_link(written: str, depth: int = 0) -> JoinLink:
    """What a written link names. Takes any text, never raises, in time proportional to its length."""
    url = _web_address(written)
    host = hosts.host_of(url)
    if (inner := wrapped_in(url, host)) is not None:
        return _read_inside(inner, depth) or JoinLink(Kind.FOREIGN, url)
    if hosts.matches(host, hosts.VISIT):
        return _visit(url, depth)
    if hosts.matches(host, hosts.PERSONAL):
        return JoinLink(Kind.PERSONAL, url)
    if hosts.matches(host, hosts.OTHER_CLOUDS):
        return JoinLink(Kind.OTHER_CLOUD, url)
    return (hosts.matches(host, hosts.TEAMS) and _meeting(url, host)) or JoinLink(Kind.FOREIGN, url)


def _web_address(written: str) -> str:
    """The https address that was percent-encoded as a whole, given to the desktop client (msteams:), or left bare."""
    url = written
    for _ in range(MAX_ENCODINGS):
        if WEB.match(url) or APP.match(url) or "%" not in url:
            break
        url = unquote(url.split("&", 1)[0])
    if app := APP.match(url):
        start = "https://" if app[0].endswith("//") else f"{ORIGINAL}/"
        return start + url[app.end() :].lstrip("/")
    return url if WEB.match(url) else f"https://{url}"


def _meeting(url: str, host: str) -> JoinLink | None:
    origin = (
        "https://teams.cloud.microsoft" if hosts.matches(host, hosts.CLOUD_TEAMS) else "https://teams.microsoft.com"
    )
    rest = _decoded(url[url.index("//") + 2 :])
    place = rest[rest.index("/") :] if "/" in rest else ""
    if long := LONG.match(place):
        return _long(origin, long[1], long[2] or "0", place[long.end() :])
    if short := SHORT.match(place):
        return _short(origin, short[1], short[2] or "")
    return _light(origin, parameter(url, "coords")) if LIGHT.match(place) else None


def _short(origin: str, number: str, passcode: str) -> JoinLink | None:
    """None: fewer digits than any number has are what a line break or a preview left of one."""
    if len(number) not in DIGITS:
        return None
    return JoinLink(Kind.SHORT, f"{origin}/meet/{number}{f'?p={passcode}' if passcode else ''}", number=number)


def _light(origin: str, coords: str) -> JoinLink | None:
    """The address that a browser shows in a meeting: its `coords` are JSON in base64 (seen, not documented)."""
    said = dict(COORDINATE.findall(from_base64(coords)))
    thread, message, number = (said.get(name, "") for name in ("conversationId", "messageId", "meetingCode"))
    if not re.fullmatch(THREAD, thread, re.IGNORECASE | re.ASCII):
        return _short(origin, number, said.get("passcode", "")) if number.isdecimal() else None
    tenant, organizer = (_id(said.get(name, "")) for name in ("tenantId", "organizerId"))
    link = JoinLink(Kind.LONG, "", thread, message if message.isdecimal() else "0", tenant, organizer)
    return replace(link, url=_canonical(link, origin))


def _long(origin: str, thread: str, message: str, context: str) -> JoinLink:
    tenant, organizer = (_id(found[1]) if (found := key.search(context)) else "" for key in (TENANT, ORGANIZER))
    link = JoinLink(Kind.LONG, "", thread, message, tenant, organizer)
    return replace(link, url=_canonical(link, origin))


def _canonical(link: JoinLink, origin: str = ORIGINAL) -> str:
    """Graph stores lower-case escapes and a context of Tid and Oid alone (Microsoft, *Get onlineMeeting*)."""
    ids = (("Tid", link.tenant_id), ("Oid", link.organizer_id))
    known = ",".join(f'"{name}":"{value}"' for name, value in ids if value)
    context = f"?context={_escaped('{' + known + '}')}" if known else ""
    return f"{origin}/l/meetup-join/{_escaped(link.thread_id)}/{link.message_id}{context}"


def _visit(url: str, depth: int) -> JoinLink:
    """A customer's link: its JoinWebUrl names the meeting; where that is missing or poor, convId, oid and tid do."""
    inner = _read_inside(parameter(url, "JoinWebUrl"), depth)
    named = inner if inner is not None and inner.is_meeting else None
    if named is not None and named.organizer_id:
        return replace(named, kind=Kind.VISIT)
    thread, tenant, organizer = (_decoded(parameter(url, name)) for name in ("convId", "tid", "oid"))
    if not re.fullmatch(THREAD, thread, re.IGNORECASE | re.ASCII):
        return named or JoinLink(Kind.FOREIGN, url)
    link = JoinLink(Kind.VISIT, "", thread, "0", _id(tenant), _id(organizer))
    return replace(link, url=_canonical(link))


def _read_inside(inner: str, depth: int) -> JoinLink | None:
    return read_link(inner, depth + 1) if inner and depth < MAX_NESTING else None


def _decoded(text: str) -> str:
    for _ in range(MAX_ENCODINGS):
        if "%" not in text:
            break
        text = unquote(text)
    return text


def _id(text: str) -> str:
    """An id as Entra writes it; "" when it is none."""
    if not re.fullmatch(ID, text, re.ASCII):
        return ""
    return text.lower() if GUID.fullmatch(text) else text


def _escaped(text: str) -> str:
    return ESCAPE.sub(lambda escape: escape[0].lower(), quote(text, safe=""))
