"""One fresh wish for each intent, filled from what the vocabulary, the NLU and the time reader found."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.conversation import small_words
from bot.conversation.base_forms import base_form, base_form_of
from bot.conversation.heard import Heard
from bot.conversation.wish import Field, Kind, Wish
from content.folding import fold
from content.linking import Mention, MentionKind, Vocabulary
from nlu.types import Intent

MAIN_WEIGHT = 0.8
"""A product's categories from this weight on are searched; lighter ones carry it only now and then."""

SIMPLE_INTENTS: dict[Intent, tuple[Kind, str]] = {
    Intent.NEWS: (Kind.NEWS, ""),
    Intent.SUBSCRIBE: (Kind.SUBSCRIBE, ""),
    Intent.UNSUBSCRIBE: (Kind.UNSUBSCRIBE, ""),
    Intent.IDEA: (Kind.IDEA, ""),
    Intent.CORRECTION: (Kind.CORRECTION, ""),
    Intent.OWNER: (Kind.OWNER, ""),
    Intent.HANDOVER: (Kind.HANDOVER, ""),
    Intent.PRIVACY: (Kind.PRIVACY, ""),
    Intent.HELP: (Kind.HELP, ""),
    Intent.GREETING: (Kind.SMALLTALK, "greeting"),
    Intent.GOODBYE: (Kind.SMALLTALK, "goodbye"),
    Intent.THANKS: (Kind.SMALLTALK, "thanks"),
    Intent.PRAISE: (Kind.SMALLTALK, "praise"),
    Intent.INSULT: (Kind.SMALLTALK, "insult"),
    Intent.BOT_QUESTION: (Kind.SMALLTALK, "bot_question"),
}
"""Intents whose answer needs no search, with the variant of smalltalk."""

_GROUP_WORDS: dict[str, str] = {
    "laden": "laden", "geschaft": "laden", "geschafte": "laden", "shop": "laden", "shops": "laden",
    "einkaufen": "laden", "shoppen": "laden", "handwerker": "handwerk", "handwerksbetrieb": "handwerk",
    "handwerksbetriebe": "handwerk", "gastronomie": "gastro", "lokal": "gastro", "lokale": "gastro",
    "essen": "gastro", "futtern": "gastro", "speisen": "gastro",
}  # fmt: skip


_EATING = frozenset({"essen", "futtern", "speisen"})
MEALS = ("amenity=restaurant", "amenity=fast_food", "amenity=food_court")
"""Where somebody goes who wants to eat something, whatever it is."""

ANY_TOPIC = "veranstaltungen"
"""The topic of events that says nothing more than that they are events."""

_LOCATIONS = frozenset({MentionKind.DISTRICT, MentionKind.LANDMARK})

OFFICE_TOPIC = "kontakt"
"""The topic of whoever wants to reach the office; any other one says more."""

SPELT_RIGHT = 0.9
"""From this score on a mention is spelt as it is listed."""

PROBLEM_SCORE = 0.6
"""From here on a phrase that the NLU marked as a problem is taken for a listed one."""

_FIELDS = frozenset(field.value for field in Field)
_FIELD_OF_ATTRIBUTE = {"wheelchair": Field.ACCESSIBILITY, "payment:cards": Field.PAYMENT}
"""What is asked of a named place by words that elsewhere are a wish ("ist das barrierefrei?")."""


def wish_for(intent: Intent, heard: Heard, vocabulary: Vocabulary, now: datetime) -> Wish:
    """The wish that a message has if its intent is this one."""
    if intent in SIMPLE_INTENTS:
        kind, variant = SIMPLE_INTENTS[intent]
        if kind in {Kind.CORRECTION, Kind.OWNER}:
            return replace(_about_a_listing(kind, heard, vocabulary), variant=variant)
        topic = _topic(heard, vocabulary) if kind in {Kind.NEWS, Kind.SUBSCRIBE, Kind.UNSUBSCRIBE} else None
        topic = None if topic == OFFICE_TOPIC else topic
        return Wish(kind, variant=variant, topic=topic)
    builders: dict[Intent, Callable[[Heard, Vocabulary, datetime], Wish]] = {
        Intent.PLACES: places_wish,
        Intent.PLACE: place_wish,
        Intent.APPRENTICESHIPS: apprenticeships_wish,
        Intent.JOBS: jobs_wish,
        Intent.EVENTS: events_wish,
        Intent.ADVICE: advice_wish,
    }
    builder = builders.get(intent)
    return builder(heard, vocabulary, now) if builder is not None else out_of_scope_wish(heard)


