"""Tests of bot.records."""
