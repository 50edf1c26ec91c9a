"""The tables of the store.

ORM objects stay inside `content`; what leaves are the frozen values of `content.entries`. Moments are UTC, dates are
days in the town's zone, coordinates WGS 84 degrees. Folded columns hold what search compares: they are filled by the
models themselves, so that storing and asking fold alike.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, ForeignKey, Index, Integer, MetaData, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, validates
from sqlalchemy.types import TypeDecorator

from content.entries import Source
from content.folding import fold

SLUG_LENGTH = 40
"""Longest id of an entry: it must fit into Telegram's 64 bytes of callback data beside a prefix."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; SQLite has no zones, so they are taken off and put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC; a naive one is a programming error."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored: say which zone it is in")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored moment as an aware UTC datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = JSON().with_variant(JSONB(), "postgresql")
Slug = String(SLUG_LENGTH)


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _folded(column: str) -> Callable[[DefaultExecutionContext], str]:
    """Return a column default that folds another column of the same row, for bulk inserts too."""

    def fold_sibling(context: DefaultExecutionContext) -> str:
        parameters: dict[str, Any] = context.get_current_parameters()  # type: ignore[no-untyped-call]
        return fold(parameters[column])

    return fold_sibling


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can name them too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class ProvenanceColumns:
    """Where an entry's facts come from and who last confirmed them."""

    source: Mapped[str] = mapped_column(String(16), default=Source.AMT.value)
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str] = mapped_column(String(120), default="")
    credit: Mapped[str] = mapped_column(String(200), default="")
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=_utc_now, onupdate=_utc_now)


