"""Follow-ups: a message that only makes sense after another changes the wish before it, or asks about what was shown."""

from dataclasses import replace
from datetime import datetime

from bot.conversation import small_words
from bot.conversation.heard import Heard
from bot.conversation.state import ConversationState
from bot.conversation.wish import Kind, Wish
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
_OTHER_TOPICS = frozenset(
    {
        Intent.APPRENTICESHIPS, Intent.JOBS, Intent.EVENTS, Intent.ADVICE, Intent.NEWS, Intent.SUBSCRIBE,
        Intent.UNSUBSCRIBE, Intent.IDEA, Intent.OWNER, Intent.HANDOVER, Intent.PRIVACY, Intent.HELP, Intent.THANKS,
        Intent.GREETING, Intent.GOODBYE, Intent.INSULT, Intent.PRAISE, Intent.BOT_QUESTION, Intent.OUT_OF_SCOPE,
    }
)  # fmt: skip
NEW_TOPIC = 0.6
"""From this confidence on, another intent than the last one opens a new topic."""


def continue_wish(
    heard: Heard, state: ConversationState, vocabulary: Vocabulary, now: datetime
) -> Wish | None:
    """The wish of a message that continues the conversation, or None where it stands for itself."""
    if state.wish is None:
        return None
    position = small_words.ordinal(heard.words)
    if position is not None and state.page_ids and not heard.of_kind(MentionKind.NAME):
        chosen = _entry_at(state, position)
        if chosen is not None:
            return _about(chosen, heard, state.wish)
    if heard.of_kind(MentionKind.NAME) or _opens_new_topic(heard, state.wish):
        return None
    if _asks_about_selected(heard, state):
        return _about(str(state.selected), heard, Wish(Kind.PLACE))
    if state.wish.kind in _REFINABLE and _is_refinement(heard, state.wish):
        return _refine(state.wish, heard, vocabulary, now)
    return None


def _entry_at(state: ConversationState, position: int) -> str | None:
    index = len(state.page_ids) - 1 if position == -1 else position - 1
    return state.page_ids[index] if 0 <= index < len(state.page_ids) else None


def _about(entry_id: str, heard: Heard, shown: Wish) -> Wish:
    wish_time = None if small_words.ordinal_is_read_as_time(heard.time) else heard.time.wish
    kind = Kind.PLACE if shown.kind in {Kind.PLACES, Kind.PLACE} else shown.kind
    return Wish(
        kind,
        place_ids=(entry_id,),
        field=field_of(heard),
        open=None if wish_time is None else wish_time.window,
        open_now=wish_time is not None and wish_time.is_now,
    )


def _opens_new_topic(heard: Heard, last: Wish) -> bool:
    if heard.parse.intent not in _OTHER_TOPICS or heard.parse.confidence < NEW_TOPIC:
        return False
    return heard.parse.intent != last.kind.value


def _asks_about_selected(heard: Heard, state: ConversationState) -> bool:
    """ "Telefonnummer?", "hat der sonntags auf?" after one place was shown or is the only one listed."""
    if state.selected is None or heard.things:
        return False
    if heard.of_kind(MentionKind.DISTRICT, MentionKind.LANDMARK):
        return False
    if heard.of_kind(MentionKind.FIELD):
        return True
    if state.wish is not None and state.wish.kind is Kind.PLACE:
        return heard.time.wish is not None
    return (
        heard.time.wish is not None
        and small_words.points_back(heard.words)
        and "welche" not in heard.words.lower()
    )


def _is_refinement(heard: Heard, last: Wish) -> bool:
    text = heard.words
    if small_words.drops_location(text) or small_words.drops_time(text):
        return True
    names_wish = bool(
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
    if not names_wish:
        return False
    if group_named(text)[0] and not small_words.continues(text):
        return False
    if small_words.continues(text) or heard.parse.intent == Intent.FOLLOW_UP:
        return True
    same_kind = heard.parse.intent in {last.kind.value, Intent.PLACE, Intent.PLACES}
    return not heard.things and (same_kind or heard.parse.confidence < NEW_TOPIC) and len(text.split()) <= 6


def _refine(last: Wish, heard: Heard, vocabulary: Vocabulary, now: datetime) -> Wish:
    """The last wish with what the message replaces, adds and drops."""
    wish = replace(last, label=last.label, variant="", field=None)
    district, landmark, district_not = location_of(heard, vocabulary)
    if small_words.drops_location(heard.words):
        wish = replace(wish, district=None, landmark=None, near=False, district_not=None)
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
    if fresh.occupations:
        wish = replace(
            wish, occupation=fresh.occupation, occupations=fresh.occupations, label=fresh.label, text=None
        )
    return wish


def _refine_places(wish: Wish, heard: Heard, vocabulary: Vocabulary) -> Wish:
    if small_words.drops_time(heard.words):
        wish = replace(wish, open=None, open_now=False)
    if heard.time.wish is not None:
        wish = replace(wish, open=heard.time.wish.window, open_now=heard.time.wish.is_now)
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
    return replace(wish, attributes={**wish.attributes, **attributes_of(heard, vocabulary)})
