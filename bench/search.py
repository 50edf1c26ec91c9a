"""How long a search for places takes: `python -m bench.search [--places 1000 10000 100000] [--rounds 40]`.

Builds an invented town in SQLite and, where its programs are installed, in a throw-away PostgreSQL server, then asks
a mix of questions and prints the median and the 95th percentile of each kind in milliseconds. Times include the
check for changes in the store; every question has its own minute, so that no verdict about opening hours is reused.
"""

import argparse
import asyncio
import random
import resource
import statistics
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bench.synthetic_town import CENTRE, DISTRICTS, PRODUCTS, TRADE_TAGS, SyntheticTown, fill, synthetic_town
from content.database import Database
from content.entries import Coordinates
from content.holiday_calendar import HolidayCalendar
from content.queries import PlaceQuery
from content.store import ContentStore
from tests.throwaway_postgres import PostgresMissingError, running_postgres

NOON = datetime(2027, 5, 4, 10, 0, tzinfo=UTC)

QueryMaker = Callable[[random.Random, SyntheticTown, datetime], PlaceQuery]


def _category(chance: random.Random, _town: SyntheticTown, _now: datetime) -> PlaceQuery:
    return PlaceQuery(categories=(chance.choice(TRADE_TAGS),))


def _category_in_district(chance: random.Random, town: SyntheticTown, now: datetime) -> PlaceQuery:
    return replace(_category(chance, town, now), district=chance.choice(DISTRICTS))


def _category_open_now(chance: random.Random, town: SyntheticTown, now: datetime) -> PlaceQuery:
    return replace(_category(chance, town, now), open=(now, now))


def _product(chance: random.Random, _town: SyntheticTown, _now: datetime) -> PlaceQuery:
    return PlaceQuery(product=chance.choice(PRODUCTS))


def _product_in_district_open(chance: random.Random, town: SyntheticTown, now: datetime) -> PlaceQuery:
    tonight = (now, now + timedelta(hours=8))
    return replace(_product(chance, town, now), district=chance.choice(DISTRICTS), open=tonight)


def _name_with_typo(chance: random.Random, town: SyntheticTown, _now: datetime) -> PlaceQuery:
    letters = list(chance.choice(town.names))
    letters.pop(chance.randrange(len(letters) // 2, len(letters)))
    return PlaceQuery(name="".join(letters))


def _category_near(chance: random.Random, town: SyntheticTown, now: datetime) -> PlaceQuery:
    here = Coordinates(chance.gauss(CENTRE[0], 0.02), chance.gauss(CENTRE[1], 0.03))
    return replace(_category(chance, town, now), near=here)


def _category_with_attributes(chance: random.Random, town: SyntheticTown, now: datetime) -> PlaceQuery:
    return replace(_category(chance, town, now), attributes={"wheelchair": True, "delivery": True})


def _impossible(chance: random.Random, town: SyntheticTown, now: datetime) -> PlaceQuery:
    query = _category_in_district(chance, town, now)
    return replace(query, open=(now, now), attributes={"second_hand": True, "wheelchair": True})


def _open_now(_chance: random.Random, _town: SyntheticTown, now: datetime) -> PlaceQuery:
    return PlaceQuery(open=(now, now))


KINDS: dict[str, QueryMaker] = {
    "category": _category,
    "category, district": _category_in_district,
    "category, open now": _category_open_now,
    "product": _product,
    "product, district, open": _product_in_district_open,
    "name with a typo": _name_with_typo,
    "category, near me": _category_near,
    "category, two attributes": _category_with_attributes,
    "impossible, relaxed": _impossible,
    "open now, nothing else": _open_now,
}


async def measure(database: Database, town: SyntheticTown, rounds: int) -> None:
    """Fill a store, ask all kinds of questions and print how long they took."""
    started = time.perf_counter()
    await fill(database, town)
    print(f"  filled in {time.perf_counter() - started:.1f} s", end="")
    store = ContentStore(database, HolidayCalendar("DE", "NW"))
    started = time.perf_counter()
    await store.find_places(PlaceQuery(name="x"), NOON)
    print(f", indexed in {time.perf_counter() - started:.2f} s, peak {_peak_megabytes():.0f} MB")
    taken = await _ask(store, town, rounds)
    every = [one for times in taken.values() for one in times]
    for kind, times in {**taken, "all": every}.items():
        print(f"  {kind:<26} p50 {statistics.median(times):7.2f} ms   p95 {_p95(times):7.2f} ms")


async def _ask(store: ContentStore, town: SyntheticTown, rounds: int) -> dict[str, list[float]]:
    chance = random.Random(2)
    taken: dict[str, list[float]] = {kind: [] for kind in KINDS}
    now = NOON
    for _ in range(rounds):
        for kind, make in KINDS.items():
            now += timedelta(minutes=1)
            query = make(chance, town, now)
            started = time.perf_counter()
            await store.find_places(query, now)
            taken[kind].append((time.perf_counter() - started) * 1000)
    return taken


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    try:
        await database.migrate()
        yield database
    finally:
        await database.close()


async def run(sizes: Sequence[int], rounds: int) -> None:
    """Measure all sizes on both databases."""
    for size in sizes:
        town = synthetic_town(size)
        print(f"{size} places, SQLite")
        async with _opened("sqlite:///:memory:") as database:
            await measure(database, town, rounds)
        try:
            with running_postgres() as server:
                print(f"{size} places, PostgreSQL")
                async with _opened(server.url("postgres")) as database:
                    await measure(database, town, rounds)
        except PostgresMissingError as missing:
            print(f"{size} places, PostgreSQL: left out, {missing}")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--places", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    asyncio.run(run(options.places, options.rounds))


if __name__ == "__main__":
    main()
