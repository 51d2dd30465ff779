"""The same without a card, for when Teams takes none: plain text, in which a link is a line of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from bot.languages import msg
from bot.model import (
    Invitation,
    LanguageSettings,
    LinkList,
    LinkReady,
    MeetingChoice,
    Notice,
    OpenPrivately,
    PostedLink,
    Reply,
    SignInLink,
)
from cards.choice import place_of
from cards.context import Element, RenderContext, Rendered
from cards.customer_link import COMES_IN, GONE, SAME_FOR_ALL_DATES
from cards.elements import reading_of, title_of, titled_address
from cards.invitation_text import invitation_text
from cards.language import sentences_of
from cards.languages import choices
from cards.link_list import label_of as link_label
from cards.link_list import reason_of
from cards.meeting_rows import label_of, listed
from cards.notice import sentences
from cards.open_privately import said_of
from cards.plain import WHEN_LENGTH, tidy
from cards.sign_in import REASONS
from cards.troubles import TEXTS

ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
WORD_JOINER = "\u2060"
MOST_ROWS = 25
TYPE_INSTEAD = msg("Buttons cannot be shown here. Type what you need, as in “get link physio tomorrow”, or “help”.")
"""What a person does whose message has lost its buttons."""


def without_card(reply: Reply, rendered: Rendered, context: RenderContext, chat_url: str) -> Rendered:
    """`rendered`, which is the reply's card, as a text. `chat_url` leads to the reader's own chat with the bot."""
    written = WRITTEN.get(type(reply))
    lines = written(reply, context) if written else list(lines_of(rendered.card or {}))
    further = [] if isinstance(reply, (PostedLink, SignInLink, Invitation)) else [ways_on(context, chat_url)]
    return Rendered("\n".join(filter(None, [*lines, *further])), None, rendered.summary)


def ways_on(context: RenderContext, chat_url: str) -> str:
    """Alone one types; where others read along, one's own chat is the way."""
    if context.abilities.types_alone:
        return context.words(TYPE_INSTEAD)
    return titled_address(context.words("Write to me in our own chat"), chat_url)


def link_ready(reply: LinkReady | PostedLink, context: RenderContext) -> list[str]:
    """Which meeting, and the link."""
    meeting, words = reply.meeting, context.words
    when = words.full_when(meeting) if isinstance(reply, PostedLink) else words.when(meeting)
    about = context.words.apart(title_of(context, meeting.subject), tidy(when, WHEN_LENGTH))
    series = f"{words(SAME_FOR_ALL_DATES)} {words(COMES_IN)}" if meeting.series else ""
    gone = words(GONE) if meeting.gone and isinstance(reply, LinkReady) else ""
    return [words("Customer's link"), about, gone, series, reply.link]


def choice(reply: MeetingChoice, context: RenderContext) -> list[str]:
    """The meetings, each in a line."""
    rows = [label_of(listed(each, context, place_of(reply, n)), context) for n, each in enumerate(reply.meetings)]
    return [
        context.words("Which meeting?"),
        reading_of(context, reply.reading),
        *(f"• {each}" for each in rows[:MOST_ROWS]),
        "…" if len(rows) > MOST_ROWS else "",
    ]


def link_list(reply: LinkList, context: RenderContext) -> list[str]:
    """The meetings, each with its link or why it has none; those for which there is no time or room are not lost."""
    lines = [context.words("Customers' links")]
    for each in reply.rows:
        series = context.words(SAME_FOR_ALL_DATES) if each.meeting.series else ""
        link = each.link if isinstance(each, LinkReady) else reason_of(each, context)
        lines += [f"• {link_label(each.meeting, context)}", series if isinstance(each, LinkReady) else "", link]
    return [*lines, *(f"• {link_label(each, context)}: –" for each in reply.beyond)]


def notice(reply: Notice, context: RenderContext) -> list[str]:
    """All that it says, and where its button leads."""
    texts = TEXTS[reply.trouble]
    shown = "" if texts.passed_on else titled_address(context.words(texts.link), reply.url)
    return [sentences(reply, context), shown]


def sign_in_link(reply: SignInLink, context: RenderContext) -> list[str]:
    """Why, and one's own link."""
    return [context.words(REASONS[reply.why]), titled_address(context.words("Sign in"), reply.url)]


def open_privately(reply: OpenPrivately, context: RenderContext) -> list[str]:
    """That the answer is not for all."""
    return [context.words(said_of(reply)[0])]


def language_settings(reply: LanguageSettings, context: RenderContext) -> list[str]:
    """What it is now, and the names to type behind the command."""
    return [*sentences_of(reply, context), " · ".join(option["title"] for option in choices())]


def invitation(reply: Invitation, context: RenderContext) -> list[str]:
    """The words for the customer."""
    return [invitation_text(reply, context.words, context.organization).as_message()]


# Of the other replies the words on the card are enough.
WRITTEN: dict[type, Callable[[Any, RenderContext], list[str]]] = {
    LinkReady: link_ready,
    PostedLink: link_ready,
    MeetingChoice: choice,
    LinkList: link_list,
    Notice: notice,
    SignInLink: sign_in_link,
    OpenPrivately: open_privately,
    LanguageSettings: language_settings,
    Invitation: invitation,
}


def lines_of(part: Element) -> Iterator[str]:
    """The texts of a card from top to bottom, and where its buttons lead that lead out of Teams."""
    match part.get("type"):
        case "TextBlock":
            yield ESCAPED.sub(r"\1", str(part.get("text", ""))).replace(WORD_JOINER, "")
        case "RichTextBlock":
            yield "".join(str(run.get("text", "")) for run in part.get("inlines", ())).replace(WORD_JOINER, "")
        case "Action.OpenUrl":
            yield titled_address(str(part.get("title", "")), str(part.get("url", "")))
        case _:
            for name in ("body", "items", "columns", "actions"):
                for inner in part.get(name, ()):
                    yield from lines_of(inner)
