"""Tests of the sandbox: people, meetings, troubles."""
