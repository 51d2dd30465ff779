"""Tests of the sandbox: Entra."""
