"""The bot's German: results become text and buttons. Pure; the only place with sentences for people."""
