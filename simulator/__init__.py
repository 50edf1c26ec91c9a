"""A Telegram Bot API server on loopback with a chat page, for trying a bot without Telegram and for tests."""
