"""The words the bot thinks in."""
