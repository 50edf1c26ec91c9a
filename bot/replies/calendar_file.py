"""An event as a calendar file (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from bot.replies.reply import File
from content.entries import EventDate, Town

_LINE = 75


def calendar_file(item: EventDate, now: datetime, town: Town) -> File:
    """The date as an `.ics` file that phones open in their calendar."""
    event = item.event
    end = item.ends_at or item.starts_at + timedelta(hours=1)
    if event.all_day:
        times = [
            f"DTSTART;VALUE=DATE:{item.starts_at:%Y%m%d}",
            f"DTEND;VALUE=DATE:{_day_after(end, item.starts_at):%Y%m%d}",
        ]
    else:
        times = [f"DTSTART:{_utc(item.starts_at)}", f"DTEND:{_utc(end)}"]
    where = ", ".join(p for p in (event.venue, event.address.street, event.address.postcode, town.name) if p)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Hallo-Bot//DE",
        "BEGIN:VEVENT",
        f"UID:{event.id}-{item.starts_at:%Y%m%d}@{town.id}.hallo-bot",
        f"DTSTAMP:{_utc(now)}",
        *times,
        f"SUMMARY:{_text(event.title)}",
        f"LOCATION:{_text(where)}",
        f"DESCRIPTION:{_text(event.description)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    content = "\r\n".join(part for line in lines for part in _fold(line)) + "\r\n"
    return File(f"{event.id}.ics", content.encode())


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _day_after(end: datetime, start: datetime) -> datetime:
    """The exclusive end of an all-day event."""
    return max(end - timedelta(seconds=1), start) + timedelta(days=1)


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\n", "\\n")


def _fold(line: str) -> list[str]:
    """Lines of at most 75 octets, continued by a blank; never inside a character."""
    parts: list[str] = []
    current = ""
    for character in line:
        if len((current + character).encode()) > _LINE:
            parts.append(current)
            current = " "
        current += character
    return [*parts, current]
