"""How well the bot understands, measured on messages that never enter training (`tests/nlu_gold/`)."""
