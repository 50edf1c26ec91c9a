"""What the NLU says of a message."""

from dataclasses import dataclass
from enum import StrEnum


class Intent(StrEnum):
    """The intents that the model is trained on; most are a `kind` of the answer contract."""

    PLACES = "places"
    PLACE = "place"
    APPRENTICESHIPS = "apprenticeships"
    JOBS = "jobs"
    EVENTS = "events"
    NEWS = "news"
    ADVICE = "advice"
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    IDEA = "idea"
    CORRECTION = "correction"
    OWNER = "owner"
    HANDOVER = "handover"
    PRIVACY = "privacy"
    HELP = "help"
    GREETING = "greeting"
    GOODBYE = "goodbye"
    THANKS = "thanks"
    PRAISE = "praise"
    INSULT = "insult"
    BOT_QUESTION = "bot_question"
    FOLLOW_UP = "follow_up"
    OUT_OF_SCOPE = "out_of_scope"


class EntityType(StrEnum):
    """The entities that the model marks."""

    THING = "thing"
    TRADE = "trade"
    PROBLEM = "problem"
    NAME = "name"
    LOCATION = "location"
    TIME = "time"
    OCCUPATION = "occupation"
    ATTRIBUTE = "attribute"
    TOPIC = "topic"
    FIELD = "field"


@dataclass(frozen=True)
class Entity:
    """A stretch of the message, `text[start:end]`, and what it stands for."""

    entity: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class IntentScore:
    """How sure the model is of one intent, 0 to 1."""

    intent: str
    confidence: float


@dataclass(frozen=True)
class Parse:
    """The model's whole reading of one message; `ranking` is best first."""

    text: str
    intent: str
    confidence: float
    ranking: tuple[IntentScore, ...] = ()
    entities: tuple[Entity, ...] = ()
    by_keywords: bool = False
    """True when the NLU was out of reach and a keyword search made this."""


class NluUnavailableError(Exception):
    """The NLU server did not answer in time, or not at all."""
