"""Reading the content store: questions in, plain values out."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import lazyload

from content import entries, mapping, models
from content.database import Database
from content.holiday_calendar import HolidayCalendar
from content.queries import EventQuery, Matches, PlaceMatches, PlaceQuery, TrainingQuery
from content.search import agenda, guidance, offers
from content.search.loading import PlaceIndexKeeper, store_version
from content.search.open_places import OpenPlaces
from content.search.place_index import PlaceIndex
from content.search.place_search import PlaceSearch
from content.versioned import Versioned

DEFAULT_ZONE = "Europe/Berlin"

Entry = TypeVar("Entry")
Value = TypeVar("Value")
Identified = TypeVar(
    "Identified", entries.AdviceTopic, entries.Apprenticeship, entries.Event, entries.Job, entries.Notice
)


class TownMissingError(Exception):
    """The store holds no town: no town pack has been loaded."""


class ContentStore:
    """All reads of the content store.

    Lists of ids are answered in their order, unknown ids left out, in a fixed number of statements.

    Args:
        database: the store.
        calendar: the town's holidays, for opening hours.
    """

    def __init__(self, database: Database, calendar: HolidayCalendar) -> None:
        self._database = database
        self._calendar = calendar
        self._places = PlaceIndexKeeper()
        self._known_places = Versioned(_no_places)
        self._search: tuple[PlaceIndex, entries.Town | None, PlaceSearch] | None = None
        self._town = Versioned(_read_town)
        self._events = Versioned(_read_events)
        self._apprenticeships = Versioned(_read_apprenticeships)
        self._jobs = Versioned(_read_jobs)
        self._advice = Versioned(_read_advice)
        self._notices = Versioned(_read_notices)

    async def version(self) -> int:
        """Return a number that grows with each content change."""
        async with self._database.reading() as session:
            return await store_version(session)

    async def warm_up(self) -> None:
        """Read what searches need; otherwise the first one waits for it, with 100,000 places for some seconds."""
        async with self._database.reading() as session:
            await self._places.at(await store_version(session), session)

    async def town(self) -> entries.Town:
        """Return the town.

        Raises:
            TownMissingError: none has been loaded.
        """
        town = await self._current(self._town)
        if town is None:
            raise TownMissingError("no town in the store: load a town pack")
        return town

    async def place(self, place_id: str) -> entries.Place | None:
        """Return a place, None where there is none with this id."""
        return next(iter(await self.places((place_id,))), None)

    async def places(self, ids: Sequence[str]) -> list[entries.Place]:
        """Return places in the order of their ids; each is read once for each version of the store."""
        async with self._database.reading() as session:
            known = await self._known_places.at(await store_version(session), session)
            missing = [place_id for place_id in ids if place_id not in known]
            if missing:
                wanted = select(models.Place).where(models.Place.id.in_(missing))
                known |= {row.id: mapping.place(row) for row in await session.scalars(wanted)}
        return _in_order(ids, known)

    async def place_names(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Return the id, name and aliases of each place."""
        row, alias = models.Place, models.PlaceAlias
        async with self._database.reading() as session:
            names = (await session.execute(select(row.id, row.name).order_by(row.id))).all()
            aliases: dict[str, tuple[str, ...]] = {}
            for place_id, text in await session.execute(
                select(alias.place_id, alias.alias).order_by(alias.position)
            ):
                aliases[place_id] = (*aliases.get(place_id, ()), text)
        return [(place_id, name, aliases.get(place_id, ())) for place_id, name in names]

    async def employer_names(self) -> list[str]:
        """The names of firms that offer training places or vacancies."""
        apprenticeships, jobs = await self._current(self._apprenticeships), await self._current(self._jobs)
        names = [offer.company for offer in apprenticeships] + [offer.company for offer in jobs]
        return list(dict.fromkeys(names))

    async def event_titles(self) -> list[str]:
        """The titles of all events."""
        return [event.title for event in await self._current(self._events)]

    async def category_counts(self) -> Mapping[str, int]:
        """Return how many places each OSM tag has."""
        async with self._database.reading() as session:
            return (await self._places.at(await store_version(session), session)).category_counts()

    async def find_places(self, query: PlaceQuery, now: datetime) -> PlaceMatches:
        """Return the ids of all places that match, best first; `now` is aware."""
        async with self._database.reading() as session:
            version = await store_version(session)
            town = await self._town.at(version, session)
            index = await self._places.at(version, session)
        return self._place_search(index, town).find(query, now.astimezone(_zone_of(town)))

    async def apprenticeships(self, ids: Sequence[str]) -> list[entries.Apprenticeship]:
        """Return training places in the order of their ids."""
        known = await self._current(self._apprenticeships)
        return _in_order(ids, _by_id(known))

    async def find_apprenticeships(self, query: TrainingQuery, today: date) -> Matches:
        """Return the training places that match; those whose deadline is over are left out."""
        known = await self._current(self._apprenticeships)
        return offers.find_apprenticeships(known, query, today)

    async def jobs(self, ids: Sequence[str]) -> list[entries.Job]:
        """Return vacancies in the order of their ids."""
        known = await self._current(self._jobs)
        return _in_order(ids, _by_id(known))

    async def find_jobs(self, query: TrainingQuery, today: date) -> Matches:
        """Return the vacancies that match; those whose deadline is over are left out."""
        known = await self._current(self._jobs)
        return offers.find_jobs(known, query, today)

    async def events(self, ids: Sequence[str]) -> list[entries.Event]:
        """Return events in the order of their ids."""
        known = await self._current(self._events)
        return _in_order(ids, _by_id(known))

    async def find_events(self, query: EventQuery) -> Matches:
        """Return the dates that match, in their order.

        A date's id is the event's, with its day where the event recurs: `feierabendmarkt@2026-12-03`.
        """
        zone = _zone_of(await self._current(self._town))
        known = await self._current(self._events)
        return agenda.find_events(known, query, zone)

    async def event_dates(self, ids: Sequence[str]) -> list[entries.EventDate]:
        """Return the dates with these ids, with local times; `event@day` is understood for every event.

        Ids that name no date (any more) are left out.
        """
        zone = _zone_of(await self._current(self._town))
        events = await self._current(self._events)
        known = _by_id(events)
        dates = []
        for text in ids:
            try:
                event_id, day = agenda.split_date_id(text)
            except ValueError:
                continue
            event = known.get(event_id)
            item = None if event is None else agenda.date_on(event, day, zone)
            if item is not None:
                dates.append(item)
        return dates

    async def advice(self, ids: Sequence[str] | None = None) -> list[entries.AdviceTopic]:
        """Return the office's topics in the order of their ids; all of them without any."""
        known = await self._current(self._advice)
        return list(known) if ids is None else _in_order(ids, _by_id(known))

    async def find_advice(self, topics: Collection[str] = (), text: str | None = None) -> Matches:
        """Return the topics that fit, the best first; the office's order without text."""
        known = await self._current(self._advice)
        return guidance.find_advice(known, topics, text)

    async def notices(self, ids: Sequence[str] | None = None) -> list[entries.Notice]:
        """Return notices in the order of their ids; all of them, the newest first, without any."""
        known = await self._current(self._notices)
        return list(known) if ids is None else _in_order(ids, _by_id(known))

    async def find_notices(self, topic: str | None, today: date) -> Matches:
        """Return the notices published until today, the newest first."""
        known = await self._current(self._notices)
        return guidance.find_notices(known, topic, today)

    async def _current(self, kept: Versioned[Value]) -> Value:
        async with self._database.reading() as session:
            return await kept.at(await store_version(session), session)

    def _place_search(self, index: PlaceIndex, town: entries.Town | None) -> PlaceSearch:
        """Return a search of this index; the last one where nothing else than its rows changed."""
        if self._search is None or self._search[0] is not index or self._search[1] is not town:
            centres = {
                district.name: district.coordinates
                for district in (town.districts if town else ())
                if district.coordinates is not None
            }
            open_places = OpenPlaces(index, self._calendar, _zone_of(town))
            self._search = (index, town, PlaceSearch(index, open_places, centres))
        return self._search[2]