def places_wish(heard: Heard, vocabulary: Vocabulary, now: datetime) -> Wish:
    """Places by what they are or sell, where, when, and how."""
    categories, product, label = things_of(heard, vocabulary)
    district, landmark, district_not = location_of(heard, vocabulary)
    category_not = _negated_categories(heard)
    wish_time = None if _is_of_the_problem(heard, vocabulary) else heard.time.wish
    return Wish(
        Kind.PLACES,
        label=label,
        categories=tuple(tag for tag in categories if tag not in category_not),
        category_not=category_not,
        product=product,
        group="" if heard.things else group_named(heard.words)[0],
        mends=mended_thing(heard, vocabulary),
        district=district,
        landmark=landmark,
        district_not=district_not,
        near=bool(heard.of_kind(MentionKind.NEAR_ME)),
        open=None if wish_time is None else wish_time.window,
        open_now=wish_time is not None and wish_time.is_now,
        attributes=attributes_of(heard, vocabulary),
    )


def _is_of_the_problem(heard: Heard, vocabulary: Vocabulary) -> bool:
    """Whether the moment named is that of a mishap ("mir ist gerade der Bügel abgebrochen"), not of a visit."""
    time = heard.time.wish
    if time is None or time.window[0] != time.window[1] or small_words.asks_if_open(heard.words):
        return False
    return any(m.kind is MentionKind.PROBLEM for m in _with_problems(heard, vocabulary))


def place_wish(heard: Heard, vocabulary: Vocabulary, now: datetime) -> Wish:
    """Something about one named place."""
    names = heard.of_kind(MentionKind.NAME)
    unlinked = heard.unlinked("name")
    if names:
        ids = list(dict.fromkeys(m.value for m in names))
        for other in vocabulary.link(names[0].text, {MentionKind.NAME}):
            if other.value not in ids and other.score >= 0.85:
                ids.append(other.value)
        name, label = None, names[0].text
    else:
        ids, name = [], unlinked[0].value if unlinked else None
        label = name or ""
    district, _, _ = location_of(heard, vocabulary)
    wish_time = heard.time.wish
    return Wish(
        Kind.PLACE,
        label=label,
        place_ids=tuple(ids),
        name=name,
        district=district,
        field=field_of(heard),
        open=None if wish_time is None else wish_time.window,
        open_now=wish_time is not None and wish_time.is_now,
    )


def apprenticeships_wish(heard: Heard, vocabulary: Vocabulary, now: datetime) -> Wish:
    """Training places by occupation or field."""
    return _training_wish(Kind.APPRENTICESHIPS, heard, vocabulary)


def jobs_wish(heard: Heard, vocabulary: Vocabulary, now: datetime) -> Wish:
    """Vacancies by occupation or field."""
    return _training_wish(Kind.JOBS, heard, vocabulary)


def events_wish(heard: Heard, vocabulary: Vocabulary, now: datetime) -> Wish:
    """What is on, when and where."""
    district, landmark, district_not = location_of(heard, vocabulary)
    wish_time = heard.time.wish
    places_named = [(m.start, m.end) for m in heard.of_kind(MentionKind.DISTRICT, MentionKind.LANDMARK)]
    events = [
        m
        for m in heard.events
        if not vocabulary.means_any_event(m.text) and not _lies_in(m.start, m.end, places_named)
    ]
    words = [m.value for m in events if m.score > SPELT_RIGHT]
    names = heard.of_kind(MentionKind.NAME)
    topic = None
    if not words:
        found = _topic(heard, vocabulary)
        topic = found if found != ANY_TOPIC else None
    if not words and not names and topic is None:
        words = [m.value for m in events]
    if not words and not names and topic is None:
        words = [entity.value.lower() for entity in heard.unlinked("topic", "thing", "name")]
        words += [m.text.lower() for m in heard.things if m.score >= SPELT_RIGHT]
    return Wish(
        Kind.EVENTS,
        label=" ".join(words),
        name=vocabulary.place_name(names[0].value) or None if names else None,
        near=bool(heard.of_kind(MentionKind.NEAR_ME)),
        district=district,
        landmark=landmark,
        district_not=district_not,
        dates=None if wish_time is None else (wish_time.first_day, wish_time.last_day),
        dates_from=None if wish_time is None else wish_time.window[0],
        topic=topic,
        text=" ".join(words) or None,
    )


