"""Opening hours in words: one line for now, a table for the week."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.replies.dates import SHORT_WEEKDAYS, clock, day_name, minutes, span
from content.opening_hours import DayHours, OpenState, OpenStatus

SOON = timedelta(minutes=60)
"""A change this near is told in minutes."""


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
    left = status.until - now
    if left <= SOON:
        return f"geöffnet, schließt in {minutes(left)}"
    if left > timedelta(hours=36):
        return "durchgehend geöffnet"
    late = status.until.date() != now.date() and status.until.hour >= 6
    return (
        f"geöffnet bis {day_name(status.until.date(), now.date())} {clock(status.until)}"
        if late
        else (
            f"geöffnet bis {'Mitternacht' if status.until.hour == 0 and status.until.minute == 0 else clock(status.until)}"
        )
    )


def _opening_words(status: OpenStatus, now: datetime) -> str:
    if status.next_open is None:
        return ""
    wait = status.next_open - now
    if wait <= SOON:
        return f", öffnet in {minutes(wait)}"
    return f", öffnet {day_name(status.next_open.date(), now.date())} um {clock(status.next_open)}"
