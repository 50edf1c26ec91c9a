"""What can be asked of the content store, and the shape of what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from content.entries import Coordinates


@dataclass(frozen=True)
class PlaceQuery:
    """A wish for places; all given wishes must hold, alternatives inside a tuple.

    Args:
        categories: OSM tags, any of which matches; `cuisine=*` tags count like the others.
        product: the thing asked for, lower-case base form. It matches places that list it, and, where
            `categories` is given, also those that have one of these categories; the former come first.
        mends: a broken thing; places that list its repair ("Nähmaschinenreparatur") match like those of `categories`
            and come first; before them who is open and has an emergency service, after them who is open.
        name: a name as stored, or as typed: matched with typos.
        near: sort by distance from here; nothing farther than `radius_m` metres.
        open: aware start and end; the place must be open at some time in between (equal: at that moment).
        attributes: OSM key to wanted truth ("yes", "only", "limited", "designated" count as true).
    """

    categories: tuple[str, ...] = ()
    category_not: tuple[str, ...] = ()
    product: str | None = None
    mends: str | None = None
    name: str | None = None
    district: str | None = None
    district_not: str | None = None
    near: Coordinates | None = None
    radius_m: float = 3000.0
    open: tuple[datetime, datetime] | None = None
    attributes: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class PlaceMatches:
    """Ids of all matching places, best first.

    Args:
        relaxed: wishes dropped, in order, because nothing matched them all: names of `PlaceQuery` fields, for
            attributes the OSM key.
        distances_m: metres from `near`, only where it was asked.
    """

    ids: tuple[str, ...]
    relaxed: tuple[str, ...] = ()
    distances_m: Mapping[str, float] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many places match."""
        return len(self.ids)


@dataclass(frozen=True)
class TrainingQuery:
    """A wish for training places or vacancies; `occupations` are official names, any of which matches.

    `employer` is a firm's name as stored.
    `working_time` ("Minijob") is a wish for vacancies only.
    """

    occupations: tuple[str, ...] = ()
    text: str | None = None
    employer: str | None = None
    district: str | None = None
    district_not: str | None = None
    working_time: str = ""


@dataclass(frozen=True)
class EventQuery:
    """A wish for events on days `first_day` to `last_day`, inclusive, in the town's zone.

    `venue` is the name of a place; `near` asks for the nearest first. `next_only` leaves of each recurring event only its next date.
    """

    first_day: date
    last_day: date
    not_before: datetime | None = None
    topics: tuple[str, ...] = ()
    text: str | None = None
    venue: str | None = None
    near: Coordinates | None = None
    district: str | None = None
    district_not: str | None = None
    next_only: bool = False


@dataclass(frozen=True)
class Matches:
    """Ids of all matching entries in the order to show; `relaxed` as for places."""

    ids: tuple[str, ...]
    relaxed: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many entries match."""
        return len(self.ids)
