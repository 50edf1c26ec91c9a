"""Weeks, weekends, months, seasons and years: "am Wochenende", "nächste Woche", "im Dezember", "im Sommer"."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from nlu.german_time.dates import MONTHS
from nlu.german_time.days import AFTER_NEXT, NEXT, THIS, WEEK, day_phrase, weekday_range
from nlu.german_time.meanings import Days
from nlu.german_time.phrases import Rule, Setting

_MONDAY, _FRIDAY, _SATURDAY = 0, 4, 5
_SEASON_MONTHS = {"fruhling": 3, "fruhjahr": 3, "sommer": 6, "herbst": 9, "winter": 12}
"""The first month of each season, as the weather services count."""

_SOON = {"tag": 7, "woche": 14}
"""How many days "in den nächsten Tagen" and "in den nächsten Wochen" are."""

_LATEST_YEAR_AHEAD = 3
"""A bare number is a year only if it lies so near."""


def _working_days(match: re.Match[str], setting: Setting) -> Days:
    return weekday_range(_MONDAY, _FRIDAY, setting.today)


def _weekend(match: re.Match[str], setting: Setting) -> Days:
    """The coming one, on its days this one; "nächstes Wochenende" is that of the next week."""
    today, which = setting.today, match["which"] or ""
    is_weekend = today.weekday() >= _SATURDAY
    weeks = (
        1 if which.startswith("kommende") and is_weekend else _distance(which.replace("kommende", "diese"))
    )
    saturday = _monday(today) + timedelta(_SATURDAY + weeks * WEEK)
    return Days(saturday, saturday + timedelta(1), None if which else WEEK)


def _short_weekend(match: re.Match[str], setting: Setting) -> Days | None:
    """ "am we"; "we" alone may be anything."""
    return _weekend(match, setting) if match.start() < match.start("short") else None


def _week(match: re.Match[str], setting: Setting) -> Days:
    return _from_today(
        _third(_week_ahead(_distance(match["which"]), setting.today), match["third"]), setting.today
    )


def _weeks_ahead(match: re.Match[str], setting: Setting) -> Days:
    return _week_ahead(_count(match["count"]), setting.today)


def _coming_days(match: re.Match[str], setting: Setting) -> Days:
    unit = "tag" if match["unit"].startswith("tag") else "woche"
    days = _count(match["count"]) * (1 if unit == "tag" else WEEK) if match["count"] else _SOON[unit]
    return Days(setting.today, setting.today + timedelta(days))


def _month(match: re.Match[str], setting: Setting) -> Days:
    return _from_today(
        _third(_month_ahead(_distance(match["which"]), setting.today), match["third"]), setting.today
    )


def _months_ahead(match: re.Match[str], setting: Setting) -> Days:
    return _month_ahead(_count(match["count"]), setting.today)


def _named_month(match: re.Match[str], setting: Setting) -> Days | None:
    if match["name"] == "august" and not (
        match["third"] or match["year"] or match.start() < match.start("name")
    ):
        return None
    month = MONTHS[match["name"]]
    return _next(lambda year: _third(_whole_month(year, month), match["third"]), match["year"], setting.today)


def _season(match: re.Match[str], setting: Setting) -> Days | None:
    """ "im Sommer"; "Sommer" alone may be a name, or tyres."""
    if match.start() == match.start("season"):
        return None
    month = _SEASON_MONTHS[match["season"]]

    def season(year: int) -> Days:
        last = _whole_month(year + (month + 2) // 12, (month + 1) % 12 + 1)
        return Days(date(year, month, 1), last.last, frame=True)

    return _next(season, match["year"], setting.today)


def _year(match: re.Match[str], setting: Setting) -> Days:
    return _from_today(_whole_year(setting.today.year + _distance(match["which"])), setting.today)


def _numbered_year(match: re.Match[str], setting: Setting) -> Days | None:
    year, today = int(match["year"]), setting.today
    if not today.year <= year <= today.year + _LATEST_YEAR_AHEAD:
        return None
    return _from_today(_whole_year(year), today)


def _next(stretch: Callable[[int], Days], year: str | None, today: date) -> Days:
    """A stretch of the year: that which runs or comes next, or that of the year named."""
    if year:
        return _from_today(stretch(int(year)), today)
    ahead = (stretch(candidate) for candidate in range(today.year - 1, today.year + 2))
    return _from_today(next(days for days in ahead if days.last >= today), today)


def _week_ahead(weeks: int, today: date) -> Days:
    monday = _monday(today) + timedelta(weeks * WEEK)
    return Days(max(monday, today), monday + timedelta(WEEK - 1), frame=True)


def _month_ahead(months: int, today: date) -> Days:
    years, month = divmod(today.month - 1 + months, 12)
    return _whole_month(today.year + years, month + 1)


def _whole_month(year: int, month: int) -> Days:
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]), frame=True)


def _whole_year(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31), frame=True)


def _third(days: Days, name: str | None) -> Days:
    """The beginning, the middle or the end of a week or a month."""
    if name is None:
        return days
    length = (days.last - days.first).days + 1
    cuts = [0, round(length / 3), round(2 * length / 3), length]
    index = ("anfang", "mitte", "ende").index(name)
    first, last = days.first + timedelta(cuts[index]), days.first + timedelta(cuts[index + 1] - 1)
    return Days(first, last, frame=True)


def _from_today(days: Days, today: date) -> Days:
    """Of a running stretch what is left of it."""
    if days.first <= today <= days.last:
        return Days(today, days.last, days.repeats, days.frame)
    return days


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _count(written: str) -> int:
    return 1 if written == "ein" else int(written)


def _distance(which: str | None) -> int:
    """How many weeks, months or years ahead "diese", "nächste" or "übernächste" is."""
    if not which or which.startswith("diese"):
        return 0
    return 2 if which.startswith("ubernachste") else 1


_WHICH = rf"(?P<which>{THIS}|{NEXT}|{AFTER_NEXT})"
_THIRD = r"(?:(?P<third>anfang|mitte|ende) (?:(?:der|des|vom|von) )?)?"
_CERTAIN_THIRD = r"(?P<third>anfang|mitte|ende) (?:der|des|vom)"
_COUNT = r"(?P<count>[0-9]{1,3}|ein)"
_NAME = rf"(?P<name>{'|'.join(MONTHS)})"
_MAYBE_YEAR = r"(?: (?P<year>20[0-9]{2}))?"

RULES: tuple[Rule, ...] = (
    day_phrase(
        r"unter der woche|(?:in der|wahrend der|inner|inne) woche|werktags?|werktagen|wochentags?|wochentagen",
        _working_days,
    ),
    day_phrase(rf"(?:{_WHICH} )?wochenenden?", _weekend),
    day_phrase(rf"(?:furs )?(?:{_WHICH} )?(?P<short>we)", _short_weekend),
    day_phrase(rf"{_THIRD}{_WHICH} woche", _week),
    day_phrase(rf"{_CERTAIN_THIRD}(?P<which>) woche", _week),
    day_phrase(rf"in {_COUNT} wochen?", _weeks_ahead),
    day_phrase(rf"(?:in )?(?:den|die|der) nachsten? (?:{_COUNT} )?(?P<unit>tagen?|wochen)", _coming_days),
    day_phrase(rf"{_THIRD}{_WHICH} monats?", _month),
    day_phrase(rf"{_CERTAIN_THIRD}(?P<which>) monats?", _month),
    day_phrase(rf"in {_COUNT} monat(?:en?)?", _months_ahead),
    day_phrase(rf"{_THIRD}{_NAME}{_MAYBE_YEAR}", _named_month),
    day_phrase(rf"(?:{_WHICH} )?(?P<season>{'|'.join(_SEASON_MONTHS)}){_MAYBE_YEAR}", _season),
    day_phrase(rf"{_WHICH} jahr(?:es)?", _year),
    day_phrase(r"(?:jahr )?(?P<year>20[0-9]{2})", _numbered_year),
)
