"""Links and ids as people paste them: every form of one meeting is that meeting, and nothing else is."""

from __future__ import annotations

import html
from urllib.parse import quote

import pytest

from bot.joinlinks import find_links
from tests.support.joinlinks.links import (
    BARE_VISIT,
    LAUNCHED,
    LONG,
    ORGANIZER,
    PATH,
    POOR_VISIT,
    RAW,
    TENANT,
    THREAD,
    VISIT,
    WRAPPERS,
    folded,
    quoted_printable,
    safelink,
    teams_safelink,
    urldefense,
)


def launcher(_: str) -> str:
    deep = quote("/_#" + PATH + "&anon=true", safe="")
    return f"https://teams.microsoft.com/dl/launcher/launcher.html?url={deep}&type=meetup-join&directDl=true"


def context(start: str, sign: str, end: str) -> str:
    """The link with its context as some program wrote it."""
    said = ",".join(f"{sign}{name}{sign}:{sign}{value}{sign}" for name, value in (("Tid", TENANT), ("Oid", ORGANIZER)))
    return f"{LONG.partition('?')[0]}?context={start}{said}{end}"


CONTEXTS = {
    "raw quotes in encoded braces": ("%7b", '"', "%7d"),
    "raw quotes in upper-case braces": ("%7B", '"', "%7D"),
    "raw quotes in braces encoded twice": ("%257b", '"', "%257d"),
    "encoded quotes in raw braces": ("{", "%22", "}"),
    "quotes encoded twice in raw braces": ("{", "%2522", "}"),
    "quotes encoded twice in encoded braces": ("%7b", "%2522", "%7d"),
    "quotes in braces encoded twice": ("%257b", "%22", "%257d"),
    "a raw brace that ends encoded": ("{", '"', "%7d"),
    "an encoded brace that ends raw": ("%7b", '"', "}"),
    "single quotes": ("%7b", "'", "%7d"),
    "single quotes in raw braces": ("{", "'", "}"),
    "encoded single quotes": ("%7b", "%27", "%7d"),
    "Word's quotes": ("{", "”", "}"),
    "Word's quotes in encoded braces": ("%7b", "”", "%7d"),
    "escaped quotes": ("{", '\\"', "}"),
    "escaped quotes in encoded braces": ("%7b", '\\"', "%7d"),
    "no quotes": ("%7b", "", "%7d"),
    "no quotes in raw braces": ("{", "", "}"),
    "entities": ("%7b", "&quot;", "%7d"),
    "entities in raw braces": ("{", "&#34;", "}"),
}
HALF_DECODED = context("%7b", '"', "%7d")
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
    **{name: context(start, quote_, end) for name, (start, quote_, end) in CONTEXTS.items()},
    "raw quotes in a SafeLink": safelink(HALF_DECODED),
    "raw quotes, with spaces": LONG.partition("?")[0] + f'?context=%7b"Tid": "{TENANT}", "Oid": "{ORGANIZER}"%7d',
    "raw quotes in a sentence": f'Please use {HALF_DECODED}, she said "now".',
    "raw quotes, and more behind": HALF_DECODED + "&anon=true",
    "raw quotes as HTML": f"<p>{html.escape(HALF_DECODED)}</p>",
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


def test_teams_cloud_microsoft_keeps_its_name() -> None:
    (link,) = find_links(LONG.replace("teams.microsoft.com", "teams.cloud.microsoft"))
    assert link.url == LONG.replace("teams.microsoft.com", "teams.cloud.microsoft")


def test_a_channel_meeting_keeps_its_message() -> None:
    (link,) = find_links(LONG.replace("meeting_", "kDmBJDX").replace("thread.v2/0", "thread.tacv2/1660758607740"))
    assert (link.message_id, link.thread_id[-12:]) == ("1660758607740", "thread.tacv2")


def test_two_meetings_stay_two_in_order() -> None:
    other = LONG.replace("MjA3", "OTk5")
    assert [link.url for link in find_links(f"{other} and {LONG} and {other}")] == [other, LONG]