def advice_wish(heard: Heard, vocabulary: Vocabulary, now: datetime) -> Wish:
    """A service or topic of the Amt."""
    topics = _topics(heard, vocabulary)
    return Wish(
        Kind.ADVICE,
        topic=topics[0] if topics else None,
        topics=topics,
        field=field_of(heard),
        text=heard.words,
    )


def out_of_scope_wish(heard: Heard) -> Wish:
    """Something that the bot does not do; a neighbouring town is named where that is the reason."""
    neighbours = heard.of_kind(MentionKind.NEIGHBOUR)
    return Wish(Kind.OUT_OF_SCOPE, variant=neighbours[0].value if neighbours else "", text=heard.words)


def things_of(heard: Heard, vocabulary: Vocabulary) -> tuple[tuple[str, ...], str | None, str]:
    """What is looked for: OSM tags, the product, and the words to call it by."""
    things = _with_problems(heard, vocabulary)
    types = [m for m in things if m.kind is MentionKind.CATEGORY]
    goods = [m for m in things if m.kind is not MentionKind.CATEGORY]
    product = next((base_form_of(m) for m in goods if m.kind is MentionKind.PRODUCT), None)
    if things:
        tags = [tag for mention in types or goods for tag in main_categories(mention)]
        return _without_generic(tags), product, product or things[0].text
    group, word = group_named(heard.words)
    if group:
        return MEALS if word in _EATING else vocabulary.tags_of_group(group), None, word
    unknown = heard.unlinked("thing", "trade", "problem")
    if unknown:
        return (), base_form(unknown[0].value.lower()), unknown[0].value
    return (), None, ""


