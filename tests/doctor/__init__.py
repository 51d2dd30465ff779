"""Tests of bot.doctor."""
