"""A command is written down until it is answered."""
