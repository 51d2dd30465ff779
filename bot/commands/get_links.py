"""*Get links*: the customers' links of several meetings that were ticked in a list, on one card."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog

from bot.commands.meeting_link import with_link
from bot.commands.side_by_side import LINKS_AT_ONCE, Row, in_time, link_or_refusal
from bot.commands.spec import CommandSpec
from bot.errors import Busy, Denied, SignInRequired
from bot.model import ActionKind, Command, LinkList, LinkReady, Meeting, MeetingChoice, MissingLink, Reply, Trouble
from bot.model.values import value
from bot.ops.budgets import TICKED_LINKS, TICKED_LINKS_AT_ONCE
from bot.ops.loop_watch import Jammed, never_jammed
from bot.ops.telemetry import current_reference
from bot.ports import Meetings

log = structlog.get_logger()
MOST_LINKS = 20
"""Links that are asked for at once; the others have a button of their own."""


@value
class GetLinks:
    """One meeting is answered as if its row had been pressed; with none, the list is shown again, to tick them.

    A link that is refused, or does not come within `within` (`within_invoke`) seconds, does not keep back the others;
    it is Microsoft's fault unless the bot was `jammed`.
    """

    meetings: Meetings
    within: float = TICKED_LINKS
    within_invoke: float = TICKED_LINKS_AT_ONCE
    jammed: Jammed = never_jammed

    async def __call__(self, command: Command) -> Reply:
        press = command.press
        if press is None or not press.meetings:
            raise Denied(Trouble.STALE_CARD, "the button holds no meetings")
        match [meeting for n, meeting in enumerate(press.meetings) if n in press.ticked]:
            case []:
                return MeetingChoice(press.meetings, ticking=True)
            case [meeting]:
                return LinkReady(*await with_link(self.meetings, command, meeting))
            case several:
                return await self._list(command, several[:MOST_LINKS], tuple(several[MOST_LINKS:]))

    async def _list(self, command: Command, ticked: Sequence[Meeting], beyond: tuple[Meeting, ...]) -> LinkList:
        """Raises SignInRequired where that stands in the way of all of them."""
        gate = asyncio.Semaphore(LINKS_AT_ONCE)
        within = self.within if command.surface.abilities.may_wait else self.within_invoke
        ends = asyncio.get_running_loop().time() + within
        rows = await in_time([link_or_refusal(self.meetings, command, each, gate) for each in ticked], ends)
        if not any(isinstance(row, LinkReady) for row in rows):
            _raise_sign_in(rows)
        late = Trouble.BOT_BUSY if None in rows and self.jammed(within) else Trouble.BUSY
        return LinkList(tuple(_row_of(meeting, row, late) for meeting, row in zip(ticked, rows, strict=True)), beyond)


def _raise_sign_in(rows: Sequence[Row]) -> None:
    for row in rows:
        if isinstance(row, SignInRequired):
            raise row


def _row_of(meeting: Meeting, row: Row, late: Trouble) -> LinkReady | MissingLink:
    """The link, or what stands in the way in a person's terms; the log has the cause."""
    if isinstance(row, LinkReady):
        return row
    trouble = _trouble(row, late)
    note = log.error if trouble is Trouble.OURS else log.info
    note("ticked_link_missing", trouble=trouble, detail=str(row or "out of time"), reference=current_reference())
    known = row.meeting if isinstance(row, Denied) and row.meeting else meeting
    return MissingLink(known, trouble)


def _trouble(row: Row, late: Trouble) -> Trouble | None:
    match row:
        case Denied() | Busy():
            return row.trouble
        case SignInRequired():
            return None
        case None:
            return late
    return Trouble.OURS


GET_LINKS = CommandSpec(
    "get_links", lambda services: GetLinks(services.meetings, jammed=services.jammed), action=ActionKind.GET_LINKS
)
