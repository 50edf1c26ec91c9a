"""Two requests in one message: "brauch nen klempner in der boy und dann noch die nummer von elektro funke"."""

import re
from collections.abc import Iterator
from datetime import datetime

from bot.conversation.heard import Heard
from bot.conversation.routing import intent_of
from bot.conversation.wish import Kind, Wish
from bot.conversation.wishes import wish_for
from content.linking import MentionKind, Vocabulary
from nlu.types import Intent

_JOINT = re.compile(
    r"(?:[.?!;]+|,)?\s+(?:und(?! zwar\b)|außerdem|ausserdem|sowie|dazu|zweitens|ansonsten|danach|anschließend|hinterher|plus)\s+"
    r"(?:(?:dann|auch|noch|außerdem|zweitens|gleich|nebenbei|zusätzlich|zeig(?:en)?|mir|schon|mal)\s+)*"
    r"|[?!;]+\s+|(?<!\d)\.\s+|\n+",
    re.IGNORECASE,
)
_SURE = 0.6
"""From this confidence on, a part is taken for a request of its own."""

_FEWEST_WORDS = 1
_SHORT = 8
_SPELT_RIGHT = 0.9
_NO_REQUEST = frozenset(
    {
        Intent.FOLLOW_UP, Intent.GREETING, Intent.GOODBYE, Intent.THANKS, Intent.PRAISE, Intent.INSULT,
        Intent.OUT_OF_SCOPE,
    }
)  # fmt: skip
_OBJECTS = (
    MentionKind.CATEGORY, MentionKind.PRODUCT, MentionKind.PROBLEM, MentionKind.NAME, MentionKind.OCCUPATION,
    MentionKind.OCCUPATION_FIELD, MentionKind.TOPIC, MentionKind.ATTRIBUTE, MentionKind.EMPLOYER,
)  # fmt: skip
_SEARCHED = frozenset({Kind.PLACES, Kind.APPRENTICESHIPS, Kind.JOBS})


def two_parts(text: str) -> Iterator[tuple[str, str]]:
    """Every way to read a message as two."""
    for joint in _JOINT.finditer(text):
        first, second = text[: joint.start()].strip(), text[joint.end() :].strip()
        if len(first.split()) >= _FEWEST_WORDS and len(second.split()) >= _FEWEST_WORDS:
            yield first, second


def are_two_requests(
    whole: Heard, first: Heard, second: Heard, vocabulary: Vocabulary, now: datetime
) -> bool:
    """Whether two parts of a message each ask for something of their own."""
    wishes = [_own_wish(part, whole, vocabulary, now) for part in (first, second)]
    return wishes[0] is not None and wishes[1] is not None and _differ(wishes[0], wishes[1])


def _own_wish(heard: Heard, whole: Heard, vocabulary: Vocabulary, now: datetime) -> Wish | None:
    """The wish of a part that stands for itself; a kind of place does so where the whole asks for places."""
    intent = intent_of(heard)
    kinds = [m for m in heard.of_kind(MentionKind.CATEGORY) if m.score >= _SPELT_RIGHT]
    asks_for_places = whole.parse.intent in {Intent.PLACES, Intent.FOLLOW_UP}
    if asks_for_places and kinds and len(heard.words.split()) <= _SHORT:
        return wish_for(Intent.PLACES, heard, vocabulary, now)
    if intent is None or intent in _NO_REQUEST:
        return None
    if heard.parse.confidence < _SURE and not heard.parse.by_keywords and not heard.of_kind(MentionKind.NAME):
        return None
    wish = wish_for(intent, heard, vocabulary, now)
    has_object = bool(heard.of_kind(*_OBJECTS)) or bool(heard.events)
    if wish.kind in _SEARCHED and not has_object:
        return None
    if wish.kind is Kind.PLACE and not wish.place_ids:
        return None
    if wish.kind is Kind.EVENTS and not (heard.events or wish.dates or wish.topic):
        return None
    return wish


def _differ(one: Wish, other: Wish) -> bool:
    """Whether two wishes are about different things."""
    if one.kind is not other.kind:
        return True
    if one.kind is Kind.PLACES:
        return bool(one.categories and other.categories and not set(one.categories) & set(other.categories))
    if one.kind is Kind.PLACE:
        return one.place_ids != other.place_ids or bool(
            one.field and other.field and one.field != other.field
        )
    if one.kind in {Kind.APPRENTICESHIPS, Kind.JOBS}:
        return bool(one.occupations and other.occupations and one.occupations != other.occupations)
    return False
