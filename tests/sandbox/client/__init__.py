"""Tests of the sandbox: the Teams client."""
