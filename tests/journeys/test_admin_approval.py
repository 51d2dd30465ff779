"""Whoever comes before the admin has approved is told what to pass on, and told when it is done, once."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.client.login_walker import LoginWalker
from sandbox.entra.policy import ConsentPolicy
from sandbox.teams.conversations import personal_chat
from sandbox.world.people import ANNA, BEN, CLINIC_ID, OSEI, Person
from tests.support.journeys.places import GROUP, PLACES, signed_in
from tests.support.journeys.stories import answers, press, sign_in_card
from tests.support.journeys.world import ADAPTIVE, World, words_on

ALL = {"VirtualAppointment.Read", "Calendars.ReadBasic", "OnlineMeetings.Read", "Calendars.Read"}
APPROVED = "You can go on now"


@pytest.fixture
def managed(here: World) -> World:
    """Microsoft's default tenant: nobody may consent for themselves."""
    here.microsoft365.policy.consent = ConsentPolicy.MANAGED
    return here


async def refused(here: World, person: Person = ANNA, text: str = "get link") -> TeamsClient:
    """Somebody who has come too early."""
    client = here.client(person)
    await sign_in_card(client, text)
    await client.sign_in()
    await client.settled(lambda: bool(answers(client)))
    await here.idle()
    return client


def admin_link(client: TeamsClient) -> str:
    """The link on the card."""
    (url,) = {str(b.action["url"]) for b in client.buttons if "adminconsent" in str(b.action.get("url", ""))}
    return url


async def approve(here: World, link: str, decision: str = "accept") -> str:
    """An admin opens what was passed on; the words of the page on which they end."""
    url = link.replace("https://login.microsoftonline.com", here.microsoft365.addresses.pages)
    return (await LoginWalker(OSEI, decision).walk(here.browser(), url)).words


def told(here: World, person: Person) -> list[str]:
    """What the person has been told of the approval."""
    own = personal_chat(person)
    sent = [each for each in here.microsoft365.record.sent if each.conversation == own and each.delivered]
    return [words_on(each) for each in sent if APPROVED in words_on(each)]


async def test_the_first_one_has_a_message_for_the_admin_at_one_press(managed: World) -> None:
    anna = await refused(managed)
    assert "IT admin has to approve" in answers(anna)[-1]
    assert anna.buttons[0].title == "Message for my admin"
    await press(anna, "Message for my admin")
    assert not anna.seen[-1].contents(ADAPTIVE)  # a plain message: it can be passed on as it is
    text = anna.seen[-1].text
    assert "once for everybody" in text
    assert admin_link(anna) in text.split()


async def test_one_link_approves_everything_and_the_first_one_is_told(managed: World) -> None:
    anna = await refused(managed, text="get link dietary advice")
    link = admin_link(anna)
    assert {scope.rpartition("/")[2] for scope in parse_qs(urlsplit(link).query)["scope"][0].split()} == ALL
    assert "Thank you" in await approve(managed, link)
    await anna.settled(lambda: APPROVED in answers(anna)[-1])
    assert managed.microsoft365.consents.for_everybody(CLINIC_ID) == ALL
    await anna.press("Ask again")
    await anna.settled(lambda: "Dietary advice" in answers(anna)[-1])


async def test_everybody_who_was_waiting_is_told_once_however_often_the_admin_comes_back(managed: World) -> None:
    anna, ben = await refused(managed), await refused(managed, BEN)
    await ask_again(managed, anna)
    link = admin_link(ben)
    for _ in range(2):
        await approve(managed, link)
    await anna.settled(lambda: bool(told(managed, ANNA)))
    await ben.settled(lambda: bool(told(managed, BEN)))
    await managed.idle()
    assert [len(told(managed, person)) for person in (ANNA, BEN, OSEI)] == [1, 1, 0]


async def ask_again(here: World, client: TeamsClient) -> None:
    """The same person, no wiser, tries once more."""
    before = len(answers(client))
    await client.say("get link physio")
    await client.settled(lambda: bool(client.sign_ins))
    await client.sign_in()
    await client.settled(lambda: len(answers(client)) > before)
    await here.idle()


