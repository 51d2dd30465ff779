"""What a person reads when something stands in the way: what happened, and what helps, for every Trouble."""

from __future__ import annotations

from bot.languages import msg
from bot.model import Trouble
from bot.model.values import value


@value
class TroubleText:
    """What is shown of a trouble: its words (msgids), and what may be pressed below them."""

    heading: str
    text: str
    organizer_helps: bool = False  # the meeting's organizer can get what was asked for: a button writes to them
    link: str = msg("Open")  # on the button that leads to the notice's `url` …
    passed_on: bool = False  # … which is for somebody else to open: it is copied and sent to them
    retry: str = msg("Try again")  # on the button of the notice's `retry`
    list_button: bool = False  # the coming meetings may be listed
    offers_naming: bool = False  # another meeting may be named, in a dialog in a field of its own
    text_if_reported: str = ""  # in the place of `text`: the cause is in the log as an error
    text_without_buttons: str = ""  # in the place of `text` where nothing can be pressed


TEXTS: dict[Trouble, TroubleText] = {
    # which meeting
    Trouble.NONE_FOUND: TroubleText(
        msg("No meeting found"),
        msg("Try other words of the title or another day, or paste the meeting's Teams link."),
        list_button=True,
        offers_naming=True,
    ),
    Trouble.NO_MEETINGS: TroubleText(
        msg("No coming meetings"),
        msg(
            "Your calendar has no Teams meeting in the next 14 days. For another one, paste its Teams link or type its"
            " meeting ID."
        ),
        offers_naming=True,
    ),
    Trouble.UNKNOWN_NUMBER: TroubleText(
        msg("No meeting of yours has this ID"),
        msg(
            "Microsoft finds a meeting by its ID only for the person who planned it. Check the number; for somebody"
            " else's meeting, paste its Teams link instead."
        ),
        list_button=True,
        offers_naming=True,
    ),
    Trouble.NONE_NEXT: TroubleText(
        msg("No next meeting"),
        msg("Nothing that you have not declined begins in the next 14 days."),
        list_button=True,
        offers_naming=True,
    ),
    Trouble.NONE_NOW: TroubleText(
        msg("No meeting right now"),
        msg("None of your Teams meetings is on or about to begin. One that you have declined does not count."),
        retry=msg("Next meeting"),
        list_button=True,
    ),
    Trouble.NOT_UNDERSTOOD: TroubleText(
        msg("Sorry, I did not understand that"),
        msg("Type “get link” for the customer's link of a meeting, or “help” to see what else there is."),
        retry=msg("Search my meetings"),
        list_button=True,
    ),
    Trouble.NOTHING_TO_REPEAT: TroubleText(
        msg("I do not remember what you asked"),
        msg("It is too long ago. Please ask again in full, or choose one of your meetings."),
        list_button=True,
    ),
    Trouble.NOT_A_TEAMS_LINK: TroubleText(
        msg("Not a Teams meeting link"),
        msg(
            "As far as I can see, that link does not lead to a Teams meeting. Copy the link from the Teams invitation"
            " and paste it here."
        ),
        list_button=True,
        offers_naming=True,
    ),
    Trouble.PUBLIC_EVENT: TroubleText(
        msg("A webinar, town hall or live event"),
        msg(
            "Its guests come in by registering, or by the event's own link; there is no customer's link. For an"
            " appointment, plan an ordinary Teams meeting."
        ),
        list_button=True,
        offers_naming=True,
    ),
    Trouble.BROKEN_LINK: TroubleText(
        msg("This link is not whole"),
        msg(
            "It begins like a Teams meeting's link, but its end is missing. Copy the whole link from the Teams"
            " invitation and paste it here."
        ),
        list_button=True,
        offers_naming=True,
    ),
    Trouble.CHAT_LINK: TroubleText(
        msg("A link to a chat, not to a meeting"),
        msg("I know of no meeting that belongs to it. Choose the meeting here, or paste the link from its invitation."),
        list_button=True,
        offers_naming=True,
    ),
    Trouble.PLACE_LINK: TroubleText(
        msg("A link into Teams, but not to a meeting"),
        msg(
            "It opens something else, such as a channel, a file, an app, or a form. Choose the meeting here, or paste"
            " the link from its invitation."
        ),
        list_button=True,
        offers_naming=True,
    ),
    Trouble.HIDDEN_LINK: TroubleText(
        msg("This link does not say where it leads"),
        msg(
            "It is a short link, or a mail filter's. Open it in your browser, copy the address of the Teams meeting,"
            " and paste it here."
        ),
        list_button=True,
        offers_naming=True,
    ),
    Trouble.UNKNOWN_CHAT: TroubleText(
        msg("I cannot find this meeting"),
        msg(
            "This link opens a meeting's chat, but does not say who planned the meeting, and it is not in your calendar"
            " of these days. Paste the link to join, from the invitation."
        ),
        list_button=True,
        offers_naming=True,
    ),
    Trouble.UNKNOWN_EVENT: TroubleText(
        msg("An entry of another calendar"),
        msg(
            "This link opens only in the calendar of the person who copied it, or the entry was deleted. Paste the link"
            " to join, from the invitation."
        ),
        list_button=True,
        offers_naming=True,
    ),
    Trouble.NOT_ONLINE: TroubleText(
        msg("Not a Teams meeting"),
        msg("This entry of your calendar has no Teams meeting, so it has no customer's link."),
        list_button=True,
        offers_naming=True,
    ),
    Trouble.PERSONAL_MEETING: TroubleText(
        msg("A personal Teams meeting"),
        msg(
            "Meetings on teams.live.com have no customer's link. Plan the appointment in Teams with your work or school"
            " account."
        ),
        list_button=True,
    ),
    Trouble.OTHER_CLOUD: TroubleText(
        msg("A meeting in another Microsoft cloud"),
        msg("Microsoft offers customers' links only in its worldwide cloud, not in the government and China clouds."),
        list_button=True,
    ),
    Trouble.OTHER_TENANT: TroubleText(
        msg("A meeting of another organization"),
        msg("Only the organization that planned this meeting can get its customer's link."),
        organizer_helps=True,
        list_button=True,
    ),
    Trouble.NO_JOIN_LINK: TroubleText(
        msg("No Teams link in this meeting"),
        msg(
            "The calendar says that the meeting is online, but holds no link. Open it in Teams or Outlook, copy its"
            " link, and paste it here."
        ),
        organizer_helps=True,
        offers_naming=True,
        list_button=True,
    ),
    Trouble.STALE_CARD: TroubleText(
        msg("This card is out of date"),
        msg("Its buttons no longer work. Get a new list and press the meeting there."),
        list_button=True,
    ),
    # where the bot may write
    Trouble.NOT_INSTALLED: TroubleText(
        msg("I cannot write to you yet"),
        msg(
            "You and I have no chat of our own. In Teams, open Apps, search for this app, and press Add; then try again"
            " here."
        ),
        link=msg("Add the app"),
    ),
    Trouble.WRITES_BLOCKED: TroubleText(
        msg("You have blocked me"),
        msg("So I cannot write to you. Unblock me in our own chat in Teams; then try again here."),
    ),
    Trouble.APP_DISABLED: TroubleText(
        msg("This app is switched off in Teams"),
        msg("Your IT admin has switched it off, so I cannot write here. Ask them to switch it on; then try again."),
    ),
    Trouble.CANNOT_POST: TroubleText(
        msg("I may not write here"),
        msg(
            "Teams does not take my message in this conversation. Let the app be added here again, or take the link to"
            " your own chat: Send to me."
        ),
    ),
    Trouble.CANNOT_REMOVE: TroubleText(
        msg("I could not take the message back"),
        msg("Teams did not allow it. Whoever looks after this conversation can delete the message."),
    ),
    Trouble.CONVERSATION_GONE: TroubleText(
        msg("Teams does not find this conversation"),
        msg("It may have been deleted, or the app removed from it, so I cannot write there. In our own chat, I can."),
        link=msg("Open our chat"),
    ),
    Trouble.NO_ANSWER_THERE: TroubleText(
        msg("I could not answer where you asked"),
        msg(
            "Teams takes no message of mine in that conversation. Here I can answer: try again. To have me there, let"
            " the app be added to it again."
        ),
    ),
    # the meeting of a chat, or of a message
    Trouble.MEETING_CHAT_FORBIDDEN: TroubleText(
        msg("I may not see which meeting this is"),
        msg(
            "In this chat, the app lacks the permission to read its meeting. Say which one you mean, as in “get link"
            " physio tomorrow”, or paste its Teams link. Removing the app from this chat and adding it again asks for"
            " the permission."
        ),
        list_button=True,
    ),
    Trouble.MEETING_TEAM_FORBIDDEN: TroubleText(
        msg("I may not see which meeting this is"),
        msg(
            "In this team, the app lacks the permission to read its meetings. Say which one you mean, as in “get link"
            " physio tomorrow”, or paste its Teams link. When an owner removes the app from the team and adds it again,"
            " Teams asks for the permission."
        ),
        list_button=True,
    ),
    Trouble.MEETING_CHAT_UNKNOWN: TroubleText(
        msg("Teams does not tell me this meeting's link"),
        msg(
            "Paste the link from the meeting's invitation, or say which meeting you mean, as in “get link physio"
            " tomorrow”."
        ),
        list_button=True,
    ),
    Trouble.MEETING_CHAT_CALL: TroubleText(
        msg("No meeting belongs to this chat"),
        msg(
            "Teams knows of no planned meeting here, and calls have no customer's link. Say which meeting you mean, as"
            " in “get link physio tomorrow”, or paste its Teams link."
        ),
        list_button=True,
    ),
    Trouble.MEETING_CHAT_CHANNEL: TroubleText(
        msg("A meeting in a channel"),
        msg(
            "Teams does not tell me which of this channel's meetings it is. Say which one you mean, as in “get link"
            " physio tomorrow”, or paste its Teams link."
        ),
        list_button=True,
    ),
    Trouble.NO_LINK_IN_MESSAGE: TroubleText(
        msg("No meeting link in this message"),
        msg(
            "I looked through the message and found no link of a Teams meeting. Choose the meeting from your calendar."
        ),
        list_button=True,
    ),
    # Graph's refusals
    Trouble.NOT_YOURS: TroubleText(
        msg("Somebody else's meeting"),
        msg("Microsoft gives the customer's link only to those it lets manage this meeting. Its organizer can get it."),
        organizer_helps=True,
        list_button=True,
    ),
    Trouble.SHARED_MAILBOX: TroubleText(
        msg("A meeting of a shared mailbox"),
        msg(
            "It was planned by a Bookings or shared mailbox, and nobody can get its link here. For a booking, the"
            " customer's confirmation from Bookings has the link to join."
        ),
        list_button=True,
    ),
    Trouble.NO_CALENDAR: TroubleText(
        msg("I have no access to your calendar"),
        msg(
            "Microsoft does not let me read your calendar; your IT admin can change that. Until then, paste the"
            " meeting's Teams link."
        ),
        offers_naming=True,
    ),
    Trouble.NO_ACCESS: TroubleText(
        msg("Microsoft does not give out this link"),
        msg(
            "It does not let you have the customer's link of this meeting. Check that you are signed in with the"
            " account that planned it: “who am I” in our own chat tells."
        ),
        organizer_helps=True,
        list_button=True,
    ),
    Trouble.GONE: TroubleText(
        msg("This meeting no longer exists"),
        msg("It was deleted, or its link has expired. Perhaps it was moved: look at the coming ones."),
        list_button=True,
    ),
    Trouble.NO_LICENCE: TroubleText(
        msg("A licence is missing"),
        msg("The account has no Teams licence that covers this. Your IT admin can assign one."),
        list_button=True,
    ),
    Trouble.NO_MAILBOX: TroubleText(
        msg("No calendar"),
        msg(
            "Your account has no Exchange Online mailbox, so there is no calendar to look in. Paste the meeting's Teams"
            " link instead."
        ),
        offers_naming=True,
    ),
    Trouble.NO_USABLE_LINK: TroubleText(
        msg("Microsoft returned no usable link"),
        msg("Nothing was shown that could be wrong. Try again; if it happens again, create the meeting anew."),
        list_button=True,
    ),
    # people
    Trouble.GUEST: TroubleText(
        msg("Not for guests"),
        msg(
            "You are a guest here, and customers' links belong to staff of this organization. Write to me from your own"
            " organization's Teams."
        ),
    ),
    Trouble.UNKNOWN_SENDER: TroubleText(
        msg("I cannot tell who you are"),
        msg("Teams did not say who wrote this. Write to me from your own organization's Teams."),
    ),
    Trouble.NOT_ALLOWED_TENANT: TroubleText(
        msg("Not for your organization yet"),
        msg("This bot does not serve your organization. Your IT admin can ask its operator."),
    ),
    Trouble.PERSONAL_ONLY: TroubleText(
        msg("Please write to me in our own chat"),
        msg("Others can see this chat. Open a chat with me alone and write it there."),
        link=msg("Open our chat"),
    ),
    # sign-in
    Trouble.SIGN_IN_CLOSED: TroubleText(
        msg("Sign-in was not finished"),
        msg("The window closed before you were signed in. Try again when you are ready."),
        link=msg("Sign in"),
    ),
    Trouble.SIGN_IN_FAILED: TroubleText(
        msg("Please sign in"),
        msg("Teams could not sign you in by itself. Sign in once in the browser; then I go on with what you asked."),
        link=msg("Sign in"),
    ),
    Trouble.SIGN_IN_DECLINED: TroubleText(
        msg("Permission was not given"),
        msg(
            "I need permission to find meetings and links. If only an admin may give it: press the first button, and"
            " send that message to your IT. I write to you as soon as they have approved."
        ),
        link=msg("Approve (admins)"),
        passed_on=True,
        text_without_buttons=msg(
            "I need your permission to find meetings and links. If only an admin may give it, send them this link."
        ),
    ),
    Trouble.ADMIN_CONSENT: TroubleText(
        msg("Your IT admin has to approve this first"),
        msg(
            "It is done once, for everybody. Press the first button, and send that message to your IT. I write to you"
            " as soon as they have approved."
        ),
        link=msg("Approve (admins)"),
        passed_on=True,
        text_without_buttons=msg(
            "In your organization, an admin must allow this app. Send them this link; after that, try again."
        ),
    ),
    Trouble.APPROVED: TroubleText(
        msg("You can go on now"),
        msg("An admin has approved this app for your organization. Thank you for waiting."),
        retry=msg("Ask again"),
        list_button=True,
    ),
    Trouble.NOT_ASSIGNED: TroubleText(
        msg("You do not have access to this app yet"),
        msg("Ask your IT admin to assign you to this app in Microsoft Entra; then try again."),
    ),
    Trouble.BLOCKED_BY_POLICY: TroubleText(
        msg("Your organization's rules stop this sign-in"),
        msg(
            "A policy blocks it, perhaps because of this device or place. Try from a device your organization manages,"
            " or ask your IT admin and give them the reference below."
        ),
        link=msg("Sign in"),
    ),
    Trouble.ACCOUNT_DISABLED: TroubleText(
        msg("Your account is switched off"),
        msg("Microsoft says that this account is disabled. Your IT admin can help."),
    ),
    # Microsoft, Teams and the bot itself
    Trouble.BUSY: TroubleText(
        msg("Microsoft is busy"),
        msg("It did not answer in time. Nothing is lost: try again in a moment."),
    ),
    Trouble.NOT_ANSWERING: TroubleText(
        msg("Microsoft is not answering"),
        msg("It has not answered for a while, so I have not kept you waiting. Nothing is lost: try again in a minute."),
    ),
    Trouble.TEAMS_BUSY: TroubleText(
        msg("Teams is busy"),
        msg("Microsoft Teams did not answer in time. Try again in a moment."),
    ),
    Trouble.BOT_BUSY: TroubleText(
        msg("I have too much to do right now"),
        msg("I could not answer your question yet. Please ask again in a moment."),
    ),
    Trouble.DELAYED: TroubleText(
        msg("One moment, please"),
        msg("I cannot save anything at the moment. Your question is not lost: the answer comes by itself."),
    ),
    Trouble.TOO_MANY_WAITING: TroubleText(
        msg("One after the other, please"),
        msg("Many of your questions are still waiting. When you have their answers, ask this one again."),
    ),
    Trouble.EDITED_LATE: TroubleText(
        msg("I do not look at older messages again"),
        msg("You changed a message that is more than a minute old. Please send the question as a new message."),
    ),
    Trouble.OURS: TroubleText(
        msg("Something went wrong on our side"),
        msg("It is not your fault. Try again; if it stays, pass on the reference below."),
        text_if_reported=msg(
            "It is not your fault, and it has been reported. Try again; if it stays, pass on the reference below."
        ),
    ),
}
