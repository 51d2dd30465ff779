"""A server that answers with whatever bytes a test gives it."""
