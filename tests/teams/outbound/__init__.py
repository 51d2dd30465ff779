"""Tests of bot.teams.outbound."""
