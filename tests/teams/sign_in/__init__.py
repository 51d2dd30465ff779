"""A sign-in while something else goes wrong."""
