"""The two packages: one for everybody, and one for tenants that try Teams' slash commands, which are in preview."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of Microsoft's schema, and whether the commands of shared conversations are offered behind `/` as well.

    What is written behind `/` reaches only the bot, and is answered by a message that only its writer sees.
    """

    schema_version: str
    slash_commands: bool = False


# 1.25 is the oldest version with every key that we use: `supportsChannelFeatures` came last. Teams refuses a package
# whose version it does not know yet.
GENERAL = Edition("1.25")
# 1.29 is the first with `triggers` and `supportsTargetedMessages`; older schemas refuse both.
PREVIEW = Edition("1.29", slash_commands=True)
