"""Links and ids as people paste them: every form of one meeting is that meeting, and nothing else is."""

from __future__ import annotations

import base64
import html
import json
import quopri
import re
import string
import time
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.joinlinks import (
    JoinLink,
    Kind,
    MeetingKey,
    find_links,
    graph_id,
    is_allowed,
    meeting_of,
    number_in,
    read_graph_id,
)

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


def launcher(_: str) -> str:
    deep = quote("/_#" + PATH + "&anon=true", safe="")
    return f"https://teams.microsoft.com/dl/launcher/launcher.html?url={deep}&type=meetup-join&directDl=true"


FORMS = {
    "as it is": LONG,
    "in a sentence": f"Could you get link for ({LONG}), please?",
    "in angle brackets": f"Join the meeting now<{LONG}>.",
    "Slack's brackets": f"<{LONG}|Join>",
    "in Markdown": f"[Join the meeting]({LONG}).",
    "Markdown with itself as text": f"[{LONG}]({LONG})",
    "bold": f"**{LONG}**",
    "in quotes": f'"{LONG}"',
    "glued to the words before": f"Join now{LONG}",
    "upper-case escapes and host": LONG.replace("%3a", "%3A").replace("%7b", "%7B").replace("teams.", "TEAMS."),
    "decoded, with capital ids": RAW,
    "with a port": LONG.replace(".com/", ".com:443/"),
    "http": LONG.replace("https", "http"),
    "with more in the context": LONG.replace("%7d", "%2c%22MessageId%22%3a%220%22%7d&anon=true"),
    "encoded once": quote(LONG, safe=""),
    "encoded twice": quote(quote(LONG, safe=""), safe=""),
    "encoded thrice": quote(quote(quote(LONG, safe=""), safe=""), safe=""),
    "encoded but for its slashes": quote(LONG, safe=":/"),
    "lower-case encoded": quote(LONG, safe="").replace("%3A", "%3a").replace("%2F", "%2f"),
    "without scheme": LONG.removeprefix("https://"),
    "old web client": f"https://teams.microsoft.com/_#{PATH}",
    "new web client": f"https://teams.microsoft.com/v2/?meetingjoin=true#{PATH}",
    "launcher": launcher(LONG),
    "desktop client": f"msteams:{PATH}",
    "desktop client with host": f"msteams://teams.microsoft.com{PATH}",
    "a subdomain": LONG.replace("teams.microsoft", "emea.teams.microsoft"),
    "Outlook SafeLink": safelink(LONG),
    "SafeLink in a SafeLink": safelink(safelink(LONG)),
    "Teams SafeLink": teams_safelink(LONG),
    "SafeLink with &amp;": safelink(LONG).replace("&", "&amp;"),
    "SafeLink of the launcher": safelink(launcher(LONG)),
    "Proofpoint": urldefense(LONG),
    "Proofpoint, signs in runs": urldefense(LONG, "%=?7"),
    "Proofpoint with one slash": urldefense(LONG).replace("__https://", "__https:/"),
    "Proofpoint of a SafeLink": urldefense(safelink(LONG)),
    "SafeLink of Proofpoint": safelink(urldefense(LONG)),
    **{name: wrap(LONG) for name, wrap in WRAPPERS.items()},
    **{f"{name} in a SafeLink": safelink(wrap(LONG)) for name, wrap in WRAPPERS.items()},
    **{f"SafeLink in {name}": wrap(safelink(LONG)) for name, wrap in WRAPPERS.items()},
    "address bar in a meeting": LAUNCHED,
    "address bar in a SafeLink": safelink(LAUNCHED),
    **{f"broken after {width}": f"Join:\n{folded(LONG, width)}\nSee you" for width in (40, 72, 76, 78, len(LONG))},
    "broken, with carriage returns": folded(f"Please use this link: {LONG}", 76, "\r\n"),
    "broken, quoted": "> " + folded(f"Join: {LONG}", 72, "\n> "),
    "broken by <br>": folded(LONG, 72, "<br>"),
    "broken SafeLink": folded(safelink(LONG), 72),
    "quoted-printable": quoted_printable(f"Please use this link tomorrow: {LONG}\n"),
    "quoted-printable SafeLink": quoted_printable(safelink(LONG)),
    "followed by dots": f"{LONG}...",
    "visit link": VISIT,
    "visit link whose JoinWebUrl says little": POOR_VISIT,
    "visit link without JoinWebUrl": BARE_VISIT,
    "visit link with &amp;": VISIT.replace("&", "&amp;"),
    "visit link with Markdown's backslashes": BARE_VISIT.replace("_", r"\_"),
    "visit link in a SafeLink": safelink(VISIT),
    "text as HTML": f'<p>Hi&nbsp;there</p><a href="{html.escape(LONG)}">Join</a><br>see you',
    "text cut by <wbr>": LONG.replace("meetup-join", "meetup<wbr>-join"),
    "text with zero-width spaces": LONG.replace("/l/", "/\u200bl/"),
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_every_written_form_is_the_same_meeting(text: str) -> None:
    (link,) = find_links(text)
    assert (link.thread_id, link.message_id) == (THREAD, "0")
    assert (link.tenant_id, link.organizer_id) == (TENANT, ORGANIZER)
    assert link.url == LONG


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_the_same_meeting_in_text_and_href_counts_once(text: str) -> None:
    assert len(find_links(text, f"<div><a href='{html.escape(LONG)}'>{html.escape(LONG)}</a></div>")) == 1


@pytest.mark.parametrize("end", ["…", "...", "…”", "...)", "&hellip;"])
@pytest.mark.parametrize("link", [SHORT[:-4], SHORT[:-18], LONG[:-20], SHORT.removeprefix("https://")[:-12]])
def test_a_link_that_a_preview_cut_off_is_no_meeting(link: str, end: str) -> None:
    assert not any(found.is_meeting for found in find_links(f"Join: {link}{end}"))
    assert [found.url for found in find_links(f"Join: {link}{end} {SHORT}") if found.is_meeting] == [SHORT]


@pytest.mark.parametrize(
    "rest", ["", "__", "__;", "__;!!x", "https://x.example/*a__;", "a**__;J!!", "a*__;_w!!", "é__;é!"]
)
def test_what_proofpoint_did_not_write_names_nothing(rest: str) -> None:
    assert not [link for link in find_links(f"https://urldefense.com/v3/__{rest}") if link.is_meeting]


def test_teams_cloud_microsoft_keeps_its_name() -> None:
    (link,) = find_links(LONG.replace("teams.microsoft.com", "teams.cloud.microsoft"))
    assert link.url == LONG.replace("teams.microsoft.com", "teams.cloud.microsoft")


def test_a_channel_meeting_keeps_its_message() -> None:
    (link,) = find_links(LONG.replace("meeting_", "kDmBJDX").replace("thread.v2/0", "thread.tacv2/1660758607740"))
    assert (link.message_id, link.thread_id[-12:]) == ("1660758607740", "thread.tacv2")


@pytest.mark.parametrize(
    "text",
    [
        SHORT,
        SHORT.upper().replace("?P=ABC123XYZ", "?p=AbC123xyz"),
        f"<a href='{SHORT}'>x</a>",
        safelink(SHORT),
        quote(SHORT, safe=""),
        f"{SHORT}.",
        "https://teams.microsoft.com/dl/launcher/launcher.html?url=%2F_%23%2Fmeet%2F24812345678912%3Fp%3DAbC123xyz%26anon%3Dtrue",
        *(wrap(SHORT) for wrap in WRAPPERS.values()),
        launched(meetingCode="24812345678912", passcode="AbC123xyz"),
        quoted_printable(f"Could you please join the call with the family of Mr. Bianchi here: {SHORT}"),
    ],
)
def test_a_short_link_gives_its_number(text: str) -> None:
    (link,) = find_links(text)
    assert (link.kind, link.number, link.url) == (Kind.SHORT, "24812345678912", SHORT)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n> ", "<br>"])
def test_a_short_link_that_is_broken_anywhere_names_no_other_meeting(end: str) -> None:
    for at in range(len("https://"), len(SHORT)):
        found = find_links(f"see {SHORT[:at]}{end}{SHORT[at:]}\nthanks")
        assert [link.number for link in found if link.is_meeting] == ["24812345678912"], at


@pytest.mark.parametrize("next_line", ["45678912 is my telephone", "12:30", "Passcode: 12", "?x", "https://x.example"])
@pytest.mark.parametrize("number", ["24812", "24812345"])
def test_what_is_left_of_a_short_link_is_no_meeting(number: str, next_line: str) -> None:
    assert not any(link.is_meeting for link in find_links(f"https://teams.microsoft.com/meet/{number}\n{next_line}"))


@pytest.mark.parametrize("next_line", ["12 people", "12", "Passcode: 12", "> 12", "?x=1", "2026-11-02"])
def test_a_whole_short_link_takes_nothing_from_the_next_line(next_line: str) -> None:
    bare = SHORT.split("?", maxsplit=1)[0]
    assert [link.url for link in find_links(f"{bare}\n{next_line}")] == [bare]
    assert [link.url for link in find_links(f"{SHORT}\n{next_line}")] == [SHORT]


@pytest.mark.parametrize(
    "coords",
    [
        {},
        {"conversationId": "19:x", "organizerId": ORGANIZER},
        {"meetingCode": "123"},
        {"meetingCode": "²48123456789"},
        {"conversationId": f"https://evil.example/{THREAD}"},
    ],
)
def test_an_address_bar_that_names_no_meeting_is_none(coords: dict[str, str]) -> None:
    assert not any(link.is_meeting for link in find_links(launched(**coords)))
    assert not any(link.is_meeting for link in find_links(launched().replace("coords=", "coords=%%%")))


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://teams.live.com/meet/9312345678901?p=abc", Kind.PERSONAL),
        ("https://gov.teams.microsoft.us/l/meetup-join/19%3ameeting_x%40thread.v2/0", Kind.OTHER_CLOUD),
        ("https://dod.teams.microsoft.us/meet/1234567890123", Kind.OTHER_CLOUD),
        ("https://teams.microsoftonline.cn/l/meetup-join/19%3ameeting_x%40thread.v2/0", Kind.OTHER_CLOUD),
        ("https://teams.microsoft.cn/l/meetup-join/x", Kind.OTHER_CLOUD),
        ("https://zoom.us/j/12345678901?pwd=abc", Kind.FOREIGN),
        ("https://meet.google.com/abc-defg-hij", Kind.FOREIGN),
        ("https://teams.microsoft.com/l/channel/19%3aabc%40thread.tacv2/General", Kind.FOREIGN),
        ("https://teams.microsoft.com/meetingOptions/?organizerId=1&threadId=2", Kind.FOREIGN),
    ],
)
def test_other_links_say_what_they_are(url: str, kind: Kind) -> None:
    assert find_links(f"get link {url}") == (JoinLink(kind, url),)


