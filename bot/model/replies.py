"""What the bot answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from enum import StrEnum

from bot.model.commands import Action
from bot.model.meetings import Meeting, Reading
from bot.model.people import Account
from bot.model.problems import Notice, Trouble
from bot.model.sign_in import SignInNeeded, SignInReason
from bot.model.values import value


@value
class LinkReady:
    """The customer's link of `meeting`; `language` is that of the person's last customer, where it is asked for."""

    meeting: Meeting
    link: str
    reading: Reading | None = None
    language: str = ""


@value
class MeetingChoice:
    """Several meetings fit; the person presses one. Soonest first. `reading` is None when nothing was named.

    `places`: of meetings that links name, which of the message's links each is, from 1. `complete`: no meeting that
    could be meant was left unread. `ticking`: several were to be ticked, and none was.
    """

    meetings: Sequence[Meeting]
    reading: Reading | None = None
    places: Sequence[int] = ()
    complete: bool = True
    ticking: bool = False


@value
class MissingLink:
    """A meeting without its link, and what stands in the way; None: Microsoft wants to ask the person first."""

    meeting: Meeting
    trouble: Trouble | None


@value
class LinkList:
    """The customers' links of several meetings, in the order of the list that they were ticked in.

    `beyond`: meetings that were ticked as well, and are more than are asked for at once.
    """

    rows: tuple[LinkReady | MissingLink, ...]
    beyond: tuple[Meeting, ...] = ()


@value
class BareLink:
    """The link and nothing else, as a plain message: a long press on a phone copies exactly that."""

    link: str


@value
class Invitation:
    """Words to send to the customer, in `language` (BCP 47), with the link fetched for that language.

    `zone` is the customer's (IANA; "": the person's own); `with_title`: the meeting's title is said, which may tell
    others more than a customer wants; `sender` is the person's name, where it is to be said. `page` is of old
    records.
    """

    meeting: Meeting
    link: str
    language: str
    page: str = field(default="", repr=False)
    zone: str = ""
    with_title: bool = False
    sender: str = ""


@value
class AdminMessage:
    """What a person passes on to an admin, who is to approve with `link`."""

    link: str = field(repr=False)


@value
class WhoAmI:
    """The answer to *who am I*; None: nobody is signed in."""

    account: Account | None


@value
class LanguageSettings:
    """In which language the bot answers a person: `chosen` (BCP 47), or "" as Teams is set.

    `locale` is how this very answer is read, for the choice counts at once. `saved`: it has just been made. `offered`
    is what else the person may have meant, `unknown` the words that are no language of ours.
    """

    chosen: str
    locale: str
    saved: bool = False
    offered: str = ""
    unknown: str = ""


@value
class SignedOut:
    """The answer to *sign out*."""


@value
class OpenPrivately:
    """Where others read along: a neutral card with one button; what it opens, only the presser sees."""

    press: Action


@value
class SignInLink:
    """Where Teams cannot sign in silently: one's own link, and in a view or dialog the press that goes on after it.

    `again` is None where the answer comes by itself.
    """

    url: str = field(repr=False)
    why: SignInReason
    again: Action | None = None


@value
class PostedLink:
    """The customer's link for everybody in a conversation, posted because somebody said so."""

    meeting: Meeting
    link: str


@value
class PostPreview:
    """What everybody in the conversation will see once the one who asked says so."""

    meeting: Meeting
    link: str


@value
class Found:
    """What a search came to, each meeting with its customer's link, ready to be inserted. Soonest first."""

    rows: tuple[LinkReady, ...]


class LinkAction(StrEnum):
    """What has been done on request, told to the one who asked."""

    POSTED = "posted"
    SENT_TO_YOU = "sent_to_you"
    REMOVED = "removed"


@value
class Confirmation:
    """It is done; `again` leads back to the link, `url` to where it can be seen, `undo` takes it back."""

    done: LinkAction
    again: Action | None = None
    url: str = ""
    undo: Action | None = None


@value
class Help:
    """What can be typed."""


class Manner(StrEnum):
    """What people say for its own sake; the values are the keys of Vocabulary.manners."""

    GREETING = "greeting"
    THANKS = "thanks"
    AGREEMENT = "agreement"
    REFUSAL = "refusal"
    FAREWELL = "farewell"


@value
class SmallTalk:
    """A few words back."""

    to: Manner


@value
class Welcome:
    """The first message after installing."""


Reply = (
    LinkReady
    | MeetingChoice
    | LinkList
    | BareLink
    | Invitation
    | SignInNeeded
    | Notice
    | AdminMessage
    | WhoAmI
    | LanguageSettings
    | SignedOut
    | OpenPrivately
    | SignInLink
    | PostedLink
    | PostPreview
    | Confirmation
    | Found
    | Help
    | SmallTalk
    | Welcome
)
