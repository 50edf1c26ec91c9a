"""What the package gives back: where a message names time, and what that time is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

HolidayLookup = Callable[[int], Mapping[date, str]]
"""The public holidays of a year where the town lies, with their German names."""


@dataclass(frozen=True)
class TimeSpan:
    """Where in the message time is named: `text` is the message from `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class TimeWish:
    """A resolved time.

    Attributes:
        window: start and end in the zone of `now`, both inclusive; equal where a moment is meant. A day ends
            at 23:59.
        first_day: the first day named; that of a running week, month or range is today.
        last_day: the last day named, inclusive.
        explicit_time: whether a time of day was named, not only days.
        is_now: whether "now" was meant; the window is that moment then.
        spans: the words that say so, in order, without overlap.
        names_day: whether a day was named, not only a time of day.
    """

    window: tuple[datetime, datetime]
    first_day: date
    last_day: date
    explicit_time: bool
    is_now: bool
    spans: tuple[TimeSpan, ...]
    names_day: bool = True


@dataclass(frozen=True)
class TimeReading:
    """What a message says of time.

    Attributes:
        wish: the time meant; None where none is named or where it cannot be told.
        unknown: words that name a time of which nobody told us when it is, such as school holidays.
    """

    wish: TimeWish | None
    unknown: tuple[TimeSpan, ...] = ()
