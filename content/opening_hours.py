"""Opening hours: open, closed, unknown or by appointment, at any moment.

Hours are OSM `opening_hours` strings (https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification).
`opening-hours-py` reads them and tells which days and times a rule means; what the rules of a day add up to is decided
here, since the library knows national holidays only, takes a rule that is nothing but a comment for open, and ends a
night at midnight where the next day is off.

Public holidays come from the town's own calendar: on a holiday, rules for `PH` hold, and rules that name the very
date; an entry without such a rule is unknown that day, not open and not closed. A rule that has only a comment is by
appointment or unknown. Dated exceptions override everything; where several cover a day, the shortest holds. A night
that began before a closed day still ends in the morning of it only if that day is not closed by an exception.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import opening_hours as osm

from content.holiday_calendar import HolidayCalendar

_PARSER_ERROR: type[Exception] = vars(osm)["ParserError"]
"""Not among the names that the library's type stubs show."""

DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
MINUTES_A_DAY = 24 * 60
LOOKAHEAD_DAYS = 14
"""How far ahead the next opening is looked for."""


class OpenState(StrEnum):
    """Whether a place is open."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    BY_APPOINTMENT = "by_appointment"


@dataclass(frozen=True)
class HoursException:
    """Days on which other hours hold; `hours` is an OSM time string, None for closed."""

    first_day: date
    last_day: date
    hours: str | None
    reason: str = ""


@dataclass(frozen=True)
class OpeningHours:
    """The hours of an entry; `spec` None means that they are not known."""

    spec: str | None
    exceptions: tuple[HoursException, ...] = ()


@dataclass(frozen=True)
class OpenStatus:
    """The state at a moment.

    Args:
        until: when an open place closes; None where it does not within 14 days or is not open.
        next_open: when a closed place is known to open next, within 14 days.
        holiday: the public holiday's name.
        reason: why an exception holds.
    """

    state: OpenState
    until: datetime | None = None
    next_open: datetime | None = None
    holiday: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class DayHours:
    """The hours of one day, as spans of local time; an end of 00:00 is midnight, an earlier end the next morning."""

    day: date
    spans: tuple[tuple[time, time], ...]
    state: OpenState
    holiday: str | None = None
    note: str = ""


class InvalidHoursError(ValueError):
    """Opening hours that cannot be used; `hint` says in German how to write them."""

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(f"invalid opening hours {text!r}")
        self.text = text
        self.hint = hint


class _Stretch(NamedTuple):
    """A part of a day in which a place is not simply closed.

    Minutes count from the day's midnight, up to two days: a night belongs to the day on which it begins.
    """

    begin: int
    end: int
    state: OpenState


class _Day(NamedTuple):
    """What holds on one day, before the moment is looked at."""

    stretches: tuple[_Stretch, ...]
    holiday: str | None
    reason: str = ""


class _Moments(NamedTuple):
    """A stretch in UTC."""

    begin: datetime
    end: datetime
    state: OpenState


@dataclass(frozen=True)
class _Rule:
    """One rule of a spec.

    Args:
        separator: what stands before it: ";" (it replaces what earlier rules say of its days), "," (it adds to it)
            or "||" (it fills what they leave closed).
        dates: years, months, weeks and dates.
        weekdays: what remains of the weekdays without holidays.
        holidays: days from the day looked at to the holiday that is meant; 0 is the day itself.
        times: empty for the whole day.
        state: what it makes of its times.
    """

    separator: str
    dates: str
    weekdays: str
    holidays: tuple[int, ...]
    times: str
    state: OpenState

    @property
    def is_for_all_days(self) -> bool:
        """Whether no day is named at all."""
        return not (self.dates or self.weekdays or self.holidays)


_EXAMPLE = 'Beispiel: "Mo-Fr 09:00-18:00; Sa 09:00-14:00; PH off"'
_HINTS: tuple[tuple[str, str], ...] = (
    (r"\b(?:Di|Mi|Do|So)\b", "Wochentage stehen auf Englisch: Mo, Tu, We, Th, Fr, Sa, Su."),
    (r"\buhr\b", "Ohne »Uhr« schreiben, Zeiten vierstellig wie 09:00-18:00."),
    (r"\b(?:geschlossen|zu|ruhetag)\b", "»geschlossen« heißt hier »off«, zum Beispiel: We off."),
    (r"\bbis\b", "»bis« wird zu einem Strich mit Anfang und Ende: 09:00-14:00."),
    (r"(?<![:\d])\d{1,2}\s*-\s*\d{1,2}(?![:\d])", "Zeiten brauchen Minuten: 09:00-18:00 statt 9-18."),
    (r"\b\d{1,2}\.\d{2}\b", "Stunden und Minuten trennt ein Doppelpunkt: 09:30."),
)
_NOT_UNDERSTOOD: tuple[tuple[str, str], ...] = (
    (r"\bSH\b", "Schulferien (SH) kenne ich nicht; trag die Zeiträume als Ausnahmen ein."),
    (r"\b(?:sunrise|sunset|dawn|dusk)\b", "Sonnenauf- und -untergang kenne ich nicht; gib Uhrzeiten an."),
    (r"\d{2}:\d{2}\+", "Es fehlt, bis wann offen ist: 18:00-23:00 statt 18:00+."),
    (
        r"\bPH +(?:Mo|Tu|We|Th|Fr|Sa|Su)\b|\b(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:\[[-\d,]+\])? +PH\b",
        "Zwischen PH und Wochentagen steht ein Komma: Su,PH.",
    ),
)
"""Valid in OSM, but what the library makes of it is not what is meant: better refused than answered wrongly."""
_QUOTED = re.compile(r'"[^"]*"')
_BETWEEN_RULES = re.compile(r'("[^"]*"|; |, | \|\| )')
_RULE = re.compile(
    r'(?P<days>.*?)(?:(?:^| )(?P<times>\d\d:\d\d.*?))?(?:(?:^| )(?P<state>closed|unknown))?(?:(?:^| )(?P<comment>"[^"]*"))?'
)
_WEEKDAYS = re.compile(r"(?:^| )((?:Mo|Tu|We|Th|Fr|Sa|Su|PH)\b.*)$")
_HOLIDAY = re.compile(r"PH(?: (-?\d+) days)?")
_APPOINTMENT = re.compile(
    r"(?<!ohne )(?<!keine )\b\w*(?:vereinbarung|absprache|anmeldung|anfrage|appointment)"
    r"|(?<!ohne )(?<!keine )\btermine?n?\b",
    re.IGNORECASE,
)
_ALL_DAY = re.compile(r"24/7|\bopen\b|\b0?0:00-24:00", re.IGNORECASE)
_FEAST = re.compile(
    r"(?:\d{4} )?(?P<month>[A-Z][a-z]{2}) (?P<first>\d{1,2})(?:-(?P=month) (?P<last>\d{1,2}))?"
    r"|easter(?: [+-]\d+ days?)?(?:-easter(?: [+-]\d+ days?)?)?"
)
_FARTHEST_HOLIDAY = 31
"""Days between a holiday and a day that a rule names by it."""
_MOST_FEAST_DAYS = 3
"""A range of dates no longer than this names feasts; a longer one is a season, which says nothing about holidays."""


def validate_hours(text: str) -> None:
    """Check hours in OSM's syntax.

    Raises:
        InvalidHoursError: they are wrong, or mean something that cannot be told here; its hint says what to write.
    """
    for pattern, hint in _NOT_UNDERSTOOD:
        if re.search(pattern, _QUOTED.sub("", text), re.IGNORECASE):
            raise InvalidHoursError(text, hint)
    try:
        if not text.strip():
            raise ValueError("empty")
        for rule in _rules(text):
            _day_selector(f"{rule.dates} {rule.weekdays}".strip())
            if any(end - begin > MINUTES_A_DAY for begin, end in _spans_of(rule.times)):
                raise ValueError("longer than a day")
            if any(abs(n) > _FARTHEST_HOLIDAY for n in rule.holidays):
                raise ValueError("too far from a holiday")
    except (SyntaxError, ValueError, _PARSER_ERROR):
        hints = [hint for pattern, hint in _HINTS if re.search(pattern, text, re.IGNORECASE)]
        raise InvalidHoursError(text, " ".join([*hints[:2], _EXAMPLE])) from None


def status_at(hours: OpeningHours, moment: datetime, calendar: HolidayCalendar) -> OpenStatus:
    """The state at a moment; `moment` is aware, its zone is the place's."""
    zone = moment.tzinfo
    now = _asked(moment)
    today = moment.date()
    day = _day(hours, today, calendar)
    running = [
        stretch
        for stretch in _moments(hours, (today - DAY, today), zone, calendar)
        if stretch.begin <= now < stretch.end
    ]
    states = [stretch.state for stretch in running]
    if OpenState.OPEN in states:
        ends = _end_of(max(s.end for s in running if s.state is OpenState.OPEN), hours, zone, calendar)
        until = None if ends is None or ends - now > LOOKAHEAD_DAYS * DAY else ends.astimezone(zone)
        return OpenStatus(OpenState.OPEN, until, None, day.holiday, day.reason)
    if states:
        return OpenStatus(states[0], None, None, day.holiday, day.reason)
    opens = _next_open(hours, moment, calendar)
    return OpenStatus(
        OpenState.CLOSED, None, None if opens is None else opens.astimezone(zone), day.holiday, day.reason
    )


