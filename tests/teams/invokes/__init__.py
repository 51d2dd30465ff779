"""Tests of bot.teams.invokes."""
