"""Follow-ups: a message that only makes sense after another changes the wish before it, or asks about what was shown."""

from dataclasses import replace
from datetime import datetime

from bot.conversation import small_words
from bot.conversation.heard import Heard
from bot.conversation.state import ConversationState
from bot.conversation.wish import Field, Kind, Wish
from bot.conversation.wishes import (
    attributes_of,
    field_of,
    group_named,
    location_of,
    mended_thing,
    things_of,
    wish_for,
)
from content.linking import MentionKind, Vocabulary
from nlu.types import Intent

_REFINABLE = frozenset({Kind.PLACES, Kind.APPRENTICESHIPS, Kind.JOBS, Kind.EVENTS})
_TRAINING = frozenset({Kind.APPRENTICESHIPS, Kind.JOBS})
_TALK = frozenset(
    {Intent.THANKS, Intent.GREETING, Intent.GOODBYE, Intent.PRAISE, Intent.INSULT, Intent.OUT_OF_SCOPE}
)
_BY_OBJECT = frozenset({Intent.EVENTS, Intent.APPRENTICESHIPS, Intent.JOBS, Intent.OUT_OF_SCOPE})
"""Intents that short changes of a wish ("Sonntagabend muss auf sein") are easily taken for."""

_OF_WORK = frozenset({MentionKind.OCCUPATION, MentionKind.OCCUPATION_FIELD})
_SURELY_NAMED = 0.97
NEW_TOPIC = 0.6
"""From this confidence on, another intent than the last one opens a new topic."""

SURELY_NEW = 0.85
"""From here on it does so even where nothing in the message belongs to that intent."""

CERTAIN = 0.93
"""From here on talk and what is not ours are taken for that, whatever else the message names."""

SHORT = 8
"""So many words at most has a message that only changes a wish without saying so."""


def continue_wish(
    heard: Heard, state: ConversationState, vocabulary: Vocabulary, now: datetime
) -> Wish | None:
    """The wish of a message that continues the conversation, or None where it stands for itself."""
    if state.wish is None:
        return None
    position = small_words.ordinal(heard.words)
    if position is not None and state.page_ids and not _names_another_place(heard, state):
        chosen = _entry_at(state, position)
        if chosen is not None:
            goes_on = small_words.corrects(heard.words) or small_words.continues(heard.words)
            return _about(chosen, heard, state.wish, state.asked if goes_on else None)
    if heard.of_kind(MentionKind.NAME):
        return _the_same_of_another(heard, state, vocabulary, now)
    if state.wish.kind in _TRAINING and _changes_occupation(heard, vocabulary):
        return _refine(state.wish, heard, vocabulary, now)
    if _corrects_himself(heard, state.wish):
        return _refine(state.wish, heard, vocabulary, now)
    if _asks_about_selected(heard, state):
        return _about(str(state.selected), heard, Wish(state.selected_kind))
    if _opens_new_topic(heard, state.wish):
        return _with_the_same_occupation(heard, state.wish, vocabulary, now)
    if state.wish.kind in _REFINABLE and _is_refinement(heard, state.wish):
        return _refine(state.wish, heard, vocabulary, now)
    return None


def _names_another_place(heard: Heard, state: ConversationState) -> bool:
    """Whether a place is named that is not on the page: "die Zweite Tasse" is no position."""
    return any(
        m.score >= _SURELY_NAMED and m.value not in state.page_ids for m in heard.of_kind(MentionKind.NAME)
    )


def _the_same_of_another(
    heard: Heard, state: ConversationState, vocabulary: Vocabulary, now: datetime
) -> Wish | None:
    """ "Und Bella Boy?" asks of another place what was asked of the last one."""
    if state.asked is None or not small_words.continues(heard.words) or heard.of_kind(MentionKind.FIELD):
        return None
    wish = wish_for(Intent.PLACE, heard, vocabulary, now)
    return replace(wish, field=wish.field or state.asked) if wish.place_ids else None


def _changes_occupation(heard: Heard, vocabulary: Vocabulary) -> bool:
    """Whether a message after one about work names another occupation, also one that is a shop's name too."""
    if heard.parse.intent in {Intent.PLACES, Intent.PLACE} and heard.parse.confidence >= SURELY_NEW:
        return False
    named = vocabulary.scan(heard.words, _OF_WORK)
    return len(heard.words.split()) <= SHORT and any(m.kind in _OF_WORK and not m.negated for m in named)


