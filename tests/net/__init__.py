"""Tests of bot.net."""
