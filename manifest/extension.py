"""The message extension: a meeting's link into the message or mail being written, or from a message that names one.

Keys, ids and limits: Microsoft's schema, npm `@microsoft/app-manifest`. Outlook uses the same commands as Teams, as far
as their context is `compose`; Microsoft 365 Copilot uses the searching one.
"""

from __future__ import annotations

from typing import Any

from bot.extension_commands import FROM_MESSAGE, INSERT, SEARCH
from manifest.words import AppWords

TYPED = "words"  # the name under which Teams sends back what was typed into the search

# The dialog while its card is being fetched; the bot then answers with the same size, so that nothing jumps.
DIALOG_SIZE = {"width": "medium", "height": "medium"}

# Read by a language model that decides whether and how to search; Teams has one text for all languages. It states facts
# and gives no orders: Microsoft's validation takes orders in a description for prompt injection.
SEARCH_MEANING = (
    "Finds Microsoft Teams meetings and appointments in the calendar of the signed-in person, from today to 14 days "
    "ahead, soonest first. Each result has the subject, the date and time, the organizer, and the customer's link: the "
    "Virtual Appointment join link that a customer, patient, client or other guest opens in a browser, on a phone too, "
    "without an app and without an account. Suited to questions about the join link for somebody outside the "
    "organization, and to finding the appointment that such a link belongs to. The search reads only. It creates, "
    "changes and cancels no meeting, and sends nothing to anybody."
)
TYPED_MEANING = (
    "What is known of the meeting: words of its subject, a day, a time of day, or several of these together, for "
    "example 'physio tomorrow', 'mortgage Friday afternoon' or 'Smith 14:30'. Also 'next' for the next meeting, 'now' "
    "for the one that is on, a numeric Teams meeting ID such as '385 562 023 120 47', or a Teams meeting link. Days "
    "are weekdays, dates, or words such as 'today'. An empty value stands for all coming meetings."
)


def compose_extension(bot_id: str, said: AppWords) -> dict[str, Any]:
    """The one entry of `composeExtensions`."""
    return {"botId": bot_id, "commands": [_search(said), _insert(said), _from_message(said)]}


def _search(said: AppWords) -> dict[str, Any]:
    return {
        "id": SEARCH,
        "type": "query",
        "context": ["compose", "commandBox"],
        **_labels(said, SEARCH),
        "semanticDescription": SEARCH_MEANING,
        "samplePrompts": [{"text": prompt} for prompt in said.sample_prompts],
        # It opens with the coming meetings: most often the right one is among them, and nothing has to be typed.
        "initialRun": True,
        "parameters": [_typed(said)],
    }


def _typed(said: AppWords) -> dict[str, Any]:
    about = said.search_box
    return {
        "name": TYPED,
        "title": about.title,
        "description": about.description,
        "semanticDescription": TYPED_MEANING,
        "inputType": "text",
    }


def _insert(said: AppWords) -> dict[str, Any]:
    # From the command box nothing can be inserted; there the dialog shows the link to copy.
    return _action(said, INSERT, ["compose", "commandBox"])


def _from_message(said: AppWords) -> dict[str, Any]:
    return _action(said, FROM_MESSAGE, ["message"])


def _action(said: AppWords, id: str, context: list[str]) -> dict[str, Any]:
    """A command that opens a dialog; the bot says what is in it."""
    dialog = {"title": said.extension[id].title, **DIALOG_SIZE}
    return {"id": id, "type": "action", "context": context, **_labels(said, id), "fetchTask": True, "taskInfo": dialog}


def _labels(said: AppWords, id: str) -> dict[str, str]:
    phrase = said.extension[id]
    return {"title": phrase.title, "description": phrase.description}
