"""Tests of bot.reading."""
