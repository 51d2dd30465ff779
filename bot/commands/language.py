"""'language', 'language German', 'Sprache Polnisch': the language in which the bot answers a person from now on."""

from __future__ import annotations

from bot.commands.spec import CommandSpec, Follows, HelpLine, Menu
from bot.languages import msg
from bot.languages.chosen import AUTOMATIC, read_in
from bot.model import Action, ActionKind, Command, LanguageSettings
from bot.model.values import value
from bot.ports import ReaderLanguages
from bot.reading.folding import has_words
from bot.reading.language_names import language_named


@value
class ChooseLanguage:
    """What a person types themselves, or picks in their own card, is done; what stands in a button is only offered:
    where others read along, anybody may press it.
    """

    readers: ReaderLanguages

    async def __call__(self, command: Command) -> LanguageSettings:
        named = language_named(command.text, command.teams_locale or command.locale) or ""
        if command.press is None and named:
            return await self._choose(command, named)
        if command.press and command.press.language:
            return await self._choose(command, command.press.language)
        chosen = await self.readers.chosen(command.user)
        unknown = command.text if has_words(command.text) and not named else ""
        return LanguageSettings(chosen, read_in(command, chosen).locale, offered=named, unknown=unknown)

    async def _choose(self, command: Command, language: str) -> LanguageSettings:
        chosen = "" if language == AUTOMATIC else language
        await self.readers.choose(command.user, chosen)
        return LanguageSettings(chosen, read_in(command, chosen).locale, saved=True)


LANGUAGE = CommandSpec(
    "language",
    lambda services: ChooseLanguage(services.readers),
    action=ActionKind.LANGUAGE,
    follows=Follows.LANGUAGE,
    menu=(Menu.PERSONAL,),
    help=(
        HelpLine(msg("language"), msg("Changes the language I answer you in."), request=Action(ActionKind.LANGUAGE)),
    ),
)
