#!/usr/bin/env python3
"""Keep the translations complete: `scripts/messages.py update` writes new texts into each .po file, `check` finds gaps.

A translator then fills in the empty `msgstr` lines of bot/languages/<language>/messages.po.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from babel.messages import Catalog, Message  # noqa: E402
from babel.messages.extract import extract_from_dir  # noqa: E402
from babel.messages.pofile import read_po, write_po  # noqa: E402

from bot.languages.catalogue import po_file  # noqa: E402
from bot.languages.listed import LANGUAGES, SOURCE  # noqa: E402

FOLDERS = ("bot", "cards")
# The vocabulary holds words that people type, which are no texts to translate.
METHODS = [("languages/*/vocabulary.py", "ignore"), ("**.py", "python"), ("**.html", "jinja2"), ("**.jinja", "jinja2")]
# words("…") says a text, msg("…") marks one for later, words.plural("…", "…", n) one for each number.
KEYWORDS = {"words": None, "msg": None, "self": None, "plural": (1, 2)}
PLACEHOLDER = re.compile(r"\{\w+\}")
Text: TypeAlias = str | tuple[str, ...] | list[str] | None


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
            yield from (f"{language}: {fault}: {message.id!r}" for fault in faults_in(message, translation))


def faults_in(message: Message, translation: Message | None) -> Iterator[str]:
    """The faults of one text's translation."""
    if translation is None or translation.fuzzy or not all(forms(translation.string)):
        yield "not translated"
        return
    meant = placeholders(message.id)
    if any(placeholders(form) != meant for form in forms(translation.string)):
        yield "other placeholders"


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
