"""A link that a mail service rewrote leads to the meeting, if the service left exactly one whole address in it."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from bot.joinlinks import Kind, find_links
from bot.joinlinks.unwrap import SERVICES
from tests.support.hostile import LONG, SHORT

CODED = quote(LONG, safe="")

REWRITTEN = {
    "Symantec": f"https://clicktime.symantec.com/15xVcHh2qpEgPv5boCzmK?h=QCYVzyLUm8bH6wdi23Xb5=&u={CODED}",
    "Trustwave": f"https://scanmail.trustwave.com/?c=20988&d=n8HL4MpWu6&u={CODED.replace('.', '%2e').lower()}",
    "Vade": f"https://antiphishing.vadesecure.com/v4?f=UU1XcHkx&i=RTNL&k=ywmE&r=ZnVk&s=634bcb4&u={CODED}",
    "EdgePilot": f"https://link.edgepilot.com/s/4239f747/ca21cbCpKkOSLI5ZXNqTdQ?u={LONG}",
    "Check Point": f"https://protect.checkpoint.com/v2/r01/___{LONG}___.YzJ1OnN0b255YnJvb2s6YzpnOmZhZTVlNw",
    "Check Point's older host, second form": f"https://url.avanan.click/v2/r01/___{LONG}___.YXAzOmNvbnRvc286YTpvOjBh",
    "Check Point's older host": f"https://url.avanan.click/v2/___{LONG}___.YXAzOm1zOmE6bzo",
}


@pytest.mark.parametrize("link", REWRITTEN.values(), ids=REWRITTEN.keys())
def test_the_meeting_in_a_rewritten_link_is_read(link: str) -> None:
    (found,) = find_links(f"Join: {link}")
    assert (found.thread_id.lower(), found.is_whole) == (find_links(LONG)[0].thread_id.lower(), True)


@pytest.mark.parametrize(
    "link",
    [
        "https://protect-de.mimecast.com/s/AbCdEf?domain=teams.microsoft.com",
        "https://url.uk.m.mimecastprotect.com/s/AbC?domain=teams.microsoft.com",
        "https://shared.outlook.inky.com/link?domain=teams.microsoft.com&t=h.eJxFkM1u",
        "https://filter.example.org/r/abc?d=teams.microsoft.com&i=1",
        "https://filter.example.org/r/abc?id=1&domain=teams.cloud.microsoft",
        "https://url.emailprotection.link/?bXyZ~",
        "https://clicktime.symantec.com/15xVcHh2qpEgPv5boCzmK",
        "https://eur03.safelinks.protection.outlook.com/?data=05",
        "https://eu-central-1.protection.sophos.com/?d=microsoft.com&i=x",
        "https://url.avanan.click/v2/r01/___mwwux://yjfrx.rnhwtxtky.htr/___.YXAz",
        "https://u1234.ct.sendgrid.net/ls/click?upn=abc",
    ],
)
def test_what_hides_where_it_leads_is_called_that(link: str) -> None:
    (found,) = find_links(f"Join: {link}")
    assert found.kind is Kind.HIDDEN


@pytest.mark.parametrize(
    "link",
    [
        "https://www.google.com/search?q=teams",
        "https://contoso.example/?domain=contoso.example",
        "https://contoso.example/aHR0cHM6Ly9jb250b3NvLmV4YW1wbGUvYWJjZGVm",
    ],
)
def test_an_ordinary_address_hides_nothing(link: str) -> None:
    (found,) = find_links(link)
    assert found.kind is Kind.FOREIGN


@pytest.mark.parametrize("host", [host.replace("*", "eu") for host in SERVICES])
def test_on_no_services_host_an_address_that_is_not_there_is_made_up(host: str) -> None:
    (found,) = find_links(f"https://{host}/x?y=z")
    assert found.url == f"https://{host}/x?y=z"


def test_of_two_addresses_nobody_can_tell_which_is_meant() -> None:
    link = f"https://clicktime.symantec.com/x?u={CODED}&v={quote(SHORT, safe='')}"
    assert not any(found.is_meeting for found in find_links(link))


def test_the_same_address_twice_is_one() -> None:
    assert find_links(f"https://clicktime.symantec.com/x?u={CODED}&v={CODED}")[0].is_whole


SAFELINKS_IN_TEAMS = "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html"
PACKED = base64.b64encode(LONG.encode()).decode()
STRANGERS = {
    "beside an address of something else": f"{SAFELINKS_IN_TEAMS}?url={CODED}&locale=en-us"
    "&dest=https%3A%2F%2Fteams.microsoft.com%2Fapi%2Fmt%2Femea%2Fbeta%2Fatpsafelinks%2Fgeturlreputation&pc=x",
    "beside the page to go back to": f"https://links.filter.example/x?u={CODED}&from=https%3A%2F%2Fmail.example%2F",
    "Proofpoint, version 1": f"https://urldefense.proofpoint.com/v1/url?u={CODED}&k=4%2BViHuL0UrQ%3D&r=x&m=y&s=z",
    "Outlook on the web": f"https://outlook.office.com/mail/safelink.html?url={CODED}&corid=1f0",
    "Hornetsecurity": f"https://atpscan.global.hornetsecurity.com/?d=x&f=y&i=&k=z&m=a&n=b&r=c&s=d&u={CODED}",
    "Egress": f"https://eu.defend.egress.com/Warning?crId=1&Domain=teams.microsoft.com&Url={CODED}",
    "IRONSCALES": f"https://linkshield.ironscales.com/?url={CODED}",
    "GMX": f"https://deref-gmx.net/mail/client/x/dereferrer/?redirectUrl={CODED}",
    "Fortinet": f"https://mail.example.org/fmlurlsvc/?fewReq=:B:JVg&url={CODED}",
    "in base64": f"https://links.filter.example/x?u={PACKED}",
    "in base64, in a path": f"https://links.filter.example/go/{PACKED.rstrip('=')}",
    "in base64, encoded": f"https://links.filter.example/x?u={quote(PACKED, safe='')}&s=1",
    "in hexadecimal digits": f"https://links.filter.example/x?u={LONG.encode().hex()}",
    "a parameter": f"https://links.filter.example/x?u={CODED}&sig=ab12",
    "a parameter, not encoded": f"https://links.filter.example/?url={LONG}",
    "encoded twice": f"https://links.filter.example/?url={quote(CODED, safe='')}",
    "a path": f"https://links.filter.example/1/{CODED}",
    "between lines": f"https://links.filter.example/v3/___{LONG}___.YXAzOmNvbnRvc286YTpv",
    "behind another address's path": f"https://links.filter.example/https://nam02.safelinks.protection.outlook.com/?url={CODED}",
    "twice the same": f"https://links.filter.example/x?u={CODED}&fallback={CODED}",
    "a short link": f"https://links.filter.example/x?u={quote(SHORT, safe='')}",
    "lower-case escapes": f"https://links.filter.example/x?u={CODED.replace('%3A', '%3a').replace('%2F', '%2f')}",
    "encoded dots": f"https://links.filter.example/x?u={CODED.replace('.', '%2e')}",
    "a calendar": f"https://calendar.example.com/render?action=TEMPLATE&location={CODED}",
}


@pytest.mark.parametrize("link", STRANGERS.values(), ids=STRANGERS.keys())
def test_an_address_of_anybody_that_holds_one_whole_way_in_leads_to_it(link: str) -> None:
    (found,) = find_links(f"Join: {link}")
    assert (found.is_meeting, found.is_whole) == (True, True)
    assert found.url.startswith("https://teams.microsoft.com/")


@pytest.mark.parametrize(
    "link",
    [
        f"https://links.filter.example/x?u={quote(LONG[:-60], safe='')}",  # not whole
        f"https://links.filter.example/x?u={CODED}&v={quote(SHORT, safe='')}",  # two
        f"https://links.filter.example/x?u={CODED.replace('teams.microsoft.com', 'teams.microsoft.com.evil.example')}",
        f"https://zoom.us/j/1?next={CODED}",
        f"https://links.filter.example/x#{LONG}",
        "https://links.filter.example/x?u=https%3A%2F%2Fteams.microsoft.com%2F",
    ],
)
def test_no_other_address_of_strangers_is_a_meeting(link: str) -> None:
    assert not any(found.is_whole for found in find_links(link))


def test_two_broken_links_that_begin_alike_stay_two() -> None:
    first, second = (LONG.replace("MjA3", name) for name in ("aaaa", "bbbb"))
    text = "\n\n".join(f"{link[:50]}\n{link[50:120]}\n{link[120:]}" for link in (first, second))
    assert [link.thread_id[11:15] for link in find_links(text)] == ["aaaa", "bbbb"]
