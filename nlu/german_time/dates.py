"""Dates of the calendar: "3.5.", "24. Dezember", "vom 3. bis 9. Mai", "am 3.", "2027-05-03"."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from nlu.german_time.days import day_phrase, follows_a_day, one_day
from nlu.german_time.meanings import Days, Meaning, Sign
from nlu.german_time.phrases import Rule, Setting

MONTHS = {
    "januar": 1, "februar": 2, "marz": 3, "april": 4, "mai": 5, "juni": 6,
    "juli": 7, "august": 8, "september": 9, "oktober": 10, "november": 11, "dezember": 12,
}  # fmt: skip
_SHORT_MONTHS = {
    "jan": 1, "janner": 1, "feb": 2, "marz": 3, "apr": 4, "jun": 6, "juno": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
_MONTH_NUMBERS = MONTHS | _SHORT_MONTHS
_LEAP_YEARS_APART = 8
"""29 February comes round after at most so many years."""

_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_MONTH_NAME = rf"(?P<name>{'|'.join(_MONTH_NUMBERS)})(?: \.)?"
_YEAR = r"(?P<year>20[0-9]{2}|[0-9]{2})"
_SEPARATE_YEAR = r"(?: (?P<year>20[0-9]{2}))"
_NO_DATE_AFTER = (
    r"(?! (?:mal|stock|og|etage|platz|tag|klasse|liga|lehrjahr|wahl|hand|hilfe|advent\w*|weihnacht\w*|feiertag\w*"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|woche|wochenende|uhr))"
)


def on_date(day: int, month: int, year: int | None, today: date) -> date | None:
    """The next such date from today on, or that of the year; None where the calendar has none."""
    years: Iterator[int] = (
        iter([year]) if year else iter(range(today.year, today.year + _LEAP_YEARS_APART + 1))
    )
    for candidate in years:
        if day <= monthrange(candidate, month)[1] and (year or date(candidate, month, day) >= today):
            return date(candidate, month, day)
    return None


def _date(match: re.Match[str], setting: Setting) -> Meaning:
    parts = match.groupdict()
    day = on_date(int(match["day"]), _month(parts), _year(parts.get("year")), setting.today)
    return Sign.UNKNOWN if day is None else one_day(day)


def _announced_date(match: re.Match[str], setting: Setting) -> Meaning | None:
    """ "am 24.12", while "24.12" alone may be a price."""
    return _date(match, setting) if match.start("day") > match.start() else None


def _day_of_a_month(match: re.Match[str], setting: Setting) -> Meaning | None:
    """ "am 3.", "samstag den 3.", "bis zum 3.": the next third; "den 3." alone is one of a list."""
    announced = match.string[: match.start("day")]
    if not announced.endswith(("am ", "dem ", "den ", "zum ")):
        return None
    if not (
        announced.endswith(("am ", "zum ")) or match["edge"] or follows_a_day(match.string, match.start())
    ):
        return None
    month = setting.today.replace(day=1)
    for _ in range(3):
        if int(match["day"]) <= monthrange(month.year, month.month)[1]:
            day = month.replace(day=int(match["day"]))
            if day >= setting.today:
                return one_day(day)
        month = (month + timedelta(31)).replace(day=1)
    return Sign.UNKNOWN


def _from_to(match: re.Match[str], setting: Setting) -> Meaning:
    """ "vom 3. bis 9. Mai": those that run or come next, from today on."""
    parts = match.groupdict()
    last = on_date(int(match["day"]), _month(parts), _year(parts.get("year")), setting.today)
    if last is None or int(match["first"]) > last.day:
        return Sign.UNKNOWN
    return Days(max(last.replace(day=int(match["first"])), min(setting.today, last)), last)


def _month(parts: dict[str, str | None]) -> int:
    name = parts.get("name")
    return _MONTH_NUMBERS[name] if name else int(parts["month"] or "")


def _year(written: str | None) -> int | None:
    if written is None:
        return None
    return int(written) + 2000 if len(written) == 2 else int(written)


_FROM = r"(?P<first>0?[1-9]|[12][0-9]|3[01])\.? (?:bis|-)(?: zum)? "

RULES: tuple[Rule, ...] = (
    day_phrase(rf"{_DAY}\.{_MONTH}\.(?: ?{_YEAR}\.?)?", _date),
    day_phrase(rf"{_DAY}\. {_MONTH}\.{_SEPARATE_YEAR}?", _date),
    day_phrase(rf"{_DAY}\.? {_MONTH_NAME}{_SEPARATE_YEAR}?", _date),
    day_phrase(rf"{_DAY}\.{_MONTH}(?! uhr)", _announced_date),
    day_phrase(rf"(?P<year>20[0-9]{{2}}) - {_MONTH} - {_DAY}", _date),
    day_phrase(rf"{_DAY}\.{_NO_DATE_AFTER}", _day_of_a_month),
    day_phrase(rf"{_FROM}{_DAY}\.{_MONTH}\.{_SEPARATE_YEAR}?", _from_to),
    day_phrase(rf"{_FROM}{_DAY}\.? {_MONTH_NAME}{_SEPARATE_YEAR}?", _from_to),
)
