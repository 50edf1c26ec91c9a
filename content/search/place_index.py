"""All places in memory, arranged for search: for each tag, product, district and so on, the rows that have it."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from content.folding import fold
from content.opening_hours import OpeningHours, weekly_intervals
from content.search.names import NameIndex
from content.search.products import ProductIndex

TRUE_VALUES = frozenset({"yes", "only", "limited", "designated"})
"""Values of OSM keys that count as "has it"."""

FULL_VALUES = frozenset({"only", "designated"})
"""Values that say more than "yes": a shop with nothing but fair trade, a kitchen without any meat."""


@dataclass(frozen=True)
class PlaceFacts:
    """What search needs to know of a place; `names_folded` are its name and aliases, the name first."""

    id: str
    names_folded: tuple[str, ...]
    categories: tuple[str, ...]
    products: tuple[str, ...]
    attributes: Mapping[str, str]
    district: str
    coordinates: tuple[float, float] | None
    hours: OpeningHours
    confirmed_on: date | None


class HoursGroup:
    """The rows that share their opening hours.

    Args:
        hours: what they share.
    """

    __slots__ = ("first_exception", "hours", "last_exception", "rows", "week")

    def __init__(self, hours: OpeningHours) -> None:
        self.hours = hours
        self.rows: set[int] = set()
        self.week = None if hours.spec is None else weekly_intervals(hours.spec)
        """Open minutes of an ordinary week, as of `weekly_intervals`; None where it takes more to tell."""
        self.first_exception = min((one.first_day for one in hours.exceptions), default=date.max)
        self.last_exception = max((one.last_day for one in hours.exceptions), default=date.min)

    def has_exception_between(self, first_day: date, last_day: date) -> bool:
        """Whether other hours may hold on some of these days."""
        return self.first_exception <= last_day and self.last_exception >= first_day


@dataclass(slots=True)
class Row:
    """A place in the index; `postings` are the row sets it stands in."""

    coordinates: tuple[float, float] | None
    hours: HoursGroup
    postings: tuple[set[int], ...] = field(repr=False)


class PlaceIndex:
    """The places of one store, at one version of it."""

    def __init__(self) -> None:
        self.version = -1
        self.names = NameIndex()
        self.products = ProductIndex()
        self.rows: dict[int, Row] = {}
        self.ids: dict[int, str] = {}
        self.name_keys: dict[int, str] = {}
        """What sorts rows by name; no two share one."""
        self._by_id: dict[str, int] = {}
        self._by_category: dict[str, set[int]] = defaultdict(set)
        self._by_attribute: dict[str, set[int]] = defaultdict(set)
        self._devoted_to: dict[str, set[int]] = defaultdict(set)
        self._by_district: dict[str, set[int]] = defaultdict(set)
        self._by_district_text: dict[str, set[int]] = {}
        self._by_hours: dict[OpeningHours, HoursGroup] = {}
        self._by_confirmation: dict[date, set[int]] = defaultdict(set)
        self._in_name_order: list[int] | None = None
        self._fresh: tuple[date, set[int]] | None = None
        self._next_number = 0

    def __len__(self) -> int:
        return len(self.rows)

    def put(self, place: PlaceFacts) -> None:
        """Add a place, or take over what changed about it."""
        self.remove(place.id)
        number = self._next_number
        self._next_number += 1
        hours = self._hours_group(place.hours)
        postings = (hours.rows, *self._postings(place))
        for posting in postings:
            posting.add(number)
        self.rows[number] = Row(place.coordinates, hours, postings)
        self.name_keys[number] = f"{place.names_folded[0]}\0{place.id}"
        self.ids[number] = place.id
        self._by_id[place.id] = number
        if self._in_name_order is not None:
            insort(self._in_name_order, number, key=self.name_keys.__getitem__)
        self._fresh = None

    def remove(self, place_id: str) -> None:
        """Forget a place, if it is known."""
        number = self._by_id.pop(place_id, None)
        if number is None:
            return
        row = self.rows.pop(number)
        for posting in row.postings:
            posting.discard(number)
        if self._in_name_order is not None:
            key = self.name_keys[number]
            del self._in_name_order[bisect_left(self._in_name_order, key, key=self.name_keys.__getitem__)]
        del self.name_keys[number], self.ids[number]
        self._fresh = None

    def with_category(self, tag: str) -> set[int]:
        """Return the rows that have an OSM tag; not to be changed."""
        return self._by_category.get(tag, set())

    def with_attribute(self, key: str) -> set[int]:
        """Return the rows of which an attribute is true; not to be changed."""
        return self._by_attribute.get(key, set())

    def devoted_to(self, key: str) -> set[int]:
        """Return the rows that are all about an attribute; not to be changed."""
        return self._devoted_to.get(key, set())

    def in_district(self, name: str) -> set[int]:
        """Return the rows in a district; not to be changed."""
        return self._by_district.get(fold(name), set())

    def confirmed_since(self, day: date) -> set[int]:
        """Return the rows whose places were confirmed on that day or later."""
        if self._fresh is None or self._fresh[0] != day:
            self._fresh = (
                day,
                set().union(*(rows for on, rows in self._by_confirmation.items() if on >= day)),
            )
        return self._fresh[1]

    def hours_groups(self) -> Collection[HoursGroup]:
        """Return the rows by their opening hours; not to be changed."""
        return self._by_hours.values()

    def in_name_order(self) -> Sequence[int]:
        """Return all rows by name; not to be changed."""
        if self._in_name_order is None:
            self._in_name_order = sorted(self.rows, key=self.name_keys.__getitem__)
        return self._in_name_order

    def category_counts(self) -> dict[str, int]:
        """Return how many places each OSM tag has."""
        return {tag: len(rows) for tag, rows in self._by_category.items() if rows}

    def _district_posting(self, district: str) -> set[int]:
        posting = self._by_district_text.get(district)
        if posting is None:
            posting = self._by_district_text[district] = self._by_district[fold(district)]
        return posting

    def _hours_group(self, hours: OpeningHours) -> HoursGroup:
        group = self._by_hours.get(hours)
        if group is None:
            group = self._by_hours[hours] = HoursGroup(hours)
        return group

    def _postings(self, place: PlaceFacts) -> Iterator[set[int]]:
        for name in place.names_folded:
            yield from self.names.postings(name)
        for tag in place.categories:
            yield self._by_category[tag]
        for product in place.products:
            yield self.products.posting(product)
        for key, value in place.attributes.items():
            if value in TRUE_VALUES:
                yield self._by_attribute[key]
            if value in FULL_VALUES:
                yield self._devoted_to[key]
        yield self._district_posting(place.district)
        if place.confirmed_on is not None:
            yield self._by_confirmation[place.confirmed_on]
