"""Opening hours: open, closed, unknown or by appointment, at any moment.

Hours are OSM `opening_hours` strings (https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification), read by
`opening-hours-py`. Public holidays come from the town's own calendar: on a holiday, rules for `PH` hold; an entry
without such a rule is unknown that day, not open and not closed. Dated exceptions override everything; a night that
began before a closed day still ends in the morning of it only if that day is not closed by an exception.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

import opening_hours as osm

from content.holiday_calendar import HolidayCalendar

_PARSER_ERROR: type[Exception] = vars(osm)["ParserError"]
"""Not among the names that the library's type stubs show."""

DAY = timedelta(days=1)
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
        until: when an open place closes; None where it never does or is not open.
        next_open: when a closed place opens next, within 14 days.
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
    """Opening hours that are not in OSM's syntax; `hint` says in German how to write them."""

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(f"invalid opening hours {text!r}")
        self.text = text
        self.hint = hint


Span = tuple[int, int]
"""Minutes from a day's midnight, end after start, up to two days."""


@dataclass(frozen=True)
class _Day:
    """What holds on one day before the moment is looked at."""

    spans: tuple[Span, ...]
    state: OpenState
    holiday: str | None = None
    reason: str = ""
    excepted: bool = False


_APPOINTMENT = re.compile(
    r"nach (?:vereinbarung|absprache|termin)|by appointment|appointment|termin", re.IGNORECASE
)
_EXAMPLE = 'Beispiel: "Mo-Fr 09:00-18:00; Sa 09:00-14:00; PH off"'
_HINTS: tuple[tuple[str, str], ...] = (
    (r"\b(?:Di|Mi|Do|So)\b", "Wochentage stehen auf Englisch: Mo, Tu, We, Th, Fr, Sa, Su."),
    (r"\buhr\b", "Ohne »Uhr« schreiben, Zeiten vierstellig wie 09:00-18:00."),
    (r"\b(?:geschlossen|zu|ruhetag)\b", "»geschlossen« heißt hier »off«, zum Beispiel: We off."),
    (r"\bbis\b", "»bis« wird zu einem Strich mit Anfang und Ende: 09:00-14:00."),
    (r"(?<![:\d])\d{1,2}\s*-\s*\d{1,2}(?![:\d])", "Zeiten brauchen Minuten: 09:00-18:00 statt 9-18."),
    (r"\b\d{1,2}\.\d{2}\b", "Stunden und Minuten trennt ein Doppelpunkt: 09:30."),
)


def validate_hours(text: str) -> None:
    """Check hours in OSM's syntax.

    Raises:
        InvalidHoursError: they are not; its hint says how to write them.
    """
    try:
        if not text.strip():
            raise ValueError("empty")
        osm.OpeningHours(text)
    except (SyntaxError, ValueError, _PARSER_ERROR):
        hints = [hint for pattern, hint in _HINTS if re.search(pattern, text, re.IGNORECASE)]
        raise InvalidHoursError(text, " ".join([*hints[:2], _EXAMPLE])) from None


def status_at(hours: OpeningHours, moment: datetime, calendar: HolidayCalendar) -> OpenStatus:
    """The state at a moment; `moment` is aware, its zone is the place's."""
    today = moment.date()
    day = _day(hours, today, calendar)
    running = [span for span in _spans_around(hours, moment, calendar) if span[0] <= moment < span[1]]
    if running:
        return OpenStatus(
            OpenState.OPEN, _end_of(running, hours, moment, calendar), None, day.holiday, day.reason
        )
    if day.state is OpenState.CLOSED:
        return OpenStatus(
            OpenState.CLOSED, None, _next_open(hours, moment, calendar), day.holiday, day.reason
        )
    if day.state is OpenState.OPEN:
        return OpenStatus(
            OpenState.CLOSED, None, _next_open(hours, moment, calendar), day.holiday, day.reason
        )
    return OpenStatus(day.state, None, None, day.holiday, day.reason)


def open_between(hours: OpeningHours, start: datetime, end: datetime, calendar: HolidayCalendar) -> OpenState:
    """Whether a place is open at some time in between; at that moment where both are equal."""
    if start >= end:
        return status_at(hours, start, calendar).state
    states = set()
    current = start.date() - DAY
    while current <= end.date():
        day = _day(hours, current, calendar)
        tail_only = current < start.date()
        for span in day.spans:
            begins, ends = _moments(current, span, start)
            if begins < end and ends > start and not (tail_only and _tail_is_cut(hours, current)):
                return OpenState.OPEN
        if not tail_only:
            states.add(day.state)
        current += DAY
    for state in (OpenState.UNKNOWN, OpenState.BY_APPOINTMENT):
        if state in states:
            return state
    return OpenState.CLOSED


