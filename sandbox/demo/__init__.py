"""The demo: the bot, the pretend Microsoft 365 and Microsoft's Agents Playground, with the companion between them."""