def _corrects_himself(heard: Heard, last: Wish) -> bool:
    """ "Falsch, Polsterer wollt ich schreiben"."""
    names_thing = bool(
        heard.things or heard.of_kind(MentionKind.DISTRICT, MentionKind.LANDMARK) or heard.time.wish
    )
    return last.kind in _REFINABLE and names_thing and small_words.corrects(heard.words)


def _entry_at(state: ConversationState, position: int) -> str | None:
    """The entry with a number; lists are numbered through over their pages."""
    numbered = (*state.earlier_ids, *state.page_ids)
    index = len(numbered) - 1 if position == -1 else position - 1
    return numbered[index] if 0 <= index < len(numbered) else None


def _about(entry_id: str, heard: Heard, shown: Wish, asked: Field | None = None) -> Wish:
    wish_time = None if small_words.ordinal_is_read_as_time(heard.time) else heard.time.wish
    kind = Kind.PLACE if shown.kind in {Kind.PLACES, Kind.PLACE} else shown.kind
    return Wish(
        kind,
        place_ids=(entry_id,),
        field=field_of(heard) or asked,
        open=None if wish_time is None else wish_time.window,
        open_now=wish_time is not None and wish_time.is_now,
    )


def _opens_new_topic(heard: Heard, last: Wish) -> bool:
    intent, confidence = heard.parse.intent, heard.parse.confidence
    if intent in {Intent.FOLLOW_UP, Intent.PLACES, Intent.PLACE} or intent == last.kind.value:
        return False
    changes_only = _changes_something(heard) and len(heard.words.split()) <= SHORT
    if intent in _BY_OBJECT and changes_only and not _has_object_of(intent, heard):
        return False
    if confidence >= SURELY_NEW and not small_words.continues(heard.words):
        return True
    return confidence >= NEW_TOPIC and _has_object_of(intent, heard)


def _has_object_of(intent: str, heard: Heard) -> bool:
    """Whether something in a message belongs to an intent, so that it is not only a wish changed."""
    if intent == Intent.EVENTS:
        return bool(heard.events or heard.of_kind(MentionKind.TOPIC))
    if intent in {Intent.APPRENTICESHIPS, Intent.JOBS}:
        return bool(heard.of_kind(*_OF_WORK, MentionKind.TOPIC)) or small_words.speaks_of_work(heard.words)
    if intent == Intent.OUT_OF_SCOPE:
        return heard.elsewhere is not None or bool(heard.of_kind(MentionKind.NEIGHBOUR))
    return not _changes_something(heard)


def _with_the_same_occupation(heard: Heard, last: Wish, vocabulary: Vocabulary, now: datetime) -> Wish | None:
    """ "Und ne Ausbildung dazu?" after jobs keeps the occupation."""
    if last.kind not in _TRAINING or heard.parse.intent not in {Intent.APPRENTICESHIPS, Intent.JOBS}:
        return None
    wish = wish_for(Intent(heard.parse.intent), heard, vocabulary, now)
    if wish.occupations or wish.text or not last.occupations:
        return None
    return replace(
        wish,
        occupation=last.occupation,
        occupations=last.occupations,
        label=last.label,
        district=last.district,
    )


def _asks_about_selected(heard: Heard, state: ConversationState) -> bool:
    """ "Telefonnummer?", "hat der sonntags auf?" after one entry was shown or is the only one listed."""
    if state.selected is None or heard.things or heard.of_kind(MentionKind.OCCUPATION):
        return False
    if heard.parse.intent in _TALK and heard.parse.confidence >= CERTAIN:
        return False
    is_short = len(heard.words.split()) <= SHORT + 2
    if state.selected_kind is not Kind.PLACE:
        return is_short and (
            bool(heard.of_kind(MentionKind.FIELD)) or small_words.asks_for_details(heard.words)
        )
    asks_field = bool(heard.of_kind(MentionKind.FIELD) or small_words.asks_for_details(heard.words))
    if asks_field and is_short:
        return not heard.of_kind(MentionKind.DISTRICT)
    if heard.of_kind(MentionKind.DISTRICT, MentionKind.LANDMARK):
        return False
    if heard.of_kind(MentionKind.ATTRIBUTE):
        return (
            is_short
            and state.wish is not None
            and (state.wish.kind is Kind.PLACE or small_words.points_back(heard.words))
        )
    if state.wish is not None and state.wish.kind is Kind.PLACE:
        return heard.time.wish is not None
    return (
        heard.time.wish is not None
        and small_words.points_back(heard.words)
        and "welche" not in heard.words.lower()
    )


