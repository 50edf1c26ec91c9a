"""Dates in a pack: fixed, or relative to the day of loading so that demo content never looks stale."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_RELATIVE = re.compile(r"[+-]\d{1,4}")
_NEXT = re.compile(r"next (\d{2})-(\d{2})")


@dataclass(frozen=True)
class DateExpression:
    """A checked date, with a time of day where one was given; `resolve` says which day it is."""

    day: str
    at: time | None = None

    def resolve(self, today: date) -> date:
        """The day that is meant when loading on `today`."""
        if _RELATIVE.fullmatch(self.day):
            return today + timedelta(days=int(self.day))
        following = _NEXT.fullmatch(self.day)
        if following:
            month, day = int(following[1]), int(following[2])
            this_year = _date(today.year, month, day)
            return this_year if this_year >= today else _date(today.year + 1, month, day)
        return date.fromisoformat(self.day)

    def moment(self, today: date, zone: ZoneInfo) -> datetime:
        """The moment that is meant; midnight where no time was given."""
        return datetime.combine(self.resolve(today), self.at or time(), zone)


def parse_date(value: object) -> DateExpression:
    """Read a date expression.

    Raises:
        ValueError: it is none; the message says in German what is allowed.
    """
    if isinstance(value, datetime):
        return DateExpression(value.date().isoformat(), value.time())
    if isinstance(value, date):
        return DateExpression(value.isoformat())
    text = f"+{value}" if isinstance(value, int) and value >= 0 else str(value)
    day, _, clock = (
        text.strip().rpartition(" ")
        if re.search(r" \d{1,2}:\d{2}$", text.strip())
        else (text.strip(), "", "")
    )
    try:
        at = datetime.strptime(clock, "%H:%M").time() if clock else None  # noqa: DTZ007
        expression = DateExpression(day.strip(), at)
        expression.resolve(date(2024, 1, 1))
    except ValueError:
        raise ValueError(
            f"»{text}« ist kein Datum; erlaubt sind 2027-05-03, +10, -3 oder next 08-01"
        ) from None
    return expression


def _date(year: int, month: int, day: int) -> date:
    """A day of a year; 29 February becomes 1 March where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        if (month, day) == (2, 29):
            return date(year, 3, 1)
        raise
