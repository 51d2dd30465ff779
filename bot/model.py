"""The words the bot thinks in: a User gives a Command about a Meeting and gets a Reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class User:
    """A member of staff as Entra knows them: tenant and object id together are the key, the name is decoration."""

    tenant_id: str
    id: str
    name: str = field(default="", compare=False)


class ChatKind(StrEnum):
    """Who reads along: `conversation.conversationType` of a Teams activity."""

    PERSONAL = "personal"
    GROUP = "groupChat"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Address:
    """Where an answer goes; enough to post it later and from another instance."""

    service_url: str
    conversation_id: str
    kind: ChatKind
    bot_id: str
    user_id: str
    activity_id: str


@dataclass(frozen=True, slots=True)
class Organizer:
    """Who called the meeting; any part may be unknown."""

    name: str = ""
    email: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A Teams meeting as far as it is known. What is not known is empty and is never invented.

    `graph_id` is Graph's onlineMeeting id (given, or computed from the join URL); `event_id` the calendar event's.
    `join_url` is the staff member's own Teams link. `own` says that the reader organized it.
    """

    subject: str = ""
    start: datetime | None = None
    end: datetime | None = None
    all_day: bool = False
    series: bool = False
    own: bool = False
    organizer: Organizer = Organizer()
    join_url: str = ""
    graph_id: str = ""
    event_id: str = ""


class Surface(StrEnum):
    """Where a reply is read, which decides what its buttons do. The values stand in stored records and never change."""

    CHAT = "chat"  # a message in a personal chat: a button sends a message
    USER_VIEW = "view"  # one person's own view of a card where others read along: a button is an Action.Execute
    EXTENSION = "dialog"  # a dialog of the message extension: a button submits it, and the last one inserts
    MAIL = "mail"  # the same while a mail is written, which shows no pictures of a card, and outside no cards at all
    DIALOG = "task"  # a dialog in place of a USER_VIEW, for clients that have none: what a view offers, submitted
    COMMAND_BOX = "box"  # a dialog of the command box, from which nothing can be inserted or posted


class ActionKind(StrEnum):
    """What a button on one of our cards asks for."""

    GET_LINK = "get_link"
    MEETINGS = "meetings"  # the coming meetings to choose from, also in the chat of one of them
    COPY = "copy"
    INVITATION = "invitation"
    SAY = "say"  # as if `Press.text` had been typed: try again, help
    POST_HERE = "post_here"  # show the link to everybody in this conversation
    SEND_TO_ME = "send_to_me"  # send the link to the presser's own chat with the bot
    INSERT = "insert"  # put the card into the message that is being written


@dataclass(frozen=True, slots=True)
class Action:
    """A pressed button. Travels through the card sealed and bound to its reader, so that it can be believed.

    On a card for all, `meeting_chat` is that of the command it answers: a press need not say it again. `said_on` is the
    local day on which `text` was said: a press of tomorrow must not move its 'tomorrow'.
    """

    verb: ActionKind
    meeting: Meeting | None = None
    link: str = ""
    text: str = ""
    language: str = ""
    meeting_chat: str = ""
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """What a person asked for. `text` has the bot's mention removed; `html` is the same message as Teams formatted it.

    `now` is aware; `timezone` is an IANA name; `locale` a BCP 47 tag. `press` is set when a button was pressed.
    `meeting_chat` is Teams' id of the meeting whose chat this is, if any. `surface` is where the answer will be read.
    `targeted` says that only the bot saw the question, so that only the asker may see the answer. `said_on` is the
    local day on which the words were said, where that may be another one than that of `now`.
    """

    user: User
    address: Address
    text: str
    now: datetime
    timezone: str = "UTC"
    locale: str = "en"
    html: str = ""
    press: Action | None = None
    meeting_chat: str = ""
    surface: Surface = Surface.CHAT
    targeted: bool = False
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a person's words were understood, to be echoed: words of the subject, the days [first, last], the hours.

    `hours` are stretches of the day, [start, end) in minutes from midnight; one minute long for a time of day.
    """

    words: str = ""
    first: date | None = None
    last: date | None = None
    hours: tuple[tuple[int, int], ...] = ()


# ---- Replies ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LinkReady:
    """The customer's link of `meeting`."""

    meeting: Meeting
    link: str
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class MeetingChoice:
    """Several meetings fit; the person presses one. Soonest first. `reading` is None when nothing was named.

    `places`: of meetings that links name, which of the message's links each is, from 1.
    """

    meetings: Sequence[Meeting]
    reading: Reading | None = None
    places: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class BareLink:
    """The link and nothing else, as a plain message: a long press on a phone copies exactly that."""

    link: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """Words to send to the customer, in `language` (BCP 47), with the link fetched for that language.

    `page` is the address of a page from which a mail's formatted words are copied; empty where none is offered.
    """

    meeting: Meeting
    link: str
    language: str
    page: str = field(default="", repr=False)


