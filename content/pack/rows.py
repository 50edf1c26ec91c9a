"""A pack's entries as column values of the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from content import models
from content.entries import Source
from content.pack.dates import resolve_range
from content.pack.schema import (
    AdviceEntry,
    ApprenticeshipEntry,
    EventEntry,
    JobEntry,
    NoticeEntry,
    PlaceEntry,
    TownEntry,
)

_PARTS: dict[str, tuple[type[Any], str]] = {
    "aliases": (models.PlaceAlias, "alias"),
    "categories": (models.PlaceCategory, "tag"),
    "products": (models.PlaceProduct, "product"),
    "attributes": (models.PlaceAttribute, "key"),
    "languages": (models.PlaceLanguage, "code"),
    "exceptions": (models.HoursException, ""),
}


@dataclass(frozen=True)
class Values:
    """Columns of one entry, and the rows that belong to it by relationship."""

    columns: Mapping[str, Any]
    parts: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)

    def part_model(self, name: str) -> type[Any]:
        """The model of a relationship's rows."""
        return _PARTS[name][0]

    def part_key(self, name: str) -> str:
        """The column that tells a relationship's rows apart; empty where rows have a number of their own."""
        return _PARTS[name][1]


def values_of(
    kind: str,
    entry: Any,
    town: TownEntry,
    places: Mapping[str, PlaceEntry],
    today: date,
    zone: ZoneInfo,
    position: int,
) -> Values:
    """The values of an entry when loading on `today`."""
    shared = _provenance(entry, town, today)
    if isinstance(entry, PlaceEntry):
        return _place(entry, town, today, shared)
    if isinstance(entry, ApprenticeshipEntry):
        return Values({**shared, **_training(entry, places, today), **_apprenticeship(entry, today)})
    if isinstance(entry, JobEntry):
        job = {"title": entry.title, "occupation": entry.occupation, "working_time": entry.working_time}
        return Values({**shared, **_training(entry, places, today), **job})
    if isinstance(entry, EventEntry):
        return Values({**shared, **_event(entry, town, places, today, zone)})
    if isinstance(entry, AdviceEntry):
        advice = {
            name: getattr(entry, name)
            for name in ("topic", "title", "text", "phone", "email", "web", "hours")
        }
        return Values({**shared, **advice, "keywords": list(entry.keywords), "position": position})
    if isinstance(entry, NoticeEntry):
        notice = {name: getattr(entry, name) for name in ("topic", "title", "text", "web")}
        return Values({**shared, **notice, "published_on": entry.published.resolve(today)})
    raise TypeError(f"no columns for {kind}")


def _provenance(entry: Any, town: TownEntry, today: date) -> dict[str, Any]:
    default = Source.DEMO if town.demo else Source.AMT
    confirmed = entry.confirmed
    return {
        "source": entry.source or default.value,
        "credit": entry.credit,
        "confirmed_on": confirmed.on.resolve(today) if confirmed else None,
        "confirmed_by": confirmed.by if confirmed else "",
    }


def _place(entry: PlaceEntry, town: TownEntry, today: date, shared: dict[str, Any]) -> Values:
    names = (
        "name",
        "hours",
        "description",
        "street",
        "postcode",
        "district",
        "lat",
        "lon",
        "phone",
        "email",
        "web",
    )
    columns = {**shared, **{name: getattr(entry, name) for name in names}, "city": town.name}
    unique = dict.fromkeys
    parts: dict[str, list[dict[str, Any]]] = {
        "aliases": [{"alias": alias, "position": i} for i, alias in enumerate(unique(entry.aliases))],
        "categories": [{"tag": tag, "position": i} for i, tag in enumerate(unique(entry.categories))],
        "products": [{"product": product, "position": i} for i, product in enumerate(unique(entry.products))],
        "attributes": [{"key": key, "value": value} for key, value in sorted(entry.attributes.items())],
        "languages": [{"code": code, "position": i} for i, code in enumerate(unique(entry.languages))],
        "exceptions": _exceptions(entry, today),
    }
    return Values(columns, parts)


def _exceptions(entry: PlaceEntry, today: date) -> list[dict[str, Any]]:
    rows = []
    for item in entry.exceptions:
        first_day, last_day = resolve_range(item.first, item.last, today)
        rows.append(
            {"first_day": first_day, "last_day": last_day, "hours": item.hours, "reason": item.reason}
        )
    return sorted(rows, key=lambda row: row["first_day"])


def _training(
    entry: ApprenticeshipEntry | JobEntry, places: Mapping[str, PlaceEntry], today: date
) -> dict[str, Any]:
    place = places.get(entry.place) if entry.place else None
    return {
        "place_id": entry.place,
        "company": entry.company or (place.name if place else ""),
        "district": entry.district or (place.district if place else ""),
        "apply_until": entry.apply_until.resolve(today) if entry.apply_until else None,
        "description": entry.description,
        "phone": entry.phone,
        "email": entry.email,
        "web": entry.web,
    }


def _apprenticeship(entry: ApprenticeshipEntry, today: date) -> dict[str, Any]:
    return {
        "occupation": entry.occupation,
        "starts_on": entry.starts.resolve(today) if entry.starts else None,
        "positions": entry.positions,
        "school_leaving": entry.school_leaving,
    }


def _event(
    entry: EventEntry, town: TownEntry, places: Mapping[str, PlaceEntry], today: date, zone: ZoneInfo
) -> dict[str, Any]:
    place = places.get(entry.place) if entry.place else None
    starts_at, ends_at = _times(entry, today, zone)
    names = ("title", "rrule", "all_day", "description", "price", "organizer", "web")
    return {
        **{name: getattr(entry, name) for name in names},
        "topics": list(entry.topics),
        "starts_at": starts_at.astimezone(UTC),
        "ends_at": None if ends_at is None else ends_at.astimezone(UTC),
        "venue": entry.venue or (place.name if place else ""),
        "street": entry.street or (place.street if place else ""),
        "postcode": entry.postcode or (place.postcode if place else ""),
        "city": town.name,
        "district": entry.district or (place.district if place else ""),
        "lat": entry.lat if entry.lat is not None or place is None else place.lat,
        "lon": entry.lon if entry.lon is not None or place is None else place.lon,
    }


def _times(entry: EventEntry, today: date, zone: ZoneInfo) -> tuple[datetime, datetime | None]:
    """Start and end, local; an all-day event ends with its last day."""
    if entry.end is None:
        starts_at = entry.start.moment(today, zone)
        return starts_at, starts_at + timedelta(days=1) if entry.all_day else None
    first_day, last_day = resolve_range(entry.start, entry.end, today)
    starts_at = datetime.combine(first_day, entry.start.at or time(), zone)
    ends_at = datetime.combine(last_day, entry.end.at or time(), zone)
    if entry.all_day and entry.end.at is None:
        ends_at += timedelta(days=1)
    return starts_at, ends_at
