"""Dates in a pack: fixed, or relative to the day of loading so that demo content never looks stale."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from content.pack.problems import FieldError

_OFFSET = re.compile(r"[+-]\d{1,4}", re.ASCII)
_NEXT = re.compile(r"next (\d{2})-(\d{2})", re.ASCII)
_FIXED = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CLOCK = re.compile(r"(.*) (\d{1,2}:\d{2})", re.ASCII)
_YEARS = range(1990, 2101)
"""No content is older or later; beyond them a date cannot even be told in another time zone."""


class DateKind(StrEnum):
    """How a date is given."""

    FIXED = "fixed"
    OFFSET = "offset"
    NEXT = "next"


@dataclass(frozen=True)
class DateExpression:
    """A checked date, with a time of day where one was given; `resolve` says which day it is."""

    day: str
    at: time | None = None

    @property
    def kind(self) -> DateKind:
        """How the date is given."""
        if _OFFSET.fullmatch(self.day):
            return DateKind.OFFSET
        return DateKind.NEXT if _NEXT.fullmatch(self.day) else DateKind.FIXED

    def resolve(self, today: date) -> date:
        """The day that is meant when loading on `today`."""
        if _OFFSET.fullmatch(self.day):
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


def resolve_range(first: DateExpression, last: DateExpression, today: date) -> tuple[date, date]:
    """The days from first to last when loading on `today`: the stretch that runs now, or the coming one.

    Each end alone would be looked for after today: on 28 December, "next 12-24" to "next 01-02" would begin a year
    after it ends.
    """
    start, end = first.resolve(today), last.resolve(today)
    if end >= start or last.kind is not DateKind.NEXT:
        return start, end
    if first.kind is DateKind.NEXT:
        return first.resolve(_date(today.year - 1, today.month, today.day)), end
    return start, last.resolve(start)


def parse_date(value: object) -> DateExpression:
    """Read a date expression.

    Raises:
        FieldError: it is none; its hint says what is allowed.
    """
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            raise FieldError("Uhrzeiten sind die der Stadt, ohne Zeitzone.", "Beispiel: 2027-05-03 15:00")
        return _checked(DateExpression(value.date().isoformat(), value.time()), str(value))
    if isinstance(value, date):
        return _checked(DateExpression(value.isoformat()), str(value))
    text = f"+{value}" if type(value) is int and value >= 0 else str(value)
    with_clock = _CLOCK.fullmatch(text.strip())
    day, clock = with_clock.groups() if with_clock else (text.strip(), "")
    try:
        at = datetime.strptime(clock, "%H:%M").time() if clock else None  # noqa: DTZ007
    except ValueError:
        raise _not_a_date(text) from None
    return _checked(DateExpression(day.strip(), at), text)


def parse_day(value: object) -> DateExpression:
    """Read a date expression where a time of day has no meaning.

    Raises:
        FieldError: it is none, or it has one.
    """
    expression = parse_date(value)
    if expression.at is not None:
        raise FieldError("Hier steht nur ein Tag, ohne Uhrzeit.", "Die Uhrzeit weglassen.")
    return expression


def _checked(expression: DateExpression, text: str) -> DateExpression:
    try:
        if expression.kind is DateKind.FIXED and not _FIXED.fullmatch(expression.day):
            raise ValueError("not a date")
        if expression.resolve(date(2024, 1, 1)).year not in _YEARS:
            raise ValueError("out of range")
    except ValueError:
        raise _not_a_date(text) from None
    return expression


def _not_a_date(text: str) -> FieldError:
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return FieldError(f"»{shown}« ist kein Datum.", "Erlaubt sind 2027-05-03, +10, -3 oder next 08-01.")


def _date(year: int, month: int, day: int) -> date:
    """A day of a year; 29 February becomes 1 March where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        if (month, day) == (2, 29):
            return date(year, 3, 1)
        raise
