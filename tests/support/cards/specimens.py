"""One specimen of every kind of card, as people meet it on a working day: what is drawn, photographed and looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.languages import Words
from bot.languages import words as words_of
from bot.model import (
    Account,
    Action,
    ActionKind,
    AdminMessage,
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
    Notice,
    OpenPrivately,
    Organization,
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
    Welcome,
    WhoAmI,
)
from cards import RenderContext, inserted_card, inserted_invitation, render
from tests.support.cards.drawing import turned, unfolded
from tests.support.cards.people import ANNA, NOW, PHYSIO, READING, RETRY, link, meeting, reader, ready, refusals

SERIES = replace(PHYSIO, series=True)
CLINIC = Organization("Rosengarten Clinic", "+44 20 7946 0000", "Good day,")
SAID = (
    "Medication review",
    "Wound check, left hand",
    "Follow-up after discharge, with family",
    "Intake interview",
    "Diabetes counselling",
    "Speech therapy",
)
ON_PURPOSE = "https://login.example/common/adminconsent?client_id=4b75189b"


def day(count: int, over: int = 0) -> list[Meeting]:
    """So many appointments, `over` of them in the past, the coming ones first, as they are found."""
    coming = [meeting(SAID[n % 6], 12 + 55 * n, n, own=n % 3 == 0) for n in range(count - over)]
    past = [meeting(SAID[n % 6], -40 - 50 * n, n, own=n % 2 == 0) for n in range(over)]
    return [*coming, *past]


def week() -> list[Meeting]:
    """What is soon, tomorrow, all day, of a series, and declined."""
    first, second, third, fourth = day(4)
    return [
        first,
        second,
        replace(third, start=NOW + timedelta(hours=20), series=True),
        replace(fourth, start=NOW + timedelta(days=2), declined=True),
        replace(meeting("Training", 60 * 24 * 6), all_day=True),
    ]


LINK = LinkReady(SERIES, link(400), READING)
TODAY = Reading("", date(2026, 11, 24), date(2026, 11, 24))
# What is shown, where it is read, and how it is seen: at first, with all unfolded, or turned to a page.
Shown = Callable[[dict[str, Any]], dict[str, Any]]
REPLIES: dict[str, tuple[Reply, Surface, Shown | None]] = {
    "link": (LINK, Surface.CHAT, None),
    "link, unfolded": (LINK, Surface.CHAT, unfolded),
    "link where others read along": (LINK, Surface.USER_VIEW, None),
    "link in a dialog": (LINK, Surface.EXTENSION, None),
    "link in a dialog, its code": (LINK, Surface.EXTENSION, lambda card: turned(card, "code")),
    "link as a message": (BareLink(link(400)), Surface.USER_VIEW, None),
    "posted link": (PostedLink(SERIES, link(400)), Surface.CHAT, unfolded),
    "what will be posted": (PostPreview(SERIES, link(400)), Surface.USER_VIEW, None),
    "posted": (Confirmation(LinkAction.POSTED, RETRY, undo=RETRY), Surface.USER_VIEW, None),
    "invitation": (Invitation(PHYSIO, link(400), ""), Surface.USER_VIEW, None),
    "which appointment": (MeetingChoice(week(), READING), Surface.CHAT, None),
    "which of many": (MeetingChoice(day(12)), Surface.CHAT, None),
    "which of a day": (MeetingChoice(day(9, 3), TODAY), Surface.CHAT, None),
    "which, in a dialog": (MeetingChoice(day(8)), Surface.EXTENSION, None),
    "several to tick": (MeetingChoice(day(5), ticking=True), Surface.CHAT, None),
    "several links": (LinkList((*ready(2, 110), *refusals()[:2]), tuple(day(3))), Surface.CHAT, None),
    "not your meeting": (Notice(Trouble.NOT_YOURS, PHYSIO, READING, RETRY), Surface.CHAT, None),
    "admin needed": (Notice(Trouble.ADMIN_CONSENT, url=ON_PURPOSE, retry=RETRY), Surface.CHAT, unfolded),
    "misspelled": (
        Notice(Trouble.NOT_UNDERSTOOD, retry=RETRY, meant=Action(ActionKind.GET_LINK), reference="7F3A-92C1"),
        Surface.CHAT,
        None,
    ),
    "message for the admin": (AdminMessage(ON_PURPOSE), Surface.USER_VIEW, None),
    "sign in": (SignInLink("https://bot.example/auth?c=x", SignInReason.FIRST_USE, RETRY), Surface.USER_VIEW, None),
    "who am I": (
        WhoAmI(Account(ANNA, "anna@clinic.example", ("openid", "Calendars.ReadBasic", "VirtualAppointment.Read"))),
        Surface.CHAT,
        None,
    ),
    "signed out": (SignedOut(), Surface.CHAT, None),
    "only you": (OpenPrivately(RETRY), Surface.CHAT, None),
    "language": (LanguageSettings("", "en-GB"), Surface.CHAT, None),
    "help": (Help(), Surface.CHAT, None),
    "welcome": (Welcome(), Surface.CHAT, None),
    "hello": (SmallTalk(Manner.GREETING), Surface.CHAT, None),
}
INSERTED = {"inserted card": inserted_card, "inserted invitation": inserted_invitation}
SPECIMENS = (*REPLIES, *INSERTED)
# What is theirs who use the bot, not ours: names, titles, links, which no translation touches.
GIVEN = (
    *SAID,
    PHYSIO.subject,
    PHYSIO.organizer.name,
    ANNA.name,
    CLINIC.name,
    CLINIC.phone,
    CLINIC.greeting,
    "Training",
)


def specimen(name: str, language: str) -> dict[str, Any]:
    """The card of that name, for a reader of `language` in Berlin."""
    return specimen_for(name, reader(language))


def specimen_for(name: str, context: RenderContext) -> dict[str, Any]:
    """The same, for the person of that context; the surface is the specimen's."""
    if name in INSERTED:
        asked = Invitation(PHYSIO, link(110), context.words.language, with_title=True, sender=ANNA.name)
        return INSERTED[name](asked, context.words, CLINIC)
    reply, surface, shown = REPLIES[name]
    if isinstance(reply, Invitation):
        reply = replace(reply, language=context.words.language)
    card = render(reply, replace(context, surface=surface)).card
    assert card is not None
    return shown(card) if shown else card


def said(language: str) -> Words:
    """The words of that reader."""
    return words_of(language, "Europe/Berlin", NOW)
