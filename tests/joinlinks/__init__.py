"""Tests of bot.joinlinks."""
