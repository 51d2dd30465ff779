"""What Teams sends, by kind: messages, invokes, installation; each is read and handed on in the bot's words."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot.languages.chosen import read_in
from bot.model import ChatKind, Command, Notice, Trouble
from bot.ports import ReaderLanguages, Tokens
from bot.records.failed_questions import FailedQuestions
from bot.teams.answers.reception import Reception
from bot.teams.answers.tasks import Tasks
from bot.teams.inbound.activities import ActivityReader, Heard
from bot.teams.inbound.edits import Edit, Edits, as_edited
from bot.teams.inbound.payload import Inbound
from bot.teams.inbound.repeats import LastAsked
from bot.teams.inbound.routes import Invokes
from bot.teams.inbound.turns import InvokeAnswer
from bot.teams.outbound.error_replies import with_reference

EDITED = "editMessage"  # of `channelData.eventType`; others tell that a message was deleted, or restored
RECEIVED = InvokeAnswer(202)
STRANGERS = frozenset({Trouble.UNKNOWN_SENDER, Trouble.NOT_ALLOWED_TENANT})


class Chat:
    """The bot in a chat (`Turns`). A message is only written down here; its answer is made in the background."""

    def __init__(
        self,
        reader: ActivityReader,
        readers: ReaderLanguages,
        reception: Reception,
        invokes: Invokes,
        tokens: Tokens,
        failed: FailedQuestions,
        tasks: Tasks,
    ) -> None:
        self._reader = reader
        self._readers = readers
        self._reception = reception
        self._invokes = invokes
        self._tokens = tokens
        self._tasks = tasks
        self._edits = Edits()
        self._asked = LastAsked(failed)

    async def message(self, activity: Inbound) -> None:
        """Somebody wrote, or pressed a button (a message with `value`)."""
        heard = await self._in_their_language(self._reader.said(activity))
        self._edits.heard(heard.command)
        await self._receive(heard)

    async def edited(self, activity: Inbound) -> None:
        """A fresh question was changed: it is asked anew. Of an older one, or one restored, there is no new answer."""
        if activity.event_type != EDITED:
            return
        heard = await self._in_their_language(self._reader.said(activity))
        anew = Heard(as_edited(heard.command), heard.refusal)
        match self._edits.of(heard.command):
            case Edit.ANEW:
                await self._receive(anew)
            case Edit.LATE:
                await self._receive(replace(anew, refusal=heard.refusal or Trouble.EDITED_LATE))

    async def _receive(self, heard: Heard) -> None:
        if heard.refusal:
            await self._reception.receive(heard.command, with_reference(Notice(heard.refusal)))
        else:
            await self._reception.receive(await self._asked.meant(heard.command))

    async def invoke(self, activity: Inbound) -> InvokeAnswer:
        """A client waits for the answer."""
        return await self._invokes.answer(activity, await self._in_their_language(self._reader.sent(activity)))

    async def crowded(self, activity: Inbound) -> InvokeAnswer:
        """There is no turn for it in this rush: whoever wrote, or waits for an answer, is told so."""
        if activity.type == "invoke":
            return self._invokes.crowded(activity, self._as_known(self._reader.sent(activity)))
        asks = activity.type == "message" or activity.event_type == EDITED
        if asks and activity.sender:
            asker = (activity.conversation.id, activity.sender.id)
            self._reception.refuse_unread(asker, lambda: self._served(activity))
        return RECEIVED

    def _served(self, activity: Inbound) -> Command | None:
        heard = self._as_known(self._reader.said(activity))
        return None if heard.refusal else heard.command

    async def _in_their_language(self, heard: Heard) -> Heard:
        """The one place where it is found out in which language a person reads; of strangers nothing is looked up."""
        if heard.refusal in STRANGERS:
            return heard
        return _read_in(heard, await self._readers.chosen(heard.command.user))

    def _as_known(self, heard: Heard) -> Heard:
        """The same in a rush: as it is at hand."""
        return _read_in(heard, self._readers.at_hand(heard.command.user))

    async def installed(self, activity: Inbound) -> None:
        """Greet the person whose chat it is."""
        heard = await self._in_their_language(self._reader.sent(activity))
        if not heard.refusal and heard.command.address.kind is ChatKind.PERSONAL:
            await self._tasks.now_or_later(partial(self._reception.welcome, heard.command))

    async def removed(self, activity: Inbound) -> None:
        """The bot was removed from a personal chat: the person's tokens go, and their language. Teams does not tell of
        it again.
        """
        heard = self._reader.sent(activity)
        if not heard.refusal and heard.command.address.kind is ChatKind.PERSONAL:
            user = heard.command.user
            for forget in (partial(self._tokens.sign_out, user), partial(self._readers.choose, user, "")):
                await self._tasks.now_or_later(forget)


def _read_in(heard: Heard, language: str) -> Heard:
    command = read_in(heard.command, language)
    return heard if command is heard.command else replace(heard, command=command)
