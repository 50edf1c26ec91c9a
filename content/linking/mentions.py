"""What linking hands back: one thing recognised in a message."""

from dataclasses import dataclass
from enum import StrEnum


class MentionKind(StrEnum):
    """What sort of thing a mention names."""

    CATEGORY = "category"
    PRODUCT = "product"
    PROBLEM = "problem"
    NAME = "name"
    DISTRICT = "district"
    LANDMARK = "landmark"
    ATTRIBUTE = "attribute"
    TOPIC = "topic"
    OCCUPATION = "occupation"
    OCCUPATION_FIELD = "occupation_field"
    NEIGHBOUR = "neighbour"
    FIELD = "field"
    NEAR_ME = "near_me"
    EVENT = "event"
    EMPLOYER = "employer"


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing recognised in a message, at `message[start:end]`.

    Args:
        kind: what sort of thing it is.
        value: its canonical form: a term as listed (categories, products, problems), a name as stored (districts,
            landmarks, neighbouring towns), a key (attributes, topics, occupation fields, answer fields), an
            official title (occupations), a place's id (names), a word of it (events), a firm's
            name (employers that are no place), or "near_me".
        start: index of its first character in the message.
        end: index after its last character.
        text: the words as typed.
        score: 0 to 1; 1 is a hit that is exact after folding.
        categories: for categories, products and problems: OSM tags with weights of 0 to 1, best first.
        negated: whether the person does not want it ("nicht in der Stadtmitte").
        also: for names: ids of further places that the same words name just as well.
    """

    kind: MentionKind
    value: str
    start: int
    end: int
    text: str
    score: float
    categories: tuple[tuple[str, float], ...] = ()
    negated: bool = False
    also: tuple[str, ...] = ()
