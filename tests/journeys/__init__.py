"""Whole stories: the built bot against the sandbox, over HTTP, as people live them."""