def open_between(hours: OpeningHours, start: datetime, end: datetime, calendar: HolidayCalendar) -> OpenState:
    """Whether a place is open at some time in between; at that moment where both are equal."""
    if start >= end:
        return status_at(hours, start, calendar).state
    first, last = _asked(start), _asked(end)
    states = {
        stretch.state
        for stretch in _moments(hours, _days(start.date() - DAY, end.date()), start.tzinfo, calendar)
        if stretch.begin < last and stretch.end > first
    }
    for state in (OpenState.OPEN, OpenState.UNKNOWN, OpenState.BY_APPOINTMENT):
        if state in states:
            return state
    return OpenState.CLOSED


def day_hours(hours: OpeningHours, day: date, calendar: HolidayCalendar) -> DayHours:
    """The hours of one day."""
    found = _day(hours, day, calendar)
    spans = tuple(
        (_clock(stretch.begin), _clock(stretch.end))
        for stretch in found.stretches
        if stretch.state is OpenState.OPEN
    )
    other = found.stretches[0].state if found.stretches else OpenState.CLOSED
    return DayHours(day, spans, OpenState.OPEN if spans else other, found.holiday, found.reason)


def week_hours(hours: OpeningHours, first_day: date, calendar: HolidayCalendar) -> tuple[DayHours, ...]:
    """The hours of seven days."""
    return tuple(day_hours(hours, first_day + n * DAY, calendar) for n in range(7))


