"""Tests of the sandbox: Teams' services."""
