"""'The customers' links': of several meetings, each with its time, title and link as text, and the page that prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from bot.model import PASSING, Action, ActionKind, LinkList, LinkReady, Meeting, MissingLink, Trouble
from cards.context import Element, RenderContext, Rendered
from cards.customer_link import SAME_FOR_ALL_DATES, link_text
from cards.elements import (
    DIALOG_NAME,
    DIALOG_TITLE,
    LIMIT,
    button,
    card,
    fits,
    heading,
    known,
    line,
    meetings,
    open_url,
    organizer_of,
    row,
    rows_of_buttons,
    small,
    title_of,
)
from cards.notice import joined
from cards.plain import TITLE_LENGTH
from cards.troubles import TEXTS

LONGEST_ADDRESS = 4000  # characters of a page's address that every browser, proxy and client takes


def link_list_card(reply: LinkList, context: RenderContext) -> Rendered:
    """As many of them as a card can hold; the others are one more press away."""
    counts = range(len(reply.rows), 0, -1)
    cards = (drawn(reply.rows[:count], (*left_in(reply, count), *reply.beyond), context) for count in counts)
    fitting = next((each for each in cards if fits(each, LIMIT)), drawn((), reply.beyond, context))
    return Rendered("", fitting, context.words("The customers' links are ready"))


def left_in(reply: LinkList, count: int) -> tuple[Meeting, ...]:
    """The meetings for which the card has no room."""
    return tuple(each.meeting for each in reply.rows[count:])


def drawn(rows: Sequence[LinkReady | MissingLink], left: Sequence[Meeting], context: RenderContext) -> Element:
    """The card of these rows; `left` are ticked meetings that are not on it."""
    words, ready = context.words, [each for each in rows if isinstance(each, LinkReady)]
    alone = small(words("Only you can see this card.")) if context.abilities.says_private else None
    copying = small(words("Press one to copy its link.")) if context.in_dialog and context.offers_page else None
    more = words.plural(
        "{n} more of those you ticked has no room here.", "{n} more of those you ticked have no room here.", len(left)
    )
    shown = chain.from_iterable(parts(each, context) for each in rows)
    return card(
        context,
        [
            heading(words("Customers' links")),
            alone,
            copying if ready else None,
            line(more, spacing="Small") if left else None,
            *rows_of_buttons(buttons(rows, left, context)),
            *shown,
        ],
    )


def buttons(
    rows: Sequence[LinkReady | MissingLink], left: Sequence[Meeting], context: RenderContext
) -> list[Element | None]:
    """To paper, and to what is not here yet."""
    words = context.words
    late = [each.meeting for each in rows if isinstance(each, MissingLink) and each.trouble in PASSING]
    others = meetings(context, words("Other meetings")) if not context.abilities.plain_text else None
    again = get_links([*late, *left], words("Get the others") if left else words("Try again"), context)
    return [*print_buttons([each for each in rows if isinstance(each, LinkReady)], context), again, others]


def print_buttons(ready: Sequence[LinkReady], context: RenderContext) -> list[Element | None]:
    """One page for all of them; more where its address would be too long for a browser."""
    words, sheets = context.words, list(sheets_of(ready, context))
    titles = [words("Print")] if len(sheets) < 2 else [words("Print {n}", n=n) for n in range(1, len(sheets) + 1)]
    tooltip = words("Opens a page with a QR code for each, to print or to copy from")
    looks = [{"style": "positive"}, *({} for _ in sheets[1:])]
    return [
        open_url(title, sheet, tooltip=tooltip, **look)
        for title, sheet, look in zip(titles, sheets, looks, strict=False)
    ]


def sheets_of(ready: Sequence[LinkReady], context: RenderContext) -> Iterator[str]:
    """The addresses of the pages."""
    if not ready:
        return
    address = context.print_page(ready)
    if len(address) <= LONGEST_ADDRESS or len(ready) == 1:
        yield address
        return
    half = (len(ready) + 1) // 2
    yield from sheets_of(ready[:half], context)
    yield from sheets_of(ready[half:], context)


def get_links(missing: Sequence[Meeting], title: str, context: RenderContext) -> Element | None:
    """The button that asks for the links of these."""
    if not missing:
        return None
    asked = Action(
        ActionKind.GET_LINKS, meetings=tuple(known(each) for each in missing), ticked=tuple(range(len(missing)))
    )
    return button(context, title, asked)


def parts(each: LinkReady | MissingLink, context: RenderContext) -> list[Element]:
    """A meeting's parts of the card, the first of them with a gap above it."""
    if isinstance(each, MissingLink):
        return [refused(each, context)]
    about = [line(label_of(each.meeting, context), spacing="Medium", weight="Bolder"), series(each.meeting, context)]
    if not context.in_dialog:
        return [part for part in (*about, link_text(each.link, context, spacing="Small")) if part]
    page = open_url(context.words("Copy"), context.copy_page(each))
    return [row(about, page, separator=False)] if page else [part for part in about if part]


def refused(missing: MissingLink, context: RenderContext) -> Element:
    """Why this one has no link; a press says more, and offers what helps."""
    label = label_of(missing.meeting, context)
    pressed = button(context, label, Action(ActionKind.GET_LINK, meeting=known(missing.meeting)))
    about = [line(label, weight="Bolder"), *map(line, reasons(missing, context))]
    return {**row(about, pressed, separator=False), "spacing": "Medium"}


def reasons(missing: MissingLink, context: RenderContext) -> list[str]:
    """What stands in the way, and who can help. In words alone: red is hard to read where it is dark."""
    if missing.trouble is None:
        return [context.words("Microsoft wants to ask you first. Press it.")]
    told, name = context.words(TEXTS[missing.trouble].heading), organizer_of(missing.meeting)
    if missing.trouble is not Trouble.NOT_YOURS or not name:
        return [told]
    return [told, context.words("{organizer} can get it.", organizer=name)]


def reason_of(missing: MissingLink, context: RenderContext) -> str:
    """The same in one line."""
    told = reasons(missing, context)
    return joined(told, context.words) if len(told) > 1 else told[0]


def series(meeting: Meeting, context: RenderContext) -> Element | None:
    """The wrong customer in the right meeting is the worst that can happen."""
    return line(context.words(SAME_FOR_ALL_DATES), size="Small", weight="Bolder") if meeting.series else None


def label_of(meeting: Meeting, context: RenderContext) -> str:
    """'Today 15:00 · Physio · Dr Osei'."""
    longest, name = (DIALOG_TITLE, DIALOG_NAME) if context.in_dialog else (TITLE_LENGTH, TITLE_LENGTH)
    subject = title_of(context, meeting.subject, longest)
    return context.words.apart(context.words.begin(meeting), subject, organizer_of(meeting, name))
