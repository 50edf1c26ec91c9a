"""Telegram: handlers, sending, order and exactly-once of updates."""
