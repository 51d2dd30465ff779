"""Join links, and every service that wraps them."""

from __future__ import annotations

import base64
import json
import quopri
import re
import string
from collections.abc import Callable
from urllib.parse import quote

TENANT = "a796be92-1111-4222-8333-0123456789ab"
ORGANIZER = "4b75189b-c195-403b-bac4-bf03f2295ebc"
THREAD = "19:meeting_MjA3ODdiYzMtNzUxZC00M2YxLTk3Y2UtYmE0ZGVkYmE3ZjQx@thread.v2"
PATH = (
    "/l/meetup-join/19%3ameeting_MjA3ODdiYzMtNzUxZC00M2YxLTk3Y2UtYmE0ZGVkYmE3ZjQx%40thread.v2/0"
    f"?context=%7b%22Tid%22%3a%22{TENANT}%22%2c%22Oid%22%3a%22{ORGANIZER}%22%7d"
)
LONG = f"https://teams.microsoft.com{PATH}"
RAW = (
    f"https://teams.microsoft.com/l/meetup-join/{THREAD}/0"
    f'?context={{"Tid": "{TENANT.upper()}", "Oid": "{ORGANIZER.upper()}"}}'
)
SHORT = "https://teams.microsoft.com/meet/24812345678912?p=AbC123xyz"
VISIT = (
    f"https://visit.teams.microsoft.com/webrtc-svc/api/route?tid={TENANT}&convId={THREAD}&oid={ORGANIZER}"
    f"&JoinWebUrl={quote(quote(LONG + '&webjoin=true&unified=true', safe=''), safe='')}"
    "&bid=clinic%40contoso.com&biz=0&aE=False&ssid=x"
)
POOR_VISIT = (
    f"https://visit.teams.microsoft.com/webrtc-svc/api/route?tid={TENANT}&convId={THREAD}&oid={ORGANIZER}"
    "&JoinWebUrl=https%3A%2F%2Fteams.microsoft.com%2Fl%2Fmeetup-join%2F19%253ameeting_x%2540thread.v2%2F0&biz=0"
)
BARE_VISIT = f"https://visit.teams.microsoft.com/webrtc-svc/api/route?tid={TENANT}&convId={THREAD}&oid={ORGANIZER}"


def safelink(link: str) -> str:
    return (
        f"https://eur03.safelinks.protection.outlook.com/?url={quote(link, safe='')}"
        "&data=05%7C02%7Canna%40contoso.com%7C1&sdata=abc%3D&reserved=0"
    )


def teams_safelink(link: str) -> str:
    return (
        "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?locale=en-us"
        f"&url={quote(link, safe='')}&pc=x&wau=y"
    )


def urldefense(link: str, signs: str = "%") -> str:
    """Proofpoint's version 3: a star for each of the `signs`, which stand in base64 behind the link."""
    lengths = string.ascii_uppercase

    def stars(run: re.Match[str]) -> str:
        return "*" if len(run[0]) == 1 else f"**{lengths[len(run[0]) - 2]}"

    starred = re.sub(f"[{signs}]+", stars, link)
    coded = base64.urlsafe_b64encode("".join(re.findall(f"[{signs}]", link)).encode()).decode().rstrip("=")
    return f"https://urldefense.com/v3/__{starred}__;{coded}!!Abc-123!xyz_9$"


def urldefense_2(link: str) -> str:
    """Proofpoint's version 2: percent-encoded, with a hyphen for each percent sign and a line for each slash."""
    coded = re.sub(r"[^A-Za-z0-9./]", lambda sign: f"-{ord(sign[0]):02X}", link).replace("/", "_")
    return f"https://urldefense.proofpoint.com/v2/url?u={coded}&d=DwMFAg&c=euGZstcaTDllvimEN8b7jXrwqOf&m=x&s=y&e="


def sophos(link: str) -> str:
    coded = base64.urlsafe_b64encode(link.encode()).decode()
    return f"https://eu-central-1.protection.sophos.com?d=microsoft.com&u={coded}&i=NWY1NzY4&t=QkNXVHh&h=afb31f07"


WRAPPERS: dict[str, Callable[[str], str]] = {
    "Google": lambda link: f"https://www.google.com/url?q={quote(link, safe='')}&sa=D&source=calendar&usg=AOvVaw3x",
    "Google, not encoded": lambda link: f"https://www.google.com/url?q={link}",
    "Proofpoint, version 2": urldefense_2,
    "Barracuda": lambda link: f"https://linkprotect.cudasvc.com/url?a={quote(link, safe='')}&c=E,1,CM-DuVk1,,&typo=1",
    "Cisco": lambda link: f"https://secure-web.cisco.com/1W2R4YLY2hhGpl65-_rmdF/{quote(link, safe='')}",
    "FireEye": lambda link: f"https://protect2.fireeye.com/v1/url?k=c5d0-a4ab&q=1&e=489b&u={quote(link, safe='')}",
    "Trend Micro": lambda link: (
        f"https://imsva91-ctp.trendmicro.com/wis/clicktime/v1/query?url={quote(link, safe='')}&umid=E2&auth=9f"
    ),
    "Sophos": sophos,
    "Teams, from its newer host": lambda link: (
        "https://teams.public.onecdn.static.microsoft/evergreen-assets/safelinks/2/atp-safelinks.html"
        f"?url={quote(link, safe='')}&locale=en-gb"
    ),
}


def launched(**coords: str) -> str:
    """The address bar of a browser in a meeting."""
    coded = quote(base64.b64encode(json.dumps(coords).encode()).decode(), safe="")
    return f"https://teams.microsoft.com/light-meetings/launch?agent=web&version=25&coords={coded}&deeplinkId=0ac0"


LAUNCHED = launched(conversationId=THREAD, tenantId=TENANT, messageId="0", organizerId=ORGANIZER)


def folded(text: str, width: int, end: str = "\n") -> str:
    return end.join(text[at : at + width] for at in range(0, len(text), width))


def quoted_printable(text: str) -> str:
    return quopri.encodestring(text.encode()).decode()
