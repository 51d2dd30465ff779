"""What stands in the way, and what a person is told of it."""

from __future__ import annotations

from enum import StrEnum

from bot.model.commands import Action
from bot.model.meetings import Meeting, Reading
from bot.model.values import value


class Trouble(StrEnum):
    """What stands in the way; cards/troubles.py has the words for each, in every language."""

    # choosing
    NONE_FOUND = "none_found"  # nothing matches `reading`
    NO_MEETINGS = "no_meetings"  # nothing named, and no coming meeting
    UNKNOWN_NUMBER = "unknown_number"  # no meeting of this person has the typed meeting id
    NONE_NEXT = "none_next"  # 'next' said, and nothing begins but what the person has declined
    NONE_NOW = "none_now"  # 'now' said, and nothing is on or about to begin
    NOT_UNDERSTOOD = "not_understood"  # an unknown command; `meant` is what it nearly was
    NOTHING_TO_REPEAT = "nothing_to_repeat"  # 'try again', and nobody knows any more what was asked
    NOT_A_TEAMS_LINK = "not_a_teams_link"
    PUBLIC_EVENT = "public_event"  # a webinar, town hall or live event
    BROKEN_LINK = "broken_link"  # the beginning of a join link
    CHAT_LINK = "chat_link"  # a chat, a call, or a channel's message, and no meeting's that the calendar knows
    PLACE_LINK = "place_link"  # a channel, file, app or page of Teams
    HIDDEN_LINK = "hidden_link"  # a short link, or a mail filter's, that does not say where it leads
    UNKNOWN_CHAT = "unknown_chat"  # a meeting's chat or message, and the calendar does not know the meeting
    UNKNOWN_EVENT = "unknown_event"  # an event of a calendar that is not this person's, or gone
    NOT_ONLINE = "not_online"  # an event of the person's calendar that has no Teams meeting
    PERSONAL_MEETING = "personal_meeting"  # teams.live.com
    OTHER_CLOUD = "other_cloud"  # government or China links
    OTHER_TENANT = "other_tenant"  # a meeting of another organization
    NO_JOIN_LINK = "no_join_link"  # an online event whose link the calendar does not give
    STALE_CARD = "stale_card"  # a button whose data cannot be opened any more
    NOT_INSTALLED = "not_installed"  # 'send to me', and the person has no chat with the bot yet
    WRITES_BLOCKED = "writes_blocked"  # …, and the person has blocked the bot
    APP_DISABLED = "app_disabled"  # Teams takes no message of the bot's: an admin has switched it off
    CANNOT_POST = "cannot_post"  # Teams takes no message of the bot's in this conversation
    CANNOT_REMOVE = "cannot_remove"  # Teams does not let the bot take its message back
    CONVERSATION_GONE = "conversation_gone"  # Teams does not find the conversation that was to be written to
    NO_ANSWER_THERE = "no_answer_there"  # told in one's own chat: Teams took no answer where it was asked
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
    APPROVED = "approved"  # none any more: told to whoever was waiting for an admin
    NOT_ASSIGNED = "not_assigned"
    BLOCKED_BY_POLICY = "blocked_by_policy"
    ACCOUNT_DISABLED = "account_disabled"
    # ours and Microsoft's
    BUSY = "busy"  # Microsoft 365 does not answer in time: Graph or Entra
    NOT_ANSWERING = "not_answering"  # Microsoft 365 has not answered for a while, and was not asked
    TEAMS_BUSY = "teams_busy"  # Teams does not take what the bot sends, or tell what it asks
    BOT_BUSY = "bot_busy"  # more is asked of the bot than it can answer: nothing of the question is kept
    TOO_MANY_WAITING = "too_many_waiting"  # more of this one person's questions wait than anybody may have waiting
    DELAYED = "delayed"  # the bot cannot write the question down at the moment; the answer comes later by itself
    EDITED_LATE = "edited_late"  # a message was changed long after it was asked
    OURS = "ours"


FOR_ADMINS = frozenset({Trouble.ADMIN_CONSENT, Trouble.SIGN_IN_DECLINED})
"""What may end once an admin has approved: Microsoft says *declined*, too, where only an admin could have agreed."""

PASSING = frozenset({Trouble.BUSY, Trouble.NOT_ANSWERING, Trouble.TEAMS_BUSY, Trouble.BOT_BUSY})
"""What may be over in a moment: somebody was too slow, and nobody has refused anything."""


@value
class Notice:
    """Words, a next step and a reference id. `retry` is the press that tries the same again; `url` a link to follow;
    `back` leads back to the link that the person had; `meant` is a command that is spelled much like what was typed.

    `reference` is filled in by the dispatcher; the same id is on the log line that has the cause.
    `complete`: no meeting that could be meant was left unread. `reported`: that line is an error's, which is looked
    into.
    """

    trouble: Trouble
    meeting: Meeting | None = None
    reading: Reading | None = None
    retry: Action | None = None
    url: str = ""
    reference: str = ""
    back: Action | None = None
    complete: bool = True
    meant: Action | None = None
    reported: bool = False