@pytest.mark.parametrize(
    "url",
    [
        LONG.replace("teams.microsoft.com", "teams.microsoft.com.evil.example"),
        LONG.replace("teams.microsoft.com", "teams.microsoft.com@evil.example"),
        LONG.replace("teams.microsoft.com", "evil.example@teams.microsoft.com"),
        LONG.replace("teams.microsoft.com", "evilteams.microsoft.com"),
        LONG.replace("teams.microsoft.com", "teams-microsoft.com"),
        LONG.replace("teams.microsoft.com", "teams.microsoft.com:8443"),
        LONG.replace("teams.microsoft.com", "t\u0435ams.microsoft.com"),
        f"https://evil.example/?x={LONG}",
        f"https://evil.example/?url={quote(LONG, safe='')}",
        f"https://evil.example/#{LONG}",
        *(wrap("https://evil.example/x") for wrap in WRAPPERS.values()),
        *(wrap(LONG.replace("teams.microsoft.com", "teams.microsoft.com.evil.example")) for wrap in WRAPPERS.values()),
        *(re.sub(r"\A(https://[^/?]+)", r"\1.evil.example", wrap(LONG)) for wrap in WRAPPERS.values()),
        *(re.sub(r"\A(https://[^/?]+)", r"https://evil.example/\1", wrap(LONG)) for wrap in WRAPPERS.values()),
        LAUNCHED.replace("teams.microsoft.com", "teams.microsoft.com.evil.example"),
        LAUNCHED.replace("/light-meetings", "/other/light-meetings"),
        f"https://evil.example/\n{LONG.removeprefix('https://teams.microsoft.com')}",
        f"https://safelinks.protection.outlook.com.evil.example/?url={quote(LONG, safe='')}",
        f"https://evil.example/visit.teams.microsoft.com/?JoinWebUrl={quote(LONG, safe='')}",
        f"https://teams.microsoft.com/other/?x={quote(PATH, safe='')}",
        f"evil.example/?x={LONG.removeprefix('https://')}",
    ],
)
def test_look_alikes_are_no_meeting(url: str) -> None:
    assert not any(link.is_meeting for link in find_links(url))


