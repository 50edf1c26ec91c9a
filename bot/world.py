"""Puts a town's world together from the settings: store, words, NLU, assistant."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.answering import Assistant, Nlu
from bot.settings import Settings
from content.clock import Clock
from content.database import Database
from content.holiday_calendar import HolidayCalendar
from content.linking import Vocabulary
from content.pack import find_pack, load_pack, load_town, read_place_names
from content.store import ContentStore

VOCABULARY = Path(__file__).resolve().parent.parent / "content" / "vocabulary"


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