async def test_an_admin_who_approves_elsewhere_is_noticed_by_the_next_silent_sign_in(managed: World) -> None:
    await refused(managed)
    managed.microsoft365.consents.grant_all(CLINIC_ID, ALL)
    ben = managed.client(BEN)
    await ben.say("get link")
    await ben.settled(lambda: bool(answers(ben)))
    anna = managed.client()
    await anna.settled(lambda: bool(told(managed, ANNA)))
    await managed.idle()
    assert [len(told(managed, person)) for person in (ANNA, BEN)] == [1, 0]


async def test_whoever_finds_out_by_themselves_is_not_told(managed: World) -> None:
    anna = await refused(managed)
    managed.microsoft365.consents.grant_all(CLINIC_ID, ALL)
    assert "Which meeting?" in await press(anna, "Try again")
    await managed.idle()
    await approve(managed, admin_link_of(managed))
    await managed.idle()
    assert told(managed, ANNA) == []


def admin_link_of(here: World) -> str:
    """The link, from the first card on which it stands."""
    for sent in here.microsoft365.record.sent:
        for action in actions_in(sent.activity):
            if "adminconsent" in str(action.get("url", "")):
                return str(action["url"])
    raise LookupError("nobody was given the link")


def actions_in(node: Any) -> list[dict[str, Any]]:
    match node:
        case dict():
            return [node, *(found for value in node.values() for found in actions_in(value))]
        case list():
            return [found for value in node for found in actions_in(value)]
    return []


@pytest.mark.parametrize("change", ["no proof", "another tenant", "an old link"])
async def test_a_stranger_who_opens_the_way_back_tells_nobody_anything(managed: World, change: str) -> None:
    anna = await refused(managed)
    state = parse_qs(urlsplit(admin_link(anna)).query)["state"][0]
    forged = {"no proof": f"{state[:-4]}0000", "another tenant": state, "an old link": "admin"}[change]
    tenant = OSEI.oid if change == "another tenant" else CLINIC_ID
    query = f"admin_consent=True&tenant={tenant}&state={forged}"
    page = await managed.browser().open(f"{managed.bot_url}/auth/callback?{query}")
    assert page.status == 200
    await managed.idle()
    assert told(managed, ANNA) == []


async def test_whom_a_colleague_has_told_too_early_is_told_when_it_is_true(managed: World) -> None:
    """Microsoft signs nothing of an admin's return: whoever was sent the link can make it up."""
    anna = await refused(managed)
    link = admin_link(anna)
    state = parse_qs(urlsplit(link).query)["state"][0]
    made_up = f"admin_consent=True&tenant={CLINIC_ID}&state={state}"
    await managed.browser().open(f"{managed.bot_url}/auth/callback?{made_up}")
    await anna.settled(lambda: len(told(managed, ANNA)) == 1)
    await ask_again(managed, anna)
    assert "IT admin has to approve" in answers(anna)[-1]
    await approve(managed, link)
    await anna.settled(lambda: len(told(managed, ANNA)) == 2)


async def test_an_admin_who_declines_reads_so_and_nobody_is_told(managed: World) -> None:
    anna = await refused(managed)
    assert "admin has to decide" in await approve(managed, admin_link(anna), "cancel")
    await managed.idle()
    assert told(managed, ANNA) == []


async def test_whoever_asked_in_a_group_is_told_in_their_own_chat(managed: World) -> None:
    place = PLACES["group chat"](managed, ANNA)
    await place.ask("one")
    await place.client.open_popup(place.client.private.sign_in_url)
    await managed.idle()
    await approve(managed, await link_in(managed))
    anna = managed.client()
    await anna.settled(lambda: bool(told(managed, ANNA)))
    in_group = [words_on(sent) for sent in managed.microsoft365.record.sent if sent.conversation == GROUP.id]
    assert not [words for words in in_group if APPROVED in words]


