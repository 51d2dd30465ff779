"""Tests of bot.teams.inbound."""
