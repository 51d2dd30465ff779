"""The app package an admin uploads to Teams: what the bot is called, where it lives and what people can type."""
