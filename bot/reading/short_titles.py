"""'Fr. Krüger' is Frau Krüger, or Krüger on Friday: titles that are short for a day, too."""

from __future__ import annotations

from collections.abc import Sequence

from bot.languages.vocabulary import Vocabulary
from bot.reading.date_grammar import Grammar
from bot.reading.tokens import TextTokens, Token


def with_titles(text: TextTokens, languages: Sequence[Vocabulary], grammar: Grammar) -> TextTokens:
    """`text` with such titles written out, where a name may stand behind them."""
    short = dict(title for each in languages for title in each.short_titles)
    if short.keys().isdisjoint(word.folded for word in text.words):
        return text
    behind = (*(word.folded for word in text.words[1:]), "")
    return TextTokens(
        tuple(
            _title(short[word.folded]) if word.folded in short and _may_be_called(after, grammar) else word
            for word, after in zip(text.words, behind, strict=True)
        )
    )


def _title(written_out: str) -> Token:
    return Token(written_out.capitalize(), written_out)


def _may_be_called(word: str, grammar: Grammar) -> bool:
    """Whether it may be a name: no number, nothing of a time but a weekday, and no little word."""
    timed = word in grammar.expressions.words and word not in grammar.weekdays
    return word.isalpha() and not timed and word not in grammar.stop_words
