"""From a message to a typed wish, and what is remembered between messages. Pure: no Telegram, no I/O."""
