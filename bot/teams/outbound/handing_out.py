"""Every customer's link that leaves the bot is noted: who has it, of which meeting, where, and how it went."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from bot.errors import DeliveryUnknown
from bot.model import Command, Found, Invitation, LinkList, LinkReady, Meeting, PostedLink, PostPreview, Reply
from bot.ops.audit import Audit
from bot.ops.metrics import Metrics, surface_of
from bot.ops.telemetry import current_reference
from bot.selectors.same_meeting import keys_of

T = TypeVar("T")
THREAD = "19:"  # a meeting's chat: whatever else is known of it, its thread is


class HandingOut:
    """Counts what is handed out, and writes it into the audit log, if there is one.

    `hashed` makes a keyed hash of a text: who reads the log cannot tell the meeting, but which lines are of the same.
    """

    def __init__(
        self,
        metrics: Metrics | None = None,
        audit: Audit | None = None,
        hashed: Callable[[str], str] = lambda _text: "",
    ) -> None:
        self._links = (metrics or Metrics()).links
        self._audit = audit
        self._hashed = hashed

    def __call__(self, reply: Reply, command: Command, outcome: str) -> None:
        """`reply` is with whoever gave the command; it may hold no link, or several."""
        for meeting in meetings_in(reply):
            surface = surface_of(command)
            self._links.add(surface, outcome)
            if self._audit:
                self._audit.note(
                    event="link_handed_out",
                    tenant=command.user.tenant_id,
                    person=command.user.id,
                    meeting=self._hashed(f"audit\n{identity(meeting)}"),
                    reply=type(reply).__name__,
                    surface=surface,
                    outcome=outcome,
                    reference=current_reference(),
                )

    async def when(self, sent: Awaitable[T], reply: Reply, command: Command) -> T:
        """What comes of `sent`, the sending of `reply`; where Teams does not take it, nothing was handed out."""
        try:
            done = await sent
        except DeliveryUnknown:
            self(reply, command, "uncertain")
            raise
        self(reply, command, "sent")
        return done


def meetings_in(reply: Reply) -> Sequence[Meeting]:
    """Those whose customers' links a reply holds. A bare link is one that was handed out before."""
    match reply:
        case LinkReady() | PostedLink() | PostPreview() | Invitation():
            return (reply.meeting,)
        case Found() | LinkList():
            return [row.meeting for row in reply.rows if isinstance(row, LinkReady)]
        case _:
            return ()


def identity(meeting: Meeting) -> str:
    """The same text for the same meeting, however it became known: its thread, else its number or id."""
    keys = keys_of(meeting)
    chosen = max(keys, key=lambda key: (key[0].startswith(THREAD), key), default=())
    return "\n".join(chosen)