class SignInReason(StrEnum):
    """Why the person is asked to sign in, said in one sentence on the card."""

    FIRST_USE = "first_use"
    EXPIRED = "expired"
    EXTRA_CHECK = "extra_check"  # MFA or another condition (claims challenge)
    LOOK_UP = "look_up"  # OnlineMeetings.Read, to find a meeting by number or short link
    WIDER_CALENDAR = "wider_calendar"  # Calendars.Read, because the narrow scope hides the join link


@dataclass(frozen=True, slots=True)
class SignInNeeded:
    """The person must sign in or consent before this can go on. `claims` is the claims challenge, if there is one."""

    scopes: tuple[str, ...]
    why: SignInReason = SignInReason.FIRST_USE
    claims: str = field(default="", repr=False)


class Trouble(StrEnum):
    """What stands in the way; cards/troubles.py has the words for each, in every language."""

    # choosing
    NONE_FOUND = "none_found"  # nothing matches `reading`
    NO_MEETINGS = "no_meetings"  # nothing named, and no coming meeting
    UNKNOWN_NUMBER = "unknown_number"  # no meeting of this person has the typed meeting id
    NONE_NOW = "none_now"  # 'now' said, and nothing is on or about to begin
    NOT_UNDERSTOOD = "not_understood"  # an unknown command
    NOT_A_TEAMS_LINK = "not_a_teams_link"
    PERSONAL_MEETING = "personal_meeting"  # teams.live.com
    OTHER_CLOUD = "other_cloud"  # government or China links
    OTHER_TENANT = "other_tenant"  # a meeting of another organization
    NO_JOIN_LINK = "no_join_link"  # an online event whose link the calendar does not give
    STALE_CARD = "stale_card"  # a button whose data cannot be opened any more
    NOT_INSTALLED = "not_installed"  # 'send to me', and the person has no chat with the bot yet
    WRITES_BLOCKED = "writes_blocked"  # …, and the person has blocked the bot
    APP_DISABLED = "app_disabled"  # Teams takes no message of the bot's: an admin has switched it off
    CANNOT_POST = "cannot_post"  # Teams takes no message of the bot's in this conversation
    MEETING_CHAT_FORBIDDEN = "meeting_chat_forbidden"  # the app may not read this chat's meeting (RSC permission)
    MEETING_TEAM_FORBIDDEN = "meeting_team_forbidden"  # the same in a channel, whose team has to permit it
    MEETING_CHAT_UNKNOWN = "meeting_chat_unknown"  # a meeting of which Teams gives neither id nor link
    MEETING_CHAT_CALL = "meeting_chat_call"  # a call, not a meeting: there is nothing to hand out
    MEETING_CHAT_CHANNEL = "meeting_chat_channel"  # a channel meeting that Teams does not identify
    NO_LINK_IN_MESSAGE = "no_link_in_message"  # the message that the action was used on holds no meeting link
    # Graph's refusals
    NOT_YOURS = "not_yours"  # somebody else's meeting; `meeting.organizer` can get the link
    SHARED_MAILBOX = "shared_mailbox"  # the organizer is a Bookings or shared mailbox
    NO_ACCESS = "no_access"  # one's own meeting, refused
    NO_CALENDAR = "no_calendar"  # the calendar itself, refused
    GONE = "gone"
    NO_LICENCE = "no_licence"
    NO_MAILBOX = "no_mailbox"
    NO_USABLE_LINK = "no_usable_link"
    # people
    GUEST = "guest"
    UNKNOWN_SENDER = "unknown_sender"
    NOT_ALLOWED_TENANT = "not_allowed_tenant"
    PERSONAL_ONLY = "personal_only"  # asked where others read along
    # sign-in
    SIGN_IN_CLOSED = "sign_in_closed"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_DECLINED = "sign_in_declined"
    ADMIN_CONSENT = "admin_consent"
    NOT_ASSIGNED = "not_assigned"
    BLOCKED_BY_POLICY = "blocked_by_policy"
    ACCOUNT_DISABLED = "account_disabled"
    # ours and Microsoft's
    BUSY = "busy"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Notice:
    """Words, a next step and a reference id. `retry` is the press that tries the same again; `url` a link to follow;
    `back` leads back to the link that the person had.

    `reference` is filled in by the dispatcher; the same id is on the log line that has the cause.
    """

    trouble: Trouble
    meeting: Meeting | None = None
    reading: Reading | None = None
    retry: Action | None = None
    url: str = ""
    reference: str = ""
    back: Action | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in, and what the bot may do for them."""

    user: User
    username: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhoAmI:
    """The answer to *who am I*; None: nobody is signed in."""

    account: Account | None


@dataclass(frozen=True, slots=True)
class SignedOut:
    """The answer to *sign out*."""


@dataclass(frozen=True, slots=True)
class OpenPrivately:
    """Where others read along: a neutral card with one button; what it opens, only the presser sees."""

    press: Action


@dataclass(frozen=True, slots=True)
class SignInLink:
    """Where Teams cannot sign in silently: one's own link, and in a view or dialog the press that goes on after it.

    `again` is None where the answer comes by itself.
    """

    url: str = field(repr=False)
    why: SignInReason
    again: Action | None = None


@dataclass(frozen=True, slots=True)
class PostedLink:
    """The customer's link for everybody in a conversation, posted because somebody said so."""

    meeting: Meeting
    link: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to, each meeting with its customer's link, ready to be inserted. Soonest first."""

    rows: tuple[LinkReady, ...]


