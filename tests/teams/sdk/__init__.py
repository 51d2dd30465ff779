"""Tests of bot.teams.sdk."""
