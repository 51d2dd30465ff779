"""The two packages: one for today's Teams, and one for where Teams does not know today's schema yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of Microsoft's schema, and whether it has what came to commands after 1.25.

    `slash_commands`: those of shared conversations are offered behind `/` as well. What is written there reaches only
    the bot, and is answered by a message that only its writer sees. `prompt_starters`: some of the personal chat's are
    suggestions above the box where people write.
    """

    schema_version: str
    slash_commands: bool = False
    prompt_starters: bool = False


# 1.29 is the first with `triggers` and `supportsTargetedMessages`, 1.27 with `prompt`; older schemas refuse them.
GENERAL = Edition("1.29", slash_commands=True, prompt_starters=True)
# 1.25 is the oldest version with every other key that we use: `supportsChannelFeatures` came last. Teams refuses a
# package whose version it does not know yet.
COMPATIBLE = Edition("1.25")