def _with_problems(heard: Heard, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """The things named; a problem that the NLU marked stands for its parts ("rohr kaputt" asks for no pipe)."""
    things = tuple(m for m in heard.things if not small_words.travels_by(heard.words[: m.start], m.text))
    if any(m.kind is MentionKind.PROBLEM for m in things):
        return tuple(m for m in things if m.kind is not MentionKind.PRODUCT)
    for entity in heard.parse.entities:
        if entity.entity != "problem":
            continue
        readings = vocabulary.link(entity.value, {MentionKind.PROBLEM})
        if readings and readings[0].score >= PROBLEM_SCORE:
            outside = [m for m in things if m.end <= entity.start or m.start >= entity.end]
            return (*outside, replace(readings[0], start=entity.start, end=entity.end, text=entity.value))
    return things


def mended_thing(heard: Heard, vocabulary: Vocabulary) -> str | None:
    """The thing that is broken."""
    problems = [m.value for m in _with_problems(heard, vocabulary) if m.kind is MentionKind.PROBLEM]
    return problems[0] if problems else None


def group_named(text: str) -> tuple[str, str]:
    """A whole group of places that is asked for ("läden", "handwerker"): its id and the word; empty for none."""
    for word in fold(text).split():
        if word in _GROUP_WORDS:
            return _GROUP_WORDS[word], word
    return "", ""


def main_categories(mention: Mention) -> list[str]:
    """The tags that a mention mainly stands for."""
    if not mention.categories:
        return []
    top = mention.categories[0][1]
    return [tag for tag, weight in mention.categories if weight >= MAIN_WEIGHT * top]


def location_of(heard: Heard, vocabulary: Vocabulary) -> tuple[str | None, str | None, str | None]:
    """The district wished for, the landmark named (if one was), and the district that is not wanted."""
    district = landmark = district_not = None
    for mention in heard.mentions:
        if mention.kind is MentionKind.LANDMARK:
            name = vocabulary.district_of(mention.value)
            if mention.negated:
                district_not = name
            else:
                district, landmark = district or name, landmark or mention.value
        elif mention.kind is MentionKind.DISTRICT:
            if mention.negated:
                district_not = mention.value
            else:
                district = mention.value
    return district, landmark, district_not


def attributes_of(heard: Heard, vocabulary: Vocabulary) -> dict[str, bool]:
    """OSM attributes wished for."""
    named = [m.value for m in heard.of_kind(MentionKind.ATTRIBUTE)]
    return dict.fromkeys([*named, *vocabulary.attributes_at_ends(heard.words)], True)


def field_of(heard: Heard) -> Field | None:
    """What is asked of a place; hours where only a time is named."""
    named = [Field(m.value) for m in heard.of_kind(MentionKind.FIELD) if m.value in _FIELDS]
    if not named and heard.of_kind(MentionKind.ATTRIBUTE):
        asked = [m.value for m in heard.of_kind(MentionKind.ATTRIBUTE)]
        named = [_FIELD_OF_ATTRIBUTE[key] for key in asked if key in _FIELD_OF_ATTRIBUTE]
    if named:
        specific = [field for field in named if field is not Field.HOURS]
        return specific[0] if specific else named[0]
    return Field.HOURS if heard.time.wish is not None else None


def _training_wish(kind: Kind, heard: Heard, vocabulary: Vocabulary) -> Wish:
    district, landmark, district_not = location_of(heard, vocabulary)
    occupation, occupations, label = _occupation(heard, vocabulary)
    text = None
    employer = _employer(heard, vocabulary)
    if not occupations and employer is None:
        unknown = heard.unlinked("occupation", "trade", "thing")
        text = unknown[0].value if unknown else None
        label = text or ""
    return Wish(
        kind,
        label=label or employer or "",
        name=employer,
        occupation=occupation,
        occupations=occupations,
        district=district,
        landmark=landmark,
        district_not=district_not,
        working_time=vocabulary.working_time(heard.words) if kind is Kind.JOBS else "",
        text=text,
    )


def _occupation(heard: Heard, vocabulary: Vocabulary) -> tuple[str | None, tuple[str, ...], str]:
    wanted = {MentionKind.OCCUPATION, MentionKind.OCCUPATION_FIELD}
    mentions: list[Mention] = [
        m for m in vocabulary.scan(heard.words, wanted) if m.kind in wanted and not m.negated
    ]
    if not mentions:
        phrases = [m.text for m in heard.things]
        phrases += [
            e.value for e in heard.parse.entities if e.entity in {"occupation", "trade", "thing", "field"}
        ]
        for phrase in phrases:
            mentions += [m for m in vocabulary.link(phrase, wanted) if m.score >= 0.8][:1]
    exact = [m for m in mentions if m.kind is MentionKind.OCCUPATION]
    if exact:
        names = tuple(dict.fromkeys(m.value for m in exact))
        return names[0], names, exact[0].text
    if mentions:
        field = mentions[0].value
        return field, vocabulary.occupations_of_field(field), vocabulary.field_name(field)
    return None, (), ""


def _topic(heard: Heard, vocabulary: Vocabulary) -> str | None:
    topics = _topics(heard, vocabulary)
    return topics[0] if topics else None


def _topics(heard: Heard, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The topics that a message names, the more telling ones first."""
    located = [(m.start, m.end) for m in heard.mentions if m.kind in _LOCATIONS]
    found = [
        m.value
        for m in vocabulary.scan(heard.words, {MentionKind.TOPIC})
        if m.kind is MentionKind.TOPIC and not _lies_in(m.start, m.end, located)
    ]
    telling = [topic for topic in found if topic not in {ANY_TOPIC, OFFICE_TOPIC}]
    return tuple(dict.fromkeys([*telling, *found]))


def _lies_in(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _about_a_listing(kind: Kind, heard: Heard, vocabulary: Vocabulary) -> Wish:
    """A wish about the listing of a place, which may be named."""
    names = heard.of_kind(MentionKind.NAME)
    if not names:
        return Wish(kind)
    return Wish(kind, name=vocabulary.place_name(names[0].value), place_ids=(names[0].value,))


def _employer(heard: Heard, vocabulary: Vocabulary) -> str | None:
    """The firm at which work is looked for."""
    employers = heard.of_kind(MentionKind.EMPLOYER)
    if employers:
        return employers[0].value
    names = heard.of_kind(MentionKind.NAME)
    return vocabulary.place_name(names[0].value) or None if names else None


def _negated_categories(heard: Heard) -> tuple[str, ...]:
    negated = [m for m in heard.mentions if m.kind is MentionKind.CATEGORY and m.negated]
    return tuple(tag for mention in negated for tag in main_categories(mention))


def _without_generic(tags: Sequence[str]) -> tuple[str, ...]:
    """A kitchen says more than "restaurant": where one is named, the general tags go."""
    unique = tuple(dict.fromkeys(tags))
    if any(tag.startswith("cuisine=") for tag in unique):
        return tuple(tag for tag in unique if tag not in {"amenity=restaurant", "amenity=fast_food"})
    return unique
