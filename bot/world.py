"""Puts a town's world together from the settings: store, words, NLU, assistant."""

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.answering import Assistant, Nlu
from bot.conversation.hints import hints_of
from bot.settings import ROOT, Settings
from content.clock import Clock
from content.database import Database
from content.holiday_calendar import HolidayCalendar
from content.linking import Vocabulary
from content.pack import find_pack, load_pack, load_town, read_place_names
from content.store import ContentStore
from nlu.fingerprint import current_model
from nlu.generate import Example, HintMaker
from nlu.german_time import read_time
from nlu.training import train

VOCABULARY = ROOT / "content" / "vocabulary"

_ANY_MOMENT = datetime(2026, 6, 10, 10, tzinfo=ZoneInfo("Europe/Berlin"))
"""When training sentences are read; which hints they get does not hang on it."""


def town_vocabulary(pack: Path) -> Vocabulary:
    """The words of a town as its pack has them, for training and for answering."""
    extra = pack / "vocabulary.yml"
    return Vocabulary.load(
        VOCABULARY,
        town=load_town(pack),
        place_names=read_place_names(pack),
        extra=extra if extra.is_file() else None,
    )


def training_lookups(pack: Path) -> Mapping[str, Sequence[str]]:
    """Phrases by entity, for the NLU's training."""
    return town_vocabulary(pack).lookup_tables()


def hint_sources() -> list[Path]:
    """The files that decide which hints a message gets."""
    linking = sorted((ROOT / "content" / "linking").glob("*.py"))
    return [*linking, *sorted(VOCABULARY.glob("*.yml")), ROOT / "bot" / "conversation" / "hints.py"]


def current_town_model(pack: Path, models: Path) -> Path | None:
    """The trained model for the code and the town as they are now; None if it is to be trained."""
    return current_model(models, training_lookups(pack), hint_sources())


def train_town(pack: Path, models: Path, rasa_python: Path, progress: Callable[[str], None]) -> Path:
    """Train the model for a town where it is not there yet; returns its path."""
    return train(training_lookups(pack), models, rasa_python, progress, training_hints(pack), hint_sources())


def training_hints(pack: Path) -> HintMaker:
    """What gives training sentences the hints that messages get.

    The names marked in the sentences stand for the places of a town: all of them are known.
    """

    def make_hints(examples: Sequence[Example]) -> list[tuple[str, ...]]:
        names = dict.fromkeys(
            segment.text.strip() for e in examples for segment in e.segments if segment.entity == "name"
        )
        town = load_town(pack)
        calendar = HolidayCalendar(town.country, town.subdivision)
        vocabulary = town_vocabulary(pack).with_places([(name, name, ()) for name in names])
        return [_hints_of_text(example.text, vocabulary, calendar) for example in examples]

    return make_hints


def _hints_of_text(text: str, vocabulary: Vocabulary, calendar: HolidayCalendar) -> tuple[str, ...]:
    read = read_time(text, _ANY_MOMENT, calendar.year)
    return hints_of(
        vocabulary.scan(text),
        vocabulary.events_in(text),
        vocabulary.elsewhere_in(text),
        read,
        vocabulary,
    )


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Database]:
    """The store, closed at the end."""
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


async def build_assistant(database: Database, pack: Path, nlu: Nlu) -> Assistant:
    """An assistant on a migrated, filled store."""
    town = load_town(pack)
    calendar = HolidayCalendar(town.country, town.subdivision)
    store = ContentStore(database, calendar)
    assistant = Assistant(store, nlu, town_vocabulary(pack), town, calendar)
    await store.warm_up()
    await assistant.refresh()
    return assistant


async def fill_store(database: Database, pack: Path, clock: Clock) -> str:
    """Migrate the store and load the town pack; returns a line about what changed."""
    await database.migrate()
    report = await load_pack(database, pack, clock.local().date(), clock.utc())
    return str(report)


def pack_of(settings: Settings, town: str | None = None) -> Path:
    """The folder of the town pack in use."""
    return find_pack(town or settings.hallo_town)


def write_lookups(lookups: Mapping[str, Sequence[str]], path: Path) -> None:
    """Write the training phrases for a look at them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(lookups, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
