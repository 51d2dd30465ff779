"""'Get customer link' on a message: the meetings that an invitation, a reply or a forwarded mail names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.joinlinks.attachments import texts_in
from bot.joinlinks.budget import Budget
from bot.joinlinks.find import links_seen
from bot.joinlinks.hosts import is_other_service
from bot.joinlinks.labels import labelled_numbers
from bot.joinlinks.link import ORIGINAL, JoinLink, Kind, each_once, ways_in, without_accessories
from bot.joinlinks.mail import parts_of
from bot.model.values import value


@value
class _Said:
    """The meetings' links and the labelled meeting ids of one part of a message."""

    links: tuple[JoinLink, ...]
    numbers: tuple[str, ...]

    @property
    def claimed(self) -> tuple[str, ...]:
        """The numbers that are the links' own. When there are more of them than links, nobody can tell which are."""
        return self.numbers if len(self.numbers) <= len(self.links) else ()

    @property
    def number_of_long_link(self) -> str:
        """The number that the only link's invitation says; "" when there are others, whose number it may be."""
        alone = len(self.links) == len(self.numbers) == 1 and self.links[0].kind is Kind.LONG
        return self.numbers[0] if alone else ""


def links_in_message(
    body_html: str, text: str = "", attachments: Sequence[Mapping[str, object]] = ()
) -> tuple[JoinLink, ...]:
    """The meetings that somebody's message names, each once: what it says itself first, then quotations, then cards.

    `body_html` is HTML or plain text, `text` the same without markup; `attachments` are Teams' (any card, also as
    JSON in a text). A labelled meeting id stands for a meeting, as the SHORT link with that number, unless it stands
    beside a link: then it is that link's, and a SHORT link elsewhere with the number is that meeting, too.
    When no meeting of this cloud is named: the links that say why (personal, another cloud, another service such as
    Zoom, which is FOREIGN). Ordinary addresses, of which every mail has a dozen, are never among them. Never raises.
    """
    budget = Budget(steps=320)
    said = [_said(part, budget) for part in _parts(body_html, text, attachments)]
    links = each_once(link for part in said for link in part.links)
    taken = {number for part in said for number in part.claimed} | {link.number for link in links}
    alone = {number for part in said for number in part.numbers} - taken
    own = {number for part in said for number in part.numbers if number in {link.number for link in part.links}}
    same = {part.number_of_long_link for part in said} - own
    every = (link for part in said for link in (*part.links, *_by_number(part, alone)))
    named = each_once(link for link in every if not link.number or link.number not in same)
    return ways_in(named) or named


def parts_in_message(body_html: str, attachments: Sequence[Mapping[str, object]] = ()) -> list[str]:
    """What the message says itself as text, then what it quotes, then its cards."""
    return _parts(body_html, "", attachments)


def _parts(body_html: str, text: str, attachments: Sequence[Mapping[str, object]]) -> list[str]:
    """All texts, quotations behind what they are quoted in."""
    parts = sorted((*parts_of(body_html), *parts_of(text)), key=lambda part: part.quoted)
    cards = (part for card in texts_in(attachments) for part in parts_of(card))
    return [part.text for part in (*parts, *cards)]


def _said(part: str, budget: Budget) -> _Said:
    links = each_once(link for link in links_seen(part, budget) if _tells(link))
    return _Said(without_accessories(links), labelled_numbers(part))


def _tells(link: JoinLink) -> bool:
    """Whether it leads to a meeting, of whatever service; other addresses say nothing."""
    return not link.leads_nowhere or is_other_service(link.url)


def _by_number(part: _Said, alone: set[str]) -> Iterable[JoinLink]:
    return (numbered(number) for number in part.numbers if number in alone)


def numbered(number: str) -> JoinLink:
    """The link that a numeric meeting id stands for."""
    return JoinLink(Kind.SHORT, f"{ORIGINAL}/meet/{number}", number=number)
