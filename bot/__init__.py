"""Telegram side of Hallo-Bot: handlers, replies, dialogue state and the command line."""