def test_a_backslash_does_not_hide_the_real_host() -> None:
    assert not any(link.is_meeting for link in find_links(LONG.replace(".com/", ".com\\@evil.example/")))


def test_two_meetings_stay_two_in_order() -> None:
    other = LONG.replace("MjA3", "OTk5")
    assert [link.url for link in find_links(f"{other} and {LONG} and {other}")] == [other, LONG]


def test_a_link_behind_the_limit_is_not_read_and_one_on_it_is_not_cut() -> None:
    stop_words = "x " * 32_700
    assert find_links(stop_words + LONG) == ()
    assert find_links("x " * 10_000 + LONG) != ()


WRAPS: list[Callable[[str], str]] = [
    lambda link: quote(link, safe=""),
    lambda link: quote(link, safe=":/"),
    safelink,
    teams_safelink,
    lambda link: f"https://visit.teams.microsoft.com/route?x=1&JoinWebUrl={quote(link, safe='')}&biz=0",
]
PACKED: list[Callable[[str], str]] = [
    lambda link: f'<p>Hi</p><a class="x" href="{html.escape(link)}">Join</a>',
    lambda link: f"<{link}>",
    lambda link: f"[Join now]({link}), thanks.",
    lambda link: f"get link {link}!",
    lambda link: f"{html.escape(link)}\n",
]
threads = st.text("abcXYZ0123456789", min_size=8, max_size=48).map(lambda text: f"19:meeting_{text}@thread.v2")


