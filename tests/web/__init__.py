"""The HTTP edge: connections, probes, what is refused unread, and where the bot listens."""
