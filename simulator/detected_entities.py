"""What Telegram marks in a text by itself: commands, links, mentions, hashtags, e-mail and phone numbers."""

from __future__ import annotations

import re

from simulator.entity import Entity, utf16_length

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "url",
        re.compile(
            r"(?<![\w@./])(?:https?://[^\s<>\"']+|(?:www\.)?(?:[a-z0-9-]+\.)+(?:de|com|org|net|eu|info|me)"
            r"(?![\w@.-]*@)(?:/[^\s<>\"']*)?)(?<![.,;:!?)\]])(?!\w)",
            re.IGNORECASE,
        ),
    ),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}(?![\w-])")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d(?:[ \-/()]{0,2}\d){6,14}(?!\w)")),
)


def detect_entities(text: str) -> list[Entity]:
    """Return the entities found in a text, in order, none overlapping another.

    Earlier kinds win: an address within a link is part of the link.
    """
    taken: list[tuple[int, int]] = []
    found: list[Entity] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            found.append(Entity(kind, utf16_length(text[:start]), utf16_length(text[start:end])))
    return sorted(found, key=lambda entity: entity.offset)
