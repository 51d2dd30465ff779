"""The chat and its extension, put together: from Teams' activity to a reply, and back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from bot.commands import commands
from bot.commands.search import Search
from bot.dispatcher import Dispatcher
from bot.model import Command, Meeting, Organization, Reply
from bot.model.values import value
from bot.net.documents import keys_by_metadata
from bot.net.door import in_a_rush
from bot.net.gate import Gate
from bot.net.jwks import SigningKeys
from bot.ops.base import Base
from bot.ops.budgets import INVOKE_COMMAND
from bot.ports import CustomerLanguages, MeetingChats, Meetings, ReaderLanguages, SignIn, Tokens
from bot.records import Records
from bot.records.approvals import Approvals
from bot.records.customer_languages import StoredLanguages
from bot.records.reader_languages import StoredReaderLanguages
from bot.selectors import selectors
from bot.selectors.dates import described
from bot.teams.answers import AnswersRoom
from bot.teams.answers import build as build_answers
from bot.teams.answers.approvals import WaitingForAdmin
from bot.teams.answers.turns import Bounds
from bot.teams.inbound.activities import ActivityReader, Defaults
from bot.teams.inbound.chat import Chat
from bot.teams.inbound.meeting_chats import TeamsMeetingChats
from bot.teams.inbound.roster import Roster
from bot.teams.inbound.routes import Handlers, Invokes
from bot.teams.inbound.turns import Turn
from bot.teams.invokes.card_actions import CardActions
from bot.teams.invokes.extension import Extension, Searching
from bot.teams.invokes.invoke_answers import InvokeAnswers
from bot.teams.invokes.posting import Posting
from bot.teams.outbound.button_codec import ButtonCodec
from bot.teams.outbound.copy_links import CopyLinks
from bot.teams.outbound.handing_out import HandingOut
from bot.teams.outbound.invitation_links import InvitationLinks
from bot.teams.outbound.print_links import PrintLinks
from bot.teams.outbound.renderer import Pages, Renderer
from bot.teams.outbound.sending import build as build_sending
from bot.teams.outbound.warming import warm
from bot.teams.sdk.authentication import ChannelAuthentication
from bot.teams.sdk.connector import Connector
from bot.teams.sdk.credential import BotCredential
from bot.teams.sdk.edge import Edge
from bot.teams.sdk.seam import Seam
from bot.teams.sign_in.events import SignInEvents
from bot.teams.sign_in.invokes import SignInInvokes


@value
class TeamsRoom:
    """What the server needs of it: the edge in front of the chat, and what goes on beside."""

    answers: AnswersRoom
    signing_in: SignInEvents
    edge: Edge
    keys: SigningKeys
    authentication: ChannelAuthentication
    mail: InvitationLinks
    copying: CopyLinks
    printing: PrintLinks
    warm: Callable[[], Awaitable[None]]
    approved: Callable[[str], Awaitable[None]]
    readers: ReaderLanguages


@value
class _Commands:
    """What is asked, done: as a message, which may take longer than an invoke, or as a search."""

    message: Dispatcher
    invoke: Dispatcher
    search: Searching


@value
class _Drawing:
    """What makes cards, and the pages to which their buttons lead."""

    renderer: Renderer
    buttons: ButtonCodec
    copying: CopyLinks
    mail: InvitationLinks
    printing: PrintLinks
    handing_out: HandingOut


def build(
    base: Base,
    seam: Seam,
    records: Records,
    meetings: Meetings,
    tokens: Tokens,
    sign_in: SignIn,
    credential: BotCredential,
) -> TeamsRoom:
    """`seam` is the SDK through which activities take their turns, `credential` the bot's own towards Teams."""
    settings = base.settings
    connector = Connector(
        base.http, credential, base.health, budget=base.limits.send, metrics=base.metrics, tracing=base.tracing
    )
    customers = StoredLanguages(base.store)
    readers = StoredReaderLanguages(base.store, now=base.issuer_time.now)
    asked = _commands(base, meetings, tokens, TeamsMeetingChats(connector), customers, readers)
    drawing = _drawing(base)
    renderer, buttons = drawing.renderer, drawing.buttons
    roster = Roster(connector)
    gate = Gate(crowd=base.door.crowd)
    answers = build_answers(
        records,
        asked.message,
        tokens,
        sign_in,
        build_sending(
            connector,
            renderer,
            patience=base.patience,
            rates=base.limits.rates,
            metrics=base.metrics,
            handing_out=drawing.handing_out,
        ),
        roster,
        readers,
        targeted=settings.targeted_messages,
        bounds=Bounds(rush=partial(in_a_rush, base.door, gate)),
        metrics=base.metrics,
        tracing=base.tracing,
    )
    messenger, tasks = answers.messenger, answers.tasks
    waiting = WaitingForAdmin(Approvals(base.store, base.issuer_time.date, base.patience), messenger.in_own_chat, tasks)
    signing_in = SignInEvents(records, tokens, sign_in, answers.runner, messenger, tasks, waiting, base.loop.jammed)
    invoke_answers = InvokeAnswers(records, tokens, sign_in, roster, waiting, jammed=base.loop.jammed)

    async def known(command: Command, meeting: Meeting) -> Meeting:
        tokens.seen(command.user, await records.generation(command.user))  # they may have signed out elsewhere
        return await described(meetings, command, meeting)

    posting = Posting(records, messenger, tasks, known, install_url=renderer.install_url, chat_url=renderer.chat_url)
    handlers = Handlers(
        SignInInvokes(signing_in),
        CardActions(invoke_answers, asked.invoke, posting, buttons, renderer),
        Extension(invoke_answers, asked.invoke, asked.search, buttons, renderer, customers),
    )
    defaults = Defaults(settings.default_locale, settings.default_timezone)
    reader = ActivityReader(settings.tenants, buttons, defaults, base.issuer_time.date)
    served = Invokes(handlers, renderer, buttons, answers.invokes)
    chat = Chat(reader, readers, answers.reception, served, tokens, records.failed, tasks)
    keys = signing_keys(base)
    report = partial(base.health.note, "clock")
    authentication = ChannelAuthentication(settings.app_id, keys, settings.office_channels, base.issuer_time, report)
    edge = _edge(base, authentication, chat, seam(chat, connector), gate, answers.reception.has_room)
    warmed = partial(warm, renderer, base.issuer_time.date)
    pages = (drawing.mail, drawing.copying, drawing.printing)
    return TeamsRoom(answers, signing_in, edge, keys, authentication, *pages, warmed, waiting.approved, readers)


