"""What the bot needs from the world, as Protocols: fakes in tests and Microsoft in production fit the same sockets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import field
from datetime import datetime, tzinfo
from typing import Literal, Protocol

from bot.model import Account, Command, Meeting, MeetingList, Organizer, Reply, SignInNeeded, User
from bot.model.values import value


class Meetings(Protocol):
    """Graph's meetings, each call with the user's own delegated token.

    Every method may raise SignInRequired, Denied, Busy or Misconfigured.
    """

    async def coming(self, user: User, start: datetime, end: datetime, *, most: int | None = None) -> MeetingList:
        """Online Teams meetings of the user's calendar that overlap [start, end), not cancelled, soonest first.

        Read until `most` events are (None: as many as there is time for); the list says whether it is complete.
        """
        ...

    async def dates_of(self, user: User, meeting: Meeting, start: datetime, end: datetime) -> MeetingList:
        """Those of `coming` that are the meeting of this join link or Graph id: a quick look, for a meeting at hand."""
        ...

    def recent_dates_of(self, user: User, meeting: Meeting, start: datetime, end: datetime) -> MeetingList | None:
        """The same as it was told a moment ago; None where somebody has to be asked."""
        ...

    async def event(self, user: User, event_id: str, zone: tzinfo) -> Meeting | None:
        """The Teams meeting of an event of the user's own calendar, by Outlook's id, in `zone`; None when it has none.

        Denied(UNKNOWN_EVENT) when the calendar has no such event, Denied(GONE) when it is cancelled.
        """
        ...

    async def by_number(self, user: User, number: str) -> Meeting | None:
        """The meeting with this numeric meeting id (digits only); needs OnlineMeetings.Read."""
        ...

    async def by_join_url(self, user: User, join_url: str) -> Meeting | None:
        """The meeting that Graph finds under this join URL; needs OnlineMeetings.Read."""
        ...

    async def with_join_url(self, user: User, meeting: Meeting) -> Meeting:
        """`meeting` completed by the join URL that its calendar event hides from the narrow scope.

        Needs Calendars.Read (raises SignInRequired, WIDER_CALENDAR); Denied(NO_JOIN_LINK) when there is none at all.
        """
        ...

    async def appointment_link(self, user: User, meeting: Meeting, language: str = "") -> str:
        """The Virtual Appointment join URL of `meeting`, checked: https on an allowed host."""
        ...


class MeetingChats(Protocol):
    """Teams' meeting chats."""

    async def meeting_of(self, command: Command) -> Meeting | None:
        """The meeting whose chat the command was given in; None in any other conversation.

        Raises Denied (MEETING_CHAT_…) when it is a meeting's chat that does not say which, and Busy.
        """
        ...

    async def organizer_of(self, command: Command) -> Organizer | None:
        """Who called that meeting, as far as the chat's roster tells; None when it does not. Raises Busy."""
        ...


class Tokens(Protocol):
    """Delegated Graph tokens, silently from the store. They never leave bot.signin and bot.graph."""

    async def token(self, user: User, scopes: Sequence[str], *, claims: str = "", refused: str = "") -> str:
        """An access token with at least `scopes`; another one than `refused`, which Graph did not take.

        Raises SignInRequired, Denied, Busy, Misconfigured.
        """
        ...

    async def account(self, user: User) -> Account | None:
        """Who is signed in, without any network; None when nobody is."""
        ...

    async def sign_out(self, user: User, asked: str = "") -> None:
        """Forget every token of this person, here and, through the generation, in every other instance.

        `asked` names the question, which is repeated where its answer was not delivered: who has signed in since it was
        done stays signed in.
        """
        ...

    def seen(self, user: User, generation: int) -> None:
        """The store says that the person's tokens are of `generation`: what memory holds of an older one is dropped."""
        ...


class SignIn(Protocol):
    """The ways of signing in that begin in a chat; what happens in the browser is the business of bot.web."""

    async def start_url(self, user: User, command_id: str, hint: str = "") -> str:
        """The address of the sign-in page for this waiting command, valid for ten minutes.

        `hint` is the person's user principal name, with which Microsoft need not ask for the account.
        """
        ...

    async def exchange(self, user: User, assertion: str, needed: SignInNeeded) -> None:
        """Turn Teams' assertion into tokens of `user`, on their behalf (OBO).

        Raises AssertionRefused when it is not the user's own or not valid: nothing is bound then; SignInRequired
        when Entra wants a page to be shown; Denied, Busy, Misconfigured as they are.
        """
        ...


class CustomerLanguages(Protocol):
    """In which language each person's last customer was written to. Never raises: it is a convenience."""

    async def last(self, user: User) -> str:
        """BCP 47; "" when there was none, or nobody knows."""
        ...

    async def used(self, user: User, language: str) -> None: ...


class ReaderLanguages(Protocol):
    """The language that each person has chosen to be answered in."""

    async def chosen(self, user: User) -> str:
        """BCP 47; "" as Teams is set, or when nobody knows. Never raises, and seldom asks the store."""
        ...

    def at_hand(self, user: User) -> str:
        """The same as it was known last, without asking anybody."""
        ...

    async def choose(self, user: User, language: str) -> None:
        """Remember it; "" forgets it. Raises what the store raises."""
        ...


