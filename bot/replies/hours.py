"""Opening hours in words: one line for now or for a time asked about, a table for the week."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from bot.replies.dates import SHORT_WEEKDAYS, WEEKDAYS, clock, day_name, minutes, span
from content.holiday_calendar import HolidayCalendar
from content.opening_hours import (
    MINUTES_A_DAY,
    DayHours,
    OpeningHours,
    OpenState,
    OpenStatus,
    day_hours,
    open_between,
    status_at,
    weekly_intervals,
)

SOON = timedelta(minutes=60)
"""A change this near is told in minutes."""
ALL_THROUGH = timedelta(hours=36)
"""Who closes only after this is open all through."""
SMALL_HOURS = timedelta(hours=6)
"""What ends before six in the morning belongs to the night before."""
NEXT_DAY = timedelta(days=1)
UNKNOWN_HOURS = "⚪ Öffnungszeiten nicht bekannt"


def status_line(status: OpenStatus, now: datetime) -> str:
    """ "geöffnet bis 18 Uhr", "schließt in 25 Minuten", "geschlossen, öffnet morgen um 8 Uhr"."""
    holiday = f" (heute ist {status.holiday})" if status.holiday else ""
    if status.state is OpenState.OPEN:
        return f"🟢 {_open_words(status, now)}{holiday}"
    if status.state is OpenState.BY_APPOINTMENT:
        return "🗓 nach Vereinbarung"
    if status.state is OpenState.UNKNOWN:
        return (
            f"⚪ heute ist {status.holiday} – ob offen ist, weiß ich nicht"
            if status.holiday
            else UNKNOWN_HOURS
        )
    reason = f": {status.reason}" if status.reason else ""
    return f"🔴 geschlossen{reason}{holiday}{_opening_words(status, now)}"


def window_line(
    hours: OpeningHours, window: tuple[datetime, datetime], now: datetime, calendar: HolidayCalendar
) -> str:
    """What holds in the time asked about: "heute 17:00–22:00", "in der Nacht auf Sonntag bis 3 Uhr".

    The same verdict as `open_between`; where that time has begun and the place is open, what holds now.

    Args:
        hours: of the place.
        window: aware start and end; equal for a moment.
        now: in the same zone.
        calendar: the town's holidays.
    """
    start, end = window
    if start - timedelta(minutes=1) <= now <= end + timedelta(minutes=1):
        status = status_at(hours, now, calendar)
        if status.state is OpenState.OPEN or end - start < timedelta(minutes=1):
            return status_line(status, now)
    state = open_between(hours, start, end, calendar)
    first_day = day_hours(hours, start.date(), calendar)
    if state is OpenState.BY_APPOINTMENT:
        return "🗓 nach Vereinbarung"
    if state is OpenState.UNKNOWN:
        return f"⚪ {day_line(first_day, now.date())}" if first_day.holiday else UNKNOWN_HOURS
    if state is OpenState.CLOSED:
        return f"🔴 {day_line(first_day, now.date())}"
    return f"🕑 {_open_inside(hours, start, end, now.date(), calendar)}"


def rest_of_today(day: DayHours, status: OpenStatus, now: datetime) -> str:
    """What `status_line` leaves out of the day's hours: "Heute bis 22 Uhr geöffnet."; empty where it tells all."""
    if not day.spans:
        return ""
    left = [part for part in day.spans if _on_day(day.day, part)[1] > now.replace(tzinfo=None)]
    if not left:
        was_open = status.state is OpenState.CLOSED
        return f"Heute war bis {_end_words(day.spans[-1][1])} geöffnet." if was_open else ""
    if len(left) > 1:
        return f"Heute {' und '.join(span(*part) for part in left)}."
    tells_end = (
        status.state is OpenState.OPEN
        and status.until is not None
        and (_time_until(status.until, now) > SOON)
    )
    return "" if tells_end else f"Heute bis {_end_words(left[0][1])} geöffnet."


