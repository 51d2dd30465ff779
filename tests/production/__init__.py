"""The bot as it runs in production: its own process, production settings only, TLS, and Microsoft's real host names."""
