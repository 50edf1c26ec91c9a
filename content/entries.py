"""What the content store holds, as plain values: the only shapes that leave `content`.

Times are aware datetimes in UTC in the store and in the town's zone for people; coordinates are WGS 84 degrees;
categories and attributes are OpenStreetMap tags (https://wiki.openstreetmap.org/wiki/Map_features).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from content.opening_hours import OpeningHours


class Source(StrEnum):
    """Where an entry's facts come from."""

    DEMO = "demo"
    AMT = "amt"
    OWNER = "owner"
    IMPORT = "import"


@dataclass(frozen=True)
class Provenance:
    """Who vouches for an entry, and since when."""

    source: Source
    confirmed_on: date | None = None
    confirmed_by: str = ""
    credit: str = ""

    @property
    def is_demo(self) -> bool:
        """Whether the entry is invented and must be shown as such."""
        return self.source is Source.DEMO


@dataclass(frozen=True)
class Coordinates:
    """A point on the map, WGS 84 degrees."""

    lat: float
    lon: float


@dataclass(frozen=True)
class Contact:
    """How to reach somebody; empty strings where nothing is known."""

    phone: str = ""
    email: str = ""
    web: str = ""


@dataclass(frozen=True)
class Address:
    """A street address inside the town."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    district: str = ""
    coordinates: Coordinates | None = None


@dataclass(frozen=True)
class Place:
    """A shop, restaurant, service, craft business or weekly market."""

    id: str
    name: str
    categories: tuple[str, ...]
    address: Address
    contact: Contact
    hours: OpeningHours
    provenance: Provenance
    description: str = ""
    aliases: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Apprenticeship:
    """A training place; `occupation` is the official name with both forms ("Elektroniker/-in")."""

    id: str
    occupation: str
    company: str
    provenance: Provenance
    place_id: str | None = None
    district: str = ""
    starts_on: date | None = None
    apply_until: date | None = None
    positions: int = 1
    school_leaving: str = ""
    description: str = ""
    contact: Contact = Contact()


@dataclass(frozen=True)
class Job:
    """A vacancy."""

    id: str
    title: str
    company: str
    provenance: Provenance
    place_id: str | None = None
    district: str = ""
    occupation: str = ""
    working_time: str = ""
    apply_until: date | None = None
    description: str = ""
    contact: Contact = Contact()


@dataclass(frozen=True)
class Event:
    """Something that takes place, once or by a recurrence rule (RFC 5545 RRULE, local time of the town)."""

    id: str
    title: str
    starts_at: datetime
    ends_at: datetime | None
    provenance: Provenance
    rrule: str = ""
    all_day: bool = False
    venue: str = ""
    address: Address = Address()
    topics: tuple[str, ...] = ()
    description: str = ""
    price: str = ""
    organizer: str = ""
    web: str = ""


@dataclass(frozen=True)
class EventDate:
    """One date of an event: for recurring events, a single occurrence."""

    event: Event
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True)
class AdviceTopic:
    """A service or topic of the Amt itself."""

    id: str
    topic: str
    title: str
    text: str
    provenance: Provenance
    keywords: tuple[str, ...] = ()
    contact: Contact = Contact()
    hours: OpeningHours = field(default_factory=lambda: OpeningHours(None))


@dataclass(frozen=True)
class Notice:
    """An announcement or a digitalisation tip of the Amt."""

    id: str
    topic: str
    title: str
    text: str
    published_on: date
    provenance: Provenance
    web: str = ""


@dataclass(frozen=True)
class Landmark:
    """A spot or main street that people name instead of a district."""

    name: str
    district: str
    aliases: tuple[str, ...] = ()
    coordinates: Coordinates | None = None


@dataclass(frozen=True)
class District:
    """A part of the town with the names people use for it."""

    name: str
    aliases: tuple[str, ...] = ()
    coordinates: Coordinates | None = None
    where: str = ""
    """How people say that something is there ("in der Boy"), where that is not "in" and the name."""


@dataclass(frozen=True)
class Town:
    """Who runs the bot, and where."""

    id: str
    name: str
    time_zone: str
    country: str
    subdivision: str
    districts: tuple[District, ...]
    landmarks: tuple[Landmark, ...]
    office_name: str
    office_contact: Contact
    office_address: Address
    office_hours: OpeningHours
    imprint: str
    privacy: str
    demo: bool = False
    neighbours: tuple[str, ...] = ()

    def where(self, district: str) -> str:
        """Say that something is in a district: "in Welheim", "in der Boy", "im Stadtwald"."""
        spoken = (known.where for known in self.districts if known.name == district)
        return next(spoken, "") or f"in {district}"