def day_hours(hours: OpeningHours, day: date, calendar: HolidayCalendar) -> DayHours:
    """The hours of one day."""
    found = _day(hours, day, calendar)
    spans = tuple((_clock(start), _clock(end)) for start, end in found.spans)
    return DayHours(day, spans, found.state, found.holiday, found.reason)


def week_hours(hours: OpeningHours, first_day: date, calendar: HolidayCalendar) -> tuple[DayHours, ...]:
    """The hours of seven days."""
    return tuple(day_hours(hours, first_day + n * DAY, calendar) for n in range(7))


@lru_cache(maxsize=20_000)
def weekly_intervals(spec: str) -> tuple[tuple[int, int], ...] | None:
    """Open minutes of an ordinary week, Monday 00:00 is 0; None where the spec depends on dates.

    An interval over the end of the week is split.
    """
    if _depends_on_dates(spec):
        return None
    intervals: list[tuple[int, int]] = []
    week = 7 * MINUTES_A_DAY
    for weekday in range(7):
        for start, end in _plain_spans(spec, date(2024, 1, 1) + weekday * DAY):
            begin, finish = weekday * MINUTES_A_DAY + start, weekday * MINUTES_A_DAY + end
            intervals.append((begin, min(finish, week)))
            if finish > week:
                intervals.append((0, finish - week))
    return tuple(sorted(intervals))


def _day(hours: OpeningHours, day: date, calendar: HolidayCalendar) -> _Day:
    holiday = calendar.name(day)
    for exception in hours.exceptions:
        if exception.first_day <= day <= exception.last_day:
            if exception.hours is None:
                return _Day((), OpenState.CLOSED, holiday, exception.reason, True)
            spans = _plain_spans(exception.hours, day)
            return _Day(spans, OpenState.OPEN if spans else OpenState.CLOSED, holiday, exception.reason, True)
    if hours.spec is None:
        return _Day((), OpenState.UNKNOWN, holiday)
    if _by_appointment_only(hours.spec):
        return _Day((), OpenState.BY_APPOINTMENT, holiday)
    if holiday is not None and not _is_always_open(hours.spec):
        return _holiday(hours.spec, day, holiday)
    spans = _plain_spans(hours.spec, day)
    if not spans and _is_unknown(hours.spec, day):
        return _Day((), OpenState.UNKNOWN, holiday)
    return _Day(spans, OpenState.OPEN if spans else OpenState.CLOSED, holiday)


def _holiday(spec: str, day: date, holiday: str) -> _Day:
    rule = _holiday_rule(spec, day)
    if rule is None:
        return _Day((), OpenState.UNKNOWN, holiday)
    spans = _plain_spans(rule, day)
    return _Day(spans, OpenState.OPEN if spans else OpenState.CLOSED, holiday)


@lru_cache(maxsize=20_000)
def _holiday_rule(spec: str, day: date) -> str | None:
    """The hours that `PH` has in a spec, as a string without days; None where no rule names it.

    Later rules override earlier ones; a rule with months holds only in them.
    """
    found: str | None = None
    for rule in _rules(spec):
        match = re.search(r"\bPH\b", rule)
        if match is None:
            continue
        head, _, times = rule.partition("PH")
        times = re.sub(r"^[,\w\s\[\]-]*?(?=\d{2}:\d{2}|off|closed|\")", "", times).strip() or "00:00-24:00"
        months = re.match(r"\s*((?:[A-Z][a-z]{2})(?:-[A-Z][a-z]{2})?)\s+(?=Mo|Tu|We|Th|Fr|Sa|Su|PH|$)", head)
        in_month = months is None or months[1][:2] in {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}
        if not in_month and months is not None:
            in_month = bool(_plain_spans(f"{months[1]} 00:00-24:00", day))
        if in_month:
            found = times
    return found


