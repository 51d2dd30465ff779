"""Tests of the sandbox: Graph."""