async def test_whoever_searched_while_writing_to_a_colleague_is_told_in_their_own_chat(managed: World) -> None:
    """Teams calls the chat of two people personal, too; the bot is no member of it."""
    anna = managed.client(chat=Chat("a:1-of-anna-and-ben", "personal"))
    await anna.extension.search()
    await anna.extension.sign_in()
    await managed.idle()
    await approve(managed, await link_in(managed))
    await managed.client().settled(lambda: bool(told(managed, ANNA)))


async def link_in(here: World) -> str:
    """The link that somebody else was given, for the same tenant."""
    return admin_link(await refused(here, BEN))


async def test_the_wait_outlives_a_restart(managed: World) -> None:
    anna = await refused(managed)
    link = admin_link(anna)
    await managed.stop_bot()
    await managed.start_bot()
    await approve(managed, link)
    await anna.settled(lambda: bool(told(managed, ANNA)))


async def test_a_person_who_declined_is_told_by_an_admin_alone(here: World) -> None:
    """In an open tenant Microsoft says *declined*, and another person's sign-in proves nothing."""
    anna = here.client()
    await sign_in_card(anna)
    await anna.sign_in(LoginWalker(ANNA, "cancel"))
    await anna.settled(lambda: bool(answers(anna)))
    await here.idle()
    await signed_in(here, BEN)
    await here.idle()
    assert told(here, ANNA) == []
    await approve(here, admin_link(anna))
    await anna.settled(lambda: bool(told(here, ANNA)))


async def test_in_german_it_is_german(managed: World) -> None:
    anna = managed.client(locale="de-DE")
    await sign_in_card(anna, "Link holen")
    await anna.sign_in()
    await anna.settled(lambda: bool(answers(anna)))
    await managed.idle()
    assert "IT-Administration" in answers(anna)[-1]
    await anna.press("Nachricht an meine IT")
    await anna.settled(lambda: "Vielen Dank" in anna.seen[-1].text)
    await approve(managed, admin_link(anna))
    await anna.settled(lambda: any("Jetzt geht es weiter" in text for text in answers(anna)))


@pytest.mark.parametrize(("policy", "lets"), [(ConsentPolicy.LEGACY, True), (ConsentPolicy.MANAGED, False)])
async def test_with_the_other_permission_people_may_consent_where_the_tenant_lets_them(
    here: World, policy: ConsentPolicy, lets: bool
) -> None:
    await here.stop_bot()
    here.settings = here.settings.model_copy(update={"link_scope": "OnlineMeetings.Read"})
    await here.start_bot()
    here.microsoft365.policy.consent = policy
    anna = here.client()
    await sign_in_card(anna)
    await anna.sign_in()
    await anna.settled(lambda: bool(answers(anna)))
    assert ("Which meeting?" in answers(anna)[-1]) is lets
    granted = here.microsoft365.consents.granted(ANNA)
    assert granted == (frozenset({"OnlineMeetings.Read", "Calendars.ReadBasic"}) if lets else frozenset())


async def test_a_number_needs_no_further_consent_where_links_come_with_that_permission(here: World) -> None:
    await here.stop_bot()
    here.settings = here.settings.model_copy(update={"link_scope": "OnlineMeetings.Read"})
    await here.start_bot()
    here.consent(ANNA, "OnlineMeetings.Read", "Calendars.ReadBasic")
    event = next(e for e in here.microsoft365.events if e.meeting and e.organizer == ANNA and e.meeting.number)
    assert event.meeting
    anna = here.client()
    assert "https://visit.teams" in str(await said(anna, f"get link {event.meeting.number}"))


async def said(person: TeamsClient, text: str) -> Any:
    await person.say(text)
    (answer,) = await person.settled()
    return answer.activity


async def test_the_approval_is_told_in_the_language_that_was_chosen_meanwhile(managed: World) -> None:
    anna = await refused(managed)
    link = admin_link(anna)
    await anna.say("language deutsch")
    await anna.settled()
    await approve(managed, link)
    await anna.settled(lambda: "Jetzt geht es weiter" in answers(anna)[-1])
