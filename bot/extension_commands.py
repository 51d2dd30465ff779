"""The message extension's commands, by the ids that the manifest declares and Teams sends back as `commandId`."""

from __future__ import annotations

SEARCH, INSERT, FROM_MESSAGE = "searchMeetings", "insertLink", "linkFromMessage"