class LinkAction(StrEnum):
    """What has been done on request, told to the one who asked."""

    POSTED = "posted"
    SENT_TO_YOU = "sent_to_you"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """It is done; `again` leads back to the link, `url` to where it can be seen."""

    deed: LinkAction
    again: Action | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """What can be typed."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """The first message after installing."""


Reply = (
    LinkReady
    | MeetingChoice
    | BareLink
    | Invitation
    | SignInNeeded
    | Notice
    | WhoAmI
    | SignedOut
    | OpenPrivately
    | SignInLink
    | PostedLink
    | Confirmation
    | Found
    | Help
    | Welcome
)


# ---- The sign-in pages -----------------------------------------------------------------------------------------


class SignInOutcome(StrEnum):
    """How a visit to the sign-in pages ends; bot.web has a page for each."""

    SIGNED_IN = "signed_in"
    ALREADY = "already"  # the command is answered: nothing is left to do
    OTHER_ACCOUNT = "other_account"  # not the person who asked: nothing was kept
    DECLINED = "declined"
    ADMIN = "admin"  # an admin must approve, or decide otherwise
    ADMIN_DONE = "admin_done"  # an admin came back from approving
    BUSY = "busy"
    EXPIRED = "expired"  # an unknown, used or old link
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Redirect:
    """Send the browser to Microsoft, with this secret in its cookie."""

    url: str
    browser: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the page says. `handle` lets the person start over; user and command_id say whose command goes on."""

    end: SignInOutcome
    handle: str = ""
    user: User | None = None
    command_id: str = ""
    notice: Notice | None = None
