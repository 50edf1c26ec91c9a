"""Routing: what was heard and what is remembered become one typed wish, or the readings to ask back about.

Pure: no clock, no store, no network. The model's intent leads; what the vocabulary found in the message decides
where the model is unsure, and a message that only continues the last one changes the last wish.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation import small_words
from bot.conversation.follow_up import continue_wish
from bot.conversation.heard import Heard
from bot.conversation.state import ConversationState, Reading
from bot.conversation.wish import Kind, Wish
from bot.conversation.wishes import ANY_TOPIC, SIMPLE_INTENTS, SPELT_RIGHT, wish_for
from content.linking import TITLE_SCORE, Mention, MentionKind, Vocabulary
from nlu.types import Intent, IntentScore, Parse

CONFIDENT = 0.5
"""From here on the model's intent is taken as it is."""

PLAUSIBLE = 0.22
"""Below this, a reading is not worth asking back about."""

OVERRULED = 0.8
"""Below this, what the message names may speak against the model's intent."""

ELSEWHERE = 0.75
"""Below this, a word for what others in town are there for does."""

POSSIBLE = 0.1
"""From here on a second intent is one that the message may well have."""

AMBIGUITY = 0.15
"""Two readings closer than this are told apart by asking, where nothing in the message decides."""

_INTENTS = frozenset(intent.value for intent in Intent)
_NAMED = frozenset(
    {Intent.PLACE, Intent.CORRECTION, Intent.OWNER, Intent.HANDOVER, Intent.SUBSCRIBE, Intent.UNSUBSCRIBE}
)
_OWN_OBJECTS = frozenset({Intent.APPRENTICESHIPS, Intent.JOBS, Intent.EVENTS, Intent.ADVICE})
_SEARCHES = frozenset(
    {
        Intent.PLACES,
        Intent.PLACE,
        Intent.APPRENTICESHIPS,
        Intent.JOBS,
        Intent.EVENTS,
        Intent.ADVICE,
        Intent.NEWS,
    }
)


@dataclass(frozen=True)
class Step:
    """A move inside what was shown: to another page of the list, by +1 or -1."""

    pages: int


@dataclass(frozen=True)
class Routed:
    """The outcome of routing: a wish, a step, or readings to ask back about (none: not understood at all)."""

    wish: Wish | None = None
    step: Step | None = None
    readings: tuple[Reading, ...] = ()
    continued: bool = False


def route(heard: Heard, state: ConversationState, vocabulary: Vocabulary, now: datetime) -> Routed:
    """Decide what a message wants."""
    if heard.elsewhere is not None and heard.elsewhere.urgent:
        return Routed(wish=wish_for(Intent.OUT_OF_SCOPE, heard, vocabulary, now))
    if state.list_token and small_words.asks_for_more(heard.words):
        return Routed(step=Step(+1), continued=True)
    if state.list_token and small_words.asks_back(heard.words):
        return Routed(step=Step(-1), continued=True)
    continued = continue_wish(heard, state, vocabulary, now)
    if continued is not None:
        return Routed(wish=continued, continued=True)
    return _route_afresh(heard, vocabulary, now)


def _route_afresh(heard: Heard, vocabulary: Vocabulary, now: datetime) -> Routed:
    intent = intent_of(heard)
    if intent is not None:
        wish = wish_for(intent, heard, vocabulary, now)
        if intent is not Intent.PLACES or not wish.is_empty:
            return Routed(wish=wish)
    readings: list[Reading] = []
    for score in _without_follow_up(heard.parse).ranking[:3]:
        if score.confidence < PLAUSIBLE or score.intent not in _SEARCHES | SIMPLE_INTENTS.keys():
            continue
        wish = wish_for(Intent(score.intent), heard, vocabulary, now)
        if wish.kind is Kind.PLACES and wish.is_empty:
            continue
        if all(reading.wish.kind is not wish.kind for reading in readings):
            readings.append(Reading("", wish))
    return Routed(readings=tuple(readings))


