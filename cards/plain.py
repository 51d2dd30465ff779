"""Titles and names are data: shown letter by letter, never Markdown, a mention, a link, or a trick of direction."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TITLE_LENGTH = 120  # letters of a title or name that are shown …
WHEN_LENGTH = 200  # … and of a day and time in words
OUTLOOKS_LONGEST = 255  # letters of a title that Outlook keeps; what is longer is worth no memory
WIDEST_WORD = 20  # letters of a bold title that fit a card on the narrowest phone …
WIDEST_CAPITALS = 14  # … and capital ones of a word in a row

# Embeddings, overrides and isolates turn the text around them; the two marks LRM and RLM only help, and stay.
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
JOINERS = "\u200d\ufe0f"
UNSEEN = {"Cc", "Cs"}
# Letters and signs that are drawn as what they are, and the spaces between them.
LATIN = re.compile(r"[ -~\u00a0-¬®-ʯ\u2013\u2014\u2018\u2019\u201c-\u201e\u2026\u202f]*")
INK = re.compile(r"[!-~]")
BLANK = dict.fromkeys(map(ord, "\u115f\u1160\u2800\u3164\uffa0"))  # letters and signs that are drawn as nothing
NO_INK = {"Cf", "Mn", "Zs"}

# Browsers keep a word together at its slashes; the address that help names, of which only the host is said, fits all
# the same: it has the card's whole width.
UNBROKEN = rf"{{{WIDEST_WORD + 1}}}"
HOST_ALONE = r"\u2068?https://[^\s/]+/…"
LONG_WORD = re.compile(
    rf"(?<![^\s?\u2010\u200b-])(?!{HOST_ALONE})[^\s?\u2010\u200b-]{UNBROKEN}|[^\s/?\u2010\u200b-]{UNBROKEN}"
    rf"|[A-ZÀ-ÖØ-ÞĀ-ſΑ-ΩА-Я]{{{WIDEST_CAPITALS + 1}}}"
)
MARKDOWN = re.compile(r"[\\`*_\[\]<>~#|{}!]|&(?=#?\w+;)|:(?=//)|^[+=-]")
ALL_INERT = re.compile(r"[^\W\d_][\w ,;.'’…·–—-]*")  # as nearly every title is: a letter first, and no sign of those
NUMBERED = re.compile(r"^(\d+)([.)])")
# Underscores, unless a letter is on both sides. Each way begins with the sign itself: `re` skips a long link at once.
UNDERSCORES = re.compile(r"_(?<![0-9A-Za-z_]_)_*|__*(?![0-9A-Za-z_])")
MAY_MEAN_IN_LINK = (*"\\`*[]<~;", "{{")  # without any of these, nothing in a link means anything
MEANT_IN_LINK = re.compile(r"[\\`*\[\]<~]|&(?=#?\w+;)|\{(?<=\{\{)")
TEMPLATE = re.compile(r"\{(?=\{)")
# What makes a tag, an entity, a link or a picture, or a heading, list or quotation of what follows.
MEANT = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)|\](?=[(\[:])|:(?=//)|\bwww(?=\.)|\{(?=\{)|^(?=[#>+=-]|\d+[.)])")


def tidy(text: str, longest: int = TITLE_LENGTH) -> str:
    """A title or name on one line, without characters that cannot be seen or that turn others; "" if none can be.

    What is longer than `longest` is cut in its middle: titles that begin alike are told apart by their ends.
    """
    return _tidy(text, longest) if len(text) <= OUTLOOKS_LONGEST else _tidy.__wrapped__(text, longest)


@lru_cache(maxsize=1024)  # a card says a title and a name at several places
def _tidy(text: str, longest: int) -> str:
    if not text:
        return ""
    if LATIN.fullmatch(text) and INK.search(text):  # nearly every title: no need to look at each of its letters
        kept = " ".join(text.split())
        return kept if len(kept) <= longest else shortened(kept, longest)
    spaced = "".join(" " if character.isspace() else character for character in text.translate(TURNING))
    seen = "".join(character for character in spaced if unicodedata.category(character) not in UNSEEN)
    if all(unicodedata.category(character) in NO_INK for character in seen.translate(BLANK)):
        return ""
    kept = " ".join(seen.split())
    return kept if len(kept) <= longest else shortened(kept, longest)


def shortened(text: str, longest: int) -> str:
    """Two thirds of `longest` from the beginning, and the rest from the end, where a letter begins."""
    end = longest // 3
    beginning = text[: longest - 1 - end].rstrip().rstrip(JOINERS)
    ends = (at for at in range(len(text) - end, len(text)) if unicodedata.category(text[at])[0] not in "MCZ")
    return f"{beginning}…{text[next(ends, len(text)) :]}"


def wraps(text: str) -> bool:
    """Whether the narrowest card finds a place to break each word of the text."""
    if len(text) <= WIDEST_CAPITALS or max(map(len, text.split()), default=0) <= WIDEST_CAPITALS:
        return True  # nearly every text; the expression takes twice as long
    return LONG_WORD.search(text) is None


def inert(text: str) -> str:
    """The text for a block that reads Markdown, escaped so that it reads as itself."""
    if ALL_INERT.fullmatch(text) and "_" not in text:
        return text
    return NUMBERED.sub(r"\1\\\2", MARKDOWN.sub(r"\\\g<0>", text))


def inert_link(link: str) -> str:
    """The link for a block that reads Markdown. As few escapes as CommonMark allows: what is not escaped cannot be
    shown with its backslash by a client that knows less; an underscore inside a word is no emphasis to any of them.
    """
    suspicious = any(map(link.__contains__, MAY_MEAN_IN_LINK))
    return UNDERSCORES.sub(_escaped, MEANT_IN_LINK.sub(r"\\\g<0>", link) if suspicious else link)


def _escaped(run: re.Match[str]) -> str:
    return r"\_" * len(run[0])


def untemplated(text: str) -> str:
    """The text for a block without Markdown: only `{{DATE(…)}}` means something there, until it is taken apart."""
    return TEMPLATE.sub("{\u2060", text) if "{{" in text else text


def unread(text: str) -> str:
    """The text for a place that may read HTML, Markdown or neither, as thumbnail cards do from client to client.

    An escape would be seen by the one and missed by the other. A word joiner, which nobody sees, keeps apart what would
    mean something; stars and underlines stay, which at worst change a letter's look.
    """
    return MEANT.sub("\\g<0>\u2060", text)
