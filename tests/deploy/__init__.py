"""The files with which the bot is deployed say what the program needs, and nothing that it does not know."""
