"""Tests of bot.teams.answers."""