def _zone_of(town: entries.Town | None) -> ZoneInfo:
    return ZoneInfo(town.time_zone if town else DEFAULT_ZONE)


def _in_order(ids: Sequence[str], found: Mapping[str, Entry]) -> list[Entry]:
    return [found[entry_id] for entry_id in ids if entry_id in found]


def _by_id(known: Iterable[Identified]) -> dict[str, Identified]:
    return {entry.id: entry for entry in known}


async def _no_places(_session: AsyncSession) -> dict[str, entries.Place]:
    """Places are read when they are asked for."""
    return {}


async def _read_town(session: AsyncSession) -> entries.Town | None:
    row = await session.scalar(select(models.TownRecord).order_by(models.TownRecord.id).limit(1))
    return None if row is None else mapping.town(row)


async def _read_events(session: AsyncSession) -> list[entries.Event]:
    return await _read(session, select(models.Event), mapping.event)


async def _read_advice(session: AsyncSession) -> list[entries.AdviceTopic]:
    row = models.AdviceTopic
    return await _read(session, select(row).order_by(row.position, row.id), mapping.advice_topic)


async def _read_notices(session: AsyncSession) -> list[entries.Notice]:
    row = models.Notice
    return await _read(session, select(row).order_by(row.published_on.desc(), row.id), mapping.notice)


async def _read_apprenticeships(session: AsyncSession) -> list[entries.Apprenticeship]:
    row = models.Apprenticeship
    wanted = (
        select(row, models.Place)
        .outerjoin(models.Place, row.place_id == models.Place.id)
        .options(lazyload("*"))
    )
    return [mapping.apprenticeship(offer, employer) for offer, employer in await session.execute(wanted)]


async def _read_jobs(session: AsyncSession) -> list[entries.Job]:
    row = models.Job
    wanted = (
        select(row, models.Place)
        .outerjoin(models.Place, row.place_id == models.Place.id)
        .options(lazyload("*"))
    )
    return [mapping.job(offer, employer) for offer, employer in await session.execute(wanted)]


async def _read(session: AsyncSession, wanted: Select[Any], convert: Callable[[Any], Entry]) -> list[Entry]:
    return [convert(row) for row in await session.scalars(wanted)]
