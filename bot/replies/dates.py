"""Days, times and distances in German words."""

from datetime import date, datetime, time, timedelta

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
SHORT_WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def clock(moment: datetime | time) -> str:
    """ "8 Uhr" or "18:30 Uhr"."""
    return f"{moment.hour} Uhr" if moment.minute == 0 else f"{moment.hour}:{moment.minute:02d} Uhr"


def span(start: time, end: time) -> str:
    """ "8:00–18:30"; midnight at the end is 24:00."""
    closing = (
        "24:00"
        if end in {time(0, 0), time(23, 59)} and start < time(23, 59)
        else f"{end.hour}:{end.minute:02d}"
    )
    return f"{start.hour}:{start.minute:02d}–{closing}"


def long_date(day: date, today: date) -> str:
    """ "3. Mai", with the year where it is not this or the coming half year's."""
    text = f"{day.day}. {MONTHS[day.month - 1]}"
    return text if abs((day - today).days) < 180 else f"{text} {day.year}"


def day_name(day: date, today: date) -> str:
    """ "heute", "morgen", "übermorgen", "am Sonntag", "am Sonntag, 29. November"."""
    near = {0: "heute", 1: "morgen", 2: "übermorgen"}.get((day - today).days)
    if near is not None:
        return near
    weekday = WEEKDAYS[day.weekday()]
    if 0 < (day - today).days < 7:
        return f"am {weekday}"
    return f"am {weekday}, {long_date(day, today)}"


def event_time(starts_at: datetime, ends_at: datetime | None, all_day: bool, today: date) -> str:
    """When an event is: "heute, 18–21 Uhr", "Sa 5. Dezember, 15 Uhr"."""
    day = starts_at.date()
    near = {0: "heute", 1: "morgen"}.get((day - today).days)
    text = near or f"{SHORT_WEEKDAYS[day.weekday()]} {long_date(day, today)}"
    if all_day:
        if ends_at is not None and (ends_at - timedelta(seconds=1)).date() > day:
            return f"{text} bis {long_date((ends_at - timedelta(seconds=1)).date(), today)}"
        return text
    return f"{text}, {clock(starts_at)}"


def days_range(first: date, last: date, today: date) -> str:
    """A range of days: "heute", "vom 3. bis 9. Mai", "am Wochenende"."""
    if first == last:
        return day_name(first, today)
    if first.weekday() == 5 and (last - first).days == 1:
        return (
            "am Wochenende"
            if (first - today).days < 7
            else f"am Wochenende {first.day}./{long_date(last, today)}"
        )
    if first.month == last.month:
        return f"vom {first.day}. bis {long_date(last, today)}"
    return f"vom {long_date(first, today)} bis {long_date(last, today)}"


def time_wish(window: tuple[datetime, datetime], now: datetime) -> str:
    """The time in which something shall be open: "jetzt", "heute nach 18 Uhr", "am Sonntag"."""
    start, end = window
    today = now.date()
    if start == end:
        return (
            "jetzt"
            if abs((start - now).total_seconds()) < 90
            else f"{day_name(start.date(), today)} um {clock(start)}"
        )
    day = day_name(start.date(), today)
    late = end.time() >= time(23, 59)
    if start.date() != end.date() and (end - start) > timedelta(hours=23):
        return days_range(start.date(), end.date(), today)
    if start.time() == time(0, 0) and late:
        return day
    if late:
        return day if start <= now + timedelta(minutes=1) else f"{day} nach {clock(start)}"
    return f"{day} zwischen {clock(start)} und {clock(end)}"


def distance(metres: float, *, exact: bool = True) -> str:
    """ "350 m", "1,2 km"; "43 km" where it need not be exact."""
    if not exact:
        return f"{max(1, round(metres / 1000))} km"
    if metres < 995:
        return f"{max(10, round(metres / 10) * 10)} m"
    return f"{metres / 1000:.1f} km".replace(".", ",")


def minutes(span_: timedelta) -> str:
    """ "25 Minuten", "1 Minute"."""
    count = max(1, round(span_.total_seconds() / 60))
    return "1 Minute" if count == 1 else f"{count} Minuten"
