"""Answering a wish for places from the index: filter, relax, rank.

When nothing fulfils all wishes, they are dropped one after the other until something is left, in the order in which
people care least: being open, attributes, nearness, district. Then each dropped wish that the result can still
fulfil is taken up again, so that no more is dropped than must be. Kinds of places, products, names and everything
negated are never dropped: who asks for a baker is not helped with a butcher.
"""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from content.entries import Coordinates
from content.folding import fold
from content.queries import PlaceMatches, PlaceQuery
from content.search.distance import DistanceFrom
from content.search.open_places import OpenPlaces
from content.search.place_index import PlaceIndex

FRESH_FOR = timedelta(days=365)
"""An entry confirmed within this time comes before others; fresher is not better, or one shop would always lead."""

EMERGENCY_SERVICE = "emergency_service"

_FAR_AWAY = float("inf")

Rows = AbstractSet[int]


@dataclass(frozen=True)
class _Wish:
    """Something that may be dropped: its name in `PlaceMatches.relaxed`, and what it leaves of the rows."""

    name: str
    narrow: Callable[[Rows], Rows]


class PlaceSearch:
    """Answers one query at a time from an index that must not change meanwhile.

    Args:
        index: the places.
        open_places: knows which of them are open when.
        district_centres: by district name as stored.
    """

    def __init__(
        self, index: PlaceIndex, open_places: OpenPlaces, district_centres: Mapping[str, Coordinates]
    ) -> None:
        self._index = index
        self._open_places = open_places
        self._centres = {fold(name): centre for name, centre in district_centres.items()}

    def find(self, query: PlaceQuery, now: datetime) -> PlaceMatches:
        """Return all places that match, best first, relaxed where need be; `now` in the town's zone."""
        closeness = self._index.names.rows(query.name, len(self._index)) if query.name else {}
        candidates = self._candidates(query, closeness)
        if not candidates:
            return PlaceMatches(())
        matched, dropped = _relax(candidates, self._wishes(query))
        distances = self._distances(matched, self._origin(query, dropped))
        ranked = self._ranked(matched, query, dropped, distances, closeness, now)
        ids = self._index.ids
        asked = distances if query.near is not None else {}
        return PlaceMatches(
            tuple(map(ids.__getitem__, ranked)), dropped, {ids[number]: asked[number] for number in asked}
        )

    def _candidates(self, query: PlaceQuery, closeness: Mapping[int, float]) -> Rows:
        """Return the rows that fulfil what is never dropped."""
        index = self._index
        found: Rows = index.rows.keys()
        if query.categories or query.product is not None:
            of_kind = [index.with_category(tag) for tag in query.categories]
            listed = [index.products.rows(query.product)] if query.product is not None else []
            listed += [index.products.repairing(query.mends)] if query.mends else []
            found = set().union(*of_kind, *listed)
        if query.name:
            found = found & closeness.keys()
        unwanted = [index.with_category(tag) for tag in query.category_not]
        unwanted += [index.with_attribute(key) for key, wanted in query.attributes.items() if not wanted]
        if query.district_not:
            unwanted.append(index.in_district(query.district_not))
        return found - set().union(*unwanted) if unwanted else found

    def _wishes(self, query: PlaceQuery) -> list[_Wish]:
        """Return what may be dropped, the least important first."""
        index = self._index
        wishes = []
        if query.open is not None:
            start, end = query.open
            wishes.append(_Wish("open", lambda rows: self._open_places.open_among(rows, start, end)))
        for key, wanted in query.attributes.items():
            if wanted:
                having = index.with_attribute(key)
                wishes.append(_Wish(key, lambda rows, having=having: rows & having))  # type: ignore[misc]
        if query.near is not None:
            wishes.append(_Wish("near", lambda rows: self._within(rows, query)))
        if query.district:
            in_district = index.in_district(query.district)
            wishes.append(_Wish("district", lambda rows: rows & in_district))
        return wishes

    def _within(self, rows: Rows, query: PlaceQuery) -> Rows:
        distances = self._distances(rows, query.near)
        return {number for number, metres in distances.items() if metres <= query.radius_m}

    def _origin(self, query: PlaceQuery, dropped: tuple[str, ...]) -> Coordinates | None:
        """Return from where distance counts: the person, or the district that had nothing."""
        if query.near is not None:
            return query.near
        if query.district and "district" in dropped:
            return self._centres.get(fold(query.district))
        return None

    def _distances(self, rows: Rows, origin: Coordinates | None) -> dict[int, float]:
        """Return the metres from `origin` to each row whose place is known; empty without an origin."""
        if origin is None:
            return {}
        metres = DistanceFrom(origin).metres
        all_rows = self._index.rows
        located = ((number, all_rows[number].coordinates) for number in rows)
        return {number: metres(*point) for number, point in located if point is not None}

    def _ranked(
        self,
        matched: Rows,
        query: PlaceQuery,
        dropped: tuple[str, ...],
        distances: Mapping[int, float],
        closeness: Mapping[int, float],
        now: datetime,
    ) -> list[int]:
        """Return the rows in the order to show: each step below outranks those before it."""
        ranked = self._by_name(matched)
        if distances:
            ranked.sort(key=lambda number: distances.get(number, _FAR_AWAY))
        else:
            ranked = _first(self._index.confirmed_since(now.date() - FRESH_FOR), ranked)
        for key, wanted in query.attributes.items():
            if wanted and not distances:
                ranked = _first(self._index.devoted_to(key), ranked)
        if query.open is not None and "open" in dropped:
            ranked = _first(self._perhaps_open(matched, *query.open), ranked)
        if query.product is not None and query.categories:
            ranked = _first(self._index.products.rows(query.product), ranked)
        if query.mends or query.attributes.get(EMERGENCY_SERVICE):
            ranked = self._help_first(ranked, query, now)
        if closeness:
            ranked.sort(key=lambda number: -closeness[number])
        return ranked

    def _help_first(self, ranked: list[int], query: PlaceQuery, now: datetime) -> list[int]:
        """Return first who can help at once: open with emergency service, then who lists the repair, who is open.

        Someone with emergency service that is closed comes before the others that are closed.
        """
        emergency = self._index.with_attribute(EMERGENCY_SERVICE)
        start, end = query.open or (now, now)
        is_open = self._open_places.open_among(set(ranked), start, end)
        ranked = _first(is_open, _first(emergency, ranked))
        if query.mends:
            ranked = _first(self._index.products.repairing(query.mends), ranked)
        return _first(is_open & emergency, ranked)

    def _by_name(self, rows: Rows) -> list[int]:
        if len(rows) * 8 > len(self._index):
            return [number for number in self._index.in_name_order() if number in rows]
        return sorted(rows, key=self._index.name_keys.__getitem__)

    def _perhaps_open(self, rows: Rows, start: datetime, end: datetime) -> Rows:
        """Return the rows that are not known to be closed."""
        return rows - self._open_places.closed_among(rows, start, end)


def _relax(candidates: Rows, wishes: list[_Wish]) -> tuple[Rows, tuple[str, ...]]:
    """Return the rows that fulfil as many wishes as possible, and the names of the wishes they do not."""
    matched = _narrowed(candidates, wishes)
    dropped: list[_Wish] = []
    while not matched:
        dropped.append(wishes[len(dropped)])
        matched = _narrowed(candidates, wishes[len(dropped) :])
    for wish in dropped[:-1]:
        narrower = wish.narrow(matched)
        if narrower:
            matched = narrower
            dropped.remove(wish)
    return matched, tuple(wish.name for wish in dropped)


def _narrowed(rows: Rows, wishes: Iterable[_Wish]) -> Rows:
    # Those that cut most for the least work come last in importance, so they go first here.
    for wish in reversed(list(wishes)):
        rows = wish.narrow(rows)
    return rows


def _first(preferred: Rows, ranked: list[int]) -> list[int]:
    """Return the preferred rows before the others, each in their order."""
    before = [number for number in ranked if number in preferred]
    return before + [number for number in ranked if number not in preferred] if before else ranked
