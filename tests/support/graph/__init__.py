"""A pretend Graph."""
