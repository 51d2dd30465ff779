"""Pretend Entra for the tests of signing in."""
