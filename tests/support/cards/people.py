"""The people, meetings and replies that the card tests share."""

from __future__ import annotations

import base64
import json
import random
import string
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

from pydantic import TypeAdapter

from bot.languages import words
from bot.model import (
    Account,
    Action,
    ActionKind,
    BareLink,
    Confirmation,
    Help,
    Invitation,
    LanguageSettings,
    LinkAction,
    LinkList,
    LinkReady,
    Manner,
    Meeting,
    MeetingChoice,
    MissingLink,
    Notice,
    OpenPrivately,
    Organizer,
    PostedLink,
    PostPreview,
    Reading,
    Reply,
    SignedOut,
    SignInLink,
    SignInReason,
    SmallTalk,
    Surface,
    Trouble,
    User,
    Welcome,
    WhoAmI,
)
from cards import InvitationText, RenderContext

NOW = datetime(2026, 11, 24, 13, 48, tzinfo=UTC)
NADIA = Organizer("Dr Nadia Osei", "nadia.osei@clinic.example", "4b75189b-c195-403b-bac4-bf03f2295ebc")
ANNA = User("a796be92-1111-4000-8000-000000000001", "0d5c8a4e-2222-4000-8000-000000000002", "Anna Berg")
PRESS = TypeAdapter(Action)

HOSTILE = {
    "markdown": "**Wound** _check_ `code` ~~gone~~ # not a heading",
    "markdown link": "[free](https://evil.example/win)",
    "bare link": "Join https://evil.example/?a=1&b=2 now",
    "autolink": "<https://evil.example>",
    "mention": "<at>Everyone</at> urgent",
    "html": "<script>alert(1)</script><b>bold</b> &lt;i&gt; &copy;",
    "list": "1. first",
    "bullet": "- first",
    "quote": "> said",
    "one long word of markdown": "**" + "Rehabilitationsnachsorge" * 3 + "**_x_[a](https://evil.example)",
    "arabic": "مراجعة بعد العملية",
    "emoji": "👩‍⚕️ Video visit 🇩🇪",
    "image": "![pic](https://evil.example/p.png)",
    "backslashes": "C:\\new \\*folder\\*",
}
# What is not shown as it was given, and what is shown instead.
TAMED = {
    "right-to-left override": ("abc\u202egnp.exe", "abcgnp.exe"),
    "newlines": ("line one\n\n# line two\ttab\r\n", "line one # line two tab"),
    "control characters": ("be\x07ll\x00", "bell"),
    "half a surrogate pair": ("bro\ud83dken", "broken"),
    "300 characters": ("A" * 150 + "Z" * 150, "A" * 79 + "…" + "Z" * 40),
}


def seal(press: Action) -> str:
    """As long as the real seal: compressed, with nonce, tag and key id, in base64. Opened by `opened`."""
    packed = zlib.compress(PRESS.dump_json(press, exclude_defaults=True), 9)
    return base64.urlsafe_b64encode(b"\1" * 33 + packed).decode()


def opened(sealed: str) -> Action:
    """The press in a button."""
    return PRESS.validate_json(zlib.decompress(base64.urlsafe_b64decode(sealed)[33:]))


def copy_page(ready: LinkReady) -> str:
    """As long as the real address."""
    noise = random.Random(ready.link)  # noqa: S311 — the same address every time
    return "https://bot.example/invitation?link=" + "".join(noise.choices(string.ascii_letters, k=2 * len(ready.link)))


