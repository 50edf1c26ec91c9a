"""An event as a calendar file (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from bot.replies.reply import File
from content.entries import EventDate, Town


def calendar_file(item: EventDate, now: datetime, town: Town) -> File:
    """The date as an `.ics` file that phones open in their calendar."""
    event = item.event
    end = item.ends_at or item.starts_at + timedelta(hours=1)
    entry = Event()
    entry.add("uid", f"{event.id}-{item.starts_at:%Y%m%d}@{town.id}.hallo-bot")
    entry.add("dtstamp", now.astimezone(UTC))
    if event.all_day:
        entry.add("dtstart", item.starts_at.date())
        entry.add("dtend", _day_after(end, item.starts_at).date())
    else:
        entry.add("dtstart", item.starts_at.astimezone(UTC))
        entry.add("dtend", end.astimezone(UTC))
    entry.add("summary", event.title)
    where = (event.venue, event.address.street, event.address.postcode, town.name)
    entry.add("location", ", ".join(part for part in where if part))
    if event.description:
        entry.add("description", event.description)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Hallo-Bot//DE")
    calendar.add_component(entry)
    return File(f"{event.id}.ics", calendar.to_ical())


def _day_after(end: datetime, start: datetime) -> datetime:
    """The exclusive end of an all-day event."""
    return max(end - timedelta(seconds=1), start) + timedelta(days=1)
