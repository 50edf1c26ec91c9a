"""Says which entries satisfy a label, by plain predicates and without the search that is being measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.conversation.wish import Kind
from bot.evaluation.gold import Label
from content.entries import Apprenticeship, EventDate, Job, Place
from content.folding import fold, stem
from content.holiday_calendar import HolidayCalendar
from content.opening_hours import OpenState, open_between
from content.store import ContentStore

_TRUE = frozenset({"yes", "only", "limited", "designated", "true"})


@dataclass(frozen=True)
class Entry:
    """An entry that was shown: the names that people know it by, and whether it satisfies the label."""

    names: frozenset[str]
    satisfies: bool


class Oracle:
    """Judges entries of the demo town.

    Args:
        store: where the entries are read by id.
        places: all places of the town.
        calendar: the holidays where the town lies.
    """

    def __init__(self, store: ContentStore, places: Sequence[Place], calendar: HolidayCalendar) -> None:
        self._store = store
        self._places = places
        self._names = {place.id: place.name for place in places}
        self._calendar = calendar

    def has_any(self, label: Label) -> bool:
        """Whether some place satisfies the label."""
        return any(self._place_satisfies(place, label.filters) for place in self._places)

    async def judge(self, kind: Kind, ids: Sequence[str], label: Label) -> list[Entry]:
        """The entries with these ids, in order."""
        filters = label.filters
        if kind in {Kind.PLACES, Kind.PLACE}:
            return [
                Entry(frozenset({place.name, *place.aliases}), self._place_satisfies(place, filters))
                for place in await self._store.places(ids)
            ]
        if kind is Kind.APPRENTICESHIPS:
            return [self._training(offer, filters) for offer in await self._store.apprenticeships(ids)]
        if kind is Kind.JOBS:
            return [self._training(offer, filters) for offer in await self._store.jobs(ids)]
        if kind is Kind.EVENTS:
            return [self._event(found, filters) for found in await self._store.event_dates(ids)]
        if kind is Kind.ADVICE:
            topics = await self._store.advice(ids)
            return [Entry(frozenset({topic.title}), True) for topic in topics]
        notices = await self._store.notices(ids)
        return [Entry(frozenset({notice.title}), True) for notice in notices]

    def _place_satisfies(self, place: Place, filters: Mapping[str, Any]) -> bool:
        if "name" in filters and place.name != filters["name"]:
            return False
        if not _has_thing(place, filters):
            return False
        if set(filters.get("category_not", ())) & set(place.categories):
            return False
        if not _in_district(place.address.district, filters):
            return False
        wanted = filters.get("attributes", {})
        if any((place.attributes.get(key, "no") in _TRUE) is not value for key, value in wanted.items()):
            return False
        if "open" in filters and "name" not in filters:
            start, end = (datetime.fromisoformat(filters["open"][key]) for key in ("from", "to"))
            return open_between(place.hours, start, end, self._calendar) is OpenState.OPEN
        return True

    def _training(self, offer: Apprenticeship | Job, filters: Mapping[str, Any]) -> Entry:
        title = offer.title if isinstance(offer, Job) else offer.occupation
        names = {title, offer.company, self._names.get(offer.place_id or "", "")}
        occupation = str(filters.get("occupation", ""))
        right = not offer.occupation or "/" not in occupation or fold(offer.occupation) == fold(occupation)
        return Entry(frozenset(names - {""}), right and _in_district(offer.district, filters))

    def _event(self, found: EventDate, filters: Mapping[str, Any]) -> Entry:
        right = _in_district(found.event.address.district, filters)
        if "date" in filters:
            first, last = (date.fromisoformat(filters["date"][key]) for key in ("from", "to"))
            ends = (found.ends_at or found.starts_at).date()
            right = right and found.starts_at.date() <= last and ends >= first
        return Entry(frozenset({found.event.title}), right)


def _has_thing(place: Place, filters: Mapping[str, Any]) -> bool:
    """Whether a place is of a wanted kind, or lists the wanted product."""
    categories, product = filters.get("category"), filters.get("product")
    if categories and set(categories) & set(place.categories):
        return True
    if product:
        wanted = stem(fold(str(product)))
        listed = (*place.products, place.name, place.description)
        return any(wanted in fold(text) for text in listed)
    return not categories


def _in_district(district: str, filters: Mapping[str, Any]) -> bool:
    if "district" in filters and district != filters["district"]:
        return False
    return "district_not" not in filters or district != filters["district_not"]
