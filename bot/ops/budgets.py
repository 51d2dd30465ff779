"""How long an answer and its parts may take, in seconds: one table, since each of these lies inside another one.

Teams drops an invoke after five seconds, and we promise four. A message has time: only a person waits for it.
"""

from __future__ import annotations

from typing import TypeAlias

from bot.model.values import value

# An answer inside an invoke.
PROMISED = 4.0  # the whole of it, the way from and to Teams included
INVOKE_WHOLE = 3.8  # what is in the program's hands: the reply, and what is written down for it
INVOKE = 3.5  # the reply, with a silent sign-in where tokens lack
EXCHANGE = 3.4  # a token exchange, which is all that its invoke is for …
QUEUE = 0.5  # … after what may go by while other clients of the person are being answered
INVOKE_COMMAND = 3.2  # the command itself, sign-in not counted
SEARCH_LINKS = 2.0  # the links of a page of search results; a meeting whose link is not there by then is no row
TICKED_LINKS_AT_ONCE = 2.7  # those of several ticked meetings, where the answer may not wait …
LINK_CALENDAR = 1.0  # what the calendar knows of links, before they are a choice, or one is posted
BESIDE_LINK = 0.5  # the same of one link, once the customer's link is there; both are asked for together
ORGANIZER = 1.0  # asking Teams who could help with a link that is refused; without it the refusal names nobody
ROSTER = 3.0  # asking Teams who somebody is, before a sign-in is offered …
ROSTER_AGAIN = 1.0  # … and once more where Teams sends the assertion that was asked for
READER_LANGUAGE = 0.3  # asking the store in which language somebody reads; without it, in that of their Teams

# An answer by message.
TYPING_AFTER = 0.5  # who has waited so long is shown that somebody is typing
COMMAND = 9.0  # the command, Graph and Entra included
TICKED_LINKS = 7.0  # the links of several ticked meetings
SEND = 5.0  # one send to Teams, repetitions included
LEASE = 6.0  # a crash is noticed after it; whoever takes longer to answer renews it
# What is being answered when the program is told to stop. Open requests have PROMISED before it, a locked store and a
# token on its way three seconds each after it: the end comes within 25.
DRAIN = 10.0
LAST_WORDS = 2.0  # … and for telling those whose questions are lost with it: the store had not taken them by then

# Questions to Microsoft, repetitions included.
GRAPH = 7.0  # all that one command asks …
CALENDAR_PAGES = 1.5  # … of which the pages of a long calendar after its first: the link has to be asked for, too
ENTRA = 3.0  # one question


Windows: TypeAlias = tuple[tuple[int, float], ...]
"""So many in so many seconds, each of them."""


@value
class Rates:
    """How much may be sent into each conversation and to each tenant; `longest`: seconds that anybody waits.

    Source: learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit. Its window of an hour (1,800 in a
    conversation) is left to Teams' 429.
    """

    conversation: Windows = ((7, 1.0), (8, 2.0), (60, 30.0))
    tenant: Windows = ((50, 1.0),)
    longest: float = 3.0


USUAL_RATES = Rates()


@value
class Limits:
    """Those of the table above with which a whole bot may be built otherwise: `graph` is GRAPH, and so on."""

    graph: float = GRAPH
    search_links: float = SEARCH_LINKS
    send: float = SEND
    rates: Rates = USUAL_RATES


LIMITS = Limits()


@value
class Patience:
    """How long an answer that Teams does not take is tried, in seconds.

    `back_off` before each next attempt, the last one from then on; given up after `keep_trying` of such pauses.
    While Teams takes nothing, one message is tried after each of the `probes`. What may have arrived is sent again once
    Teams has taken others' messages and no failure came for `quiet`, or none for `quiet_alone` and it takes a typing
    indicator, which says less: it may take those alone.
    """

    lease: float = LEASE
    back_off: tuple[float, ...] = (1.0, 5.0, 15.0, 60.0)
    keep_trying: float = 900.0
    probes: tuple[float, ...] = (1.0, 2.0, 5.0)
    quiet: float = 5.0
    quiet_alone: float = 10.0
    recover_every: float = 0.5


PATIENCE = Patience()
