"""What a person wants, in the terms of the answer contract: the typed query that routing makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What an answer is about (the contract's table `kind`)."""

    PLACES = "places"
    PLACE = "place"
    APPRENTICESHIPS = "apprenticeships"
    JOBS = "jobs"
    EVENTS = "events"
    NEWS = "news"
    ADVICE = "advice"
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    IDEA = "idea"
    CORRECTION = "correction"
    OWNER = "owner"
    HANDOVER = "handover"
    PRIVACY = "privacy"
    HELP = "help"
    SMALLTALK = "smalltalk"
    CLARIFY = "clarify"
    OUT_OF_SCOPE = "out_of_scope"


LIST_KINDS = frozenset({Kind.PLACES, Kind.APPRENTICESHIPS, Kind.JOBS, Kind.EVENTS, Kind.NEWS, Kind.ADVICE})
"""Kinds that are answered by a list one can page through."""


class Field(StrEnum):
    """What a person wants to know of one place."""

    HOURS = "hours"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    WEB = "web"
    ROUTE = "route"
    ACCESSIBILITY = "accessibility"
    PAYMENT = "payment"
    ALL = "all"


@dataclass(frozen=True)
class Wish:
    """One wish; only what applies is set.

    Args:
        label: what the person called the thing, for the reply.
        group: a whole group of kinds of places that was asked for ("Läden"); its tags are in `categories`.
        mends: a broken thing; who lists its repair is asked too.
        place_ids: the places meant by a name, likeliest first.
        open: aware start and end of the time in which a place must be open; equal for a moment.
        open_now: the time is "now", and moves with the clock when the list is shown again.
        occupations: official names; `occupation` is the name or field as the contract shows it.
        dates: first and last day, inclusive.
        topics: topics of the office that were named; `topic` is the one that the answer is about.
        text: free words to look for in titles and descriptions.
        variant: which smalltalk or which notice of scope it is.
    """

    kind: Kind
    label: str = ""
    categories: tuple[str, ...] = ()
    category_not: tuple[str, ...] = ()
    group: str = ""
    product: str | None = None
    mends: str | None = None
    place_ids: tuple[str, ...] = ()
    name: str | None = None
    district: str | None = None
    district_not: str | None = None
    near: bool = False
    landmark: str | None = None
    open: tuple[datetime, datetime] | None = None
    open_now: bool = False
    attributes: Mapping[str, bool] = field(default_factory=dict)
    occupation: str | None = None
    occupations: tuple[str, ...] = ()
    working_time: str = ""
    dates: tuple[date, date] | None = None
    dates_from: datetime | None = None
    topic: str | None = None
    topics: tuple[str, ...] = ()
    field: Field | None = None
    text: str | None = None
    variant: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the wish names nothing to look for beyond its kind."""
        return not (
            self.categories or self.category_not or self.product or self.place_ids or self.name
            or self.district or self.district_not or self.near or self.open or self.attributes
            or self.occupation or self.dates or self.topic or self.text
        )  # fmt: skip


_WHOLE_GROUPS = frozenset({"laden", "handwerk"})
"""Groups that are no kind of place by themselves: whoever asks for shops that are open names none."""


def filters_of(wish: Wish) -> dict[str, object]:
    """The wish as the contract's `filters`: only keys that apply."""
    filters: dict[str, object] = {}
    if wish.categories and wish.group not in _WHOLE_GROUPS:
        filters["category"] = list(wish.categories)
    if wish.category_not:
        filters["category_not"] = list(wish.category_not)
    for key in ("product", "name", "district", "district_not", "occupation", "topic"):
        value = getattr(wish, key)
        if value:
            filters[key] = value
    if wish.near:
        filters["near"] = True
    if wish.open is not None:
        filters["open"] = {"from": wish.open[0].isoformat(), "to": wish.open[1].isoformat()}
    if wish.attributes:
        filters["attributes"] = dict(wish.attributes)
    if wish.dates is not None:
        filters["date"] = {"from": wish.dates[0].isoformat(), "to": wish.dates[1].isoformat()}
    if wish.field is not None and wish.kind is not Kind.ADVICE:
        filters["field"] = wish.field.value
    if wish.kind is Kind.EVENTS and wish.text:
        filters["product"] = wish.text
    return filters
