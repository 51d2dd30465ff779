"""A pretend Teams service: the Bot Connector's conversations, messages and meeting chats."""
