"""Where a reply is read."""

from __future__ import annotations

from enum import StrEnum


class Surface(StrEnum):
    """Where a reply is read, which decides what its buttons do. The values stand in stored records and never change."""

    CHAT = "chat"  # a message in a personal chat: a button sends a message
    USER_VIEW = "view"  # one person's own view of a card where others read along: a button is an Action.Execute
    EXTENSION = "dialog"  # a dialog of the message extension: a button submits it, and the last one inserts
    MAIL = "mail"  # the same while a mail is written, which shows no pictures of a card, and outside no cards at all
    DIALOG = "task"  # a dialog in place of a USER_VIEW, for clients that have none: what a view offers, submitted
    COMMAND_BOX = "box"  # a dialog of the command box, from which nothing can be inserted or posted
