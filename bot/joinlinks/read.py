"""One link, read: a join URL in any of its forms is the same meeting."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.joinlinks import hosts
from bot.joinlinks.budget import Budget
from bot.joinlinks.hosts import HostTable
from bot.joinlinks.link import DIGITS, ID, ORIGINAL, THREAD, JoinLink, Kind
from bot.joinlinks.places import BROADCAST, about, event_in
from bot.joinlinks.unwrap import SERVICES, Unwrap, addresses_within
from bot.joinlinks.unwrap.encoding import decodings, from_base64, fully_decoded, parameters
from bot.ops.endpoints import TEAMS_HOSTS

MAX_LINK = 8 * 1024
"""Characters of a link that is looked into; what a mail has wrapped three times has 3,000."""

SEARCHES = frozenset({"www.google.com"})
"""Hosts that rewrite links, and have pages of their own, too."""

MAX_NESTING = 5  # SafeLinks inside a visit link inside SafeLinks …

OWNERS: HostTable[Kind | Unwrap] = HostTable(
    {
        **dict.fromkeys(TEAMS_HOSTS, Kind.LONG),
        **dict.fromkeys(hosts.VISIT, Kind.VISIT),
        **dict.fromkeys(hosts.PUBLIC_EVENTS, Kind.PUBLIC_EVENT),
        **dict.fromkeys(hosts.OUTLOOK, Kind.EVENT),
        **dict.fromkeys(hosts.HIDING, Kind.HIDDEN),
        **dict.fromkeys(hosts.PERSONAL, Kind.PERSONAL),
        **dict.fromkeys(hosts.OTHER_CLOUDS, Kind.OTHER_CLOUD),
        **SERVICES,
    }
)
"""What links on each host are, or how to read what they hold; of LONG ones the path decides what they are indeed."""

# What may stand before the deep link: the old web client (/_#/), the new one (/v2/?…#/), the launcher (?url=/_#/).
BEFORE = r"/+(?:(?:_|v2/?(?:\?[^#]*)?)#/+|dl/launcher/[^?]*\?(?:[^#]*?&)?url=/*(?:_?#/+)?)?"
LONG = re.compile(rf"{BEFORE}l/meetup-join/({THREAD})(?:/(\d{{1,20}}))?", re.IGNORECASE | re.ASCII)
SHORT = re.compile(rf"{BEFORE}(?:l/)?meet/(\d+)(?![\w%=])(?:/?\?p=(\w{{1,64}}))?", re.IGNORECASE | re.ASCII)
LIGHT = re.compile(r"/+light-meetings/launch/?\?", re.IGNORECASE)
COORDINATE = re.compile(r'"(conversationId|messageId|tenantId|organizerId|meetingCode|passcode)"\s*:\s*"([\w:@.=+-]*)"')
GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# In whatever quotes a program has put in place of JSON's, or in none.
QUOTE = r"""\\?["'“”„‟‘’]?"""
ENDED = r"""(?=\s*[\\"'“”„‟‘’,}])"""  # else it may be the beginning of one, in a broken line
WHOLE = rf"({GUID.pattern}(?![\w-])|{ID}{ENDED})"
TENANT = re.compile(rf"\bTid{QUOTE}\s*:\s*{QUOTE}{WHOLE}", re.IGNORECASE)
ORGANIZER = re.compile(rf"\bOid{QUOTE}\s*:\s*{QUOTE}{WHOLE}", re.IGNORECASE)
WHOLE_THREAD = re.compile(THREAD, re.IGNORECASE | re.ASCII)
WHOLE_ID = re.compile(ID, re.ASCII)
ESCAPES = ((":", "%3a"), ("@", "%40"), ("=", "%3d"), ("+", "%2b"))  # of the signs that a thread can have
GUID_AS_STORED = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
AS_STORED = re.compile(
    rf"https://teams\.(?:microsoft\.com|cloud\.microsoft)/l/meetup-join/19%3a([\w-]{{1,200}})%40thread\.v2/(\d{{1,20}})"
    rf"\?context=%7b%22Tid%22%3a%22({GUID_AS_STORED})%22%2c%22Oid%22%3a%22({GUID_AS_STORED})%22%7d",
    re.ASCII,
)
WEB = re.compile(r"https?://", re.IGNORECASE)
# Written out, or packed: "http" in base64, and in hexadecimal digits.
NAMES_TEAMS = re.compile(r"teams(?:\.|%(?:25)*2e)(?:microsoft|cloud)|aHR0c|68747470", re.IGNORECASE)
# Some filters say whose page they hide, and no more.
NAMES_DOMAIN = re.compile(
    r"[?&;](?:\w*domain|d|host)=(?:www\.)?teams\.(?:microsoft\.com|cloud\.microsoft)(?=[&#]|\Z)", re.IGNORECASE
)
ENCODED = re.compile("(?:https?|msteams)%", re.IGNORECASE)
APP = re.compile(r"msteams:(?://(?=[a-z0-9]))?", re.IGNORECASE)


def read_link(written: str, budget: Budget, depth: int = 0) -> JoinLink:
    """What a written link names. Takes any text. Raises OutOfBudget."""
    budget.spend()
    if stored := as_stored(written):
        return stored
    if len(written) > MAX_LINK:
        return JoinLink(Kind.FOREIGN, written)
    url = _web_address(written, budget)
    host = hosts.host_of(url)
    match OWNERS.get(host):
        case None | Kind.HIDDEN as kind:
            hides = kind or (Kind.HIDDEN if NAMES_DOMAIN.search(url) else Kind.FOREIGN)
            return _rewritten(url, budget, depth) or JoinLink(hides, url)
        case Kind.LONG:
            return _in_teams(url, host, budget)
        case Kind.EVENT:
            event = event_in(url, fully_decoded(url, budget))
            return event or _rewritten(url, budget, depth) or JoinLink(Kind.FOREIGN, url)
        case Kind.VISIT:
            return _visit(url, budget, depth)
        case Kind() as kind:
            return JoinLink(kind, url)
        case unwrap:
            inner = _read_inside(unwrap(url, budget), budget, depth) or _rewritten(url, budget, depth)
            return inner or JoinLink(Kind.FOREIGN if host in SEARCHES else Kind.HIDDEN, url)


def as_stored(url: str) -> JoinLink | None:
    """The link that a join URL is, where it is written as Graph stores it: then there is nothing to decode."""
    stored = AS_STORED.fullmatch(url)
    if stored is None:
        return None
    thread, message, tenant, organizer = stored.groups()
    return JoinLink(Kind.LONG, url, f"19:{thread}@thread.v2", message, tenant, organizer)


def is_final(link: JoinLink) -> bool:
    """Whether nothing behind it can say more: it is whole, or its host is complete, and none that leads to meetings."""
    if not link.leads_nowhere:
        return link.is_whole or not link.names_meeting
    origin = hosts.ORIGIN.match(link.url)
    return origin is not None and origin.end() < len(link.url) and OWNERS.get(origin[2].lower()) is None


def _web_address(written: str, budget: Budget) -> str:
    """The https address that was percent-encoded as a whole, given to the desktop client (msteams:), or left bare."""
    url = written
    if ENCODED.match(written):
        plain = decodings(written.split("&", 1)[0], budget)
        url = next((each for each in plain if WEB.match(each) or APP.match(each)), written)
    if app := APP.match(url):
        start = "https://" if app[0].endswith("//") else f"{ORIGINAL}/"
        return start + url[app.end() :].lstrip("/")
    return url if WEB.match(url) else f"https://{url}"


def _rewritten(url: str, budget: Budget, depth: int) -> JoinLink | None:
    """The one way into a meeting that an address of a service nobody has heard of holds whole, beside anything else."""
    if depth or not _may_name_teams(url) or hosts.is_other_service(url):
        return None
    held = [_read_inside(address, budget, depth) for address in addresses_within(url, budget)]
    whole = {link.same_as: link for link in held if link is not None and link.is_meeting and link.is_whole}
    return next(iter(whole.values())) if len(whole) == 1 else None


def _may_name_teams(url: str) -> bool:
    """Most addresses are foreign, and have none of these letters: so no expression is tried."""
    plain = url.lower()
    return any(letters in plain for letters in ("teams", "ahr0c", "68747470")) and NAMES_TEAMS.search(url) is not None


def _in_teams(url: str, host: str, budget: Budget) -> JoinLink:
    origin = "https://teams.cloud.microsoft" if host.endswith(".cloud.microsoft") else ORIGINAL
    rest = fully_decoded(url[url.index("//") + 2 :], budget)
    place = rest[rest.index("/") :] if "/" in rest else ""
    return _meeting(url, place, origin, budget) or _about(url, place, origin)


def _meeting(url: str, place: str, origin: str, budget: Budget) -> JoinLink | None:
    if long := LONG.match(place):
        context = place[long.end() :]
        if BROADCAST.search(context):
            return JoinLink(Kind.PUBLIC_EVENT, url)
        return _long(origin, long[1], long[2] or "0", context)
    if short := SHORT.match(place):
        return _short(origin, short[1], short[2] or "")
    return _light(origin, parameters(url, ("coords",), budget).get("coords", "")) if LIGHT.match(place) else None


def _about(url: str, place: str, origin: str) -> JoinLink:
    """With the join URL, which is made of thread, tenant and organizer alone, where the link says them."""
    link = about(url, place)
    if not link.organizer_id:
        return link
    ids = (_id(link.tenant_id), _id(link.organizer_id))
    return _of_thread(Kind.ABOUT, origin, link.thread_id, link.message_id, *ids)


def _short(origin: str, number: str, passcode: str) -> JoinLink | None:
    """None: fewer digits than any number has are what a line break or a preview left of one."""
    if len(number) not in DIGITS:
        return None
    return JoinLink(Kind.SHORT, f"{origin}/meet/{number}{f'?p={passcode}' if passcode else ''}", number=number)


def _light(origin: str, coords: str) -> JoinLink | None:
    """The address that a browser shows in a meeting: its `coords` are JSON in base64 (seen, not documented)."""
    said = dict(COORDINATE.findall(from_base64(coords)))
    thread, message, number = (said.get(name, "") for name in ("conversationId", "messageId", "meetingCode"))
    if not WHOLE_THREAD.fullmatch(thread):
        return _short(origin, number, said.get("passcode", "")) if number.isdecimal() else None
    tenant, organizer = (_id(said.get(name, "")) for name in ("tenantId", "organizerId"))
    return _of_thread(Kind.LONG, origin, thread, message if message.isdecimal() else "0", tenant, organizer)


def _long(origin: str, thread: str, message: str, context: str) -> JoinLink:
    tenant, organizer = (_id(found[1]) if (found := key.search(context)) else "" for key in (TENANT, ORGANIZER))
    return _of_thread(Kind.LONG, origin, thread, message, tenant, organizer)


def _visit(url: str, budget: Budget, depth: int) -> JoinLink:
    """A customer's link: its JoinWebUrl names the meeting; where that is missing or poor, convId, oid and tid do."""
    said = parameters(url, ("JoinWebUrl", "convId", "tid", "oid"), budget)
    inner = _read_inside(said.get("joinweburl", ""), budget, depth)
    named = inner if inner is not None and inner.is_meeting else None
    if named is not None and named.organizer_id:
        return replace(named, kind=Kind.VISIT)
    thread, tenant, organizer = (fully_decoded(said.get(name, ""), budget) for name in ("convid", "tid", "oid"))
    if not WHOLE_THREAD.fullmatch(thread):
        return named or JoinLink(Kind.FOREIGN, url)
    return _of_thread(Kind.VISIT, ORIGINAL, thread, "0", _id(tenant), _id(organizer))


def _read_inside(inner: str, budget: Budget, depth: int) -> JoinLink | None:
    return read_link(inner, budget, depth + 1) if inner and depth < MAX_NESTING else None


def _of_thread(kind: Kind, origin: str, thread: str, message: str, tenant: str, organizer: str) -> JoinLink:
    """With its URL as Graph stores it: lower-case escapes and a context of Tid and Oid alone (*Get onlineMeeting*)."""
    ids = (("Tid", tenant), ("Oid", organizer))
    known = "%2c".join(f"%22{name}%22%3a%22{value}%22" for name, value in ids if value)
    context = f"?context=%7b{known}%7d" if known else ""
    escaped = thread
    for sign, escape in ESCAPES:
        escaped = escaped.replace(sign, escape)
    return JoinLink(kind, f"{origin}/l/meetup-join/{escaped}/{message}{context}", thread, message, tenant, organizer)


def _id(text: str) -> str:
    """An id as Entra writes it; "" when it is none."""
    if not WHOLE_ID.fullmatch(text):
        return ""
    return text.lower() if GUID.fullmatch(text) else text
