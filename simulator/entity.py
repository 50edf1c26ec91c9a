"""One marked stretch of a message text (Telegram's MessageEntity)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 code units, the unit of Telegram's offsets and limits."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


@dataclass(frozen=True)
class Entity:
    """A stretch of text with a meaning; offset and length are UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the entity as the Bot API writes it."""
        result: dict[str, Any] = {"offset": self.offset, "length": self.length, "type": self.type}
        for name in ("url", "language", "custom_emoji_id"):
            value = getattr(self, name)
            if value is not None:
                result[name] = value
        return result