@given(threads, st.uuids(), st.uuids(), st.lists(st.sampled_from(WRAPS), max_size=3), st.sampled_from(PACKED))
def test_however_it_is_wrapped_it_stays_the_same_meeting(
    thread: str, tenant: object, organizer: object, wraps: list[Callable[[str], str]], pack: Callable[[str], str]
) -> None:
    context = f'{{"Tid":"{tenant}","Oid":"{organizer}"}}'
    written = f"https://teams.microsoft.com/l/meetup-join/{quote(thread, safe='')}/0?context={quote(context, safe='')}"
    for wrap in wraps:
        written = wrap(written)
    (link,) = find_links(pack(written))
    assert (link.thread_id, link.tenant_id, link.organizer_id) == (thread, str(tenant), str(organizer))


scraps = st.sampled_from(
    [
        LONG,
        SHORT,
        VISIT,
        safelink(""),
        "https://",
        "msteams:",
        "%25",
        "%3A%2F",
        "<a href=",
        "{",
        '"',
        "&amp;",
        "MSo",
        "248 ",
    ]
)


@given(st.lists(st.one_of(st.text(max_size=20), scraps), max_size=12).map("".join))
def test_no_text_makes_it_stumble(text: str) -> None:
    find_links(text, text)
    read_graph_id(text)
    is_allowed(text, ["*.teams.microsoft.com"])
    assert number_in(text) == "" or 9 <= len(number_in(text)) <= 15


