"""What the vocabulary and the time reader found in a message, as hints for the model."""

from collections.abc import Iterable, Sequence

from content.linking import TITLE_SCORE, Elsewhere, Mention, MentionKind, Vocabulary
from nlu.german_time import TimeReading

_TELLING_VALUES = frozenset({MentionKind.TOPIC, MentionKind.FIELD})
_THINGS = frozenset({MentionKind.CATEGORY, MentionKind.PRODUCT, MentionKind.PROBLEM})
_SURE = 0.9
"""From this score on a mention is spelt as it is known."""


def hints_of(
    mentions: Sequence[Mention],
    events: Sequence[Mention],
    elsewhere: Elsewhere | None,
    time: TimeReading,
    vocabulary: Vocabulary,
) -> tuple[str, ...]:
    """Hints, each once, in the order of the message.

    Words that only stand in the title of an event give none: they are ordinary words more often than not.
    """
    hints = [hint for mention in mentions for hint in _hints_of_mention(mention, vocabulary)]
    hints += [_hint_of_event(event) for event in events if event.score != TITLE_SCORE]
    if elsewhere is not None:
        hints.append("urgent" if elsewhere.urgent else "elsewhere")
    if time.wish is not None:
        hints.append("time_now" if time.wish.is_now else "time")
    if time.unknown:
        hints.append("time_unknown")
    return tuple(dict.fromkeys(hints))


def _hint_of_event(event: Mention) -> str:
    return "event" if event.score >= _SURE else "maybe_event"


def _hints_of_mention(mention: Mention, vocabulary: Vocabulary) -> Iterable[str]:
    if mention.negated:
        yield f"not_{mention.kind.value}"
        return
    yield mention.kind.value if mention.score >= _SURE else f"maybe_{mention.kind.value}"
    if mention.kind in _TELLING_VALUES:
        yield f"{mention.kind.value}_{mention.value}"
    if mention.kind in _THINGS:
        yield "thing"
        if mention.categories:
            yield f"group_{vocabulary.group(mention.categories[0][0])}"
