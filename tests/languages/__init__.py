"""Tests of bot.languages."""
