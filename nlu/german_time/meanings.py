"""What single phrases mean, before they are put together: days, parts of the day, clock times, moments."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

HOUR = 60
DAY_END = 24 * HOUR - 1
"""The last minute of a day, 23:59; minutes count from local midnight and may go on into the next day."""

Minutes = tuple[int, int]
"""From one minute of the day to another; the end may lie in the next day (beyond 24 * 60)."""


class Edge(Enum):
    """Which end of a stretch a phrase names; the other end is open."""

    UNTIL = "bis"
    FROM = "ab"


@dataclass(frozen=True)
class Days:
    """One day or several, inclusive.

    Attributes:
        first: the first of them.
        last: the last of them.
        repeats: after how many days they come round again (weekdays: 7); None for days that are meant once.
        frame: whether they are a week, month, season or year, in which a weekday may be named.
        edge: UNTIL for "bis Freitag" (from today on), FROM for "ab Freitag" (with no end).
    """

    first: date
    last: date
    repeats: int | None = None
    frame: bool = False
    edge: Edge | None = None

    def moved(self, days: int) -> "Days":
        """The same so many days later."""
        return Days(
            self.first + timedelta(days), self.last + timedelta(days), self.repeats, self.frame, self.edge
        )


@dataclass(frozen=True)
class PartOfDay:
    """A part of the day.

    Attributes:
        hours: when it is.
        clock: in which minutes an hour named along with it lies: "um 5 nachmittags" is 17:00.
    """

    hours: Minutes
    clock: Minutes


class Relation(Enum):
    """How a clock time bounds the time meant."""

    AT = "um"
    FROM = "ab"
    AFTER = "nach"
    UNTIL = "bis"
    BEFORE = "vor"
    BETWEEN = "von ... bis"


@dataclass(frozen=True)
class Clock:
    """A time on the clock.

    Attributes:
        minute: of the day; below 12:00 where either half of the day may be meant.
        exact: whether the half of the day is told ("17 Uhr", "08:00").
    """

    minute: int
    exact: bool

    def readings(self) -> tuple[int, ...]:
        """The minutes that it may mean, from midnight to the end of the night after that day."""
        step = 24 * HOUR if self.exact else 12 * HOUR
        return tuple(range(self.minute, 36 * HOUR, step))


@dataclass(frozen=True)
class ClockTime:
    """A phrase with a time on the clock.

    Attributes:
        relation: what lies there.
        clock: the time; the first one of two.
        end: the second one, with BETWEEN only.
        half: the half of the day that "schon" or "noch" beside it gives away.
    """

    relation: Relation
    clock: Clock
    end: Clock | None = None
    half: Minutes | None = None


@dataclass(frozen=True)
class Moment:
    """A stretch or a moment counted from now: "in einer Stunde"."""

    start: datetime
    end: datetime


class Sign(Enum):
    """A phrase that needs no further figures."""

    NOW = "jetzt"
    WEAK_NOW = "noch auf"
    """Means now only where no other time is named."""
    UNKNOWN = "Herbstferien"
    """A time of which we are not told when it is."""
    NOT_TIME = "guten Abend"
    """Words that look like a time and are none."""


Meaning = Days | PartOfDay | ClockTime | Moment | Sign
