"""All that is known of one message before it is routed."""

from collections.abc import Collection
from dataclasses import dataclass

from content.linking import Elsewhere, Mention, MentionKind
from nlu.german_time import TimeReading
from nlu.types import Entity, Parse

THINGS = frozenset({MentionKind.CATEGORY, MentionKind.PRODUCT, MentionKind.PROBLEM})


@dataclass(frozen=True)
class Heard:
    """A message, what the NLU said of it, what the vocabulary found in it and the times it names.

    Attributes:
        text: as the person wrote it.
        words: the same without salutation, thanks and signature, blanks in their place.
        parse_ms: how long the NLU took.
    """

    text: str
    words: str
    parse: Parse
    mentions: tuple[Mention, ...]
    time: TimeReading
    events: tuple[Mention, ...] = ()
    """Words that name an event; they may lie inside other mentions."""
    elsewhere: Elsewhere | None = None
    """The topic of the message that others are there for."""
    left_over: tuple[str, ...] = ()
    """Words that neither name a part of a wish nor are small words."""
    parse_ms: float = 0.0

    def of_kind(self, *kinds: MentionKind, negated: bool = False) -> tuple[Mention, ...]:
        """Mentions of these kinds, in order of the message."""
        return tuple(m for m in self.mentions if m.kind in kinds and m.negated is negated)

    @property
    def things(self) -> tuple[Mention, ...]:
        """What is looked for: shop types, trades, products, problems."""
        return tuple(m for m in self.mentions if m.kind in THINGS and not m.negated)

    def unlinked(self, *types: str) -> tuple[Entity, ...]:
        """Entities of the NLU that neither the vocabulary nor the time reader covers."""
        covered = [(m.start, m.end) for m in self.mentions]
        if self.time.wish is not None:
            covered += [(span.start, span.end) for span in self.time.wish.spans]
        covered += [(span.start, span.end) for span in self.time.unknown]
        return tuple(
            entity
            for entity in self.parse.entities
            if entity.entity in types and not _overlaps(entity.start, entity.end, covered)
        )


def _overlaps(start: int, end: int, spans: Collection[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)
