"""'get link https://teams.microsoft.com/l/meetup-join/…': a meeting link anywhere in the message."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Denied
from bot.joinlinks import JoinLink, Kind, is_other_service
from bot.model import Command, Selection, Trouble
from bot.model.values import value
from bot.ports import Meetings
from bot.reading.naming import content_words, names_no_meeting
from bot.reading.said import said_in
from bot.selectors.link_meetings import LinkMeetings

TROUBLES = {
    Kind.PERSONAL: Trouble.PERSONAL_MEETING,
    Kind.OTHER_CLOUD: Trouble.OTHER_CLOUD,
    Kind.PUBLIC_EVENT: Trouble.PUBLIC_EVENT,
    Kind.BROKEN: Trouble.BROKEN_LINK,
    Kind.CHAT: Trouble.CHAT_LINK,
    Kind.PLACE: Trouble.PLACE_LINK,
    Kind.HIDDEN: Trouble.HIDDEN_LINK,
    Kind.FOREIGN: Trouble.NOT_A_TEAMS_LINK,
}
"""The links that are no meeting of this cloud, the most telling first."""


@value
class ByLink:
    """The meeting that a pasted link names: in a chat without any look-up, where the link says who organizes it.

    Raises Denied when all links are of other worlds, or when nobody knows the meeting any more.
    """

    meetings: Meetings

    async def __call__(self, command: Command) -> Selection | None:
        said = said_in(command)
        if not said.links:
            return None
        if said.meetings:
            return await LinkMeetings(self.meetings)(command, said.meetings)
        raise refusal(said.links)


def beside_addresses(command: Command) -> Command:
    """The command without its web addresses, where they name no meeting and the words beside them do.

    Such as a signature's address, or the help page of an invitation. A number beside another service's link is that
    service's.
    """
    said = said_in(command)
    if not said.links or said.leads_to_a_meeting:
        return command
    alone = replace(command, text=said.beside_links, html="")
    if said_in(alone).number:
        named = not any(is_other_service(link.url) for link in said.links)
    else:
        named = bool(content_words(alone.text)) and not names_no_meeting(alone.text)
    return alone if named else command


def refuse_other_services(command: Command) -> None:
    """Raises Denied when a link leads to a meeting of another service: whoever pasted it, meant that one."""
    links = said_in(command).links
    if any(is_other_service(link.url) for link in links):
        raise refusal(links)


def refusal(links: tuple[JoinLink, ...]) -> Denied:
    """Why these links, of which none is a meeting of this cloud, lead to no customer's link."""
    kinds = {link.kind for link in links}
    kind = next(kind for kind in TROUBLES if kind in kinds)
    return Denied(TROUBLES[kind], f"a {kind} link")
