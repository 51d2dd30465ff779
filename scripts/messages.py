#!/usr/bin/env python3
"""Keep the translations complete: `scripts/messages.py update` writes new texts into each .po file, `check` finds gaps.

A translator then fills in the empty `msgstr` lines of bot/languages/<language>/messages.po.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Container, Iterator
from gettext import c2py
from pathlib import Path
from typing import IO, Any, TypeAlias

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from babel.messages import Catalog, Message  # noqa: E402
from babel.messages.extract import extract_from_dir  # noqa: E402
from babel.messages.pofile import read_po, write_po  # noqa: E402
from jinja2 import Environment, nodes  # noqa: E402

from bot.languages.catalogue import po_file  # noqa: E402
from bot.languages.listed import LANGUAGES, SOURCE  # noqa: E402

FOLDERS = ("bot", "cards")
# words("…") says a text, or said("…") where the words are those of another reader; msg("…") marks one for later,
# words.plural("…", "…", n) says one for each number.
KEYWORDS = {"words": None, "said": None, "msg": None, "self": None, "plural": (1, 2)}
PLACEHOLDER = re.compile(r"\{\w+\}")
Text: TypeAlias = str | tuple[str, ...] | list[str] | None
NUMBERS = range(1000)  # after which the plural forms of every language come again


def said_in_template(
    page: IO[bytes],
    keywords: Container[str],
    _comment_tags: object,
    options: object,
) -> Iterator[tuple[int, str, tuple[Any, ...], list[str]]]:
    """What a page says. Jinja's own extraction does not see `words.plural(…)`, a method."""
    for call in Environment(autoescape=True).parse(page.read().decode()).find_all(nodes.Call):
        said = getattr(call.node, "name", "") or getattr(call.node, "attr", "")
        if said in keywords:
            yield call.lineno, said, tuple(getattr(argument, "value", None) for argument in call.args), []


# The vocabulary holds words that people type, which are no texts to translate.
METHODS: list[tuple[str, Any]] = [
    ("languages/*/vocabulary.py", "ignore"),
    ("**.py", "python"),
    ("**.html", said_in_template),
]


def used(root: Path = ROOT) -> Catalog:
    """Every text that the code says."""
    template = Catalog(charset="utf-8")
    for folder in FOLDERS:
        for name, _line, text, comments, context in extract_from_dir(
            root / folder, METHODS, keywords=KEYWORDS, comment_tags=()
        ):
            template.add(text, locations=[(f"{folder}/{name}", 0)], auto_comments=comments, context=context)
    return template


def translated(language: str, path: Path) -> Catalog:
    """What the language's file holds."""
    with path.open("rb") as source:
        return read_po(source, locale=language.replace("-", "_"))


def update(language: str, path: Path) -> None:
    """New texts in, obsolete ones out, translations kept; nothing is guessed."""
    catalogue = (
        translated(language, path) if path.exists() else Catalog(locale=language.replace("-", "_"), charset="utf-8")
    )
    catalogue.update(used(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with path.open("wb") as target:
        # No dates and no line numbers: a diff shows what was said differently, and nothing else.
        write_po(target, catalogue, width=110, sort_output=True, include_lineno=False, omit_header=True)
    path.write_text(HEADER.format(plural=catalogue.plural_forms) + path.read_text("utf-8"), "utf-8")


HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plural}\\n"

"""


def faults() -> Iterator[str]:
    """What a person would stumble over: a text without a translation, or one with other placeholders."""
    for language in LANGUAGES:
        if language != SOURCE:
            yield from faults_of(language, used(), translated(language, po_file(language)))


def faults_of(language: str, said: Catalog, catalogue: Catalog) -> Iterator[str]:
    """The faults of one language's file."""
    for message in said:
        if message.id:
            translation = catalogue.get(message.id)
            single = forms_of_one_number(catalogue)
            yield from (f"{language}: {fault}: {message.id!r}" for fault in faults_in(message, translation, single))


def forms_of_one_number(catalogue: Catalog) -> set[int]:
    """The plural forms that stand for one number each, which need not say it: 'a minute', 'two minutes' in a word."""
    numbers = Counter(map(c2py(catalogue.plural_expr), NUMBERS))
    return {form for form, several in numbers.items() if several == 1}


def faults_in(message: Message, translation: Message | None, single: Container[int] = ()) -> Iterator[str]:
    """The faults of one text's translation; the number may be left out of its `single` plural forms."""
    if translation is None or translation.fuzzy or not all(forms(translation.string)):
        yield "not translated"
        return
    meant = placeholders(message.id)
    plural = isinstance(message.id, tuple | list)
    for place, form in enumerate(forms(translation.string)):
        left_out = {"{n}"} if plural and place in single else set[str]()
        if not meant - left_out <= placeholders(form) <= meant:
            yield "other placeholders"
            return


def forms(text: Text) -> tuple[str, ...]:
    """A text as its plural forms; one without has one."""
    return (text or "",) if isinstance(text, str) or text is None else tuple(text)


def placeholders(text: Text) -> set[str]:
    """The `{names}` in a text."""
    return set(PLACEHOLDER.findall(" ".join(forms(text))))


def main(arguments: list[str]) -> int:
    """`update` or `check`; the exit code is 1 when there are faults."""
    if arguments == ["update"]:
        for language in LANGUAGES:
            if language != SOURCE:
                update(language, po_file(language))
    elif arguments != ["check"]:
        print(__doc__)
        return 2
    found = list(faults())
    print("\n".join(found) or "every text has its translation")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