def print_page(ready: Sequence[LinkReady]) -> str:
    """As long as the real address."""
    noise = random.Random(ready[0].link)  # noqa: S311 — the same address every time
    length = sum(60 + len(each.link) // 3 for each in ready)
    return "https://bot.example/invitation?print=" + "".join(noise.choices(string.ascii_letters, k=length))


def invitation_page(written: InvitationText) -> str:
    """As long as the real address."""
    noise = random.Random(written.link)  # noqa: S311 — the same address every time
    return "https://bot.example/invitation?of=" + "".join(noise.choices(string.ascii_letters, k=900))


def reader(locale: str = "en-GB", surface: Surface = Surface.CHAT) -> RenderContext:
    """Somebody in Berlin."""
    said = words(locale, "Europe/Berlin", NOW)
    return RenderContext(said, seal, surface, copy_page, invitation_page, print_page=print_page)


def link(length: int) -> str:
    """A link of that many characters, with all that a link may hold."""
    start = "https://visit.teams.microsoft.com/webrtc-svc/api/route?tid=a796be92&convId=19:meeting_Mj"
    noise = random.Random(length)  # noqa: S311 — the same link every time
    return start + "".join(noise.choices(string.ascii_letters + string.digits + "%_&=-.~", k=length - len(start)))


def meeting(subject: str = "Physiotherapy review, knee", minutes: int = 12, n: int = 0, own: bool = False) -> Meeting:
    """A meeting that begins in so many minutes, with ids and URLs as long and as random as Graph's."""
    noise = random.Random(f"{subject!a}{minutes}{n}")  # noqa: S311 — the same meeting every time
    thread = base64.b64encode(noise.randbytes(18).hex().encode()).decode()
    context = quote(json.dumps({"Tid": ANNA.tenant_id, "Oid": NADIA.id}))
    start = NOW + timedelta(minutes=minutes)
    return Meeting(
        subject=subject,
        start=start,
        end=start + timedelta(minutes=30),
        own=own,
        organizer=Organizer() if own else NADIA,
        join_url=f"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{thread}%40thread.v2/0?context={context}",
        graph_id=base64.b64encode(f"1*{NADIA.id}*0**19:meeting_{thread}@thread.v2".encode()).decode(),
        event_id=base64.b64encode(noise.randbytes(110)).decode(),
    )


PHYSIO = meeting()
READING = Reading("physio", date(2026, 11, 24), date(2026, 11, 24))
RETRY = Action(ActionKind.SAY, text="get link physio")


def week(count: int) -> list[Meeting]:
    """So many meetings, an hour apart."""
    return [meeting(f"Appointment number {n}", 10 + 60 * n, n, own=n % 3 == 0) for n in range(count)]


def ready(count: int, length: int = 400) -> list[LinkReady]:
    """So many meetings with their links, every fourth of a series."""
    return [LinkReady(replace(each, series=n % 4 == 0), link(length + n)) for n, each in enumerate(week(count))]


def refusals() -> list[MissingLink]:
    """A meeting for each reason not to have its link."""
    reasons = (Trouble.NOT_YOURS, Trouble.BUSY, Trouble.GONE, None)
    return [MissingLink(meeting(f"Refused {n}", n), why) for n, why in enumerate(reasons)]


def replies() -> Iterator[tuple[str, Reply]]:
    """Every kind of reply, each in its variants, with a name."""
    for length in (110, 400, 900):
        yield f"link of {length}", LinkReady(replace(PHYSIO, series=True), link(length), READING)
    yield "link of an unknown meeting", LinkReady(Meeting(), link(110))
    yield "link with hostile title", LinkReady(meeting(" ".join(HOSTILE.values())[:250]), link(400))
    for count in (1, 6, 7, 40, 250):
        yield f"choice of {count}", MeetingChoice(week(count), READING if count == 6 else None)
    yield "choice of hostile titles", MeetingChoice([meeting(title) for title in HOSTILE.values()])
    yield "choice of unknowns", MeetingChoice([Meeting(), replace(PHYSIO, all_day=True)])
    yield "nothing ticked", MeetingChoice(week(12), ticking=True)
    for count, length in ((2, 110), (20, 400), (20, 900)):
        yield f"{count} links of {length}", LinkList(tuple(ready(count, length)))
    yield "links and refusals", LinkList((*ready(2), *refusals()), tuple(week(3)))
    yield "refusals alone", LinkList(tuple(refusals()))
    yield (
        "links with hostile titles",
        LinkList(tuple(LinkReady(meeting(title), link(110)) for title in [*HOSTILE.values()][:12])),
    )
    for trouble in Trouble:
        yield f"notice {trouble}", Notice(trouble, PHYSIO, READING, RETRY, "https://login.example/x_y_z", "7f3a-92c1")
        yield f"bare notice {trouble}", Notice(trouble)
    yield "who am I", WhoAmI(Account(ANNA, "anna@clinic.example", ("openid", "Calendars.ReadBasic", "New.Scope")))
    yield "who am I, signed out", WhoAmI(None)
    yield from (("signed out", SignedOut()), ("help", Help()), ("welcome", Welcome()))
    yield "only you", OpenPrivately(RETRY)
    yield "only you, for a language", OpenPrivately(Action(ActionKind.LANGUAGE))
    yield "language", LanguageSettings("", "en-GB")
    yield "language chosen", LanguageSettings("pt-BR", "pt-BR", saved=True)
    yield "language unknown", LanguageSettings("ja", "ja-GB", unknown=" ".join(HOSTILE.values())[:60])
    yield from (
        (f"sign in because of {why}", SignInLink("https://bot.example/auth?c=x_y", why, RETRY)) for why in SignInReason
    )
    yield "posted link", PostedLink(replace(PHYSIO, series=True), link(400))
    yield "posted link of an unknown meeting", PostedLink(Meeting(), link(110))
    yield "posted link with hostile title", PostedLink(meeting(" ".join(HOSTILE.values())[:250]), link(900))
    yield from ((f"{deed} with a way back", Confirmation(deed, RETRY)) for deed in LinkAction)
    yield "posted", Confirmation(LinkAction.POSTED)
    yield "posted, and can be removed", Confirmation(LinkAction.POSTED, RETRY, undo=RETRY)
    yield "what will be posted", PostPreview(replace(PHYSIO, series=True), link(400))
    yield from ((f"small talk: {manner}", SmallTalk(manner)) for manner in Manner)
    yield "misspelled command", Notice(Trouble.NOT_UNDERSTOOD, retry=RETRY, meant=Action(ActionKind.GET_LINK))
    yield "bare link", BareLink(link(110))
    yield "invitation", Invitation(PHYSIO, link(110), "de")


REPLIES = dict(replies())
PLAIN = BareLink | Invitation | SmallTalk
IN_CHAT = [name for name, reply in REPLIES.items() if not isinstance(reply, PLAIN) or "greeting" in name]
# Where a reply is a card: everywhere but in a chat, where some are plain text.
CARDS_SHOWN = [(surface, name) for surface in Surface for name in (IN_CHAT if surface is Surface.CHAT else REPLIES)]