def _changes_something(heard: Heard) -> bool:
    """Whether a message names a part of a wish."""
    return bool(
        heard.things
        or heard.time.wish
        or heard.of_kind(
            MentionKind.DISTRICT,
            MentionKind.LANDMARK,
            MentionKind.NEAR_ME,
            MentionKind.ATTRIBUTE,
            MentionKind.OCCUPATION,
        )
        or any(m.negated for m in heard.mentions)
    )


def _is_refinement(heard: Heard, last: Wish) -> bool:
    text = heard.words
    if small_words.drops_location(text) or small_words.drops_time(text):
        return True
    if not _changes_something(heard):
        return False
    if group_named(text)[0] and not small_words.continues(text):
        return False
    if small_words.continues(text) or heard.parse.intent == Intent.FOLLOW_UP:
        return True
    return not heard.things and len(text.split()) <= SHORT


def _refine(last: Wish, heard: Heard, vocabulary: Vocabulary, now: datetime) -> Wish:
    """The last wish with what the message replaces, adds and drops."""
    wish = replace(last, label=last.label, variant="", field=None)
    district, landmark, district_not = location_of(heard, vocabulary)
    if small_words.drops_location(heard.words):
        wish = replace(wish, district=None, landmark=None, near=False, district_not=None)
        district = None
    if district is not None:
        wish = replace(wish, district=district, landmark=landmark, near=False, district_not=None)
    if district_not is not None:
        kept = None if wish.district == district_not else wish.district
        wish = replace(wish, district_not=district_not, district=kept)
    if heard.of_kind(MentionKind.NEAR_ME):
        wish = replace(wish, near=True, district=None, landmark=None)
    if last.kind is Kind.PLACES:
        return _refine_places(wish, heard, vocabulary)
    if last.kind is Kind.EVENTS:
        if small_words.drops_time(heard.words):
            wish = replace(wish, dates=None, dates_from=None)
        if heard.time.wish is not None:
            time = heard.time.wish
            wish = replace(wish, dates=(time.first_day, time.last_day), dates_from=time.window[0])
        return wish
    fresh = wish_for(Intent(last.kind.value), heard, vocabulary, now)
    if fresh.name is not None:
        wish = replace(wish, name=fresh.name)
    if fresh.occupations:
        wish = replace(
            wish, occupation=fresh.occupation, occupations=fresh.occupations, label=fresh.label, text=None
        )
    return wish


def _refine_places(wish: Wish, heard: Heard, vocabulary: Vocabulary) -> Wish:
    if small_words.drops_time(heard.words):
        wish = replace(wish, open=None, open_now=False)
    if heard.time.wish is not None:
        window = _on_the_same_day(wish, heard) or heard.time.wish.window
        wish = replace(wish, open=window, open_now=heard.time.wish.is_now)
    if heard.things:
        categories, product, label = things_of(heard, vocabulary)
        wish = replace(
            wish,
            categories=categories,
            product=product,
            mends=mended_thing(heard, vocabulary),
            label=label,
            attributes={},
        )
    negated = tuple(
        tag
        for m in heard.mentions
        if m.negated and m.kind is MentionKind.CATEGORY
        for tag, weight in m.categories
        if weight >= 0.8
    )
    if negated:
        wish = replace(wish, category_not=(*wish.category_not, *negated))
    named = attributes_of(heard, vocabulary)
    if small_words.does_not_mind(heard.words):
        return replace(wish, attributes={k: v for k, v in wish.attributes.items() if k not in named})
    return replace(wish, attributes={**wish.attributes, **named})


def _on_the_same_day(last: Wish, heard: Heard) -> tuple[datetime, datetime] | None:
    """ "Doch lieber morgens" after "Samstagnachmittag" means Saturday morning; None where a day is named."""
    time = heard.time.wish
    if last.open is None or last.open_now or time is None or time.is_now or time.names_day:
        return None
    start, end = time.window
    start = start.replace(hour=_STARTS.get((end.hour, end.minute), start.hour), minute=0)
    shift = last.open[0].date() - start.date()
    return start + shift, end + shift


_STARTS = {(12, 0): 6, (14, 0): 11, (18, 0): 12, (23, 59): 18}
"""When the part of a day begins that ends then; that of today may have begun already and reads as from now."""
