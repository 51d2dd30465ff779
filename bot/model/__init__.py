"""The words the bot thinks in: a User gives a Command about a Meeting and gets a Reply."""

from __future__ import annotations

from bot.model.commands import Action, ActionKind, Command
from bot.model.meetings import Meeting, MeetingList, Organizer, Reading
from bot.model.organization import UNNAMED, Organization
from bot.model.people import Account, Address, ChatKind, User
from bot.model.problems import FOR_ADMINS, PASSING, Notice, Trouble
from bot.model.replies import (
    AdminMessage,
    BareLink,
    Confirmation,
    Found,
    Help,
    Invitation,
    LanguageSettings,
    LinkAction,
    LinkList,
    LinkReady,
    Manner,
    MeetingChoice,
    MissingLink,
    OpenPrivately,
    PostedLink,
    PostPreview,
    Reply,
    SignedOut,
    SignInLink,
    SmallTalk,
    Welcome,
    WhoAmI,
)
from bot.model.selection import Selection
from bot.model.sign_in import Redirect, SignInNeeded, SignInOutcome, SignInReason, SignInVisit
from bot.model.surfaces import Abilities, Buttons, Surface

__all__ = [
    "FOR_ADMINS",
    "PASSING",
    "UNNAMED",
    "Abilities",
    "Account",
    "Action",
    "ActionKind",
    "Address",
    "AdminMessage",
    "BareLink",
    "Buttons",
    "ChatKind",
    "Command",
    "Confirmation",
    "Found",
    "Help",
    "Invitation",
    "LanguageSettings",
    "LinkAction",
    "LinkList",
    "LinkReady",
    "Manner",
    "Meeting",
    "MeetingChoice",
    "MeetingList",
    "MissingLink",
    "Notice",
    "OpenPrivately",
    "Organization",
    "Organizer",
    "PostPreview",
    "PostedLink",
    "Reading",
    "Redirect",
    "Reply",
    "Selection",
    "SignInLink",
    "SignInNeeded",
    "SignInOutcome",
    "SignInReason",
    "SignInVisit",
    "SignedOut",
    "SmallTalk",
    "Surface",
    "Trouble",
    "User",
    "Welcome",
    "WhoAmI",
]