@pytest.mark.parametrize(
    "scrap",
    [
        *("https://", "https%25253A", "msteams:/", "teams.microsoft.com/", "?url=", "%25", "&", "&amp;", "\\"),
        *("<a href=", "href='", "<", "{", "[", "a.", "MSo", "1", "1 ", "1-", "+1", "123 ", "2026-"),
        "https://x.safelinks.protection.outlook.com/?url=",
        "https://visit.teams.microsoft.com/?JoinWebUrl=",
        *("https://a\nb\n", "https://teams.microsoft.com/\nb\n", "https://x\n> ", "=3D=\n", "coords=eyJ", "\n"),
        "https://teams.microsoft.com/\n" + f"{'b' * 30}\n" * 23,
        "https://secure-web.cisco.com/1/https:",
        "https://teams.microsoft.com/light-meetings/launch?coords=",
        *("https://urldefense.com/v3/__", "https://urldefense.com/v3/__*", "/v3/__", "__;", "."),
    ],
)
def test_hostile_repetition_costs_no_more_than_its_length(scrap: str) -> None:
    text = scrap * (65_536 // len(scrap))
    started = time.perf_counter()
    find_links(text, text)
    number_in(text)
    read_graph_id(text)
    assert time.perf_counter() - started < 2  # quadratic would be minutes


# ---- ids


def test_a_graph_id_is_what_graph_gives() -> None:
    assert base64.b64decode(graph_id(THREAD, ORGANIZER)).decode() == f"1*{ORGANIZER}*0**{THREAD}"
    assert graph_id(THREAD, ORGANIZER).startswith("MSo")


@pytest.mark.parametrize("organizer", [ORGANIZER, f"d{ORGANIZER[1:]}"])
@pytest.mark.parametrize("thread", [THREAD, THREAD + "x", THREAD + "xy"])
@pytest.mark.parametrize(
    "write",
    [
        str,
        lambda id_: f"get link {id_}, please",
        lambda id_: id_.rstrip("="),
        lambda id_: id_.replace("+", "-").replace("/", "_"),
        lambda id_: quote(id_, safe=""),
        lambda id_: f"https://graph.microsoft.com/v1.0/me/onlineMeetings/{id_}",
    ],
)
def test_a_graph_id_is_recognised(write: Callable[[str], str], thread: str, organizer: str) -> None:
    id_ = graph_id(thread, organizer, "1660758607740")
    assert read_graph_id(write(id_)) == MeetingKey(thread, organizer, "1660758607740")


def test_the_teams_clients_own_id_is_recognised_without_an_organizer() -> None:
    own = base64.b64encode(f"0#{THREAD}#0".encode()).decode()
    assert read_graph_id(f"get link {own}") == MeetingKey(THREAD)


@pytest.mark.parametrize(
    "text", ["", "MSo", "MSoxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "MSpkYzE3Njc0Yy04MWQ5LTRhZGItYmZi", LONG]
)
def test_what_is_no_id_is_not_read_as_one(text: str) -> None:
    assert read_graph_id(text) is None


def test_a_link_becomes_a_meeting_with_a_computed_id() -> None:
    meeting = meeting_of(find_links(VISIT)[0])
    assert (meeting.graph_id, meeting.join_url) == (graph_id(THREAD, ORGANIZER), LONG)
    assert meeting.organizer.id == ORGANIZER


def test_a_short_link_becomes_a_meeting_without_id() -> None:
    assert (meeting_of(find_links(SHORT)[0]).join_url, meeting_of(find_links(SHORT)[0]).graph_id) == (SHORT, "")


def test_a_key_becomes_a_meeting_without_join_url() -> None:
    assert meeting_of(MeetingKey(THREAD, ORGANIZER)).graph_id == graph_id(THREAD, ORGANIZER)
    assert meeting_of(MeetingKey(THREAD)).graph_id == ""


# ---- numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("248123456", "248123456"),
        ("get link 248 123 456 789", "248123456789"),
        ("Meeting ID: 248 123 456 789 12", "24812345678912"),
        ("Meeting ID:248123456789", "248123456789"),
        ("Besprechungs-ID: 248\u00a0123\u00a0456\u00a0789\u00a01", "2481234567891"),
        ("248\u2009123\u202f456\u2009789", "248123456789"),
        ("248-123-456-789.", "248123456789"),
        ("248–123–456–789, thanks", "248123456789"),
        ("(248 123 456 789)", "248123456789"),
        ("2481 2345 6789", "248123456789"),
        ("248 123 456 789\nPasscode: 12345", "248123456789"),
        ("at 10:30 on 2026-10-25: 248 123 456 789", "248123456789"),
        ("248 123 456 789 10:30", "248123456789"),
        ("25 Oct 2026 248 123 456 789", "248123456789"),
        ("+49 69 1234567,,123456789# or 248 123 456 789 12", "24812345678912"),
        (f"{SHORT} and 359 111 222 333", "359111222333"),
        ("12345678", ""),
        ("1234567890123456", ""),
        ("248 123 456 789 123 456", ""),
        (SHORT, ""),
        ("https://zoom.us/j/12345678901", ""),
        ("teams.microsoft.com/meet/24812345678912", ""),
        ("+49 30 123 456 789", ""),
        ("+491701234567", ""),
        ("0049 170 123 4567", ""),
        ("2026-10-25 10:30", ""),
        ("25.10.2026 10:30", ""),
        ("20261025T103000", ""),
        ("123456789.50", ""),
        ("0.123456789012", ""),
        ("Phone conference ID: 123 456 789#", ""),
        ("room 12 from 10 to 11", ""),
        ("a248123456789", ""),
        ("4b75189b-c195-403b-bac4-123456789012x", ""),
    ],
)
def test_a_numeric_meeting_id_is_told_from_other_numbers(text: str, number: str) -> None:
    assert number_in(text) == number