class ContactColumns:
    """How to reach somebody; empty where nothing is known."""

    phone: Mapped[str] = mapped_column(String(64), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    web: Mapped[str] = mapped_column(String(500), default="")


class AddressColumns:
    """A street address; `district` is the district's name as in the town's record."""

    street: Mapped[str] = mapped_column(String(200), default="")
    postcode: Mapped[str] = mapped_column(String(16), default="")
    city: Mapped[str] = mapped_column(String(100), default="")
    district: Mapped[str] = mapped_column(String(100), default="", index=True)
    lat: Mapped[float | None]
    lon: Mapped[float | None]


class Place(ProvenanceColumns, ContactColumns, AddressColumns, Base):
    """A shop, restaurant, service, craft business or weekly market.

    `hours` is an OSM `opening_hours` string, None where unknown.
    """

    __tablename__ = "place"

    id: Mapped[str] = mapped_column(Slug, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_folded: Mapped[str] = mapped_column(String(400), default=_folded("name"))
    hours: Mapped[str | None] = mapped_column(String(500))
    description: Mapped[str] = mapped_column(Text, default="")

    aliases: Mapped[list["PlaceAlias"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, lazy="selectin", order_by="PlaceAlias.position"
    )
    categories: Mapped[list["PlaceCategory"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, lazy="selectin", order_by="PlaceCategory.position"
    )
    products: Mapped[list["PlaceProduct"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, lazy="selectin", order_by="PlaceProduct.position"
    )
    attributes: Mapped[list["PlaceAttribute"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, lazy="selectin", order_by="PlaceAttribute.key"
    )
    languages: Mapped[list["PlaceLanguage"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, lazy="selectin", order_by="PlaceLanguage.position"
    )
    exceptions: Mapped[list["HoursException"]] = relationship(
        cascade="all, delete-orphan",
        passive_deletes=True,
        lazy="selectin",
        order_by="HoursException.first_day",
    )

    @validates("name")
    def _fold_name(self, _key: str, name: str) -> str:
        self.name_folded = fold(name)
        return name


class PlacePart:
    """A row that belongs to one place and goes with it."""

    # First in the primary key, whose index then finds all parts of a place.
    place_id: Mapped[str] = mapped_column(
        Slug, ForeignKey("place.id", ondelete="CASCADE"), primary_key=True, sort_order=-1
    )


class PlaceAlias(PlacePart, Base):
    """Another name people use for a place."""

    __tablename__ = "place_alias"

    alias: Mapped[str] = mapped_column(String(200), primary_key=True)
    alias_folded: Mapped[str] = mapped_column(String(400), default=_folded("alias"))
    position: Mapped[int] = mapped_column(default=0)

    @validates("alias")
    def _fold_alias(self, _key: str, alias: str) -> str:
        self.alias_folded = fold(alias)
        return alias


class PlaceCategory(PlacePart, Base):
    """What a place is: an OpenStreetMap tag, `cuisine=*` too."""

    __tablename__ = "place_category"

    tag: Mapped[str] = mapped_column(String(100), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)


class PlaceProduct(PlacePart, Base):
    """A thing or service to be had at a place, lower-case base form."""

    __tablename__ = "place_product"

    product: Mapped[str] = mapped_column(String(100), primary_key=True)
    product_folded: Mapped[str] = mapped_column(String(200), default=_folded("product"))
    position: Mapped[int] = mapped_column(default=0)

    @validates("product")
    def _fold_product(self, _key: str, product: str) -> str:
        self.product_folded = fold(product)
        return product


class PlaceAttribute(PlacePart, Base):
    """An OSM property of a place, such as `wheelchair=limited`."""

    __tablename__ = "place_attribute"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(String(60))


class PlaceLanguage(PlacePart, Base):
    """A language spoken at a place, ISO 639-1."""

    __tablename__ = "place_language"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)


class HoursException(Base):
    """Days, both inclusive, on which other hours apply; `hours` None means closed."""

    __tablename__ = "hours_exception"

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[str] = mapped_column(Slug, ForeignKey("place.id", ondelete="CASCADE"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    hours: Mapped[str | None] = mapped_column(String(500))
    reason: Mapped[str] = mapped_column(String(200), default="")


class Apprenticeship(ProvenanceColumns, ContactColumns, Base):
    """A training place; `occupation` is the official name with both forms."""

    __tablename__ = "apprenticeship"

    id: Mapped[str] = mapped_column(Slug, primary_key=True)
    occupation: Mapped[str] = mapped_column(String(200), index=True)
    place_id: Mapped[str | None] = mapped_column(Slug, ForeignKey("place.id", ondelete="CASCADE"), index=True)
    company: Mapped[str] = mapped_column(String(200), default="")
    district: Mapped[str] = mapped_column(String(100), default="")
    starts_on: Mapped[date | None]
    apply_until: Mapped[date | None]
    positions: Mapped[int] = mapped_column(default=1)
    school_leaving: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(Text, default="")


class Job(ProvenanceColumns, ContactColumns, Base):
    """A vacancy."""

    __tablename__ = "job"

    id: Mapped[str] = mapped_column(Slug, primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    occupation: Mapped[str] = mapped_column(String(200), default="", index=True)
    place_id: Mapped[str | None] = mapped_column(Slug, ForeignKey("place.id", ondelete="CASCADE"), index=True)
    company: Mapped[str] = mapped_column(String(200), default="")
    district: Mapped[str] = mapped_column(String(100), default="")
    working_time: Mapped[str] = mapped_column(String(60), default="")
    apply_until: Mapped[date | None]
    description: Mapped[str] = mapped_column(Text, default="")


class Event(ProvenanceColumns, AddressColumns, Base):
    """Something that takes place, once or by an RFC 5545 RRULE in the town's local time."""

    __tablename__ = "event"

    id: Mapped[str] = mapped_column(Slug, primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rrule: Mapped[str] = mapped_column(String(300), default="")
    all_day: Mapped[bool] = mapped_column(default=False)
    venue: Mapped[str] = mapped_column(String(200), default="")
    topics: Mapped[list[str]] = mapped_column(Json, default=list)
    description: Mapped[str] = mapped_column(Text, default="")
    price: Mapped[str] = mapped_column(String(200), default="")
    organizer: Mapped[str] = mapped_column(String(200), default="")
    web: Mapped[str] = mapped_column(String(500), default="")


class AdviceTopic(ProvenanceColumns, ContactColumns, Base):
    """A service or topic of the office itself."""

    __tablename__ = "advice_topic"

    id: Mapped[str] = mapped_column(Slug, primary_key=True)
    topic: Mapped[str] = mapped_column(String(60), index=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    keywords: Mapped[list[str]] = mapped_column(Json, default=list)
    hours: Mapped[str | None] = mapped_column(String(500))
    position: Mapped[int] = mapped_column(default=0)


class Notice(ProvenanceColumns, Base):
    """An announcement or a digitalisation tip of the office."""

    __tablename__ = "notice"

    id: Mapped[str] = mapped_column(Slug, primary_key=True)
    topic: Mapped[str] = mapped_column(String(60), index=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    published_on: Mapped[date]
    web: Mapped[str] = mapped_column(String(500), default="")


class TownRecord(Base):
    """The town this store is about: one row.

    `data` has the shape of `town.yml` (docs/town-pack.md) less `id` and `name`.
    """

    __tablename__ = "town"

    id: Mapped[str] = mapped_column(Slug, primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    data: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class ContentVersion(Base):
    """Counts content changes, in one row with id 1: what is cached is good while the number stands."""

    __tablename__ = "content_version"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    version: Mapped[int] = mapped_column(BigInteger, default=0)


class ContentChange(Base):
    """Which entry changed with which version; `entry_id` empty: any of its kind may have."""

    __tablename__ = "content_change"

    version: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    entry_id: Mapped[str] = mapped_column(Slug, primary_key=True, default="")


class PackLoad(Base):
    """When which state of a town pack was loaded; `pack_hash` is a hex digest of its files."""

    __tablename__ = "pack_load"

    id: Mapped[int] = mapped_column(primary_key=True)
    town: Mapped[str] = mapped_column(Slug)
    pack_hash: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Conversation(Base):
    """The state of the dialogue in one chat."""

    __tablename__ = "conversation"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    state: Mapped[dict[str, Any]] = mapped_column(Json)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class IncomingUpdate(Base):
    """A Telegram update, kept from its arrival until it is answered, so that a crash loses none."""

    __tablename__ = "incoming_update"
    __table_args__ = (Index("ix_incoming_update_pending", "done_at", "update_id"),)

    update_id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False
    )
    chat_id: Mapped[int | None] = mapped_column(BigInteger)
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
