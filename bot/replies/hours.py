"""Opening hours in words: one line for now, a table for the week."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from bot.replies.dates import SHORT_WEEKDAYS, clock, day_name, minutes, span
from content.opening_hours import DayHours, OpenState, OpenStatus

SOON = timedelta(minutes=60)
"""A change this near is told in minutes."""
ALL_THROUGH = timedelta(hours=36)
"""Who closes only after this is open all through."""
SMALL_HOURS = timedelta(hours=6)
"""What ends before six in the morning belongs to the night before."""


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
            else ("⚪ Öffnungszeiten nicht bekannt")
        )
    reason = f": {status.reason}" if status.reason else ""
    return f"🔴 geschlossen{reason}{holiday}{_opening_words(status, now)}"


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


def _open_words(status: OpenStatus, now: datetime) -> str:
    if status.until is None:
        return "geöffnet"
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
