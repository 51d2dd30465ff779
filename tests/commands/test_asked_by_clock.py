"""'What's next?', 'when is my next meeting?': what is said before 'next' and 'now' is no word of a title."""

from __future__ import annotations

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, MeetingChoice
from tests.support.calendar import found
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command

NOW = at(24, 10, 40)
NEXT = calendar_meeting("Physio Nowak", at(24, 11))
LATER = calendar_meeting("Eye test Hall", at(25, 9, 30))

ASKED = (
    ("en-GB", "what's next?"),
    ("en-GB", "what's my next meeting"),
    ("en-GB", "hi, can you show me the next one"),
    ("en-GB", "when is my next appointment?"),
    ("de-DE", "wer ist der nächste?"),
    ("de-DE", "wer ist als nächstes dran"),
    ("de-DE", "wann ist mein nächster Termin"),
    ("fr-FR", "quel est mon prochain rdv"),
    ("fr-FR", "quand est mon prochain rendez-vous ?"),
    ("es-ES", "¿cuál es mi próxima cita?"),
    ("es-ES", "quién es el siguiente"),
    ("it-IT", "qual è il mio prossimo appuntamento"),
    ("it-IT", "chi è il prossimo?"),
    ("nl-NL", "wat is mijn volgende afspraak"),
    ("nl-NL", "wie is de volgende?"),
    ("pt-BR", "qual é minha próxima consulta"),
    ("pt-BR", "quem é o próximo?"),
    ("pl-PL", "kto jest następny?"),
    ("pl-PL", "kto następny"),
    ("sv-SE", "vem är nästa?"),
    ("sv-SE", "när är mitt nästa möte"),
    ("ja-JP", "次は誰ですか"),
    ("zh-CN", "下一位是谁"),
    ("ar-SA", "من التالي"),
    ("ar-SA", "متى الموعد القادم"),
)


@pytest.mark.parametrize(("locale", "text"), ASKED)
async def test_who_is_next_is_the_next_meeting(locale: str, text: str) -> None:
    dispatch = Dispatcher(commands(FakeMeetings((NEXT, LATER)), FakeTokens()))
    reply = await dispatch(command(text, locale=locale, now=NOW))
    assert isinstance(reply, LinkReady)
    assert reply.meeting == NEXT


@pytest.mark.parametrize(
    ("locale", "text"), [("en-GB", "what's next"), ("en-GB", "Who is next?"), ("de-DE", "Wer ist der Nächste?")]
)
async def test_a_meeting_that_is_called_as_the_question_is_offered_beside_the_next_one(locale: str, text: str) -> None:
    called = calendar_meeting(text, at(26, 9))
    dispatch = Dispatcher(commands(FakeMeetings((NEXT, called)), FakeTokens()))
    reply = await dispatch(command(text, locale=locale, now=NOW))
    assert isinstance(reply, MeetingChoice)
    assert set(found(reply)) == {NEXT, called}


@pytest.mark.parametrize("text", ["Now and next", "please now and next"])
async def test_a_title_that_begins_with_now_is_not_whoever_is_next(text: str) -> None:
    called = calendar_meeting("Now and next", at(26, 9))
    reply = await Dispatcher(commands(FakeMeetings((NEXT, called)), FakeTokens()))(command(text, now=NOW))
    assert isinstance(reply, LinkReady)
    assert reply.meeting == called
