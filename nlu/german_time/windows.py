"""The window of one time: its days and hours on the wall clock of the town.

A time that is over comes round again: "um 8" tomorrow, "samstags morgens" in a week. "heute" and dates do not: the
window of "heute früh" asked in the evening lies in the past. A window that has begun starts now.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from nlu.german_time.days import WEEK
from nlu.german_time.grouping import Group
from nlu.german_time.hours import ANY_HOUR, DAWN, DAY, hours_on
from nlu.german_time.meanings import DAY_END, HOUR, Days, Edge, Minutes

_ONE_DAY = timedelta(1)


@dataclass(frozen=True)
class Window:
    """One time of the message, resolved.

    Attributes:
        start: in the zone of `now`.
        end: the same as `start` for a moment.
        first_day: the first day named.
        last_day: the last day named.
        explicit: whether a time of day was named.
        open_start: whether only its end was named ("bis Sonntag").
    """

    start: datetime
    end: datetime
    first_day: date
    last_day: date
    explicit: bool
    open_start: bool = False


def window_of(group: Group, now: datetime) -> Window:
    """When the time is that some phrases name."""
    days = group.days or Days(now.date(), now.date(), repeats=1)
    if days.edge is not None:
        window = _one_ended(group, days, now)
    elif group.has_time_of_day:
        window = _first_to_come(group, days, now)
    else:
        start, end = wall_clock(days.first, 0, now), wall_clock(days.last, DAY_END, now)
        window = Window(start, end, days.first, days.last, explicit=False)
    if window.start < now and not _is_over(window, now):
        return replace(window, start=now, end=max(window.end, now))
    return window


def wall_clock(day: date, minute: int, now: datetime) -> datetime:
    """The moment at which clocks show a minute of a day, in the zone of `now`.

    A time that the clocks skip in spring is that much later; of one that they show twice in autumn, that is meant
    which is still to come.
    """
    days, minute = divmod(minute, DAY)
    moment = datetime.combine(day + timedelta(days), time(*divmod(minute, HOUR)), now.tzinfo)
    if now.tzinfo is None:
        return moment
    if moment.astimezone(UTC) < now.astimezone(UTC) <= moment.replace(fold=1).astimezone(UTC):
        return moment.replace(fold=1)
    return moment.astimezone(UTC).astimezone(now.tzinfo)


def _one_ended(group: Group, days: Days, now: datetime) -> Window:
    """ "bis freitag um 12", "ab samstag 18 uhr"."""
    named = days.last if days.edge is Edge.UNTIL else days.first
    first_minute, last_minute = hours_on(group.part, group.clock, _minute_of(now, named))
    if days.edge is Edge.UNTIL:
        start, end = wall_clock(days.first, 0, now), wall_clock(days.last, last_minute, now)
    else:
        start, end = wall_clock(days.first, first_minute, now), wall_clock(days.last, DAY_END, now)
    is_until = days.edge is Edge.UNTIL
    return Window(start, max(start, end), days.first, days.last, group.has_time_of_day, open_start=is_until)


def _first_to_come(group: Group, days: Days, now: datetime) -> Window:
    """The time of day on the first of the days on which it is not over; the last of them where it is on all."""
    for day, last in _days_to_try(group, days, now):
        window = _on(group, day, last, now)
        if not _is_over(window, now):
            return window
    start, end = hours_on(group.part, group.clock, _minute_of(now, days.last), within=ANY_HOUR)
    return _window(days.last, (start, end), days.last, now)


def _days_to_try(group: Group, days: Days, now: datetime) -> Iterator[tuple[date, date]]:
    """The days on which the time may fall, each with the last one of its stretch."""
    today = now.date()
    is_night = group.part is not None and group.part.hours[1] > DAY
    if is_night and now.hour * HOUR < DAWN and _may_be_last_night(days, today):
        yield today - _ONE_DAY, max(days.last, today) if days.repeats != WEEK else today
    for ahead in (0, days.repeats or 0)[: 2 if days.repeats else 1]:
        day, last = max(days.first + timedelta(ahead), today), days.last + timedelta(ahead)
        while day <= last:
            yield day, last
            day += _ONE_DAY


def _may_be_last_night(days: Days, today: date) -> bool:
    """Before dawn "heute nacht" has begun yesterday, and so has "samstag nacht" on a Sunday."""
    if days.repeats == WEEK:
        return days.first - timedelta(WEEK) == today - _ONE_DAY
    return days.first == today


def _on(group: Group, day: date, last: date, now: datetime) -> Window:
    return _window(day, hours_on(group.part, group.clock, _minute_of(now, day)), last, now)


def _window(day: date, hours: Minutes, last: date, now: datetime) -> Window:
    start, end = wall_clock(day, hours[0], now), wall_clock(day, hours[1], now)
    first_day = max(start.date(), now.date()) if end >= now else start.date()
    return Window(start, max(start, end), first_day, max(last, first_day), explicit=True)


def _minute_of(now: datetime, day: date) -> int:
    """Which minute of a day it is now, negative before that day."""
    return (now.date() - day).days * DAY + now.hour * HOUR + now.minute


def _is_over(window: Window, now: datetime) -> bool:
    """Whether a time is over; the minute that runs is not."""
    return window.end < now.replace(second=0, microsecond=0)
