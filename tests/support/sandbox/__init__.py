"""Small bots in front of the sandbox, and the people who use them."""
