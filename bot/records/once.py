"""Things that are done once, in all instances, within a time; the values are their names in the store."""

from __future__ import annotations

from enum import StrEnum


class Once(StrEnum):
    """What was done; the key beside it says for whom or what."""

    WELCOMED = "welcome"  # a conversation
    SIGNED_OUT = "signed out"  # a question, beside the generation of the tokens that were there when it was asked
    SIGNED_IN = "signed in"  # a person, whose sign-in window tells Teams a moment later that it has closed
    RETURNED = "returned"  # a visit to Microsoft's sign-in page, by its state
    RETURN_ENDED = "return ended"  # such a visit, and how, where the person may try again
    ENDED_BADLY = "ended badly"  # a command whose sign-in was declined or refused
    TOLD_FAILED = "failed"  # a command whose silent sign-in failed
    TOLD_CLOSED = "closed"  # a command whose sign-in window was closed
    POSTING = "posting"  # a press: somebody is at it
    POSTED = "posted"  # a press, or a delivery
    UNCERTAIN = "uncertain"  # a delivery of which Teams did not say whether it took it
