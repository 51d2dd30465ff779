"""The bot's tests; each folder mirrors the part of the project it is about."""
