"""Keeping the index of places equal to the store: filled once, then only what changed."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from content import models
from content.changes import ANY_ENTRY
from content.mapping import opening_hours
from content.search.place_index import PlaceFacts, PlaceIndex

logger = logging.getLogger(__name__)

_ROWS_AT_ONCE = 2_000
"""How many places or parts are taken in before other work gets its turn."""

_IDS_AT_ONCE = 500

Part = models.PlaceAlias | models.PlaceCategory | models.PlaceProduct | models.PlaceAttribute


async def store_version(session: AsyncSession) -> int:
    """Return the number of the store's last content change."""
    return await session.scalar(select(models.ContentVersion.version)) or 0


class PlaceIndexKeeper:
    """Holds one process's index and brings it up to date before each search.

    Every process asks the store for its version each time, so a change made by any of them shows in the next
    search of all.
    """

    def __init__(self) -> None:
        self._index = PlaceIndex()
        self._refreshing = asyncio.Lock()

    async def at(self, version: int, session: AsyncSession) -> PlaceIndex:
        """Return the index at the store's version, which `session` sees, or a later one.

        It is the same object until everything had to be read again. It changes only inside this method: a search
        that does not wait for anything sees one state of it.
        """
        if version > self._index.version:
            async with self._refreshing:
                await self._refresh(session, version)
        return self._index

    async def _refresh(self, session: AsyncSession, version: int) -> None:
        if self._index.version >= version:
            return  # Another search has done it meanwhile.
        changed = await self._changed_since(session, self._index.version, version)
        if changed is None:
            self._index = await self._read_all(session, version)
            return
        places = [place async for place in _read_places(session, changed)]
        for place_id in changed:
            self._index.remove(place_id)
        for place in places:
            self._index.put(place)
        self._index.version = version

    async def _read_all(self, session: AsyncSession, version: int) -> PlaceIndex:
        started = time.perf_counter()
        index = PlaceIndex()
        async for place in _read_places(session):
            index.put(place)
            if len(index) % _ROWS_AT_ONCE == 0:
                await asyncio.sleep(0)
        index.version = version
        logger.info("indexed %d places in %.2f s", len(index), time.perf_counter() - started)
        return index

    async def _changed_since(self, session: AsyncSession, known: int, version: int) -> list[str] | None:
        """Return the ids of the places that changed, None where they cannot be told."""
        if known < 0:
            return None
        change = models.ContentChange
        newer = change.version.between(known + 1, version)
        listed = await session.scalar(select(func.count(change.version.distinct())).where(newer))
        if listed != version - known:
            return None
        ids = (
            await session.scalars(select(change.entry_id).where(newer, change.kind == "place").distinct())
        ).all()
        return None if ANY_ENTRY in ids else list(ids)


async def _read_places(session: AsyncSession, ids: Sequence[str] | None = None) -> AsyncIterator[PlaceFacts]:
    """Yield what search needs of all places, or of those with the given ids."""
    if ids is not None:
        for start in range(0, len(ids), _IDS_AT_ONCE):
            async for place in _read_batch(session, ids[start : start + _IDS_AT_ONCE]):
                yield place
    else:
        async for place in _read_batch(session, None):
            yield place


async def _read_batch(session: AsyncSession, ids: Sequence[str] | None) -> AsyncIterator[PlaceFacts]:
    aliases = await _parts(session, models.PlaceAlias, [models.PlaceAlias.alias_folded], ids)
    categories = await _parts(session, models.PlaceCategory, [models.PlaceCategory.tag], ids)
    products = await _parts(session, models.PlaceProduct, [models.PlaceProduct.product_folded], ids)
    attributes = await _parts(
        session, models.PlaceAttribute, [models.PlaceAttribute.key, models.PlaceAttribute.value], ids
    )
    exceptions = await _exceptions(session, ids)
    place = models.Place
    wanted = select(
        place.id, place.name_folded, place.district, place.lat, place.lon, place.hours, place.confirmed_on
    ).order_by(place.name_folded, place.id)
    shared_hours: dict[Any, Any] = {}
    async for row in _stream(session, wanted if ids is None else wanted.where(place.id.in_(ids))):
        place_id, name, district, lat, lon, hours, confirmed_on = row
        known_hours = opening_hours(hours, exceptions.get(place_id, ()))
        yield PlaceFacts(
            id=place_id,
            names_folded=(name, *(alias for (alias,) in aliases.get(place_id, ()))),
            categories=tuple(tag for (tag,) in categories.get(place_id, ())),
            products=tuple(product for (product,) in products.get(place_id, ())),
            attributes=dict(attributes.get(place_id, ())),
            district=district,
            coordinates=None if lat is None or lon is None else (lat, lon),
            hours=shared_hours.setdefault(known_hours, known_hours),
            confirmed_on=confirmed_on,
        )


async def _parts(
    session: AsyncSession, part: type[Part], columns: Sequence[Any], ids: Sequence[str] | None
) -> dict[str, list[tuple[Any, ...]]]:
    wanted = select(part.place_id, *columns)
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    async for place_id, *values in _stream(
        session, wanted if ids is None else wanted.where(part.place_id.in_(ids))
    ):
        found[place_id].append(tuple(values))
    return found


async def _exceptions(
    session: AsyncSession, ids: Sequence[str] | None
) -> dict[str, list[models.HoursException]]:
    exception = models.HoursException
    wanted = select(exception).order_by(exception.first_day, exception.id)
    found: dict[str, list[models.HoursException]] = defaultdict(list)
    rows: Iterable[models.HoursException] = await session.scalars(
        wanted if ids is None else wanted.where(exception.place_id.in_(ids))
    )
    for row in rows:
        found[row.place_id].append(row)
    return found


async def _stream(session: AsyncSession, statement: Select[*tuple[Any, ...]]) -> AsyncIterator[Sequence[Any]]:
    result = await session.stream(statement, execution_options={"yield_per": _ROWS_AT_ONCE})
    async for rows in result.partitions():
        for row in rows:
            yield row