class Dispatch(Protocol):
    """Command -> Reply. Never raises a BotError: errors become replies."""

    async def __call__(self, command: Command) -> Reply: ...


# ---- Storage ---------------------------------------------------------------------------------------------------

RecordState = Literal["running", "asking", "waiting", "done"]


@value
class CommandRecord:
    """A command on record. `id` names it to Teams and to the sign-in pages; `value` is its secret content.

    `generation` is that of the owner's tokens at the time of the claim. `attempt` is 1, and one more for each process
    that died over it.
    """

    id: str
    owner: str
    conversation: str
    generation: int
    attempt: int
    value: bytes = field(repr=False)


@value
class StoredTokens:
    """A person's tokens as stored, with the generation they belong to; value None: nothing is kept.

    `version` tells this value from every other one that was ever stored.
    """

    generation: int
    value: bytes | None = field(repr=False)
    version: bytes = field(default=b"", repr=False, compare=False)


class Store(Protocol):
    """What must survive a restart. One contract for every back end (tests/storage).

    Values are bytes, encrypted at rest and bound to table, row and key id; a value that cannot be decrypted reads as
    absent. `owner` is a person's key (`tenant/oid`), `conversation` Teams' id of one; both are stored as keyed hashes.
    Times are seconds. Methods raise Busy or Misconfigured when the back end fails; then nothing was done.
    """

    async def open(self) -> None: ...
    async def close(self) -> None: ...
    async def ping(self) -> None:
        """Raises when the back end cannot be used."""
        ...

    # -- commands: running -> (asking -> waiting ->) running -> done
    async def record(
        self, key: str, owner: str, conversation: str, value: bytes, *, lease: float, keep: float
    ) -> CommandRecord | None:
        """Write a command down, claimed by us for `lease` seconds; None when `key` was recorded before."""
        ...

    async def await_sign_in(self, record: CommandRecord, value: bytes, *, lease: float, keep: float) -> bool:
        """The command needs sign-in and its card is about to be sent: it may be resumed from now on.

        False when it was not ours any more, or the store has lost it.

        Until `sign_in_offered` confirms that the card is out, an expired lease brings it back through `take_over`.
        """
        ...

    async def sign_in_offered(self, id: str) -> None:
        """The sign-in card is out: no lease runs; only `resume` or `keep` seconds end the waiting."""
        ...

    async def resume(
        self, id: str, owner: str, conversation: str | None, *, lease: float, keep: float = 0.0
    ) -> CommandRecord | None:
        """Claim a command that waits for sign-in, if owner (and conversation, when given) match; to one caller only.

        However late in its waiting that is, it is kept for `keep` seconds at least: its answer may have to be tried.
        """
        ...

    async def waiting(self, owner: str, conversation: str | None = None) -> Sequence[CommandRecord]:
        """The person's commands that wait for sign-in, newest first; claims nothing."""
        ...

    async def find(self, id: str, owner: str) -> RecordState | None:
        """State of the person's command; None when there is no such."""
        ...

    async def renew(self, ids: Collection[str], *, lease: float) -> Collection[str]:
        """We are still at them: their leases end `lease` seconds from now. Those that are still ours."""
        ...

    async def postpone(self, record: CommandRecord, value: bytes, *, delay: float) -> bool:
        """We leave it to whoever comes in `delay` seconds or later. False when it was not ours any more."""
        ...

    async def let_go(self) -> None:
        """We are no longer at anything: the next process need not wait for our leases."""
        ...

    async def done(self, id: str) -> None:
        """Answered: the content is erased, the key stays for de-duplication until it expires."""
        ...

    async def take_over(self, *, lease: float, limit: int, at_work: Collection[str] = ()) -> Sequence[CommandRecord]:
        """Claim what is due, longest first: what was postponed, and what dead processes held (`attempt` grows).

        Not those `at_work`: the caller is still at them, however late its leases.
        """
        ...

    # -- a person's tokens
    async def tokens(self, owner: str) -> StoredTokens: ...
    async def keep_tokens(self, owner: str, value: bytes, generation: int, *, instead_of: bytes = b"") -> bool:
        """Store. False, and nothing is stored, when the generation has moved on (somebody signed out meanwhile), or
        when it is to be `instead_of` a version that is no longer there.
        """
        ...

    async def drop_tokens(self, owner: str) -> int:
        """Erase the person's tokens and return the new generation, which outlives them."""
        ...

    # -- small things with a lifetime
    async def put(self, table: str, key: str, value: bytes, *, keep: float) -> bool:
        """Store unless the key exists: True when it was stored."""
        ...

    async def replace(self, table: str, key: str, value: bytes, *, keep: float) -> None:
        """Store in the place of whatever is there; where that fails, what was there stays."""
        ...

    async def get(self, table: str, key: str) -> bytes | None: ...
    async def take(self, table: str, key: str) -> bytes | None:
        """Get and erase, atomically: exactly one caller has it."""
        ...

    async def sweep(self) -> int:
        """Erase what has expired, in small steps; the number of rows."""
        ...