@lru_cache(maxsize=20_000)
def weekly_intervals(spec: str) -> tuple[tuple[int, int], ...] | None:
    """Open minutes of an ordinary week, Monday 00:00 is 0; None where the spec depends on dates.

    An interval over the end of the week is split.
    """
    if any(rule.dates or "[" in rule.weekdays or any(rule.holidays) for rule in _rules(spec)):
        return None
    intervals: list[tuple[int, int]] = []
    week = 7 * MINUTES_A_DAY
    for weekday in range(7):
        for stretch in _stretches(spec, date(2024, 1, 1) + weekday * DAY, frozenset()):
            if stretch.state is not OpenState.OPEN:
                continue
            begin, finish = weekday * MINUTES_A_DAY + stretch.begin, weekday * MINUTES_A_DAY + stretch.end
            intervals.append((begin, min(finish, week)))
            if finish > week:
                intervals.append((0, finish - week))
    return tuple(sorted(intervals))


def _day(hours: OpeningHours, day: date, calendar: HolidayCalendar) -> _Day:
    holiday = calendar.name(day)
    exception = _exception_on(hours, day)
    if exception is not None:
        stretches = () if exception.hours is None else _stretches(exception.hours, day, frozenset())
    elif hours.spec is None:
        stretches = _whole_day(OpenState.UNKNOWN)
    else:
        asked = _asked_holidays(hours.spec)
        holidays = frozenset(n for n in asked if calendar.name(day + n * DAY) is not None)
        stretches = _stretches(hours.spec, day, holidays)
    after = _exception_on(hours, day + DAY)
    if after is not None and after.hours is None:
        stretches = tuple(s._replace(end=min(s.end, MINUTES_A_DAY)) for s in stretches)
    return _Day(stretches, holiday, exception.reason if exception is not None else "")


