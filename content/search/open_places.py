"""Which places are open: each distinct set of opening hours is judged once, however many places share it.

In an ordinary week it is enough to look at the week's open minutes. Near a public holiday or a dated exception, and
for hours that depend on the date, the exact rules are asked.
"""

from collections import OrderedDict
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from content.holiday_calendar import HolidayCalendar
from content.opening_hours import OpeningHours, OpenState, open_between
from content.search.place_index import HoursGroup, PlaceIndex

_WINDOWS_KEPT = 32
_ONE_MINUTE = timedelta(minutes=1)
_ONE_DAY = timedelta(days=1)
_MINUTES_A_DAY = 24 * 60
_MINUTES_A_WEEK = 7 * _MINUTES_A_DAY

Stretches = tuple[tuple[int, int], ...]
"""Minutes of the week, from Monday 00:00; ends are outside."""


class OpenPlaces:
    """Judges opening hours, and remembers the verdicts for the last few stretches of time.

    Args:
        index: the places.
        calendar: the town's holidays.
        zone: the town's, in which opening hours are written.
    """

    def __init__(self, index: PlaceIndex, calendar: HolidayCalendar, zone: ZoneInfo) -> None:
        self._index = index
        self._calendar = calendar
        self._zone = zone
        self._verdicts: OrderedDict[tuple[datetime, datetime], dict[OpeningHours, OpenState]] = OrderedDict()

    def open_among(self, rows: AbstractSet[int], start: datetime, end: datetime) -> set[int]:
        """Return those of the rows that are open at some time from `start` to `end`, both aware."""
        start, end = self._local_minutes(start, end)
        stretches = self._ordinary_stretches(start, end)
        first_day, last_day = start.date() - _ONE_DAY, end.date() + _ONE_DAY

        def is_open(group: HoursGroup) -> bool:
            if not stretches or group.week is None or group.has_exception_between(first_day, last_day):
                return self._verdict(group.hours, start, end) is OpenState.OPEN
            return _overlap(group.week, stretches)

        return self._rows_whose(rows, is_open)

    def closed_among(self, rows: AbstractSet[int], start: datetime, end: datetime) -> set[int]:
        """Return those of the rows that are known to be closed all the time from `start` to `end`, both aware."""
        start, end = self._local_minutes(start, end)
        return self._rows_whose(
            rows, lambda group: self._verdict(group.hours, start, end) is OpenState.CLOSED
        )

    def _rows_whose(self, rows: AbstractSet[int], fits: Callable[[HoursGroup], bool]) -> set[int]:
        groups = self._index.hours_groups()
        if len(rows) > len(groups):
            fitting = set().union(*(group.rows for group in groups if group.rows and fits(group)))
            return fitting if len(rows) == len(self._index) else fitting & rows
        all_rows = self._index.rows
        return {row for row in rows if fits(all_rows[row].hours)}

    def _ordinary_stretches(self, start: datetime, end: datetime) -> Stretches:
        """Return the asked time as minutes of the week; nothing where it is too long or near a holiday."""
        if end - start >= timedelta(days=6):
            return ()
        day = start.date() - _ONE_DAY
        while day <= end.date():
            if self._calendar.name(day) is not None:
                return ()
            day += _ONE_DAY
        first, last = _minute_of_week(start), _minute_of_week(end)
        if first < last:
            return ((first, last),)
        return ((first, _MINUTES_A_WEEK), (0, last))

    def _verdict(self, hours: OpeningHours, start: datetime, end: datetime) -> OpenState:
        verdicts = self._verdicts_for(start, end)
        verdict = verdicts.get(hours)
        if verdict is None:
            verdict = verdicts[hours] = open_between(hours, start, end, self._calendar)
        return verdict

    def _verdicts_for(self, start: datetime, end: datetime) -> dict[OpeningHours, OpenState]:
        window = (start, end)
        if window in self._verdicts:
            self._verdicts.move_to_end(window)
        elif len(self._verdicts) >= _WINDOWS_KEPT:
            self._verdicts.popitem(last=False)
        return self._verdicts.setdefault(window, {})

    def _local_minutes(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        """Return the times in the whole minutes that opening hours are written in, a moment as the minute it is in.

        Everybody who asks for "now" within a minute then shares the verdicts.
        """
        first = start.astimezone(self._zone).replace(second=0, microsecond=0)
        last = end.astimezone(self._zone).replace(second=0, microsecond=0)
        return first, last if start < end and last == end and last > first else last + _ONE_MINUTE


def _overlap(week: Stretches, asked: Stretches) -> bool:
    for first, last in asked:
        for begin, finish in week:
            if begin < last and first < finish:
                return True
    return False


def _minute_of_week(moment: datetime) -> int:
    return moment.weekday() * _MINUTES_A_DAY + moment.hour * 60 + moment.minute
