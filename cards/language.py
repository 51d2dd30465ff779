"""'language': what it is now, and all that we have, each called as those who speak it call it."""

from __future__ import annotations

from bot.languages.chosen import AUTOMATIC
from bot.model import Action, ActionKind, LanguageSettings
from cards import fields
from cards.context import Element, RenderContext, Rendered
from cards.elements import button, card, heading, line
from cards.languages import choices, own_name
from cards.plain import tidy

MAX_REPEATED = 40  # letters that are repeated of what was typed


def language_card(reply: LanguageSettings, context: RenderContext) -> Rendered:
    """What is chosen, and a choice: also of a language that was chosen by mistake, one's own is easily found again."""
    words = context.words
    pick = button(context, words("Use this language"), Action(ActionKind.LANGUAGE), inputs=True, style="positive")
    said = [line(sentence, spacing="Small") for sentence in sentences_of(reply, context)]
    body = [heading(words("Your language")), *said, field(reply, context)]
    return Rendered("", card(context, body, [pick]), words("Your language"))


def sentences_of(reply: LanguageSettings, context: RenderContext) -> list[str]:
    """That there is no such language, where one was named; else what it is now."""
    words = context.words
    if reply.unknown:
        asked = tidy(reply.unknown, MAX_REPEATED)
        return [words("I do not have the language “{language}” yet. Please choose one of these.", language=asked)]
    name = (
        own_name(reply.chosen) if reply.chosen else words("{language} (as in Teams)", language=own_name(words.language))
    )
    if reply.saved:
        return [words("Saved. From now on I answer you in this language: {language}", language=name)]
    return [words("I answer you in this language: {language}", language=name)]


def field(reply: LanguageSettings, context: RenderContext) -> Element:
    """All that can be chosen; what is chosen, or was meant, stands there first."""
    automatic = {"title": context.words("As in Teams"), "value": AUTOMATIC}
    return {
        "type": "Input.ChoiceSet",
        "id": fields.LANGUAGE,
        "label": context.words("Language"),
        "value": reply.offered or reply.chosen or AUTOMATIC,
        "choices": [automatic, *choices()],
    }