def _exception_on(hours: OpeningHours, day: date) -> HoursException | None:
    """The exception that holds on a day: the shortest that covers it, closed before open, the first before others."""
    if not hours.exceptions:
        return None
    covering = [e for e in hours.exceptions if e.first_day <= day <= e.last_day]
    return min(covering, key=lambda e: (e.last_day - e.first_day, e.hours is not None), default=None)


def _whole_day(state: OpenState) -> tuple[_Stretch, ...]:
    return (_Stretch(0, MINUTES_A_DAY, state),)


@lru_cache(maxsize=50_000)
def _stretches(spec: str, day: date, holidays: frozenset[int]) -> tuple[_Stretch, ...]:
    """What a spec says of the stretches that begin on a day.

    Args:
        spec: the hours.
        day: the day.
        holidays: which of the days asked about are public holidays, as of `_asked_holidays`.
    """
    rules = _rules(spec)
    if 0 in holidays:
        rules = tuple(rule for rule in rules if _holds_on_holidays(rule, holidays))
    held = [rule for rule in rules if _matches(rule, day, holidays)]
    if 0 in holidays and not held:
        return _whole_day(OpenState.UNKNOWN)
    found: list[_Stretch] = []
    for rule in held:
        found = _with_rule(found, rule)
    return tuple(sorted(stretch for stretch in found if stretch.begin < MINUTES_A_DAY))


def _with_rule(found: list[_Stretch], rule: _Rule) -> list[_Stretch]:
    """What a rule makes of the stretches found before it."""
    spans = _spans_of(rule.times)
    if rule.separator == "||":
        taken = [(stretch.begin, stretch.end) for stretch in found]
        return found + [_Stretch(*rest, rule.state) for span in spans for rest in _cut_out(span, taken)]
    if rule.state is OpenState.CLOSED and not rule.times:
        return []
    replaces = rule.separator == ";" and rule.state is not OpenState.CLOSED
    kept = [
        _Stretch(*rest, stretch.state)
        for stretch in ([] if replaces else found)
        for rest in _cut_out((stretch.begin, stretch.end), spans)
    ]
    return (
        kept if rule.state is OpenState.CLOSED else _merged(kept, [_Stretch(*s, rule.state) for s in spans])
    )


def _merged(stretches: Iterable[_Stretch], more: Iterable[_Stretch]) -> list[_Stretch]:
    """Stretches of the same state that touch are one, unless a timetable could not show it: a day is the most."""
    merged: list[_Stretch] = []
    for stretch in sorted([*stretches, *more]):
        if merged and _can_be_joined(merged[-1], stretch):
            merged[-1] = merged[-1]._replace(end=max(merged[-1].end, stretch.end))
        else:
            merged.append(stretch)
    return merged


def _can_be_joined(first: _Stretch, second: _Stretch) -> bool:
    length = max(first.end, second.end) - first.begin
    return first.state is second.state and second.begin <= first.end and length <= MINUTES_A_DAY


