"""What is on when: events and the dates of recurring ones."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from content.entries import Event, EventDate
from content.folding import fold
from content.queries import EventQuery, Matches
from content.search.distance import DistanceFrom
from content.search.words import key_of, text_matches

MOST_DATES = 100
"""How many dates of one recurring event an answer holds at most."""

_ONE_DAY = timedelta(days=1)


def find_events(events: Iterable[Event], query: EventQuery, zone: ZoneInfo) -> Matches:
    """Return the dates of matching events in their order; those that began before the first day come last.

    Words match by themselves first, then by the last part of a compound that was asked for. Where nothing matches,
    the district is dropped, then the words, then both.

    Args:
        events: all there are.
        query: the wish.
        zone: the town's; days and recurrence are local.

    Returns:
        Ids that `find_dates` understands.
    """
    known = list(events)
    choices: tuple[tuple[str, ...], ...] = ((), ("district",), ("text",), ("district", "text"))
    for dropped in choices:
        if not all(getattr(query, name) for name in dropped):
            continue
        left = replace(
            query,
            district=None if "district" in dropped else query.district,
            text=None if "text" in dropped else query.text,
        )
        for loosely in (False, True) if left.text else (False,):
            fitting = [event for event in known if _fits(event, left, loosely=loosely)]
            dates = _dates_of(fitting, left, zone)
            if dates:
                return Matches(tuple(date_id(item) for item in dates), dropped)
    return Matches(())


def date_id(item: EventDate) -> str:
    """Return what names a date: the event's id, with the day where it recurs ("feierabendmarkt@2026-12-03")."""
    return f"{item.event.id}@{item.starts_at.date().isoformat()}" if item.event.rrule else item.event.id


def split_date_id(text: str) -> tuple[str, date | None]:
    """Return the event's id and the day, None where none is given.

    Raises:
        ValueError: what follows the @ is no ISO date.
    """
    event_id, at, day = text.partition("@")
    return event_id, date.fromisoformat(day) if at else None


def date_on(event: Event, day: date | None, zone: ZoneInfo) -> EventDate | None:
    """Return an event's date that starts on a day, or its first one; None where it has none then."""
    if day is None:
        return next(_occurrences(event, event.starts_at.astimezone(zone).date(), date.max, zone), None)
    return next((item for item in _occurrences(event, day, day, zone) if item.starts_at.date() == day), None)


def _fits(event: Event, query: EventQuery, *, loosely: bool = False) -> bool:
    if query.topics and not set(query.topics) & set(event.topics):
        return False
    district = fold(event.address.district)
    if query.district_not and district == fold(query.district_not):
        return False
    if query.district and district != fold(query.district):
        return False
    if query.venue and not text_matches((event.venue,), key_of(query.venue)):
        return False
    if not query.text:
        return True
    texts = (event.title, event.description, event.venue, *event.topics)
    return text_matches(texts, key_of(query.text), loosely=loosely)


def _dates_of(events: Iterable[Event], query: EventQuery, zone: ZoneInfo) -> list[EventDate]:
    dates = [
        item
        for event in events
        for item in islice(
            (
                item
                for item in _occurrences(event, query.first_day, query.last_day, zone)
                if query.not_before is None or _last_moment(item) >= query.not_before
            ),
            1 if query.next_only else MOST_DATES,
        )
    ]
    ranked = sorted(
        dates,
        key=lambda item: (item.starts_at.date() < query.first_day, item.starts_at, item.event.title),
    )
    if query.near is None:
        return ranked
    here = DistanceFrom(query.near)
    return sorted(ranked, key=lambda item: _metres(here, item.event))


def _metres(here: DistanceFrom, event: Event) -> float:
    """How far an event is; those of which nobody knows where they are come last."""
    where = event.address.coordinates
    return math.inf if where is None else here.metres(where.lat, where.lon)


def _last_moment(item: EventDate) -> datetime:
    """Return until when a date is worth showing; a whole day lasts until midnight."""
    if item.ends_at is None and item.event.all_day:
        return datetime.combine(item.starts_at.date() + _ONE_DAY, time.min, item.starts_at.tzinfo)
    return item.ends_at or item.starts_at


def _occurrences(event: Event, first_day: date, last_day: date, zone: ZoneInfo) -> Iterator[EventDate]:
    """Yield an event's dates that touch the days from first to last, with local times."""
    start = event.starts_at.astimezone(zone)
    end = None if event.ends_at is None else event.ends_at.astimezone(zone)
    lasts = timedelta() if end is None else end.replace(tzinfo=None) - start.replace(tzinfo=None)
    for wall_start in _wall_starts(event, start.replace(tzinfo=None), first_day, lasts):
        if wall_start.date() > last_day:
            return
        wall_end = wall_start + lasts
        # What ends at midnight does not touch the day that begins then.
        last_touched = max(wall_start, wall_end - timedelta(microseconds=1)) if lasts else wall_start
        if last_touched.date() < first_day:
            continue
        yield EventDate(
            event, _in_zone(wall_start, zone), None if event.ends_at is None else _in_zone(wall_end, zone)
        )


def _in_zone(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return a local time that exists: one that the clocks skip in spring moves on with them."""
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def _wall_starts(event: Event, start: datetime, first_day: date, lasts: timedelta) -> Iterator[datetime]:
    """Yield the local starts of an event, from the one that may still last on `first_day`."""
    if not event.rrule:
        yield start
        return
    rule = rrulestr(_with_local_until(event.rrule), dtstart=start, ignoretz=True)
    earliest = datetime.combine(first_day, time.min) - lasts - _ONE_DAY
    yield from rule.xafter(max(earliest, start), inc=True)


def _with_local_until(rule: str) -> str:
    """Drop the Z of UNTIL: recurrence is reckoned in local time, and a rule mixing both is refused."""
    return ";".join(
        part.removesuffix("Z") if part.upper().startswith("UNTIL=") else part for part in rule.split(";")
    )