@lru_cache(maxsize=50_000)
def _plain_spans(spec: str, day: date) -> tuple[Span, ...]:
    """The spans that begin on a day, as on no holiday."""
    parsed = _parsed(spec)
    midnight = datetime.combine(day, time())
    spans: list[Span] = []
    for start, end, state, _comment in parsed.intervals(midnight - DAY, midnight + 2 * DAY):
        if state != osm.State.OPEN:
            continue
        begin = _minutes(start, midnight)
        finish = _minutes(end, midnight) if end is not None else 3 * MINUTES_A_DAY
        if begin < 0 < finish and finish > MINUTES_A_DAY:
            begin = 0  # open through the whole day, since before
        if 0 <= begin < MINUTES_A_DAY:
            spans.append((begin, min(finish, begin + 2 * MINUTES_A_DAY)))
    return _split_at_midnight(tuple(spans))


def _split_at_midnight(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """A span that fills the day ends at midnight; the next day has its own."""
    return tuple(
        (start, MINUTES_A_DAY) if start == 0 and end > MINUTES_A_DAY else (start, end) for start, end in spans
    )


@lru_cache(maxsize=20_000)
def _parsed(spec: str) -> osm.OpeningHours:
    """A spec without its PH rules: holidays are decided here, not by the library's calendar."""
    kept = [stripped for rule in _rules(spec) if (stripped := _without_holidays(rule))]
    return osm.OpeningHours("; ".join(kept) or "off")


def _without_holidays(rule: str) -> str:
    text = re.sub(r",\s*PH\b|\bPH\s*,\s*(?=Mo|Tu|We|Th|Fr|Sa|Su)", "", rule)
    return "" if re.search(r"\bPH\b", text) else text.strip()


def _rules(spec: str) -> list[str]:
    return [rule for rule in spec.split(";") if rule.strip()]


@lru_cache(maxsize=20_000)
def _by_appointment_only(spec: str) -> bool:
    return bool(_APPOINTMENT.search(spec)) and not re.search(r"\d{2}:\d{2}", spec)


@lru_cache(maxsize=20_000)
def _is_always_open(spec: str) -> bool:
    return spec.strip() == "24/7"


@lru_cache(maxsize=50_000)
def _is_unknown(spec: str, day: date) -> bool:
    noon = datetime.combine(day, time(12))
    return bool(_parsed(spec).is_unknown(noon))


@lru_cache(maxsize=20_000)
def _depends_on_dates(spec: str) -> bool:
    months = (
        r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|week|easter|SH)\b|\[|\b20\d\d\b|sun|dawn|dusk"
    )
    return bool(re.search(months, spec)) or _by_appointment_only(spec)


def _spans_around(
    hours: OpeningHours, moment: datetime, calendar: HolidayCalendar
) -> list[tuple[datetime, datetime]]:
    today = moment.date()
    found = [_moments(today, span, moment) for span in _day(hours, today, calendar).spans]
    if not _tail_is_cut(hours, today - DAY):
        yesterday = today - DAY
        found += [_moments(yesterday, span, moment) for span in _day(hours, yesterday, calendar).spans]
    return found


def _tail_is_cut(hours: OpeningHours, day: date) -> bool:
    """Whether the day after is closed by an exception, which ends the night before at midnight."""
    after = day + DAY
    return any(e.first_day <= after <= e.last_day and e.hours is None for e in hours.exceptions)


def _end_of(
    running: list[tuple[datetime, datetime]], hours: OpeningHours, moment: datetime, calendar: HolidayCalendar
) -> datetime | None:
    """When the opening that runs ends; spans that touch are one."""
    end = max(ends for _, ends in running)
    for _ in range(8):
        following = [e for b, e in _spans_around(hours, end, calendar) if b <= end < e]
        if not following:
            return end
        end = max(following)
    return None


def _next_open(hours: OpeningHours, moment: datetime, calendar: HolidayCalendar) -> datetime | None:
    for n in range(LOOKAHEAD_DAYS + 1):
        day = moment.date() + n * DAY
        begins = [_moments(day, span, moment)[0] for span in _day(hours, day, calendar).spans]
        later = [begin for begin in begins if begin > moment]
        if later:
            return min(later)
    return None


def _moments(day: date, span: Span, like: datetime) -> tuple[datetime, datetime]:
    """A span as aware moments of wall-clock time in the zone of another moment."""
    midnight = datetime.combine(day, time(), like.tzinfo)
    return midnight + timedelta(minutes=span[0]), midnight + timedelta(minutes=span[1])


def _minutes(moment: datetime, midnight: datetime) -> int:
    return round((moment.replace(tzinfo=None) - midnight).total_seconds() / 60)


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