@example(248001234567, " ")
@given(st.integers(10**8, 10**15 - 1), st.sampled_from(["", " ", "\u00a0", "\u2009", "\u202f", "-", "\u2011"]))
def test_every_grouped_number_is_read_back(number: int, gap: str) -> None:
    digits = str(number)
    groups = gap.join(digits[at : at + 3] for at in range(0, len(digits), 3))
    assert number_in(f"Meeting ID: {groups}") == digits


# ---- allowed hosts

HOSTS = ("teams.microsoft.com", "*.teams.microsoft.com")


@pytest.mark.parametrize(
    "url",
    [
        LONG,
        VISIT,
        "https://a.b.teams.microsoft.com/x",
        "https://TEAMS.microsoft.com:443/x",
        "https://teams.microsoft.com",
    ],
)
def test_links_on_allowed_hosts_are_allowed(url: str) -> None:
    assert is_allowed(url, HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://teams.microsoft.com/x",
        "javascript:alert(1)",
        "https://teams.microsoft.com.evil.example/",
        "https://evilteams.microsoft.com/",
        "https://.teams.microsoft.com/",
        "https://a@teams.microsoft.com/",
        "https://teams.microsoft.com:8443/",
        "https://teams.microsoft.com\\@evil.example/",
        "https://teams.microsoft.com/a b",
        "https://teams.microsoft.com/a\nb",
        "https://teams.microsoft.com/\u202eb",
        "https://teams.microsoft.com./",
        "https://t\u0435ams.microsoft.com/",
        " https://teams.microsoft.com/",
        "//teams.microsoft.com/",
        "https:teams.microsoft.com/",
        "https://teams.microsoft.com%2f.evil.example/",
    ],
)
def test_everything_else_is_not(url: str) -> None:
    assert not is_allowed(url, HOSTS)


def test_a_star_needs_a_label() -> None:
    assert not is_allowed("https://teams.microsoft.com/", ["*.teams.microsoft.com"])