def intent_of(heard: Heard) -> Intent | None:
    """The intent to act on, or None where it has to be asked."""
    parse = _without_follow_up(heard.parse)
    if parse.intent not in _INTENTS:
        return None
    intent = _by_what_is_named(Intent(parse.intent), parse, heard)
    names = heard.of_kind(MentionKind.NAME)
    if names and intent is Intent.PLACES:
        return Intent.PLACE
    if intent is Intent.PLACE and not names:
        intent = Intent.PLACES if heard.things or heard.unlinked("name") == () else Intent.PLACE
    if intent != parse.intent:
        return intent
    runner_up = parse.ranking[1].confidence if len(parse.ranking) > 1 else 0.0
    if parse.confidence >= CONFIDENT and parse.confidence - runner_up >= AMBIGUITY:
        return intent
    if names:
        return Intent.PLACE
    if heard.of_kind(MentionKind.ATTRIBUTE) and Intent.PLACES in _likely(parse):
        return Intent.PLACES
    if _spelt_right(heard.things) and intent not in _OWN_OBJECTS:
        return Intent.PLACES
    if intent in {Intent.APPRENTICESHIPS, Intent.JOBS} and heard.of_kind(MentionKind.OCCUPATION):
        return intent
    return None if parse.confidence < CONFIDENT else intent


def _by_what_is_named(intent: Intent, parse: Parse, heard: Heard) -> Intent:
    """The intent, or another one where what the message names speaks against it and the model is not sure."""
    chances = {score.intent: score.confidence for score in parse.ranking}
    things, sure = _spelt_right(heard.things), parse.confidence
    is_here = bool(heard.of_kind(MentionKind.DISTRICT, MentionKind.LANDMARK))
    if heard.of_kind(MentionKind.NEIGHBOUR) and not is_here and intent in _SEARCHES:
        return Intent.OUT_OF_SCOPE
    if intent is Intent.ADVICE and [m.value for m in heard.of_kind(MentionKind.TOPIC)] == [ANY_TOPIC]:
        return Intent.EVENTS
    is_unsure = sure < OVERRULED or intent is Intent.OUT_OF_SCOPE
    is_sheer = things and not heard.left_over and heard.elsewhere is None
    if is_sheer and is_unsure and intent not in _OWN_OBJECTS | _NAMED:
        return Intent.PLACES
    may_be_elsewhere = sure < ELSEWHERE or chances.get(Intent.OUT_OF_SCOPE, 0.0) >= POSSIBLE
    if heard.elsewhere is not None and intent in _SEARCHES - {Intent.ADVICE} and may_be_elsewhere:
        return Intent.OUT_OF_SCOPE
    if heard.elsewhere is None and intent is Intent.OUT_OF_SCOPE and sure < OVERRULED:
        if heard.of_kind(MentionKind.NAME) and heard.of_kind(MentionKind.FIELD):
            return Intent.PLACE
        if things and sure < CONFIDENT:
            return Intent.PLACES
    kinds = [event for event in heard.events if event.score > TITLE_SCORE]
    if intent is Intent.EVENTS and not kinds and things and sure < OVERRULED:
        return Intent.PLACES
    if intent is Intent.PLACES and kinds and sure < OVERRULED and chances.get(Intent.EVENTS, 0.0) >= POSSIBLE:
        return Intent.EVENTS
    return intent


def _spelt_right(mentions: Sequence[Mention]) -> bool:
    return any(mention.score >= SPELT_RIGHT for mention in mentions)


def _without_follow_up(parse: Parse) -> Parse:
    """The reading of a message that continues nothing: the intents that stand for themselves share the rest."""
    standing = [score for score in parse.ranking if score.intent != Intent.FOLLOW_UP]
    if (parse.intent != Intent.FOLLOW_UP and len(standing) == len(parse.ranking)) or not standing:
        return parse
    share = 1.0 - sum(score.confidence for score in parse.ranking if score.intent == Intent.FOLLOW_UP)
    ranking = tuple(
        IntentScore(score.intent, min(1.0, score.confidence / max(share, score.confidence, 1e-9)))
        for score in standing
    )
    return replace(parse, intent=ranking[0].intent, confidence=ranking[0].confidence, ranking=ranking)


def _likely(parse: Parse) -> tuple[str, ...]:
    """The intents worth considering."""
    return tuple(score.intent for score in parse.ranking[:3] if score.confidence >= PLAUSIBLE)


def with_label(reading: Reading, label: str) -> Reading:
    """A reading with the words that its button shows."""
    return replace(reading, label=label)


def is_clarify(routed: Routed) -> bool:
    """Whether the bot has to ask back."""
    return routed.wish is None and routed.step is None


NOT_UNDERSTOOD = Wish(Kind.CLARIFY)