def ordinary_week(hours: OpeningHours) -> str:
    """The hours of a week without holidays: "Mo–Do 8:30–12:30 und 13:30–16:00, Fr 8:30–12:30".

    Empty where they are not known, depend on the date, or are those of a whole week without an end.
    """
    intervals = weekly_intervals(hours.spec) if hours.spec is not None else None
    spans: dict[int, list[tuple[time, time]]] = {}
    for begin, end in intervals or ():
        spans.setdefault(begin // MINUTES_A_DAY, []).append((_clock_time(begin), _clock_time(end)))
    monday = date(2024, 1, 1)
    days = [
        DayHours(monday + number * NEXT_DAY, tuple(parts), OpenState.OPEN)
        for number, parts in sorted(spans.items())
    ]
    return days_in_short(days)


def days_in_short(days: Sequence[DayHours]) -> str:
    """The open ones of some days; those in a row with the same hours as one: "Mo–Fr 9:00–18:00, Sa 9:00–14:00"."""
    shown = [day for day in days if day.spans]
    runs = groupby(enumerate(shown), key=lambda item: (item[1].spans, item[1].day.toordinal() - item[0]))
    words = []
    for (spans, _), run in runs:
        names = [SHORT_WEEKDAYS[day.day.weekday()] for _, day in run]
        name = names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"
        words.append(f"{name} {' und '.join(span(*part) for part in spans)}")
    return ", ".join(words)


def day_line(day: DayHours, today: date) -> str:
    """One day: "am Sonntag 8:00–11:00", "morgen geschlossen"."""
    text = f"{day_name(day.day, today)} {_spans(day)}"
    extras = [extra for extra in (day.holiday, day.note) if extra]
    return f"{text} ({', '.join(extras)})" if extras else text


def week_table(week: Sequence[DayHours], today: date) -> str:
    """The week, a line a day; today is marked."""
    lines = []
    for day in week:
        mark = "▸ " if day.day == today else "  "
        extras = [extra for extra in (day.holiday, day.note) if extra]
        note = f" ({', '.join(extras)})" if extras else ""
        lines.append(f"{mark}{SHORT_WEEKDAYS[day.day.weekday()]}  {_spans(day)}{note}")
    return "\n".join(lines)


def _spans(day: DayHours) -> str:
    if day.spans:
        return ", ".join(span(start, end) for start, end in day.spans)
    if day.state is OpenState.BY_APPOINTMENT:
        return "nach Vereinbarung"
    return "nicht bekannt" if day.state is OpenState.UNKNOWN else "geschlossen"


def _open_inside(
    hours: OpeningHours, start: datetime, end: datetime, today: date, calendar: HolidayCalendar
) -> str:
    """The days and hours in a stretch of time in which a place is open some time."""
    first, last = start.replace(tzinfo=None), end.replace(tzinfo=None)
    days = []
    day = start.date()
    while day <= end.date():
        found = day_hours(hours, day, calendar)
        inside = tuple(part for part in found.spans if _overlaps(_on_day(day, part), first, last))
        if inside:
            days.append(replace(found, spans=inside))
        day += NEXT_DAY
    if len(days) == 1:
        return day_line(days[0], today)
    if days:
        return days_in_short(days)
    night = day_hours(hours, start.date() - NEXT_DAY, calendar)
    until = f" bis {clock(night.spans[-1][1])}" if night.spans else ""
    return f"in der Nacht auf {WEEKDAYS[start.weekday()]}{until}"


def _on_day(day: date, part: tuple[time, time]) -> tuple[datetime, datetime]:
    """A span on its day, on the wall clock; one that ends no later than it begins ends the next day."""
    begin, end = (datetime.combine(day, moment) for moment in part)
    return begin, end if end > begin else end + NEXT_DAY


def _overlaps(part: tuple[datetime, datetime], first: datetime, last: datetime) -> bool:
    begin, end = part
    return begin <= first < end if first == last else begin < last and first < end


def _clock_time(minute: int) -> time:
    return time(*divmod(minute % MINUTES_A_DAY, 60))


def _end_words(end: time) -> str:
    return "Mitternacht" if end in {time(0, 0), time(23, 59)} else clock(end)


def _open_words(status: OpenStatus, now: datetime) -> str:
    if status.until is None:
        return "rund um die Uhr geöffnet"
    left = _time_until(status.until, now)
    if left <= SOON:
        return f"geöffnet, schließt in {minutes(left)}"
    if left > ALL_THROUGH:
        return "durchgehend geöffnet"
    return f"geöffnet bis {_closing_words(status.until, now.date())}"


def _closing_words(until: datetime, today: date) -> str:
    """ "18 Uhr", "Mitternacht", "morgen 7 Uhr"; the small hours still belong to the evening before."""
    evening = (until - SMALL_HOURS).date()
    if until.hour == 0 and until.minute == 0:
        return "Mitternacht" if evening == today else f"{day_name(evening, today)} um Mitternacht"
    if until.date() == today or evening == today:
        return clock(until)
    return f"{day_name(until.date(), today)} {clock(until)}"


def _opening_words(status: OpenStatus, now: datetime) -> str:
    if status.next_open is None:
        return ""
    wait = _time_until(status.next_open, now)
    if wait <= SOON:
        return f", öffnet in {minutes(wait)}"
    return f", öffnet {day_name(status.next_open.date(), now.date())} um {clock(status.next_open)}"


def _time_until(moment: datetime, now: datetime) -> timedelta:
    """How long it takes, also in the nights in which the clocks are changed."""
    return moment.astimezone(UTC) - now.astimezone(UTC)
