"""Tests of bot.selectors."""