def _cut_out(span: tuple[int, int], holes: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a span without the holes."""
    begin, end = span
    for hole_begin, hole_end in sorted(holes):
        if hole_begin >= end or hole_end <= begin:
            continue
        if begin < hole_begin:
            yield begin, hole_begin
        begin = max(begin, hole_end)
    if begin < end:
        yield begin, end


def _holds_on_holidays(rule: _Rule, holidays: frozenset[int]) -> bool:
    """Whether a rule says something about public holidays.

    It does where it names them or the very date, where it closes for a season, and where it means all days alike
    because it has nothing but a state or a comment.
    """
    if rule.holidays:
        return any(n in holidays for n in rule.holidays)
    if rule.weekdays or (rule.times and not rule.dates):
        return False
    if not rule.dates:
        return True
    if rule.state is OpenState.CLOSED:
        return not rule.times
    return all(_names_feast(part) for part in rule.dates.split(","))


def _names_feast(dates: str) -> bool:
    match = _FEAST.fullmatch(dates.rstrip(":"))
    if match is None:
        return False
    return match["last"] is None or int(match["last"]) - int(match["first"]) < _MOST_FEAST_DAYS


def _matches(rule: _Rule, day: date, holidays: frozenset[int]) -> bool:
    """Whether a rule is about a day."""
    if any(n in holidays for n in rule.holidays):
        return _selects(rule.dates, day)
    if rule.holidays and not rule.weekdays:
        return False
    return _selects(f"{rule.dates} {rule.weekdays}".strip(), day)


def _selects(days: str, day: date) -> bool:
    return not days or bool(_day_selector(days).is_open(datetime.combine(day, time(12))))


@lru_cache(maxsize=20_000)
def _day_selector(days: str) -> osm.OpeningHours:
    """Days without times, open on each of them."""
    return osm.OpeningHours(days or "24/7")


@lru_cache(maxsize=20_000)
def _spans_of(times: str) -> tuple[tuple[int, int], ...]:
    """Times as minutes; they are read on a date of their own, so that no other day's night runs into them."""
    if not times:
        return ((0, MINUTES_A_DAY),)
    midnight = datetime(2024, 1, 1)  # noqa: DTZ001 - the library's clock has no zone
    parsed = osm.OpeningHours(f"2024 Jan 01 {times}")
    return tuple(
        (_minutes(begin, midnight), _minutes(end, midnight))
        for begin, end, state, _comment in parsed.intervals(midnight, midnight + 3 * DAY)
        if state == osm.State.OPEN and end is not None
    )


@lru_cache(maxsize=20_000)
def _asked_holidays(spec: str) -> frozenset[int]:
    """How many days from a day it matters whether there is a public holiday."""
    return frozenset({0, *(n for rule in _rules(spec) for n in rule.holidays)})


@lru_cache(maxsize=20_000)
def _rules(spec: str) -> tuple[_Rule, ...]:
    """The rules of a spec, taken from the library's own spelling of it."""
    parts = _BETWEEN_RULES.split(str(osm.OpeningHours(spec)))
    texts, separators = [parts[0]], [";"]
    for between, text in zip(parts[1::2], parts[2::2], strict=True):
        if between.startswith('"'):
            texts[-1] += between + text
        else:
            separators.append(between.strip())
            texts.append(text)
    comments_mean_open = bool(_ALL_DAY.search(_QUOTED.sub("", spec)))
    return tuple(
        _rule(separator if n else ";", text, comments_mean_open)
        for n, (separator, text) in enumerate(zip(separators, texts, strict=True))
    )


def _rule(separator: str, text: str, comments_mean_open: bool) -> _Rule:
    match = _RULE.fullmatch(text)
    if match is None:
        raise ValueError(f"not a rule: {text!r}")
    days = match["days"].replace("24/7", "").strip()
    in_week = _WEEKDAYS.search(days)
    dates = days[: in_week.start()].strip() if in_week else days
    named = re.split(r",(?![^\[]*\])", in_week[1]) if in_week else []
    holidays = [found for day in named if (found := _HOLIDAY.fullmatch(day))]
    weekdays = ",".join(day for day in named if not _HOLIDAY.fullmatch(day))
    rule = _Rule(
        separator,
        dates,
        weekdays,
        tuple(-int(found[1] or 0) for found in holidays),
        match["times"] or "",
        _state(match, comments_mean_open),
    )
    only_comment = match["comment"] is not None and not rule.times and match["state"] is None
    if only_comment and separator == ";" and rule.is_for_all_days:
        # "Mo-Fr 09:00-12:00; "nach Vereinbarung"" is meant as "otherwise by appointment".
        return _Rule("||", "", "", (), "", rule.state)
    return rule


def _state(match: re.Match[str], comments_mean_open: bool) -> OpenState:
    """What a rule makes of its times; a comment on times is a remark, a comment alone leaves the state open."""
    comment = match["comment"] or ""
    if match["state"] == "closed":
        return OpenState.CLOSED
    if _APPOINTMENT.search(comment):
        return OpenState.BY_APPOINTMENT
    if match["state"] == "unknown" or (comment and not match["times"] and not comments_mean_open):
        return OpenState.UNKNOWN
    return OpenState.OPEN


def _end_of(
    end: datetime, hours: OpeningHours, zone: tzinfo | None, calendar: HolidayCalendar
) -> datetime | None:
    """When an opening that runs until `end` is over, since spans that touch are one; None where it seems not to be."""
    for _ in range(LOOKAHEAD_DAYS + 1):
        day = end.astimezone(zone).date()
        following = [
            stretch.end
            for stretch in _moments(hours, (day - DAY, day), zone, calendar)
            if stretch.state is OpenState.OPEN and stretch.begin <= end < stretch.end
        ]
        if not following:
            return end
        end = max(following)
    return None


def _next_open(hours: OpeningHours, moment: datetime, calendar: HolidayCalendar) -> datetime | None:
    now = _asked(moment)
    for n in range(LOOKAHEAD_DAYS + 1):
        day = moment.date() + n * DAY
        later = [
            stretch.begin
            for stretch in _moments(hours, (day,), moment.tzinfo, calendar)
            if stretch.state is OpenState.OPEN and stretch.begin > now
        ]
        if later:
            return min(later)
    return None


def _days(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def _moments(
    hours: OpeningHours, days: Iterable[date], zone: tzinfo | None, calendar: HolidayCalendar
) -> Iterator[_Moments]:
    """The stretches that begin on some days, in UTC: local clocks repeat an hour in autumn and skip one in spring."""
    for day in days:
        for stretch in _day(hours, day, calendar).stretches:
            begin, end = _utc(day, stretch.begin, zone), _utc(day, stretch.end, zone)
            if begin < end:
                yield _Moments(begin, end, stretch.state)


@lru_cache(maxsize=20_000)
def _utc(day: date, minutes: int, zone: tzinfo | None) -> datetime:
    """When local clocks show a time: the first of two such moments; where they skip it, when they do."""
    wall = datetime.combine(day, time(), zone) + timedelta(minutes=minutes)
    return _clock_change(wall) if _is_skipped(wall) else wall.astimezone(UTC)


def _asked(moment: datetime) -> datetime:
    """A moment in UTC; a local time that clocks skip is just before they do."""
    return _clock_change(moment) - timedelta.resolution if _is_skipped(moment) else moment.astimezone(UTC)


def _is_skipped(wall: datetime) -> bool:
    return wall.astimezone(UTC).astimezone(wall.tzinfo).replace(tzinfo=None) != wall.replace(tzinfo=None)


def _clock_change(skipped: datetime) -> datetime:
    """When clocks go forward, given a local time that they skip."""
    found = skipped.replace(second=0, microsecond=0).astimezone(UTC)
    offset = found.astimezone(skipped.tzinfo).utcoffset()
    while (found - _MINUTE).astimezone(skipped.tzinfo).utcoffset() == offset:
        found -= _MINUTE
    return found


def _minutes(moment: datetime, midnight: datetime) -> int:
    return round((moment.replace(tzinfo=None) - midnight).total_seconds() / 60)


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
