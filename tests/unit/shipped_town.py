"""The shipped town's words for unit tests; loading takes some seconds, so that all tests of a run share them."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

import yaml

from bot.conversation.heard import Heard
from content.holiday_calendar import HolidayCalendar
from content.linking import EMPLOYER, Vocabulary
from content.pack import load_town, read_place_names
from nlu.courtesies import without_courtesies
from nlu.german_time import read_time
from nlu.types import Entity, Intent, IntentScore, Parse
from tests.paths import BOTTROP, VOCABULARY

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
CALENDAR = HolidayCalendar("DE", "NW")
EMPLOYERS = ("Stadtgärtnerei Rosengart", "Logistik Wanderfalke GmbH")
"""Firms that offer work in these tests and are no places of the town."""


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary with the names, employers and events of the shipped town."""
    town, names = load_town(BOTTROP), list(read_place_names(BOTTROP))
    events = yaml.safe_load((BOTTROP / "events.yml").read_text(encoding="utf-8"))
    loaded = Vocabulary.load(
        VOCABULARY,
        town=town,
        place_names=[*names, *((f"{EMPLOYER}{name}", name, ()) for name in EMPLOYERS)],
        extra=BOTTROP / "vocabulary.yml",
    )
    return loaded.with_events([event["title"] for event in events])


def heard(
    text: str,
    *scores: tuple[Intent | str, float],
    entities: Sequence[Entity] = (),
    by_keywords: bool = False,
    now: datetime = NOW,
) -> Heard:
    """What the bot knows of a message of which the model says this; `scores` are best first."""
    words = without_courtesies(text)
    known = vocabulary()
    ranking = tuple(IntentScore(str(intent), confidence) for intent, confidence in scores)
    best = ranking[0] if ranking else IntentScore(Intent.PLACES, 0.0)
    parse = Parse(words, best.intent, best.confidence, ranking, tuple(entities), by_keywords)
    return Heard(
        text,
        words,
        parse,
        known.scan(words),
        read_time(words, now, CALENDAR.year),
        known.events_in(words),
        known.elsewhere_in(words),
    )


def entity(text: str, word: str, kind: str) -> Entity:
    """A word of a message as the model marks it."""
    start = text.index(word)
    return Entity(kind, word, start, start + len(word))
