"""The names under which a card sends back which button was pressed, and what was filled in beside it."""

from __future__ import annotations

VERB = "press"  # of every Action.Execute
PRESS = "press"  # a button's sealed press
CHOICE = "choice"  # the sealed press of what was chosen in the drop-down
WORDS = "words"  # words that name a meeting
LANGUAGE = "language"  # of the invitation, or of what is inserted
ZONE = "zone"  # the customer's
TITLE = "title"  # whether the meeting's title is said to the customer
NAME = "name"  # and the person's own name
INCLUDE = "include"  # what is inserted: one of these three
FORMS = CARD, CARD_WITHOUT_CODE, INVITATION = "card", "card_without_code", "invitation"
TICK = "tick"


def tick(n: int) -> str:
    """Whether the n-th meeting of a list is ticked."""
    return f"{TICK}{n}"
