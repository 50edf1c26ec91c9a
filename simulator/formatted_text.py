"""Text with entities, measured as Telegram measures it: in UTF-16 code units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from simulator.detected_entities import detect_entities
from simulator.entity import Entity, utf16_length

# Telegram's limits after entity parsing: https://core.telegram.org/bots/api#sendmessage
MAX_TEXT_UNITS = 4096
MAX_CAPTION_UNITS = 1024


@dataclass(frozen=True)
class FormattedText:
    """A text and what is marked in it."""

    text: str
    entities: tuple[Entity, ...] = ()

    @property
    def units(self) -> int:
        """Length in UTF-16 code units."""
        return utf16_length(self.text)

    def trimmed(self) -> FormattedText:
        """Return the text without white space at both ends, entities moved along."""
        left = self.text.lstrip()
        dropped = utf16_length(self.text) - utf16_length(left)
        text = left.rstrip()
        end = utf16_length(text)
        kept = []
        for entity in self.entities:
            start = max(entity.offset - dropped, 0)
            stop = min(entity.offset + entity.length - dropped, end)
            if stop > start:
                kept.append(replace(entity, offset=start, length=stop - start))
        return FormattedText(text, tuple(kept))

    def with_detected(self) -> FormattedText:
        """Return the text with the entities that Telegram finds by itself: links, commands, mentions."""
        found = [
            entity
            for entity in detect_entities(self.text)
            if not any(_hides(marked, entity) for marked in self.entities)
        ]
        return FormattedText(self.text, tuple(sorted((*self.entities, *found), key=_outermost_first)))

    def entities_json(self) -> list[dict[str, Any]]:
        """Return the entities as the Bot API writes them."""
        return [entity.to_json() for entity in self.entities]


def from_entities_json(text: str, raw: Iterable[dict[str, Any]]) -> FormattedText:
    """Build a text from explicit `entities` of a call."""
    entities = tuple(
        Entity(
            type=str(item.get("type", "")),
            offset=int(item.get("offset", 0)),
            length=int(item.get("length", 0)),
            url=item.get("url"),
            language=item.get("language"),
            custom_emoji_id=item.get("custom_emoji_id"),
        )
        for item in raw
    )
    return FormattedText(text, tuple(sorted(entities, key=_outermost_first)))


def split_text(text: str, limit: int = MAX_TEXT_UNITS) -> list[str]:
    """Cut a text as Telegram's apps do with one that is too long for a message.

    Args:
        text: what a person typed.
        limit: the longest part, in UTF-16 code units.
    """
    parts: list[str] = []
    current: list[str] = []
    units = 0
    for character in text:
        size = utf16_length(character)
        if units + size > limit:
            parts.append("".join(current))
            current, units = [], 0
        current.append(character)
        units += size
    if current:
        parts.append("".join(current))
    return parts


def _hides(marked: Entity, found: Entity) -> bool:
    if marked.type not in {"code", "pre", "text_link", "text_mention"}:
        return False
    return marked.offset < found.offset + found.length and found.offset < marked.offset + marked.length


def _outermost_first(entity: Entity) -> tuple[int, int]:
    return (entity.offset, -entity.length)
