"""The page that copies a link says which meeting it is of, and whose."""

from __future__ import annotations

from dataclasses import replace

from bot.model import LinkReady, Meeting, Organizer
from bot.ops.keyring import Keyring
from bot.teams.outbound.copy_links import CopyLinks, LinkToCopy
from bot.web.pages import answer
from tests.support.fakes import NOW, at, command

PHYSIO = Meeting("Physio", at(24, 9), at(24, 10), organizer=Organizer("Dr <b>Nadia</b> \u202eOsei"))


def opened(meeting: Meeting) -> LinkToCopy:
    pages = CopyLinks(Keyring([b"k" * 32]), "https://bot.example", lambda: NOW)
    shown = pages.opened(pages.address(command(), LinkReady(meeting, "https://visit/x")).partition("=")[2])
    assert shown
    return shown


def test_two_with_one_title_and_one_time_are_told_apart_by_whose_they_are() -> None:
    theirs, mine = opened(PHYSIO), opened(replace(PHYSIO, own=True))
    assert (theirs.subject, theirs.when) == (mine.subject, mine.when)
    pages = [answer("copy.html", words=each.words, copied=each).text or "" for each in (theirs, mine)]
    assert "Organized by Dr &lt;b&gt;Nadia&lt;/b&gt; Osei</p>" in pages[0]
    assert "Organized by" not in pages[1]


def test_a_long_name_is_cut_so_that_the_address_stays_short() -> None:
    assert len(opened(replace(PHYSIO, organizer=Organizer("Osei " * 50))).organizer) <= 80