def _commands(
    base: Base,
    meetings: Meetings,
    tokens: Tokens,
    chats: MeetingChats,
    customers: CustomerLanguages,
    readers: ReaderLanguages,
) -> _Commands:
    jammed = base.loop.jammed
    done_by = commands(meetings, tokens, chats, customers, readers, jammed)
    message = Dispatcher(done_by, metrics=base.metrics, jammed=jammed)
    invoke = Dispatcher(done_by, budget=INVOKE_COMMAND, metrics=base.metrics, jammed=jammed)
    search = Search(meetings, selectors(meetings, chats, offers_closest=False), base.limits.search_links)

    async def searched(command: Command, skip: int, count: int) -> Reply:
        page = partial(search, skip=skip, count=count)
        return await invoke.run(command, lambda asked: invoke.counted("search", asked, page))

    return _Commands(message, invoke, searched)


def _drawing(base: Base) -> _Drawing:
    settings, now = base.settings, base.issuer_time.date
    copying = CopyLinks(base.keyring, settings.public_url, now)
    mail = InvitationLinks(base.keyring, settings.public_url, now)
    printing = PrintLinks(base.keyring, settings.public_url, now)
    pages = Pages(copying.address, mail.address, printing.address)
    organization = Organization(settings.organization_name, settings.help_phone, settings.invitation_greeting)
    handing_out = HandingOut(base.metrics, base.audit, base.keyring.prove)
    buttons = ButtonCodec(base.keyring)
    renderer = Renderer(buttons, settings.app_id, pages, organization, handing_out)
    return _Drawing(renderer, buttons, copying, mail, printing, handing_out)


def _edge(
    base: Base,
    authentication: ChannelAuthentication,
    chat: Chat,
    turn: Turn,
    gate: Gate,
    has_room: Callable[[str], bool],
) -> Edge:
    """In front of `turn`; how many wait for it is measured."""
    door = base.door
    base.metrics.arrivals.reads(lambda: {("door",): door.waiting, ("gate",): gate.waiting})
    return Edge(
        authentication,
        turn,
        chat.crowded,
        base.refused,
        gate=gate,
        has_room=has_room,
        metrics=base.metrics,
        tracing=base.tracing,
    )


def signing_keys(base: Base) -> SigningKeys:
    """The Bot Connector's keys; their state and age are in /readyz."""
    name = "bot_framework_keys"
    fetch = keys_by_metadata(base.http, base.endpoints.channel_metadata, base.issuer_time.supposed)
    keys = SigningKeys(fetch, report=lambda fault: base.health.note(name, fault))
    base.health.describe(name, keys.details)
    base.metrics.keys_age.reads(lambda: {} if keys.age is None else {(): keys.age})
    return keys
